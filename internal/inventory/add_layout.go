package inventory

import (
	"bytes"
	"errors"
	"strings"

	"go.yaml.in/yaml/v3"
)

// layout is a file as lines, and as the nodes in them.
type layout struct {
	lines   []string
	crlf    []bool     // of the lines: how they end
	windows bool       // how new ones do
	root    *yaml.Node // nil of an empty file
	replace map[int]string
	// dropped are lines that go, behind what stands behind a line; both from 1.
	dropped map[int]bool
	behind  map[int][]string
	last    []string // behind everything
}

func parseLayout(data []byte) (*layout, error) {
	f := &layout{replace: map[int]string{}, dropped: map[int]bool{}, behind: map[int][]string{}}
	if text := strings.TrimSuffix(string(data), "\n"); text != "" {
		f.lines = strings.Split(text, "\n")
	}
	n := 0
	for i, line := range f.lines {
		bare, crlf := strings.CutSuffix(line, "\r")
		f.lines[i], f.crlf = bare, append(f.crlf, crlf)
		if crlf {
			n++
		}
	}
	f.windows = 2*n > len(f.lines)
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		return nil, err
	}
	if len(doc.Content) > 0 {
		f.root = doc.Content[0]
	}
	if f.root != nil && f.root.Kind != yaml.MappingNode {
		if f.root.Tag == "!!null" {
			f.root = nil
			return f, nil
		}
		return nil, errors.New("an inventory is a mapping of kinds")
	}
	if f.root != nil && f.root.Style == yaml.FlowStyle {
		return nil, errors.New("the inventory stands in braces: write a kind a line")
	}
	return f, nil
}

// section is the key of a kind with its value.
func (f *layout) section(name string) (key, value *yaml.Node) {
	if f.root != nil {
		for i := 0; i+1 < len(f.root.Content); i += 2 {
			if f.root.Content[i].Value == name {
				return f.root.Content[i], f.root.Content[i+1]
			}
		}
	}
	return nil, nil
}

func (f *layout) append(line string) {
	if len(f.last) == 0 && len(f.lines) > 0 {
		f.last = append(f.last, "")
	}
	f.last = append(f.last, line)
}

// end is the last line of the content that begins at a line and goes on to where
// something else begins (0: to the end of the file): comments and empty lines before
// that belong to it.
func (f *layout) end(from, next int) int {
	if next == 0 {
		next = len(f.lines) + 1
	}
	last := next - 1
	for last > from {
		line := strings.TrimSpace(f.lines[last-1])
		if line != "" && !strings.HasPrefix(line, "#") {
			break
		}
		last--
	}
	return last
}

// behindSection is the line of the key that follows, 0 where none does.
func (f *layout) behindSection(key *yaml.Node) int {
	next := 0
	for i := 0; i < len(f.root.Content); i += 2 {
		if at := f.root.Content[i].Line; at > key.Line && (next == 0 || at < next) {
			next = at
		}
	}
	return next
}

// opened are the names under open.
func (f *layout) opened() []string {
	var names []string
	if _, list := f.section("open"); list != nil {
		for _, item := range list.Content {
			names = append(names, item.Value)
		}
	}
	return names
}

// setOpen writes what is under open.
func (f *layout) setOpen(names []string) {
	var b bytes.Buffer
	wrapped(&b, "open: [", names)
	lines := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
	key, _ := f.section("open")
	if key == nil {
		f.append(lines[0])
		f.last = append(f.last, lines[1:]...)
		return
	}
	end := f.end(key.Line, f.behindSection(key))
	lines[len(lines)-1] += f.beside(key.Line)
	if end > key.Line {
		lines = append(f.comments(key.Line+1, end), lines...)
	}
	for l := key.Line; l <= end; l++ {
		f.dropped[l] = true
	}
	f.behind[end] = append(lines, f.behind[end]...)
}

// comment is where the comment of a line begins, -1 where it has none. A quoted text that goes
// on from the line before is not known here: held sees what comes of it.
func comment(line string) int {
	var quote rune
	for i, r := range line {
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote != 0:
		case r == '#' && (i == 0 || line[i-1] == ' ' || line[i-1] == '\t'):
			return i
		case (r == '"' || r == '\'') && (i == 0 || strings.ContainsRune(" \t[{,:", rune(line[i-1]))):
			quote = r
		}
	}
	return -1
}

// beside is the comment behind what stands on a line, with blanks before it.
func (f *layout) beside(line int) string {
	if i := comment(f.lines[line-1]); i >= 0 && strings.TrimSpace(f.lines[line-1][:i]) != "" {
		return "  " + strings.TrimRight(f.lines[line-1][i:], " \t")
	}
	return ""
}

// comments are those of some lines.
func (f *layout) comments(from, to int) []string {
	var out []string
	for l := from; l <= to; l++ {
		if i := comment(f.lines[l-1]); i >= 0 {
			out = append(out, strings.TrimSpace(f.lines[l-1][i:]))
		}
	}
	return out
}

func (f *layout) bytes() []byte {
	var b bytes.Buffer
	write := func(line string, crlf bool) {
		b.WriteString(line)
		if crlf {
			b.WriteByte('\r')
		}
		b.WriteByte('\n')
	}
	for i, line := range f.lines {
		if other, ok := f.replace[i+1]; ok {
			line = other
		}
		if !f.dropped[i+1] {
			write(line, f.crlf[i])
		}
		for _, line := range f.behind[i+1] {
			write(line, f.windows)
		}
	}
	for _, line := range f.last {
		write(line, f.windows)
	}
	return b.Bytes()
}
