package simulate

import (
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
)

// slip says that nothing is known to equal a condition's items because each begins
// with a modifier that is misspelt, or that the target does not know; "" of others.
func (s *seeker) slip(p *property) string {
	why := ""
	for i := range p.items {
		it := &p.items[i]
		if it.undef {
			continue
		}
		word := misspelt(it)
		if word == "" || slices.Contains(s.existing(p), it.text) {
			return ""
		}
		if why == "" {
			why = word + " is no modifier: " + it.text + " is compared as plain text, and nothing is known that equals it"
		}
	}
	return why
}

// misspelt is the bracketed word of an item that is meant as a modifier and is
// none; "" where there is none.
func misspelt(it *item) string {
	if it.mod != acl.Plain || !strings.HasPrefix(it.text, "[") {
		return ""
	}
	word, _, closed := strings.Cut(it.text[1:], "]")
	if !closed {
		return ""
	}
	switch strings.Map(onlyLetters, strings.ToLower(word)) {
	case "regexp", "regex", "not", "notregexp", "notregex":
		return "[" + word + "]"
	}
	return ""
}

func onlyLetters(r rune) rune {
	if r < 'a' || r > 'z' {
		return -1
	}
	return r
}

// unlisted reports whether the inventory lists all that an attribute could be,
// and not this value.
func (s *seeker) unlisted(p *property, v *inventory.Value) bool {
	t := thingOf(p)
	inv := s.explanation.sys.Inventory
	table := tableOf(inv, t.area)
	switch {
	case table != nil && !table.Complete():
		return false
	case (t.area == "User" || t.area == "Owner" || t.area == "Responsible") && t.attr == "UserLogin" && inv.Complete("agents"):
	case t.area == "CustomerUser" && t.attr == "UserLogin" && inv.Complete("customer_users"):
	case t.area == "Process" && inv.Complete("processes"):
	case table == nil:
		return false
	}
	exist := s.existing(p)
	return slices.ContainsFunc(append([]inventory.Value{*v}, v.List...), func(e inventory.Value) bool {
		return e.Kind == inventory.Text && e.Text != "" && !slices.Contains(exist, e.Text)
	})
}
