package simulate

import (
	"slices"
	"strconv"
	"strings"

	"github.com/ticketacl/ticketacl/internal/inventory"
)

// Sorter tells values and calls apart as the conditions of a set can: by which
// single items hold. Calls of one kind have one answer, and keep having one where
// items, conditions or ACLs are taken out. It is not safe for concurrent use.
type Sorter struct {
	slots []slot
	items [][]*item // by slot, each text once
	kinds []map[string]string
}

// NewSorter begins to sort by the conditions of the engine's set.
func (e *Engine) NewSorter() *Sorter {
	s := &Sorter{slots: e.slots, items: make([][]*item, len(e.slots)), kinds: make([]map[string]string, len(e.slots))}
	seen := map[string]bool{}
	for i := range e.rules {
		for b := range e.rules[i].blocks {
			props := e.rules[i].blocks[b].props
			for j := range props {
				p := &props[j]
				for k := range p.items {
					it := &p.items[k]
					if key := strconv.Itoa(p.slot) + "\x00" + it.text; !it.undef && !seen[key] {
						seen[key] = true
						s.items[p.slot] = append(s.items[p.slot], it)
					}
				}
			}
		}
	}
	return s
}

// Kind is that of gathered facts, the candidates left out.
func (s *Sorter) Kind(f *Facts) string {
	var b strings.Builder
	for i := range f.values {
		b.WriteString(s.kind(i, &f.values[i]))
		b.WriteByte(0)
	}
	return b.String()
}

// KindOf is that of one attribute, in whichever block conditions look at it; ""
// where none does.
func (s *Sorter) KindOf(area, attr string, v inventory.Value) string {
	var b strings.Builder
	for i := range s.slots {
		if s.slots[i].area == area && s.slots[i].attr == attr {
			b.WriteString(s.kind(i, &v))
			b.WriteByte(0)
		}
	}
	return b.String()
}

// Named counts the items on an attribute that name a value, patterns and
// negations included.
func (s *Sorter) Named(area, attr, value string) (n int) {
	for i := range s.slots {
		if s.slots[i].area == area && s.slots[i].attr == attr {
			for _, it := range s.items[i] {
				if out, _ := it.hit(value); out == yes {
					n++
				}
			}
		}
	}
	return n
}

// Texts are the values that items on an attribute name, negated or not, in the order of
// the set; of a pattern one that it hits, where that is easily found.
func (s *Sorter) Texts(area, attr string) (out []string) {
	for i := range s.slots {
		if s.slots[i].area != area || s.slots[i].attr != attr {
			continue
		}
		for _, it := range s.items[i] {
			text := it.rest
			if it.mod.IsPattern() {
				text = it.sample()
			}
			if text != "" && !slices.Contains(out, text) {
				out = append(out, text)
			}
		}
	}
	return out
}

func (s *Sorter) kind(slot int, v *inventory.Value) string {
	switch v.Kind {
	case inventory.Text:
		return s.text(slot, v.Text)
	case inventory.List:
		var kinds []string
		for i := range v.List {
			if !v.List[i].Defined() {
				kinds = append(kinds, "-")
				break // the engine looks no further
			}
			kinds = append(kinds, s.text(slot, v.List[i].Text))
		}
		slices.Sort(kinds)
		return "[" + strings.Join(slices.Compact(kinds), " ") + "]"
	case inventory.Unknown:
		return "?" + v.Of
	case inventory.Undef:
		return "-"
	}
	return "%"
}

// text says of every item whether it holds of a text.
func (s *Sorter) text(slot int, text string) string {
	if s.kinds[slot] == nil {
		s.kinds[slot] = map[string]string{}
	}
	kind, known := s.kinds[slot][text]
	if !known {
		b := []byte{'='}
		for i, it := range s.items[slot] {
			if out := it.names(text); out != no {
				b = strconv.AppendInt(append(b, ','), int64(i)*4+int64(out), 36)
			}
		}
		kind = string(b)
		s.kinds[slot][text] = kind
	}
	return kind
}

// Patterns reports whether a pattern stands among the items on an attribute that hits some
// values and not others.
func (s *Sorter) Patterns(area, attr string) bool {
	for i := range s.slots {
		if s.slots[i].area == area && s.slots[i].attr == attr &&
			slices.ContainsFunc(s.items[i], func(it *item) bool { return it.mod.IsPattern() && !it.hitsAll() }) {
			return true
		}
	}
	return false
}
