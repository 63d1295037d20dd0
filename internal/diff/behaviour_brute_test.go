package diff_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/ticketacl/ticketacl/internal/diff"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/simulate"
)

// observed is all that can be seen of a scenario: for each thing left, gone or unknown.
func observed(t testing.TB, s *scenario.Scenario, at diff.Side) map[string]string {
	w := scenario.NewWorld(at.Engine, at.World.Inventory, at.World.Stock)
	return observedIn(t, s, w, at.Engine)
}

func observedIn(t testing.TB, s *scenario.Scenario, w *scenario.World, e *simulate.Engine) map[string]string {
	plan, err := scenario.Calls(s, w)
	if err != nil {
		t.Fatalf("%v: %+v", err, s)
	}
	is := func(yes, known bool) string {
		if !known {
			return "unknown"
		}
		return map[bool]string{true: "left", false: "gone"}[yes]
	}
	out := map[string]string{"settles": is(plan.Unsettled == nil, true)}
	if plan.Saving != nil {
		out["saves"] = is(plan.Saving.Saves())
	}
	out["refused"] = fmt.Sprint(plan.Refused)
	if plan.Page != nil {
		for list, values := range plan.Page.Lists {
			if len(values) == 0 {
				out["Ticket."+list+" empty"] = "yes"
			}
		}
	}
	for _, a := range plan.Answers() {
		answer := e.Ask(&a.Call, a.System)
		q := a.Call.Question()
		if a.Setter {
			q += " (setter)"
		}
		if out[q+" asked"] != "" {
			continue
		}
		out[q+" asked"] = "yes"
		if answer.Died != nil {
			out[q+" dies"] = "yes"
			continue
		}
		for _, c := range a.Call.Data {
			v := "gone"
			if slices.Contains(answer.Left, c) {
				v = "left"
			}
			if d := answer.Undetermined; d != nil && slices.Contains(d.MaybeLeft, c) {
				v = "unknown"
			}
			out[q+"="+c.Name] = v
		}
	}
	return out
}

// seenDiffer lists in what two observations differ, as far as people see it.
func seenDiffer(a, b map[string]string) (out []string) {
	keys := map[string]bool{}
	maps.Copy(keys, present(a))
	maps.Copy(keys, present(b))
	for _, k := range slices.Sorted(maps.Keys(keys)) {
		q, _, isValue := strings.Cut(k, "=")
		x, y := a[k], b[k]
		switch {
		case k == "refused", strings.HasSuffix(k, " asked"), strings.HasSuffix(k, " empty"):
			continue
		case a["refused"] == "true" && b["refused"] == "true" && strings.HasPrefix(k, "Ticket."):
			continue
		case isValue && (a[q+" dies"] != "" || b[q+" dies"] != ""):
			continue
		case a[strings.TrimSuffix(q, " dies")+" asked"] != b[strings.TrimSuffix(q, " dies")+" asked"] && k != "saves" && k != "settles":
			// A list that only one of them asks for may be there without any value.
			if b[q+" asked"] == "" && b[q+" empty"] == "" || a[q+" asked"] == "" && a[q+" empty"] == "" || !isValue {
				continue
			}
		case k == "saves" && (x == "" || y == ""):
			continue
		}
		if isValue && x == "" {
			x = "gone"
		}
		if isValue && y == "" {
			y = "gone"
		}
		if x != y {
			out = append(out, k+" "+x+" "+y)
		}
	}
	return out
}

func present(m map[string]string) map[string]bool {
	out := map[string]bool{}
	for k := range m {
		out[k] = true
	}
	return out
}

// everything enumerates all scenarios of the universe: people, screens, moments, what is
// stored and what is chosen.
func (u *universe) everything(t testing.TB, w *scenario.World, visit func(*scenario.Scenario) bool) {
	for _, screen := range w.Screens() {
		if !slices.Contains(u.screens, screen.Name) {
			continue
		}
		people := []string{"ann", "bob"}
		if screen.Customer {
			people = []string{"kim"}
		}
		for _, bare := range w.Pages(&screen, func(stored bool) []scenario.Process { return w.InProcess(&screen, stored) }) {
			if len(bare.Form) > 0 {
				continue
			}
			for _, login := range people {
				s := bare.Clone()
				if s.Agent = (&scenario.Person{Login: login}); screen.Customer {
					s.Agent, s.Customer = nil, s.Agent
				}
				stored := []inventory.Attrs{nil}
				if bare.Ticket != nil {
					stored = u.tickets()
				}
				for _, ticket := range stored {
					s.Ticket = ticket
					if !u.forms(t, s, screen.Setter, visit) {
						return
					}
				}
			}
		}
	}
}

// tickets are all that can be stored of the attributes that vary.
func (u *universe) tickets() []inventory.Attrs {
	plain := inventory.Attrs{"Lock": inventory.TextValue("lock"), "Owner": inventory.TextValue("ann"), "Responsible": inventory.TextValue("ann"), "CustomerUserID": inventory.TextValue("kim")}
	for _, attr := range []string{"Queue", "State", "Priority", "Type"} {
		plain[attr] = inventory.TextValue(u.values[attr][0])
	}
	out := []inventory.Attrs{plain}
	for _, attr := range u.attrs {
		var more []inventory.Attrs
		for _, t := range out {
			for _, v := range u.all(attr, true) {
				c := maps.Clone(t)
				if c[attr] = v; !v.Defined() {
					delete(c, attr)
				}
				more = append(more, c)
			}
		}
		out = more
	}
	return out
}

// all are the values of an attribute.
func (u *universe) all(attr string, stored bool) []inventory.Value {
	var out []inventory.Value
	f := u.inv.DynamicFieldByName(strings.TrimPrefix(attr, "DynamicField_"))
	if f != nil && f.Type == "Multiselect" {
		for bits := 1; bits < 1<<len(f.Keys); bits++ {
			var keys []string
			for i, k := range f.Keys {
				if bits&(1<<i) != 0 {
					keys = append(keys, k)
				}
			}
			out = append(out, inventory.ListValue(keys...))
		}
	} else {
		for _, v := range u.values[attr] {
			out = append(out, inventory.TextValue(v))
		}
	}
	switch {
	case stored && (f != nil || attr == "Service"):
		out = append(out, inventory.Value{})
	case f != nil && f.PossibleNone && f.Type != "Multiselect":
		out = append(out, inventory.TextValue(""))
	}
	return out
}

// forms are all that can be chosen, at all moments.
func (u *universe) forms(t testing.TB, s *scenario.Scenario, setter bool, visit func(*scenario.Scenario) bool) bool {
	if u.quick == nil {
		u.quick = &scenario.World{Target: u.target, Inventory: u.inv, Stock: u.stock}
	}
	first := s.Clone()
	plan, err := scenario.Calls(first, u.quick)
	if err != nil {
		t.Fatal(err)
	}
	if !visit(first) {
		return false
	}
	fields := []inventory.Attrs{nil}
	any := false
	for i := range plan.Screen.Fields {
		any = any || plan.Screen.Fields[i].Attr != ""
	}
	for _, attr := range u.attrs {
		has := slices.Contains(plan.Page.Visible, attr) && any
		for i := range plan.Screen.Fields {
			has = has || setter && plan.Screen.Fields[i].Attr == attr
		}
		if !has {
			continue
		}
		var more []inventory.Attrs
		for _, form := range fields {
			more = append(more, form)
			for _, v := range u.all(attr, false) {
				c := maps.Clone(form)
				if c == nil {
					c = inventory.Attrs{}
				}
				c[attr] = v
				more = append(more, c)
			}
		}
		fields = more
	}
	for _, form := range fields {
		for _, moment := range []scenario.Moment{scenario.Change, scenario.Save} {
			if form == nil && (moment == scenario.Change || setter || !any) || setter && moment == scenario.Save {
				continue
			}
			c := s.Clone()
			c.Form, c.Moment = form, moment
			if !visit(c.Clone()) {
				return false
			}
		}
	}
	return true
}
