package migrate

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// unnamed keeps ACLs with conditions on what calls name away from screens none of whose
// calls do. What is asked without an action has no condition on actions either, so that
// one keeps it away from these too.
func unnamed(m *migration, d *draft) {
	var conds []*cond
	for i := range d.match[acl.Properties] {
		if c := &d.match[acl.Properties][i]; onPassed(c) && m.From.Switches.Sections.Has(c.area) {
			conds = append(conds, c)
		}
	}
	if len(conds) == 0 || d.never != "" {
		return
	}
	// Lists for which the same screens are left stay together.
	var shapes []string
	of := map[string][]string{}
	left := map[string][]acl.Value{}
	var assumed []string
	for _, q := range d.questions() {
		shape := ""
		// What is only taken to be so switches nothing off.
		certain, known, may := m.away(q, conds, false)
		away, knownAll, mayAll := m.away(q, conds, true)
		items, ok := m.naming(d, away, knownAll, mayAll)
		if ok && len(items) == 0 {
			away = certain
			items, ok = m.naming(d, certain, known, may)
		}
		if ok {
			v := acl.NewList(items)
			shape = shown(&v)
			left[shape] = items
			for _, name := range away {
				if !slices.Contains(certain, name) && !slices.Contains(assumed, name) {
					assumed = append(assumed, name)
				}
			}
		}
		if of[shape] == nil {
			shapes = append(shapes, shape)
		}
		of[shape] = append(of[shape], q)
	}
	if slices.Sort(assumed); len(assumed) > 0 {
		for _, c := range conds {
			m.need(d, c.span, AreaFromTicket, "", c.name(0)+": "+strings.Join(assumed, ", ")+" are delivered without a field for "+words(c.area)+", so that no call of theirs names one and it stays away from them; where they had one, it held",
				"say in the old inventory which fields its screens have", subject(c.area, c.attr))
		}
	}
	// What never applied goes first: the ACL itself stays in force, if it can.
	slices.SortStableFunc(shapes, func(a, b string) int {
		rank := func(s string) int {
			if items, ok := left[s]; ok && len(items) == 0 {
				return 0
			}
			return 1
		}
		return rank(a) - rank(b)
	})
	for i, shape := range shapes {
		at := d
		if i < len(shapes)-1 {
			name, ok := m.after(d, fmt.Sprintf(" (screens %d)", len(shapes)-i))
			if !ok {
				continue // these lists go with the next ones, as they are
			}
			at = d.apart(name, func(q string) bool { return slices.Contains(of[shape], q) })
			m.insert(at)
			m.changed(d, acl.Span{}, strings.Join(of[shape], ", "), "in '"+name+"'")
		} else if len(d.questions()) > len(of[shape]) {
			return
		}
		if items, ok := left[shape]; ok {
			m.only(at, conds[0], items)
		}
	}
}

// only has an ACL apply on some screens alone; with none it never applied.
func (m *migration) only(d *draft, because *cond, items []acl.Value) {
	c := d.condition(0, "Frontend", "Action")
	if len(items) == 0 {
		d.never = "where " + c.shown(0) + " asks, no call names " + words(because.area) + ", which " + because.name(0) + " needs"
		return
	}
	before := ""
	if c == nil {
		d.match[0] = append(d.match[0], cond{area: "Frontend", attr: "Action"})
		c = &d.match[0][len(d.match[0])-1]
	} else {
		before = c.shown(0)
	}
	c.v = acl.NewList(items)
	m.changed(d, because.span, before, c.shown(0))
}

// away are the screens no call of which names all that conditions need when it asks a
// question; known says whether a call without an action asks it, may whether such a one
// names it. delivered: screens have the fields with which they are delivered, where the
// old inventory says nothing.
func (m *migration) away(question string, conds []*cond, delivered bool) (away []string, known, may bool) {
	names := map[string]bool{} // by action, "" for none
	for _, s := range m.To.Screens() {
		for _, stages := range [][]product.Stage{s.First, s.Change, s.Save, s.Again} {
			m.mayName(&s, stages, question, conds, delivered, names)
		}
	}
	for action, is := range names {
		if !is && action != "" {
			away = append(away, action)
		}
	}
	slices.Sort(away)
	may, known = names[""]
	return away, known, may
}

// naming are the items of a condition on the action that leave those screens which may
// name what conditions need when they ask a question; ok is false where there is nothing
// to do, or no condition does it.
func (m *migration) naming(d *draft, away []string, known, may bool) (items []acl.Value, ok bool) {
	c := d.condition(0, "Frontend", "Action")
	switch {
	case c != nil:
		return m.besides(&c.v, away)
	case may, !known && len(away) == 0:
		return nil, false
	case len(away) == 0:
		return []acl.Value{item(everything)}, true
	}
	return []acl.Value{item("[NotRegExp]" + exactly(away...))}, true
}

// besides are the items of a list of actions without some of them.
func (m *migration) besides(v *acl.Value, away []string) (items []acl.Value, ok bool) {
	for _, it := range v.Items() {
		one := acl.NewList([]acl.Value{it})
		hit := slices.DeleteFunc(slices.Clone(away), func(name string) bool { return m.to.Hits(m.patterns, &one, name) == reading.No })
		mod, rest := m.to.Split(it.Text)
		switch {
		case it.Kind == acl.Undef || len(hit) == 0:
			items = append(items, it)
			continue
		case mod == acl.Plain:
		case mod.IsNegated() || rest == "" || refers.MatchString(rest):
			return nil, false
		default:
			prefix, _ := strings.CutSuffix(it.Text, rest)
			it.Text = prefix + "^(?!(?:" + strings.Join(hit, "|") + `)\z)(?s:.*?)(?:` + rest + ")"
			items = append(items, it)
		}
		ok = true
	}
	return items, ok
}

// mayName adds to what is known of actions whether a call that asks a question may name
// all that conditions need.
func (m *migration) mayName(s *product.Screen, stages []product.Stage, question string, conds []*cond, delivered bool, may map[string]bool) {
	for i := range stages {
		m.mayName(s, stages[i].PerDialog, question, conds, delivered, may)
		for k := range stages[i].Ask {
			q := &stages[i].Ask[k]
			if q.Type != "" || "Ticket."+q.Sub != question && !(q.Sub == "DynamicField" && strings.HasPrefix(question, "Ticket.DynamicField_")) {
				continue
			}
			action := s.ActionName()
			if p := passed(q, "Action"); p != nil {
				action = ""
				if len(p.Sources) > 0 {
					action = p.Sources[0].Name
				}
			}
			names := !slices.ContainsFunc(conds, func(c *cond) bool { return !m.mayHave(s, &stages[i], q, c, delivered) })
			may[action] = may[action] || names
		}
	}
}

// mayHave reports whether a call of a screen may name what a condition looks at, as the
// old engine reads it.
func (m *migration) mayHave(s *product.Screen, st *product.Stage, q *product.Question, c *cond, delivered bool) bool {
	if c.area == "CustomerUser" {
		return !st.System && (s.Customer || m.mayBeTrue(s, passed(q, "CustomerUserID"), delivered))
	}
	if m.mayBeTrue(s, passed(q, c.area+"ID"), delivered) {
		return true
	}
	p := passed(q, c.area)
	if p == nil || c.area == "Service" && !m.From.Switches.ServiceByName {
		return false
	}
	if len(p.Sources) == 1 && p.Sources[0].Kind == product.FromConst && c.attr == "Name" {
		return m.from.Hits(m.patterns, &c.v, p.Sources[0].Name) != reading.No // a permission, by chance a name
	}
	return m.mayBeTrue(s, p, delivered)
}

// mayBeTrue reports whether a parameter may have a value that counts.
func (m *migration) mayBeTrue(s *product.Screen, p *product.Param, delivered bool) bool {
	return p != nil && slices.ContainsFunc(p.Sources, func(src product.Source) bool {
		switch src.Kind {
		case product.FromConst:
			return src.Name != "" && src.Name != "0"
		case product.FromForm, product.FromFormSent, product.FromPosted, product.FromFormName, product.FromIDOf:
			return !m.notShown(s, src.Name, delivered)
		}
		return true
	})
}

// notShown reports whether a field is not on a screen of the old system: as its inventory
// says, else, if that is what to take it for, as the product is delivered.
func (m *migration) notShown(s *product.Screen, field string, delivered bool) bool {
	i := slices.IndexFunc(s.Fields, func(f product.Field) bool { return f.Name == field })
	if i < 0 || s.Dialog {
		return false
	}
	f := &s.Fields[i]
	for _, c := range m.source().Screens {
		if c.Name == s.Name || c.Name == s.ActionName() {
			if on, told := c.Fields[f.Attr]; told {
				return !on
			}
			break
		}
	}
	return f.Off && delivered
}

// passed is a parameter of a question, nil where it has none of that name.
func passed(q *product.Question, name string) *product.Param {
	for i := range q.Passed {
		if q.Passed[i].Name == name {
			return &q.Passed[i]
		}
	}
	return nil
}
