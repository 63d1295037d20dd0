package grid

import (
	"maps"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/scenario"
)

// include adds a question, the attributes on which its answers hang, and the questions
// whose answers change these: a form takes back what is not offered.
func (sp *space) include(b *block, question string) {
	if b.questions[question] {
		return
	}
	b.questions[question] = true
	var uses []string
	use := func(teller string, db bool) {
		if sp.tellsPlace(teller) {
			return // a spot is at one place
		}
		b.stored[teller] = true
		field := teller
		if teller == "CustomerUserID" {
			field = "CustomerUser"
		}
		if !slices.Contains(b.carried, field) || db && b.bare.Moment == scenario.First {
			return
		}
		// What is stored alone is changed by sending the form.
		if b.has(field) && b.bare.Moment != scenario.First && !slices.Contains(b.chosen, field) {
			b.chosen = append(b.chosen, field)
		}
		uses = append(uses, field)
	}
	for _, l := range sp.bearing(question) {
		for _, t := range tellers(l.area, l.attr) {
			use(t, l.block == acl.PropertiesDatabase)
		}
	}
	sub := strings.TrimPrefix(question, "Ticket.")
	switch strings.TrimPrefix(sub, "New") {
	case "Service":
		use("CustomerUserID", false)
	case "SLA":
		use("Service", false)
		use("CustomerUserID", false)
	case "Owner", "Responsible":
		use("Queue", false)
	}
	if len(b.carried) > 0 {
		sp.own(b, question, use)
	}
	for _, field := range uses {
		for _, q := range []string{"Ticket." + field, "Ticket.New" + field} {
			if b.asked[q] {
				sp.include(b, q)
			}
		}
		if strings.HasPrefix(field, "DynamicField_") && b.asked["Form"] {
			sp.include(b, "Form")
		}
	}
}

// lookedAt is an attribute that conditions of a block look at.
type lookedAt struct {
	block      acl.BlockName
	area, attr string
}

// bearing are the attributes on which answers to a question hang in either set.
func (sp *space) bearing(question string) []lookedAt {
	out, known := sp.bearings[question]
	if known {
		return out
	}
	for _, e := range sp.engines {
		e.Bearing(question, func(block acl.BlockName, area, attr string) {
			if l := (lookedAt{block, area, attr}); !slices.Contains(out, l) {
				out = append(out, l)
			}
		})
	}
	sp.bearings[question] = out
	return out
}

// own: the value of the list's own field goes where it is not offered, and then what
// looks at it is asked again; and with preselection on, a change of some fields makes
// the list be asked at all.
func (sp *space) own(b *block, question string, use func(string, bool)) {
	sub := strings.TrimPrefix(question, "Ticket.")
	field := strings.TrimPrefix(sub, "New")
	for _, q := range slices.Sorted(maps.Keys(b.asked)) {
		looks := slices.ContainsFunc(sp.bearing(q), func(l lookedAt) bool {
			return slices.Contains(tellers(l.area, l.attr), stored(field)) || question == "Form" && strings.HasPrefix(l.attr, "DynamicField_")
		})
		if looks && sp.changed[q] {
			use(stored(field), false)
			sp.include(b, q)
		}
	}
	if slices.Contains(b.carried, field) && sp.changed[question] {
		use(stored(field), false)
	}
	if b.bare.Moment != scenario.Change || !sp.Old.World.Preselection && !sp.New.World.Preselection || b.screen.Reask == nil {
		return
	}
	for i := range b.screen.Fields {
		f := &b.screen.Fields[i]
		if f.Attr != "" && b.has(f.Attr) && b.screen.Reasks(f.Name, sub) {
			use(stored(f.Attr), false)
		}
	}
}

// spread finds the values that are combined, and counts the combinations.
func (sp *space) spread(b *block) {
	who := 0
	if b.bare.Customer != nil || b.screen.Customer {
		who = 1
	}
	b.people = sp.crowd[who]
	b.size = float64(len(b.people))
	add := func(attr string, chosen bool) {
		values, why := sp.universe(stored(attr), !chosen)
		if why != "" {
			sp.bounded("%s", why)
		}
		if chosen {
			values = append([]inventory.Value{{}}, slices.DeleteFunc(slices.Clone(values), func(v inventory.Value) bool { return !v.Defined() })...)
			if kindOf(attr) != "" || attr == "CustomerUser" {
				values = slices.DeleteFunc(values, func(v inventory.Value) bool { return v.Kind == inventory.Text && v.Text == "" })
			}
		}
		b.dims = append(b.dims, dim{attr, chosen, values})
		b.size *= float64(len(values))
	}
	if b.bare.Ticket != nil {
		for _, attr := range slices.Sorted(maps.Keys(b.stored)) {
			add(attr, false)
		}
	}
	if b.bare.Moment != scenario.First {
		if len(b.chosen) == 0 && b.bare.Moment == scenario.Change && len(b.fields) > 0 {
			b.chosen = b.fields[:1] // a change is one of something
		}
		slices.Sort(b.chosen)
		for _, field := range b.chosen {
			add(field, true)
		}
	}
}
