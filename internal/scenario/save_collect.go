package scenario

import (
	"strings"

	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
)

// collect fills in what was sent.
func (r *run) collect(sv *saver) {
	for _, f := range r.screen.Fields {
		e := r.fields[f.Name]
		attr := strings.TrimSuffix(f.Attr, "ID")
		if attr == "" || attr == "CustomerUser" || !e.sent || e.raw == "" || e.raw == "||-" {
			continue
		}
		s := Sent{Attr: attr, Element: f.Name, Value: e.value, By: -1, Name: e.value.Text}
		same := sv.before[attr]
		if !f.ByName {
			s.Name = r.nameOf(kindOf(attr), e.value).Text
			same = sv.before[attr+"ID"]
		}
		sv.out.Sent = append(sv.out.Sent, sv.outcome(s, r.ticket != nil && e.value.Equal(same)))
	}
	for _, f := range r.shown() {
		attr := "DynamicField_" + f.Name
		v, sent := r.dynamic[attr]
		if !sent || r.ticket == nil && sameField(v, inventory.Value{}) {
			continue
		}
		s := Sent{Attr: attr, Element: attr, Value: v, By: -1, Name: v.Text}
		sv.out.Sent = append(sv.out.Sent, sv.outcome(s, r.ticket != nil && sameField(v, sv.before[attr])))
	}
	sv.undo(r)
}

// filled reports whether there is anything in the value of a dynamic field.
func filled(v inventory.Value) bool {
	return v.Kind == inventory.Unknown || v.Kind == inventory.Text && v.Text != "" || v.Kind == inventory.List && len(v.List) > 0
}

// sameField: nothing is the same as nothing, an unchecked box as an unset one.
func sameField(v, stored inventory.Value) bool {
	blank := func(v inventory.Value) bool { return !filled(v) || v.Kind == inventory.Text && v.Text == "0" }
	return v.Equal(stored) || blank(v) && blank(stored)
}

// undo notes what is not kept for reasons that have nothing to do with ACLs.
func (sv *saver) undo(r *run) {
	e := r.fields[sv.how.ResetsOwner]
	unlocks := e != nil && truthy(e.value) && sv.decided["Queue"].Outcome != Stored
	doubt := ""
	if sv.how.ClosingResets {
		for i := range sv.out.Sent {
			if s := &sv.out.Sent[i]; s.Attr == "State" {
				unlocks, doubt = r.closes(s)
			}
		}
	}
	for i := range sv.out.Sent {
		s := &sv.out.Sent[i]
		switch {
		case s.Outcome != Stored:
		case s.Attr == "Owner" && doubt != "":
			s.Outcome, s.Why = Undetermined, doubt
		case s.Attr == "Owner" && unlocks:
			s.Outcome, s.Why = Reset, "unlocking the ticket gives it back to UserID 1"
		case sv.how.DropsFields && strings.HasPrefix(s.Attr, "DynamicField_"):
			s.Outcome, s.Why = Dropped, r.screen.Name+" stores no dynamic field"
		}
	}
}

// outcome is what becomes of one value, once everything is asked.
func (sv *saver) outcome(s Sent, same bool) Sent {
	d, decided := sv.decided[s.Attr]
	if decided {
		s.By, s.Outcome, s.Why, s.Against = d.By, d.Outcome, d.Why, d.Against
	}
	end := func() {
		s.By = sv.out.By
		for attr, d := range sv.decided {
			if d.By == sv.out.By {
				s.Because, s.Against = attr, d.Against
			}
		}
	}
	switch {
	case s.Outcome == RefusedError || s.Outcome == RefusedField || s.Outcome == RefusedSilently:
	case same:
		s.Outcome = Unchanged
	case sv.out.Refused == product.RefusedField || sv.out.Access:
		s.Outcome = RefusedField
		if sv.out.Access {
			s.Outcome = RefusedError
		}
		end()
	case sv.out.Doubt != "" && s.Outcome != Stored:
		s.Outcome, s.Why = Undetermined, sv.out.Doubt
	case decided && s.Outcome != Unchanged:
	case sv.out.Refused == product.RefusedError && sv.how.FreeOrder:
		s.Outcome = Undetermined
		end()
		s.Why = "the save ends with an error, and what is stored before it depends on the order of the dialog's fields"
	case sv.out.Refused == product.RefusedError:
		s.Outcome = NotReached
		end()
	case sv.how.Creates:
		s.Outcome = Created
	default:
		s.Outcome = Stored
	}
	return s
}

// closes reports whether a state is a closed one. The screen unlocks for it
// even where the state itself is refused.
func (r *run) closes(s *Sent) (closes bool, doubt string) {
	t := inventory.UnknownValue("the inventory does not say of what type the state is, and closing gives the ticket back to UserID 1")
	if e := r.inv.States.ByName(s.Name); e != nil {
		t = e.Attr("TypeName")
	}
	if t.Kind == inventory.Unknown {
		return false, t.Why
	}
	return strings.HasPrefix(t.Text, "close"), ""
}
