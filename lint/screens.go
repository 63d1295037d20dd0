package lint

import (
	"cmp"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// asking is one question of one screen.
type asking struct {
	screen *product.Screen
	// action is what the call has as Frontend.Action, "" for none.
	action string
	// question is Action, Form, …, or the sub-type of Ticket; DynamicField
	// stands for all fields.
	question string
	// onSave: it is put when the form is sent; setter: by what stores the value;
	// system: as the user whom no ACL limits.
	onSave, setter, system bool
}

// screens are what a target's screens ask.
type screens struct {
	all     []product.Screen
	askings []asking
	actions map[string]bool            // what calls have as Frontend.Action
	asked   map[string]map[string]bool // question -> those with which it is asked
	// asking, savings: see askingFor and savingOf.
	asking  map[string][]string
	savings map[string]*savings
}

// screenTable is made when a rule first asks for it.
func (p *pass) screenTable() *screens {
	if p.screens != nil {
		return p.screens
	}
	t := &screens{
		all: p.Target.Screens(), actions: map[string]bool{}, asked: map[string]map[string]bool{},
		asking: map[string][]string{}, savings: map[string]*savings{},
	}
	for i := range t.all {
		s := &t.all[i]
		t.actions[s.ActionName()] = true
		for _, stages := range [][]product.Stage{s.First, s.Change, s.Again} {
			t.add(s, stages, false)
		}
		t.add(s, s.Save, true)
	}
	delete(t.actions, "")
	p.screens = t
	return t
}

func (t *screens) add(s *product.Screen, stages []product.Stage, onSave bool) {
	for i := range stages {
		st := &stages[i]
		t.add(s, st.PerDialog, onSave)
		for k := range st.Ask {
			q := &st.Ask[k]
			params := q.Params
			if !q.Bare {
				params = st.Params.With(q.Params)
			}
			a := asking{screen: s, action: s.ActionName(), question: cmp.Or(q.Sub, q.Type), onSave: onSave, setter: st.Setter, system: st.System}
			if from, named := params["Action"]; named {
				a.action = ""
				if len(from) > 0 && from[0].Kind == product.FromConst {
					a.action = from[0].Name
				}
			}
			t.askings = append(t.askings, a)
			if a.action == "" || a.system || a.setter {
				continue
			}
			t.actions[a.action] = true
			if t.asked[a.question] == nil {
				t.asked[a.question] = map[string]bool{}
			}
			t.asked[a.question][a.action] = true
		}
	}
}

// askingFor are the screens of the product that ask a question, those that are
// delivered with the field that it is about before others.
func (p *pass) askingFor(question, attr string) []string {
	t, known := p.screenTable(), p.actions().known
	if all, ok := t.asking[question]; ok {
		return all
	}
	var on, off []string
	for i := range t.all {
		s := &t.all[i]
		action := s.ActionName()
		if !t.asked[question][action] || !known[action] || slices.Contains(on, action) || slices.Contains(off, action) {
			continue
		}
		k := slices.IndexFunc(s.Fields, func(f product.Field) bool { return f.Attr == attr })
		if k < 0 || p.isOn(s, &s.Fields[k]) {
			on = append(on, action)
		} else {
			off = append(off, action)
		}
	}
	t.asking[question] = append(on, off...)
	return t.asking[question]
}

// questionOf is what a list of changes is for, as asking has it.
func questionOf(l *reading.List) string {
	q := l.Question()
	if strings.HasPrefix(q, "DynamicField_") {
		return "DynamicField"
	}
	return q
}

// namedScreens are the items of Frontend.Action that name a screen each; nil where an ACL
// has no such condition, or one that is not that simple.
func namedScreens(all []reading.List) []*acl.Value {
	l := reading.Screens(all)
	if l == nil {
		return nil
	}
	var out []*acl.Value
	for i := range l.Value().Items() {
		out = append(out, &l.Value().Items()[i])
	}
	return out
}

// isOn reports whether a standard field is on a screen: as the inventory says, else as it
// is delivered.
func (p *pass) isOn(s *product.Screen, f *product.Field) bool {
	if inv := p.opts.Inventory; inv != nil {
		for _, configured := range inv.Screens {
			if configured.Name == s.ActionName() {
				if on, told := configured.Fields[f.Attr]; told {
					return on
				}
			}
		}
	}
	return !f.Off
}

// sortedNames are the keys of a set.
func sortedNames(set map[string]bool) []string {
	names := make([]string, 0, len(set))
	for name := range set {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
