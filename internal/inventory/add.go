package inventory

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/ownfile"
)

// Added is what Add has done.
type Added struct {
	Text []byte
	// New, Changed and Same count entries. OnlyThere are those of the file that the rows
	// do not have.
	New, Changed, Same int
	OnlyThere          []string
	Open               bool // the kind is under open
	// Findings are rows that the inventory contradicts; they are left out.
	Findings []diag.Diagnostic
}

// Add merges rows into an inventory file: entries that it does not have come to the end of
// their list, in those that it has the attributes of the rows replace the others.
// Lines that nothing changes stay as they are, with their comments. complete takes the
// kind out of open; else one that the file did not have comes under it.
func Add(data []byte, rows *Rows, complete bool) (*Added, error) {
	f, err := parseLayout(data)
	if err != nil {
		return nil, err
	}
	k := rows.kind
	out := &Added{}
	key, list := f.section(k.name)
	there := key != nil
	told := there && list.Tag != "!!null"
	if there {
		rows = rows.without(list, out)
	}
	switch {
	case !there:
		f.append(k.name + ":")
		for i := range rows.entries {
			f.append("- " + flow(rows.entries[i].node(k)))
		}
		out.New = len(rows.entries)
	case list.Kind != yaml.SequenceNode && list.Tag != "!!null":
		return nil, fmt.Errorf("line %d: %s is no list", list.Line, k.name)
	default:
		f.merge(k, key, list, rows, out)
	}
	open := f.opened()
	out.Open = slices.Contains(open, k.name)
	switch {
	case complete && out.Open:
		f.setOpen(slices.DeleteFunc(open, func(name string) bool { return name == k.name }))
	case !complete && !out.Open && !told:
		f.setOpen(append(open, k.name))
	}
	out.Open = !complete && (out.Open || !told)
	out.Text = f.bytes()
	return out, f.held(k, rows, out.Text)
}

// without leaves out rows whose id another entry of the list has and keeps: one of the two is
// wrong, or it has got another name.
func (r *Rows) without(list *yaml.Node, out *Added) *Rows {
	k := r.kind
	told := map[string]*row{}
	for i := range r.entries {
		told[r.entries[i].name] = &r.entries[i]
	}
	taken := map[string]*yaml.Node{}
	for _, item := range list.Content {
		if of := told[nameIn(k, item)]; of != nil && of.id(k) != "" {
			continue // it gets that one
		}
		if id := valueIn(k.id, item); id != "" && k.id != k.key {
			taken[sameAs(id)] = item
		}
	}
	kept := *r
	kept.entries = nil
	for i := range r.entries {
		one := r.entries[i]
		item := taken[one.id(k)]
		if name := ""; item != nil {
			if name = nameIn(k, item); name != one.name {
				out.Findings = append(out.Findings, diag.Diagnostic{
					Rule: diag.DuplicateName, Severity: diag.Error, Place: acl.Place{File: r.file, Span: one.line},
					Summary: fmt.Sprintf("%s has the %s %s, which the inventory has for %s (line %d)", ownfile.Quote(one.name), k.id, one.id(k), ownfile.Quote(name), item.Line),
					Detail:  "if it has got another name, write that into the inventory first; if the other one is gone, take it out there",
				})
				continue
			}
		}
		kept.entries = append(kept.entries, one)
	}
	return &kept
}

// valueIn is a scalar of an entry, "" where it has none.
func valueIn(key string, item *yaml.Node) string {
	for i := 0; i+1 < len(item.Content) && item.Kind == yaml.MappingNode; i += 2 {
		if item.Content[i].Value == key {
			return item.Content[i+1].Value
		}
	}
	return ""
}

// merge puts rows into a list that is there.
func (f *layout) merge(k kind, key, list *yaml.Node, rows *Rows, out *Added) {
	byName := map[string]*yaml.Node{}
	for _, item := range list.Content {
		byName[nameIn(k, item)] = item
	}
	end := f.end(key.Line, f.behindSection(key))
	indent := ""
	inline := list.Kind != yaml.SequenceNode || list.Style == yaml.FlowStyle || len(list.Content) == 0
	if !inline {
		indent = strings.Repeat(" ", max(list.Column-1, 0))
	}
	inRows := map[string]bool{}
	var fresh []string
	changed := map[*yaml.Node]*yaml.Node{}
	for i := range rows.entries {
		r := &rows.entries[i]
		inRows[r.name] = true
		item := byName[r.name]
		if item == nil {
			out.New++
			fresh = append(fresh, indent+"- "+flow(r.node(k)))
			continue
		}
		merged, differs := joined(k, item, r)
		if !differs {
			out.Same++
			continue
		}
		out.Changed++
		changed[item] = merged
	}
	for i, item := range list.Content {
		if name := nameIn(k, item); !inRows[name] {
			out.OnlyThere = append(out.OnlyThere, name)
		}
		if merged := changed[item]; merged != nil && !inline {
			next := end + 1
			if i+1 < len(list.Content) {
				next = list.Content[i+1].Line
			}
			f.rewrite(item, f.end(item.Line, next), indent, merged)
		}
	}
	if !inline {
		f.behind[end] = append(f.behind[end], fresh...)
		return
	}
	// A list on one line gets a line for each entry.
	if out.New+out.Changed == 0 {
		return
	}
	lines := append([]string{k.name + ":" + f.beside(key.Line)}, f.comments(key.Line+1, end)...)
	for l := key.Line; l <= end; l++ {
		f.dropped[l] = true
	}
	for _, item := range list.Content {
		if merged := changed[item]; merged != nil {
			item = merged
		}
		lines = append(lines, "- "+flow(item))
	}
	f.behind[end] = append(append(f.behind[end], lines...), fresh...)
}

// nameIn is the name of an entry.
func nameIn(k kind, item *yaml.Node) string {
	if item.Kind == yaml.ScalarNode {
		return item.Value
	}
	for i := 0; i+1 < len(item.Content); i += 2 {
		if item.Content[i].Value == k.key {
			return item.Content[i+1].Value
		}
	}
	return ""
}

// joined is an entry with the attributes of a row over its own.
func joined(k kind, item *yaml.Node, r *row) (merged *yaml.Node, differs bool) {
	merged = &yaml.Node{Kind: yaml.MappingNode, Style: yaml.FlowStyle}
	if item.Kind == yaml.ScalarNode {
		merged.Content = []*yaml.Node{textNode(k.key), textNode(item.Value)}
	} else {
		merged.Content = slices.Clone(item.Content)
	}
	for i, key := range r.keys {
		at := -1
		for j := 0; j+1 < len(merged.Content); j += 2 {
			if merged.Content[j].Value == key {
				at = j + 1
			}
		}
		switch {
		case at < 0:
			merged.Content, differs = append(merged.Content, textNode(key), r.values[i]), true
		case !sameNode(merged.Content[at], r.values[i]):
			merged.Content[at], differs = r.values[i], true
		}
	}
	return merged, differs
}

// sameNode reports whether two nodes say the same: digits are the same quoted or not.
func sameNode(a, b *yaml.Node) bool {
	return a.Kind == b.Kind && a.Value == b.Value && slices.EqualFunc(a.Content, b.Content, sameNode)
}

// held makes sure that what was written has all rows: a layout that nobody thought of
// must not cost an entry.
func (f *layout) held(k kind, rows *Rows, text []byte) error {
	g, err := parseLayout(text)
	if err != nil {
		return fmt.Errorf("the file is laid out so that nothing can be put into it: write an entry of %s a line (%w)", k.name, err)
	}
	_, list := g.section(k.name)
	_, before := f.section(k.name)
	byName := map[string]*yaml.Node{}
	if list != nil {
		for _, item := range list.Content {
			byName[nameIn(k, item)] = item
		}
	}
	whole := true
	for i := range rows.entries {
		item := byName[rows.entries[i].name]
		if item == nil {
			whole = false
		} else if _, differs := joined(k, item, &rows.entries[i]); differs && item.Kind != yaml.ScalarNode {
			whole = false
		}
	}
	if before != nil {
		whole = whole && !slices.ContainsFunc(before.Content, func(n *yaml.Node) bool { return byName[nameIn(k, n)] == nil })
	}
	if f.root != nil {
		for i := 0; i+1 < len(f.root.Content); i += 2 {
			name, value := f.root.Content[i].Value, f.root.Content[i+1]
			_, now := g.section(name)
			whole = whole && (name == k.name || name == "open" || now != nil && sameNode(value, now))
		}
	}
	if !whole {
		return fmt.Errorf("the file is laid out so that nothing can be put into it: write an entry of %s a line", k.name)
	}
	return nil
}
