package inventory

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/perlre"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// collector gathers what ACLs name.
type collector struct {
	reading.Reader
	patterns reading.Patterns
	uses     map[string]*uses // by kind, and by DynamicField_<name> for values
	// beside are what an inventory cannot have as entries: ids, display names.
	beside map[string]map[string]bool
	words  map[string]int // how often they occur in names and comments of ACLs, and in all that is named
}

// uses are the names of one kind.
type uses struct {
	names map[string]*use
	order []string
}

type use struct {
	count  int
	first  acl.Place // zero for what nobody wrote as such
	parent string    // of what: the name was made of a longer one
	stock  bool
}

// fromSet is what a set names beside the stock data: lines by kind, what is open in
// addition to kinds, and what is in doubt.
func fromSet(t *product.Target, set *acl.Set, stock *Inventory) (lists map[string][]line, open []string, doubts []Doubt) {
	c := collector{
		Reader: reading.For(t), patterns: reading.Patterns{}, uses: map[string]*uses{}, beside: map[string]map[string]bool{}, words: map[string]int{},
	}
	c.takeStock(stock)
	var all []reading.List
	for _, a := range set.ACLs {
		c.takeWords(a.Name)
		for _, e := range a.Entry.Entries() {
			if e.Key == "Comment" || e.Key == "Description" {
				c.takeWords(e.Value.Text)
			}
		}
		all = c.AppendLists(all[:0], a)
		for i := range all {
			c.list(a, &all[i])
		}
	}
	c.parents()
	for _, u := range c.uses {
		for _, name := range u.order {
			c.takeWords(name)
		}
	}
	lists = map[string][]line{}
	for _, kind := range slices.Sorted(maps.Keys(c.uses)) {
		u := c.uses[kind]
		found := c.doubtful(kind, u)
		for _, d := range found {
			if !d.hushed {
				doubts = append(doubts, d)
			}
		}
		if field, ok := strings.CutPrefix(kind, "DynamicField_"); ok {
			if len(c.keys(field, found)) > 0 {
				open = append(open, kind)
			}
			continue
		}
		var lines []line
		for _, name := range slices.Sorted(slices.Values(u.order)) {
			if x := u.names[name]; !x.stock {
				lines = append(lines, c.entry(kind, name, x, found)...)
			}
		}
		if len(lines) > 0 {
			lists[kind] = append([]line{{comment: "The ACLs name these, and how often."}}, lines...)
		}
	}
	for of, names := range c.beside {
		kind, what, _ := strings.Cut(of, " ")
		lists[kind] = append(lists[kind], line{comment: "The ACLs also have " + what + ": " + strings.Join(slices.Sorted(maps.Keys(names)), ", ")})
	}
	sortDoubts(doubts)
	return lists, open, doubts
}

func (c *collector) of(kind string) *uses {
	u := c.uses[kind]
	if u == nil {
		u = &uses{names: map[string]*use{}}
		c.uses[kind] = u
	}
	return u
}

func (u *uses) add(name string, first acl.Place) *use {
	x := u.names[name]
	if x == nil {
		x = &use{first: first}
		u.names[name] = x
		u.order = append(u.order, name)
	}
	return x
}

func (c *collector) takeStock(stock *Inventory) {
	for _, k := range kinds() {
		for _, n := range stockEntries(stock, k.name) {
			name := n.Value
			for i := 0; i+1 < len(n.Content); i += 2 {
				if n.Content[i].Value == k.key {
					name = n.Content[i+1].Value
				}
			}
			c.of(k.name).add(name, acl.Place{}).stock = true
		}
	}
}

func (c *collector) takeWords(text string) {
	for _, w := range wordsOf(text) {
		c.words[w]++
	}
}

func wordsOf(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" -_:,.;()[]/|\n\t", r) })
}

// list takes what one list names.
func (c *collector) list(a *acl.ACL, l *reading.List) {
	n, ok := c.Names(l)
	if !ok {
		return
	}
	if n.Field != "" {
		c.of("dynamic_fields").add(n.Field, acl.Place{File: a.File, Span: l.Entry.KeySpan}).count++
	}
	if l.Value().Kind != acl.List {
		return
	}
	for i := range l.Value().Items() {
		it := &l.Value().Items()[i]
		for _, name := range c.named(it) {
			at := acl.Place{File: a.File, Span: it.Span}
			switch n.By {
			case reading.ByName, reading.ByCustomerID, reading.ByField:
				c.of(n.Kind).add(name, at).count++
			case reading.ByKey, reading.ByLabel:
				c.of("DynamicField_"+n.Field).add(name, at).count++
			case reading.ByID:
				c.note(n.Kind, "ids", name)
			case reading.ByShown:
				c.note(n.Kind, "display names", name)
			case reading.ByActivity:
				c.note(n.Kind, "activities", name)
			case reading.ByDialog:
				c.note(n.Kind, "activity dialogs", name)
			}
		}
	}
}

func (c *collector) note(kind, what, name string) {
	of := kind + " " + what
	if c.beside[of] == nil {
		c.beside[of] = map[string]bool{}
	}
	c.beside[of][name] = true
}

// named are the names in an item: a plain one, or all that a pattern can hit.
func (c *collector) named(it *acl.Value) []string {
	if name, ok := c.IsPlainName(it); ok {
		if _, slip := reading.SlipOf(it.Text); slip && strings.HasPrefix(it.Text, "[") && !strings.HasPrefix(it.Text, acl.Not.Prefix()) ||
			strings.HasPrefix(name, "^") || strings.Contains(name, ".*") {
			return nil
		}
		return []string{name}
	}
	m, rest := c.Split(it.Text)
	if !m.IsPattern() || it.Kind != acl.String || m.IgnoresCase() {
		return nil
	}
	var p *perlre.Pattern
	p, err := c.patterns.Compile(rest, false)
	if err != nil {
		return nil
	}
	texts, _ := p.Texts()
	return slices.DeleteFunc(texts, func(s string) bool { return s == "" || strings.HasPrefix(s, "[") || strings.TrimSpace(s) != s })
}

// parents are there where their children are.
func (c *collector) parents() {
	for _, kind := range []string{"queues", "services"} {
		u := c.uses[kind]
		if u == nil {
			continue
		}
		named := map[string]int{} // by itself
		for _, name := range u.order {
			named[name] = u.names[name].count
		}
		for _, name := range slices.Clone(u.order) {
			for parent := range ancestors(name) {
				x := u.add(parent, acl.Place{})
				if x.count == 0 && !x.stock {
					x.parent = name
				}
				x.count += named[name]
			}
		}
	}
}

// entry is what the file has for a name: itself, and what is doubted in it.
func (c *collector) entry(kind, name string, x *use, doubts []Doubt) []line {
	l := line{entry: textNode(name), comment: times(x.count)}
	if x.parent != "" {
		l.comment = "above " + x.parent
	}
	for _, d := range doubts {
		switch {
		case d.Name == name && d.LeftOut:
			l.out, l.comment = true, d.words()
		case d.Name == name || d.Near == name && !d.LeftOut:
			l.comment += "; " + fmt.Sprintf("nearly %s: is one of them a slip?", cmp.Or(map[bool]string{true: d.Near}[d.Name == name], d.Name))
		}
	}
	if kind != "dynamic_fields" {
		if kind == "processes" {
			l.entry = &yaml.Node{Kind: yaml.MappingNode, Style: yaml.FlowStyle, Content: []*yaml.Node{textNode("EntityID"), textNode(name)}}
		}
		return []line{l}
	}
	u := c.uses["DynamicField_"+name]
	if u == nil {
		return []line{l}
	}
	found := c.doubtful("DynamicField_"+name, u)
	values := &yaml.Node{Kind: yaml.SequenceNode, Style: yaml.FlowStyle}
	for _, key := range c.keys(name, found) {
		values.Content = append(values.Content, textNode(key))
	}
	if len(values.Content) > 0 {
		l.entry = &yaml.Node{Kind: yaml.MappingNode, Style: yaml.FlowStyle, Content: []*yaml.Node{textNode("Name"), textNode(name), textNode("PossibleValues"), values}}
	}
	lines := []line{l}
	for _, d := range found {
		lines = append(lines, line{comment: "DynamicField_" + name + ": " + d.Name + ": " + d.words()})
	}
	return lines
}

// keys are the values of a field that are not in doubt, sorted.
func (c *collector) keys(field string, doubts []Doubt) []string {
	u := c.uses["DynamicField_"+field]
	if u == nil {
		return nil
	}
	keys := slices.DeleteFunc(slices.Clone(u.order), func(name string) bool {
		return slices.ContainsFunc(doubts, func(d Doubt) bool { return d.Name == name && d.LeftOut })
	})
	slices.Sort(keys)
	return keys
}

func times(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return fmt.Sprintf("%d times", n)
}
