package inventory

import (
	"strings"

	"go.yaml.in/yaml/v3"
)

// rewrite writes an entry in place of its lines. Of one that has a line for each attribute only
// those that differ are written; else it comes on one line, and its comments stay: that behind
// its end there, the others below.
func (f *layout) rewrite(item *yaml.Node, end int, indent string, merged *yaml.Node) {
	if f.inPlace(item, end, merged) {
		return
	}
	f.replace[item.Line] = indent + "- " + flow(merged) + f.beside(end)
	var below []string
	if end > item.Line {
		below = f.comments(item.Line, end-1)
	}
	for l := item.Line + 1; l <= end; l++ {
		f.dropped[l] = true
	}
	for _, c := range below {
		f.behind[end] = append(f.behind[end], indent+"  "+c)
	}
}

// inPlace writes the attributes that differ in their lines, and new ones below them; false
// where the entry is laid out otherwise.
func (f *layout) inPlace(item *yaml.Node, end int, merged *yaml.Node) bool {
	if item.Kind != yaml.MappingNode || item.Style == yaml.FlowStyle || len(item.Content) == 0 {
		return false
	}
	lines := map[int]string{}
	for i := 0; i+1 < len(item.Content); i += 2 {
		key, old, now := item.Content[i], item.Content[i+1], merged.Content[i+1]
		if sameNode(old, now) {
			continue
		}
		next := end + 1
		if i+2 < len(item.Content) {
			next = item.Content[i+2].Line
		}
		line := []rune(f.lines[key.Line-1])
		if old.Line != key.Line || f.end(key.Line, next) != key.Line || old.Column > len(line) || old.Value == "" && len(old.Content) == 0 {
			return false
		}
		lines[key.Line] = string(line[:old.Column-1]) + flow(now) + f.beside(key.Line)
	}
	first := item.Content[0]
	var more []string
	for i := len(item.Content); i+1 < len(merged.Content); i += 2 {
		more = append(more, strings.Repeat(" ", first.Column-1)+flow(merged.Content[i])+": "+flow(merged.Content[i+1]))
	}
	for l, text := range lines {
		f.replace[l] = text
	}
	f.behind[end] = append(more, f.behind[end]...)
	return true
}
