package migrate_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/product"
)

// wild draws random sets in the manner of a side's product.
type wild struct {
	*rand.Rand
	side *side
}

func (w wild) chance(one int) bool { return w.IntN(one) == 0 }

func pick[T any](w wild, of ...T) T { return of[w.IntN(len(of))] }

// items draws a list of items that speak of some values.
func (w wild) items(values []string, odd bool) acl.Value {
	sw := &w.side.target.Switches
	var out []acl.Value
	n := 1 + w.IntN(3)
	if w.chance(60) {
		n = 0
	}
	for range n {
		v := pick(w, values...)
		text := v
		switch w.IntN(12) {
		case 0:
			if sw.Modifiers >= product.Patterns && v != "" {
				text = pick(w, "[RegExp]^", "[regexp]", "[RegExp]") + strings.ToLower(v[:1])
				if strings.ContainsAny(v[:1], `([*+?\`) {
					text = "[RegExp]^.e"
				}
			}
		case 1:
			if sw.Modifiers >= product.Negations {
				text = pick(w, "[Not]"+v, "[NotRegExp]^"+safe(v), "[Notregexp]"+safe(v)+"$", "[NotRegExp]"+safe(v[:min(1, len(v))])+".")
			}
		case 2:
			if odd && w.chance(4) {
				text = pick(w, "[Not]"+v, "[NotRegexp]"+v, "[RegExp]^"+safe(v)+"$", "nobody", "", "0")
			}
		}
		it := acl.Value{Kind: acl.String, Text: text}
		if odd && w.chance(80) {
			it = acl.Value{}
		}
		out = append(out, it)
	}
	return acl.NewList(out)
}

func safe(v string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(`()[]*+?\|^${}`, r) {
			return '.'
		}
		return r
	}, v)
}

// condition is one that an ACL may have: the area, the attribute and what it may hold.
type condition struct {
	area, attr string
	values     []string
}

func (w wild) conditions() (often, seldom []condition) {
	sw := &w.side.target.Switches
	ids := w.side.ids
	often = []condition{
		{"Ticket", "Queue", []string{"Raw", "Junk", "HW::Raw", "Postmaster"}},
		{"Ticket", "State", []string{"new", "open", "closed successful"}},
		{"Ticket", "Priority", []string{"3 normal", "5 very high", "1 very low"}},
		{"Frontend", "Action", []string{"AgentTicketClose", "AgentTicketNote", "AgentTicketPhone", "AgentTicketZoom", "AgentTicketMove", "AgentTicketPending", "CustomerTicketMessage"}},
		{"User", "UserLogin", []string{"jdoe", "adm", "bob"}},
		{"User", "Group_rw", []string{"users", "desk", "admin"}},
	}
	seldom = []condition{
		{"Ticket", "StateType", []string{"new", "open", "closed"}},
		{"Ticket", "QueueID", []string{"2", "3", "4"}},
		{"Ticket", "CustomerID", []string{"ACME", "ECO", "OTHER"}},
		{"Ticket", "CustomerUserID", []string{"cu1", "cu2"}},
		{"Ticket", "Lock", []string{"lock", "unlock"}},
		{"Queue", "Name", []string{"Raw", "Junk", "HW::Raw"}},
		{"CustomerUser", "UserCustomerID", []string{"ACME", "ECO"}},
		{"Nothing", "Name", []string{"x"}},
	}
	if sw.Sections.Has("Type") {
		seldom = append(seldom, condition{"Type", "Name", []string{"default", "Incident"}})
	}
	if sw.FreeFields == product.FreeFieldsOnly {
		return append(often, condition{"Ticket", "TicketFreeText1", []string{"k1", "k2", "s"}}), append(seldom, condition{"Ticket", "TicketFreeKey1", []string{"p", "s", ""}})
	}
	often = append(often,
		condition{"State", "Name", []string{"new", "open", "closed successful"}},
		condition{"User", "Role", []string{"admin", "desk"}},
		condition{"DynamicField", "DynamicField_Color", []string{"r", "g", "0"}},
		condition{"Ticket", "DynamicField_TicketFreeText1", []string{"k1", "k2", "s"}},
	)
	return often, append(seldom,
		condition{"State", "TypeName", []string{"new", "open", "closed"}},
		condition{"DynamicField", "DynamicField_Tags", []string{"a", "b", "c"}},
		condition{"Owner", "UserLogin", []string{"jdoe", "adm"}},
		condition{"Process", "ProcessEntityID", []string{ids + "P1", ids + "P2"}},
	)
}

func (w wild) acl(name string, questions []string) *acl.ACL {
	sw := &w.side.target.Switches
	often, seldom := w.conditions()
	match := [2]map[string][]acl.Entry{{}, {}}
	for range pick(w, 0, 1, 1, 1, 2, 2, 3) {
		c := pick(w, often...)
		if w.chance(5) {
			c = pick(w, seldom...)
		}
		b := 0
		if w.chance(6) && (sw.Database || w.chance(5)) && c.area != "Frontend" {
			b = 1
		}
		if slices.ContainsFunc(match[b][c.area], func(e acl.Entry) bool { return e.Key == c.attr }) {
			continue
		}
		match[b][c.area] = append(match[b][c.area], acl.Entry{Key: c.attr, Value: w.items(c.values, true)})
	}
	change := map[string]map[string][]acl.Entry{}
	specials := map[string][]acl.Entry{}
	for range 1 + w.IntN(3) {
		q := pick(w, questions...)
		section := pick(w, "Possible", "PossibleNot", "PossibleNot")
		if w.chance(5) && (sw.PossibleAdd || w.chance(5)) {
			section = "PossibleAdd"
		}
		values := append(w.side.offers(q), "nobody")
		list := w.items(values, true)
		own := w.side.own(q)
		sub, isTicket := strings.CutPrefix(own, "Ticket.")
		switch {
		case isTicket:
			if change[section] == nil {
				change[section] = map[string][]acl.Entry{}
			}
			if !slices.ContainsFunc(change[section]["Ticket"], func(e acl.Entry) bool { return e.Key == sub }) {
				change[section]["Ticket"] = append(change[section]["Ticket"], acl.Entry{Key: sub, Value: list})
			}
			continue
		case own == "Action" && !sw.ActionLists && !w.chance(15):
			var hash []acl.Entry
			for _, a := range values {
				if w.chance(2) && !slices.ContainsFunc(hash, func(e acl.Entry) bool { return e.Key == a }) {
					hash = append(hash, acl.Entry{Key: a, Value: acl.Value{Kind: acl.Number, Text: pick(w, "0", "1")}})
				}
			}
			section, list = "Possible", acl.NewHash(hash)
		case own == "Action" && !sw.ActionLists:
			section = "PossibleNot" // of which old engines know nothing
		}
		if !slices.ContainsFunc(specials[section], func(e acl.Entry) bool { return e.Key == own }) {
			specials[section] = append(specials[section], acl.Entry{Key: own, Value: list})
		}
	}
	var entries []acl.Entry
	for b, block := range []string{"Properties", "PropertiesDatabase"} {
		var areas []acl.Entry
		for area, attrs := range match[b] {
			areas = append(areas, acl.Entry{Key: area, Value: acl.NewHash(attrs)})
		}
		if len(areas) > 0 || w.chance(2) {
			entries = append(entries, acl.Entry{Key: block, Value: acl.NewHash(areas)})
		}
	}
	for _, section := range []string{"Possible", "PossibleAdd", "PossibleNot"} {
		kinds := slices.Clone(specials[section])
		if t := change[section]["Ticket"]; len(t) > 0 {
			kinds = append(kinds, acl.Entry{Key: "Ticket", Value: acl.NewHash(t)})
		}
		if len(kinds) > 0 {
			entries = append(entries, acl.Entry{Key: section, Value: acl.NewHash(kinds)})
		}
	}
	if w.chance(5) {
		entries = append(entries, acl.Entry{Key: "StopAfterMatch", Value: acl.Value{Kind: acl.Number, Text: "1"}})
	}
	return acl.NewDeployed(name, acl.NewHash(entries))
}

// set draws a whole set: few questions, so that ACLs meet.
func (w wild) set() *acl.Set {
	questions := w.side.asks()
	w.Shuffle(len(questions), func(i, k int) { questions[i], questions[k] = questions[k], questions[i] })
	questions = questions[:2+w.IntN(3)]
	if w.chance(2) && !slices.Contains(questions, "Action") {
		questions = append(questions, "Action")
	}
	set := &acl.Set{}
	names := []string{"100-one", "20", "1", "1 b", "10", "Z", "a", "_x", "200-two", "ä", "300 (old)", "050", "b", "100"}
	w.Shuffle(len(names), func(i, k int) { names[i], names[k] = names[k], names[i] })
	for i := range 2 + w.IntN(6) {
		set.ACLs = append(set.ACLs, w.acl(names[i], questions))
	}
	if w.chance(30) {
		set.ACLs = append(set.ACLs, w.acl(strings.Repeat("long name ", 19)+fmt.Sprint(w.IntN(9)), questions))
	}
	return set
}
