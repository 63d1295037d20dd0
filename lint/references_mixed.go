package lint

import (
	"fmt"
	"slices"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// mixedUp is a name of an item that names something otherwise than the engine compares it;
// "" where there is none.
func (p *pass) mixedUp(l *reading.List, it *acl.Value, kind string) (n referring, text string, j judgement) {
	n, ok := p.referring(l, it)
	if !ok || n.Kind != kind || n.By == reading.ByID {
		return n, "", j
	}
	for _, text := range n.texts {
		if j = p.judge(n.reference, text); j.verdict == isMixedUp {
			return n, text, j
		}
	}
	return n, "", j
}

// offerMeant says what to write, and how bad it is not to: where the right one stands in
// the list too, nothing is lost.
func (p *pass) offerMeant(v *view, l *reading.List, it *acl.Value, n *referring, d *Diagnostic, j judgement, certain bool) {
	for i := range l.Value().Items() {
		if slices.Contains(j.meant, l.Value().Items()[i].Text) {
			d.Severity = diag.Info
			d.Detail = reading.Shown(l.Value().Items()[i].Text) + " is in the list too: take this one out"
			if !n.complete {
				return // what is not listed may be called so
			}
			p.fixRemoved(d, l.Value(), slices.IndexFunc(l.Value().Items(), func(x acl.Value) bool { return x.Span == it.Span }))
			return
		}
	}
	if certain && n.complete && len(j.meant) == 1 && !n.modifier.IsPattern() {
		p.fixItem(v, d, it, n.modifier.Prefix()+j.meant[0])
	}
}

func labelForKey(p *pass, v *view, l *reading.List, it *acl.Value) {
	n, text, j := p.mixedUp(l, it, "dynamic_fields")
	if text == "" || n.By == reading.ByField {
		return
	}
	wrong, right := "label", "key"
	if n.By == reading.ByLabel {
		wrong, right = right, wrong
	}
	d := p.find(v, it.Span, fmt.Sprintf("%s is a %s of %s, and %ss are compared: %s", reading.Shown(text), wrong, n.Field, right, futile(l, &n)),
		fmt.Sprintf("write the %s, %s", right, shownAny(j.meant)))
	p.offerMeant(v, l, it, &n, d, j, true)
}

func loginForName(p *pass, v *view, l *reading.List, it *acl.Value) {
	n, text, j := p.mixedUp(l, it, "agents")
	if text == "" {
		return
	}
	switch n.By {
	case reading.ByName:
		what := l.Name() + " holds logins"
		if !l.Block.IsMatch() {
			what = p.Target.ID + " lists logins for " + l.Question()
		}
		d := p.find(v, it.Span, fmt.Sprintf("%s, and %s is a display name: %s", what, reading.Shown(text), futile(l, &n)), "write the login, "+shownAny(j.meant))
		p.offerMeant(v, l, it, &n, d, j, true)
	case reading.ByShown:
		d := p.find(v, it.Span, fmt.Sprintf("%s lists display names for %s, and %s is a login: %s", p.Target.ID, l.Question(), reading.Shown(text), futile(l, &n)),
			"write the display name, "+shownAny(j.meant))
		_, ordered := p.opts.Inventory.Settings["FirstnameLastnameOrder"]
		p.offerMeant(v, l, it, &n, d, j, ordered)
	case reading.ByFormer:
		p.find(v, it.Span, fmt.Sprintf("former owners are listed with a number, '1: Jane Doe': %s equals none", reading.Shown(text)), "write a pattern, "+j.meant[0])
	}
}

// fixedTypes are the types of dynamic fields that are known to come without a list of
// values that ACLs could limit (semantics, "Candidate data per sub-type").
// Packages add types of which nothing is known.
func fixedTypes() []string {
	return []string{
		"Text", "TextArea", "Checkbox", "Date", "DateTime", "ProcessID", "ActivityID", "Agent", "ContactWD", "CustomerCompany", "CustomerUser",
		"Database", "Lens", "RichText", "Script", "Set", "Ticket", "Title",
	}
}

func notReducible(p *pass, v *view, l *reading.List) {
	r, name := p.fieldOf(l)
	if r == nil || l.Block.IsMatch() {
		return
	}
	f := p.opts.Inventory.DynamicFieldByName(name)
	if f == nil || !slices.Contains(fixedTypes(), f.Type) || slices.Contains(p.Target.ReducibleFields(), f.Type) {
		return
	}
	detail := "a condition can look at it; what it may hold, no ACL limits"
	if p.Target.Switches.SpecialTypes.Has("Form") {
		detail = "no ACL limits what it may hold; Form can hide it"
	}
	p.find(v, l.Entry.KeySpan, fmt.Sprintf("%s is of type %s, of which no screen asks for values: this list does nothing", name, f.Type), detail)
}

// notOffered looks at states that an ACL offers, or takes away, on screens that it names.
func notOffered(p *pass, v *view) {
	screens := p.screensOf(v)
	if screens == nil {
		return
	}
	for i := range v.lists {
		l := &v.lists[i]
		if l.Area != "Ticket" || l.Attr != "State" || l.Block.IsMatch() || l.Value().Kind != acl.List {
			continue
		}
		types := p.stateTypes(screens)
		for k := range l.Value().Items() {
			it := &l.Value().Items()[k]
			name, ok := p.IsPlainName(it)
			state := p.opts.Inventory.States.ByName(name)
			if m, _ := p.Split(it.Text); !ok || m != acl.Plain || types == nil || state == nil || !state.Valid() {
				continue
			}
			of := state.Attr("TypeName")
			if of.Kind != inventory.Text || slices.Contains(types, of.Text) {
				continue
			}
			what := "no ACL can add one"
			if l.Block == acl.PossibleNot {
				what = "there is none to take away"
			}
			d := p.find(v, it.Span, fmt.Sprintf("%s offers no states of the type %s, and %s", shownAny(screens), of.Text, what),
				"it offers those of "+shownAll(types)+", which its setting StateType can change")
			if len(screens) > 1 {
				d.Detail = "they offer those of " + shownAll(types) + ", which their settings StateType can change"
			}
		}
	}
}

// screensOf are the screens that an ACL is for, nil where it may be for any.
func (p *pass) screensOf(v *view) []string {
	var names []string
	for i := range v.lists {
		l := &v.lists[i]
		if !l.Block.IsMatch() || l.Area != "Frontend" || l.Attr != "Action" || l.Value().Kind != acl.List || names != nil {
			continue
		}
		for k := range l.Value().Items() {
			it := &l.Value().Items()[k]
			name, ok := p.IsPlainName(it)
			if m, _ := p.Split(it.Text); !ok || m != acl.Plain {
				return nil
			}
			names = append(names, name)
		}
	}
	return names
}

// stateTypes are the types of the states that some screens offer; nil where that is not
// known of each, or where one offers all.
func (p *pass) stateTypes(names []string) []string {
	if p.listed == nil {
		p.listed = &references{known: map[reading.Naming]*reference{}}
	}
	if p.listed.screens == nil {
		p.listed.screens = p.Target.Screens()
	}
	var all []string
	for _, name := range names {
		asked := false
		for i := range p.listed.screens {
			s := &p.listed.screens[i]
			if s.ActionName() != name {
				continue
			}
			for _, q := range stateQuestions(s) {
				types := p.typesOffered(s, &q)
				if types == nil {
					return nil
				}
				asked = true
				all = append(all, types...)
			}
		}
		if !asked {
			return nil
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// stateQuestions are the questions in which a screen offers states.
func stateQuestions(s *product.Screen) []product.Question {
	var found []product.Question
	var walk func([]product.Stage)
	walk = func(stages []product.Stage) {
		for _, st := range stages {
			walk(st.PerDialog)
			for _, q := range st.Ask {
				if q.Sub == "State" && !st.Setter {
					found = append(found, q)
				}
			}
		}
	}
	for _, stages := range [][]product.Stage{s.First, s.Change, s.Save, s.Again} {
		walk(stages)
	}
	return found
}

// typesOffered are the types of the states that one question offers; nil where that is
// not known.
func (p *pass) typesOffered(s *product.Screen, q *product.Question) []string {
	name := s.StateTypes
	if name == "" {
		name = s.Name
	}
	switch q.List.Kind {
	case product.ListAllStates:
		return nil
	case product.ListStatesOf:
		name = q.List.Of
	}
	if inv := p.opts.Inventory; inv != nil {
		for _, configured := range inv.Screens {
			if configured.Name == name && configured.StateTypes != nil {
				return configured.StateTypes
			}
		}
	}
	return p.Target.Facts().ScreenStateTypes[name]
}
