package scenario

import (
	"cmp"
	"strings"

	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/simulate"
)

// verdict is what a question says of a value that was sent.
type verdict uint8

const (
	passes verdict = iota
	refuses
	maybe
)

// sent looks at the value that the question just asked is about. It reports
// whether the value passes; of a setter, whether it is stored.
func (r *run) sent(st *product.Stage, q *product.Question, values map[string]inventory.Value) bool {
	sv := r.save
	if sv == nil {
		return true
	}
	at := len(r.plan.Asked) - 1
	a := &r.plan.Asked[at]
	switch {
	case st.Setter:
		return r.setterSays(q, at, a, values)
	case st.Round == "access":
		r.accessSays(at, a)
	case st.Round == "save":
		sub := a.Call.ReturnSubType
		field, isField := strings.CutPrefix(sub, "DynamicField_")
		switch how, own := sv.how.Own[sub]; {
		case isField && sv.how.Own["DynamicField"] != 0:
			r.ownSays(sv.how.Own["DynamicField"], at, a, "DynamicField_"+field, r.dynamic["DynamicField_"+field])
		case own:
			r.ownSays(how, at, a, sub, values[sub+"ID"])
		case a.Call.ReturnType == "Form":
			r.formSays(at, a)
		}
	}
	return true
}

// accessSays: a screen that may not be used stores nothing.
func (r *run) accessSays(at int, a *Asked) {
	out := r.save.out
	name := r.screen.ActionName()
	switch a.Call.ReturnType {
	case "Action":
	case "ActivityDialog":
		name = r.process.ActivityDialogEntityID
	case "Process":
		if name = r.process.ProcessEntityID; name == "" {
			return
		}
	default:
		return
	}
	v, why := r.verdict(a, inventory.Value{}, name, true)
	switch {
	case v == refuses && a.Call.ReturnType == "Action":
		out.Refused, out.By, out.Access, r.save.ended = product.RefusedError, at, true, true
	case v == refuses && out.Doubt == "":
		out.Doubt = "what the screen does when its " + a.Call.ReturnType + " is taken away before it is sent was not measured"
	case v == maybe && out.Doubt == "":
		out.Doubt = why
	}
}

// formSays: a field that the form hides is sent empty by its page; what is
// stored of a value that is sent all the same was not measured.
func (r *run) formSays(at int, a *Asked) {
	for _, f := range r.shown() {
		attr := "DynamicField_" + f.Name
		v, why := r.verdict(a, inventory.Value{}, f.Name, true)
		if v == passes || !filled(r.dynamic[attr]) {
			continue
		}
		if v == refuses {
			why = "the field is hidden, and what is stored of a value that is sent for it all the same was not measured"
		}
		r.save.decided[attr] = Sent{By: at, Outcome: Undetermined, Why: why}
	}
}

// ownSays: a question of the screen itself refuses, or lets pass.
func (r *run) ownSays(how product.Refusal, at int, a *Asked, attr string, value inventory.Value) {
	sv := r.save
	if _, hidden := sv.decided[attr]; hidden && sv.decided[attr].Outcome == Undetermined {
		return
	}
	v, why, against := passes, "", ""
	values := value.List
	if value.Kind != inventory.List {
		values = []inventory.Value{value}
	}
	for _, one := range values {
		if !filled(one) {
			continue // an empty choice is never refused
		}
		if x, w := r.verdict(a, one, "", false); x != passes && v != refuses {
			v, why, against = x, w, one.Text
		}
	}
	d := Sent{By: at, Outcome: Unchanged, Why: why, Against: against}
	switch {
	case v == maybe:
		d.Outcome = Undetermined
		if sv.out.Doubt == "" {
			sv.out.Doubt = why
		}
	case v == refuses && how == product.RefusedField:
		d.Outcome = RefusedField
		if len(sv.out.Errors) == 0 {
			sv.out.By = at
		}
		sv.out.Errors = append(sv.out.Errors, r.element(attr))
		if sv.how.FieldsAssumed && strings.HasPrefix(attr, "DynamicField_") {
			sv.out.Assumed = "how " + r.screen.Name + " refuses a dynamic field was measured on AgentTicketNote and AgentTicketPhone and is assumed here"
		}
	case v == refuses:
		d.Outcome = RefusedError
		sv.out.Refused, sv.out.By, sv.ended = product.RefusedError, at, true
	}
	if old, again := sv.decided[attr]; again && old.Outcome != Unchanged {
		return
	}
	sv.decided[attr] = d
}

func (r *run) element(attr string) string {
	for _, f := range r.screen.Fields {
		if f.Attr == attr {
			return f.Name
		}
	}
	return attr
}

// setterSays: a setter stores the value or refuses it.
func (r *run) setterSays(q *product.Question, at int, a *Asked, values map[string]inventory.Value) bool {
	sv := r.save
	attr := q.Sub
	id, name := values[attr+"ID"], values[attr]
	how := sv.how.Setters[""]
	if own, told := sv.how.Setters[attr]; told {
		how = own
	}
	v, why := passes, ""
	switch {
	case truthy(id):
		v, why = r.verdict(a, id, "", false)
	case attr == "Service" || attr == "SLA":
		// Measured: taking it away, and a name that nothing has, are not looked at.
	case name.Kind == inventory.Text && name.Text != "":
		v, why = r.verdict(a, inventory.Value{}, name.Text, true)
	default:
		v, why = refuses, "no value is named"
	}
	if a.Call.ReturnSubType == "SLA" && r.removesSLA(values) {
		return true // by the way, for a service that is being set
	}
	d := Sent{By: at, Outcome: Stored, Why: why, Against: cmp.Or(id.Text, name.Text)}
	switch {
	case v == maybe:
		d.Outcome = Undetermined
		if how == product.RefusedError && sv.out.Doubt == "" {
			sv.out.Doubt = why
		}
	case v == refuses && how == product.RefusedError:
		d.Outcome = RefusedError
		sv.out.Refused, sv.out.By, sv.ended = how, at, true
	case v == refuses:
		d.Outcome = RefusedSilently
	case sv.out.Doubt != "":
		d.Outcome, d.Why = Undetermined, sv.out.Doubt
	}
	sv.decided[attr] = d
	if d.Outcome == Undetermined && r.ticket != nil {
		r.forget(attr)
		return false
	}
	return d.Outcome == Stored
}

// removesSLA: nobody sent an SLA; the service takes it away.
func (r *run) removesSLA(values map[string]inventory.Value) bool {
	for _, name := range []string{"SLAID", "SLA"} {
		if e := r.fields[name]; e != nil && e.sent {
			return false
		}
	}
	return !truthy(values["SLAID"])
}

// forget makes an attribute of the ticket unknown: whether it was stored is.
func (r *run) forget(attr string) {
	unknown := inventory.UnknownValue("whether the " + attr + " that was sent is stored is not known")
	names := []string{attr, attr + "ID"}
	switch attr {
	case "State":
		names = append(names, "StateType")
	case "Queue":
		names = append(names, "GroupID")
	}
	r.ownTicket()
	for _, n := range names {
		r.ticket[n] = unknown
	}
}

// verdict says whether a question leaves a value, by its id or by its name.
func (r *run) verdict(a *Asked, id inventory.Value, name string, byName bool) (verdict, string) {
	if id.Kind == inventory.Unknown { // of which the name may be known
		name, byName = id.Text, true
	}
	answer := r.w.judge(a)
	if answer.Died != nil {
		return refuses, answer.Died.Message
	}
	is := func(c simulate.Candidate) bool {
		if byName {
			return c.Name == name && !c.Any
		}
		return c.ID == id.Text && !c.Any
	}
	listed := contains(a.Call.Data, is)
	if !listed && a.AnyOther {
		is = func(c simulate.Candidate) bool { return c.Any }
	}
	d := answer.Undetermined
	switch {
	case d != nil && (d.MaybeDies || d.Exhausted || d.Data && contains(d.MaybeLeft, is)):
		return maybe, strings.Join(answer.Unknown, "; ")
	case !listed && a.AnyOther && a.Why != "" && contains(answer.Left, is):
		return maybe, a.Why
	case contains(answer.Left, is):
		return passes, ""
	}
	return refuses, ""
}

func contains(list []simulate.Candidate, is func(simulate.Candidate) bool) bool {
	for _, c := range list {
		if is(c) {
			return true
		}
	}
	return false
}
