package migrate

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/product"
)

// nameRules are about names, which are the order of evaluation.
func nameRules() []Rule {
	return []Rule{
		{
			Kind: "name-length", Family: "names", When: "everywhere",
			Text: "A name that is too long for the new database is cut so that it keeps its place.",
			Note: "the name was too long", when: always, each: longNames,
		},
		{
			Kind: "name-characters", Family: "names", When: "to Znuny",
			Text: "Deploying deletes quotes, backslashes and line breaks from names. They are left out already, so that the order can be seen.",
			Note: "quotes are gone from the name", when: func(from, to *product.Switches) bool {
				return to.Sanitising == product.DeleteCharacters && from.Sanitising != product.DeleteCharacters
			}, each: nameCharacters,
		},
	}
}

// after is a name with a suffix that comes behind an ACL's and before all that do.
func (m *migration) after(d *draft, suffix string) (string, bool) {
	for _, s := range []string{suffix, strings.ReplaceAll(suffix, " (", " !"), " 2"} {
		name := d.name + strings.TrimSuffix(s, ")")
		if s == suffix {
			name = d.name + s
		}
		if utf8.RuneCountInString(name) <= m.To.Switches.NameMax && m.fits(d, name) {
			return name, true
		}
	}
	return "", false
}

// fits reports whether nothing stands between an ACL and what takes such a name.
func (m *migration) fits(d *draft, name string) bool {
	for _, o := range m.drafts {
		if o != d && (strings.EqualFold(o.name, name) || (o.name < name) != (o.name < d.name)) {
			return false
		}
	}
	return true
}

func (m *migration) rename(d *draft, name string) {
	if !m.fits(d, name) {
		m.need(d, acl.Span{}, NameOrder, "", "'"+name+"' would come elsewhere in the order, or is taken", "rename the ACL by hand")
		return
	}
	before := d.name
	d.name = name
	m.changed(d, acl.Span{}, "Name: "+before, "Name: "+name)
}

func longNames(m *migration, d *draft) {
	limit := m.To.Switches.NameMax
	if utf8.RuneCountInString(d.name) <= limit || !m.To.HasEditor() {
		return
	}
	runes := []rune(d.name)
	for cut := limit; cut > limit-8; cut-- {
		if name := string(runes[:cut]); m.fits(d, name) {
			m.rename(d, name)
			return
		}
	}
	// Others begin alike: a number after what they share.
	same := 0
	for _, o := range m.drafts {
		if o.name < d.name && strings.HasPrefix(o.name, string(runes[:limit-4])) {
			same++
		}
	}
	m.rename(d, string(runes[:limit-4])+"~"+string(rune('0'+same/100%10))+string(rune('0'+same/10%10))+string(rune('0'+same%10)))
}

func nameCharacters(m *migration, d *draft) {
	with := func(other rune) string {
		return strings.Map(func(r rune) rune {
			if slices.Contains([]rune{'\r', '\n', '\\', '\'', '"'}, r) {
				return other
			}
			return r
		}, d.name)
	}
	name := with(-1)
	if name == d.name {
		return
	}
	for _, other := range []rune{-1, ' ', '-', '_'} { // what is left may be taken
		if m.fits(d, with(other)) {
			name = with(other)
			break
		}
	}
	m.rename(d, name)
}
