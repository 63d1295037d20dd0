package lint

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
)

// refusedRule: what a screen offers is asked again when it is saved, by the function that
// stores it, and most of these are told the ticket and the new value only.
func refusedRule() Rule {
	const hide = "- Name: 100-hide\n  ValidID: 1\n  ConfigMatch: ''\n  ConfigChange:\n    PossibleNot:\n      Ticket:\n        State: [closed successful]\n"
	offer := func(match string) string {
		return hide + "- Name: 200-offer\n  ValidID: 1\n  ConfigMatch:\n    Properties:\n" + match + "  ConfigChange:\n    PossibleAdd:\n      Ticket:\n        State: "
	}
	return Rule{
		ID: diag.RefusedOnSave, Severity: diag.Warning,
		Title: "a value that is offered on a screen and refused when it is saved",
		Text: "When a queue, state, priority, type, service or SLA of a ticket is stored, ACLs are asked once more. Mostly that question names the stored ticket and the new " +
			"value, and neither the screen nor what else was chosen on it: an ACL that offers a value on one screen, or for another choice, does not match then, and what an " +
			"earlier ACL took away is refused. Most screens close as if it had worked.\n\n" +
			"Let the ACL that takes the value away not match there either: give it the condition the other way round.",
		Bad:   Example{Marked: offer("      Frontend:\n        Action: [AgentTicketNote]\n") + "[«closed successful»]\n"},
		Good:  Example{Marked: offer("      User:\n        Role: [dispatch]\n") + "[closed successful]\n"},
		On:    func(t *product.Target) bool { return t.Switches.Accumulate },
		check: check{set: refusedOnSave},
	}
}

// storing is how a screen stores one attribute.
type storing struct {
	screen  *product.Screen
	action  bool // the question on saving names the screen
	before  []string
	refusal product.Refusal
	// chosen: it is refused because of what is chosen on the screen and not stored yet.
	chosen bool
}

// storings are how screens of agents store an attribute of a ticket, by attribute.
// Customers save as UserID 1, whom ACLs do not limit.
func (r *relations) storings(sub string) []storing {
	if r.stores == nil {
		r.stores = map[string][]storing{}
		all := r.Target.Screens()
		for i := range all {
			s := &all[i]
			saving := s.Saving()
			if s.Customer || s.Setter || s.IsService() || saving == nil || saving.Creates || s.ActionName() == "" {
				continue
			}
			var before []string
			for _, st := range s.Save {
				for _, q := range st.Ask {
					if !st.Setter || st.System || slices.Contains(before, q.Sub) {
						continue
					}
					_, left := st.Params["Action"]
					refusal, own := saving.Setters[q.Sub]
					if !own {
						refusal = saving.Setters[""]
					}
					r.stores[q.Sub] = append(r.stores[q.Sub], storing{screen: s, action: !left, before: slices.Clone(before), refusal: refusal})
					before = append(before, q.Sub)
				}
			}
		}
	}
	return r.stores[sub]
}

// refusedOnSave tells of each list that offers something which is refused, once.
func refusedOnSave(p *pass) {
	r := p.related()
	r.eachLimit(func(b *view, l *limit) {
		sub, ok := strings.CutPrefix(r.names[l.question], "? Ticket.")
		if ok && !r.natureOf(b).customers && (l.sections[0] != nil || l.sections[1] != nil) {
			r.refuses(b, l, sub)
		}
	})
}

func (r *relations) refuses(b *view, l *limit, sub string) {
	if len(r.storings(sub)) == 0 || r.looksAt(b, sub) {
		return
	}
	before := r.before(l.question, b)
	for i := len(before) - 1; i >= 0 && len(before)-i <= maxPairs; i-- {
		if a := before[i]; !r.natureOf(a).stops && r.tellsRefused(a, b, l, sub) {
			return
		}
	}
	if !r.natureOf(b).stops {
		return
	}
	// What it keeps others from taking away.
	behind := r.limiting(l.question)[len(before)+1:]
	for _, a := range behind[:min(len(behind), maxPairs)] {
		if r.tellsRefused(a, b, l, sub) {
			return
		}
	}
}

// tellsRefused looks for a value that b offers and a takes away on saving.
func (r *relations) tellsRefused(a, b *view, l *limit, sub string) bool {
	if r.natureOf(a).apart || r.looksAt(a, sub) || !r.togetherOn(l.question, a, b) {
		return false
	}
	la := r.natureOf(a).limitOf(l.question)
	for _, value := range r.candidates(l.question, l, la) {
		if r.fate(la, value) != goes || r.fate(l, value) != comes {
			continue
		}
		if st := r.refusedBy(a, b, l.question, value, sub); st != nil {
			r.tellRefused(a, b, l, value, st)
			return true
		}
	}
	return false
}

// looksAt reports whether an ACL has a condition on what is stored: while that is saved, it
// has two values.
func (r *relations) looksAt(v *view, sub string) bool {
	return slices.ContainsFunc(r.natureOf(v).conditions, func(c condition) bool { return c.entity.area == sub })
}

// refusedBy is a screen that offers a value because of b, and on saving is refused it
// because of a; nil where there is none.
func (r *relations) refusedBy(a, b *view, question, value int32, sub string) *storing {
	action := r.number("Frontend.Action")
	for s := range r.scenes(noQuestion, a, b) {
		for _, st := range r.storings(sub) {
			offered := maps.Clone(s)
			if named := s[action]; named != nil && named[0] != st.screen.ActionName() || !r.choosable(st.screen, s[action] != nil, value, sub) || !r.asksOnSave(question, a, st.screen.Name) {
				continue
			}
			offered[action] = []string{st.screen.ActionName()}
			if !r.offers(question, value, offered) {
				continue
			}
			saved := maps.Clone(offered)
			if !st.action {
				delete(saved, action)
				if r.goneFor(question, value, saved) {
					return &st
				}
			}
			if st.chosen = true; st.screen.Dialog {
				continue // what is stored first hangs on the order of the dialog's fields
			}
			for i := range st.screen.Fields {
				// What is chosen on the screen and not stored yet is what it was.
				f := &st.screen.Fields[i]
				if n := r.number(f.Attr + ".Name"); f.Attr != sub && saved[n] != nil && r.isOn(st.screen, f) && !slices.Contains(st.before, f.Attr) && r.onForm(n, a, b) {
					saved[n] = []string{anotherValue}
				}
			}
			if r.goneFor(question, value, saved) {
				return &st
			}
		}
	}
	return nil
}

// choosable reports whether a screen certainly lets people choose a value: it has the field,
// as the inventory says or as it is delivered, and states of that type. Of a screen that an
// ACL names for the field it is taken for granted that it has it, unless the inventory
// says that it has not.
func (r *relations) choosable(s *product.Screen, named bool, value int32, sub string) bool {
	switch {
	case !named && (s.Each != product.OneTicket || s.Dialog && !r.hasProcesses()):
		return false
	case sub == "State" && !r.isOffered(s, r.names[value]):
		return false
	}
	k := slices.IndexFunc(s.Fields, func(f product.Field) bool { return f.Attr == sub })
	return k < 0 || r.isOn(s, &s.Fields[k]) || named && !r.isToldOff(s, sub)
}

// hasProcesses reports whether there is a process: the inventory, or an ACL, has one.
func (r *relations) hasProcesses() bool {
	if inv := r.opts.Inventory; inv != nil && inv.Listed["processes"] {
		return len(inv.Processes) > 0
	}
	return slices.ContainsFunc(r.names, func(name string) bool {
		return strings.HasPrefix(name, "Process.") || name == "? Process" || name == "? ActivityDialog" || name == "AgentTicketProcess"
	})
}

// isToldOff reports whether the inventory says that a screen has not a field.
func (r *relations) isToldOff(s *product.Screen, attr string) bool {
	return r.opts.Inventory != nil && slices.ContainsFunc(r.opts.Inventory.Screens, func(c *inventory.Screen) bool {
		on, told := c.Fields[attr]
		return c.Name == s.ActionName() && told && !on
	})
}

// isOffered reports whether a screen may offer a state, going by its type.
func (r *relations) isOffered(s *product.Screen, state string) bool {
	types := r.stateTypes([]string{s.ActionName()})
	if types == nil {
		return true
	}
	for _, e := range r.entitiesOf("State").known {
		if of := e.Attr("TypeName"); e.Name == state && of.Kind == inventory.Text {
			return slices.Contains(types, of.Text)
		}
	}
	return true
}

// onForm reports whether all conditions of two ACLs on an attribute look at the form, and
// not at what is stored.
func (r *relations) onForm(attribute int32, vs ...*view) bool {
	for _, v := range vs {
		for _, c := range r.natureOf(v).conditions {
			if c.attribute == attribute && c.block != acl.Properties {
				return false
			}
		}
	}
	return true
}

// offers reports whether a value is certainly there when all ACLs are through.
func (r *relations) offers(question, value int32, s scene) bool {
	steps, ok := r.story(question, value, s)
	return ok && (len(steps) == 0 || last(steps) != goes)
}

// goneFor reports whether it is certainly gone.
func (r *relations) goneFor(question, value int32, s scene) bool {
	steps, ok := r.story(question, value, s)
	return ok && last(steps) == goes
}

// last is what the last ACL did that did something.
func last(steps []step) fate {
	for i := len(steps) - 1; i >= 0; i-- {
		if steps[i].fate != stays {
			return steps[i].fate
		}
	}
	return stays
}

func (r *relations) tellRefused(a, b *view, l *limit, value int32, st *storing) {
	text := r.names[value]
	var at *acl.Value
	for s := range l.sections[:2] {
		if l.sections[s] != nil && at == nil {
			at = r.hitting(l.sections[s], text)
		}
	}
	how := "refused without a word"
	if st.refusal == product.RefusedError {
		how = "refused with an error page"
	}
	why := "that question does not know the screen"
	if st.chosen {
		why = "that question sees what is stored, and not what else is chosen"
	}
	d := r.find(b, at.Span, fmt.Sprintf("%s is offered on %s, and %s when it is saved: %s", r.shownValue(value, l.sections[:2]...), st.screen.ActionName(), how, why),
		"let the ACL that takes it away not match there")
	d.Related = []Related{{Place: r.takenAt(a, l.question, text), Message: "taken away here"}}
}
