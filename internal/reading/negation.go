package reading

import (
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/perlre"
)

// fewPatterns is how many negated patterns of one list are looked at: nobody
// writes so many.
const fewPatterns = 20

// Tautology finds items of which, together, one matches every single value; nil
// where there are none, and the negated one first. One item of a list is
// enough, so a negated one and a second that matches what it leaves out are.
func (r Reader) Tautology(ps Patterns, items []acl.Value) []int {
	if len(items) < 2 {
		return nil
	}
	looked, patterns := "", 0
	for i := range items {
		if items[i].Kind != acl.String || !strings.HasPrefix(items[i].Text, "[Not") {
			continue
		}
		switch m, rest := r.Split(items[i].Text); m {
		case acl.Not:
			if looked == items[i].Text {
				continue
			}
			looked = items[i].Text
			if k := r.other(ps, items, i, rest); k >= 0 {
				return []int{i, k}
			}
		case acl.NotRegExp, acl.NotRegExpIgnoreCase:
			if patterns++; patterns > fewPatterns {
				continue
			}
			if all := r.others(ps, items, i, m, rest); all != nil {
				return all
			}
		}
	}
	return nil
}

// other is an item that matches a value, and is another one than i.
func (r Reader) other(ps Patterns, items []acl.Value, i int, value string) int {
	return slices.IndexFunc(items, func(it acl.Value) bool {
		if it.Kind == acl.String && it.Text == items[i].Text {
			return false
		}
		hit, _ := r.Matches(ps, &it, value)
		return hit == Yes
	})
}

// others are the items that match all values that a negated pattern hits, where
// these can be listed.
func (r Reader) others(ps Patterns, items []acl.Value, i int, m acl.Modifier, rest string) []int {
	p, err := ps.Compile(rest, m.IgnoresCase())
	if err != nil {
		return nil
	}
	if k := slices.IndexFunc(items, func(it acl.Value) bool { // what the pattern hits the same one hits
		same, text := r.Split(it.Text)
		return it.Kind == acl.String && same.IsPattern() && !same.IsNegated() && same.IgnoresCase() == m.IgnoresCase() && text == rest
	}); k >= 0 {
		return []int{i, k}
	}
	texts, ok := p.Texts()
	if !ok {
		return r.apart(ps, items, i, p)
	}
	all := []int{i}
	for _, text := range texts {
		k := r.other(ps, items, i, text)
		if k < 0 {
			return nil
		}
		if !slices.Contains(all, k) {
			all = append(all, k)
		}
	}
	return all
}

// apart finds another negated pattern, where no value begins as both want it to.
func (r Reader) apart(ps Patterns, items []acl.Value, i int, p *perlre.Pattern) []int {
	heads, ok := p.Prefixes()
	if !ok {
		return nil
	}
	for k := range items {
		m, rest := r.Split(items[k].Text)
		if k == i || items[k].Kind != acl.String || !m.IsNegated() || !m.IsPattern() {
			continue
		}
		other, err := ps.Compile(rest, m.IgnoresCase())
		if err != nil {
			continue
		}
		others, ok := other.Prefixes()
		if ok && !slices.ContainsFunc(heads, func(a string) bool {
			return slices.ContainsFunc(others, func(b string) bool { return strings.HasPrefix(a, b) || strings.HasPrefix(b, a) })
		}) {
			return []int{i, k}
		}
	}
	return nil
}

// MayBeUnset reports whether many a ticket has no such thing as a condition asks
// for. Then no item holds, a negated one neither.
func MayBeUnset(l *List) bool {
	return slices.Contains([]string{"Service", "SLA", "CustomerUser", "Process", "DynamicField"}, l.Area) || l.Area == "Ticket" &&
		(strings.HasPrefix(l.Attr, "Service") || strings.HasPrefix(l.Attr, "SLA") || strings.HasPrefix(l.Attr, "DynamicField_") ||
			strings.HasPrefix(l.Attr, "Customer"))
}
