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
	root    *yaml.Node // nil of an empty file
	replace map[int]string
	// dropped are lines that go, behind what stands behind a line; both from 1.
	dropped map[int]bool
	behind  map[int][]string
	last    []string // behind everything
}

func parseLayout(data []byte) (*layout, error) {
	f := &layout{replace: map[int]string{}, dropped: map[int]bool{}, behind: map[int][]string{}}
	text := strings.TrimSuffix(strings.ReplaceAll(string(data), "\r\n", "\n"), "\n")
	if text != "" {
		f.lines = strings.Split(text, "\n")
	}
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
	for l := key.Line; l <= end; l++ {
		f.dropped[l] = true
	}
	f.behind[end] = append(lines, f.behind[end]...)
}

func (f *layout) bytes() []byte {
	var b bytes.Buffer
	for i, line := range f.lines {
		if other, ok := f.replace[i+1]; ok {
			line = other
		}
		if !f.dropped[i+1] {
			b.WriteString(line + "\n")
		}
		for _, line := range f.behind[i+1] {
			b.WriteString(line + "\n")
		}
	}
	for _, line := range f.last {
		b.WriteString(line + "\n")
	}
	return b.Bytes()
}
