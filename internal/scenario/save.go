package scenario

import (
	"slices"

	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/simulate"
)

// Outcome is what becomes of one value that is sent.
type Outcome uint8

// The outcomes.
const (
	Unchanged Outcome = iota // it is stored already: nothing is done
	Stored
	Created         // the new ticket has it
	Reset           // stored, then undone by something that is no ACL
	Dropped         // never stored by this screen, whatever the ACLs say
	RefusedSilently // not stored, and the screen closes as if it were
	RefusedError    // not stored: an error page, or a service's error
	RefusedField    // nothing is stored: the form comes back with an error
	NotReached      // not stored: an error ended the save before
	TakenBack       // never sent: the form empties it as soon as it is chosen
	Undetermined
)

func (o Outcome) String() string {
	return [...]string{
		"unchanged", "stored", "created", "reset", "dropped", "refused silently", "refused, error", "refused, field error", "not reached", "taken back", "undetermined",
	}[o]
}

// IsStored reports whether the ticket has the value in the end.
func (o Outcome) IsStored() bool { return o == Unchanged || o == Stored || o == Created }

// Sent is one value that a form or a call sends, and what becomes of it.
type Sent struct {
	Attr    string // Queue, State, …, DynamicField_X
	Element string // of the form
	Value   inventory.Value
	Name    string // of what an id refers to, where it is known
	Outcome Outcome
	// By is the number of the question that decided among all calls (Plan.By): the
	// one that looks at the attribute; -1 where nobody asks.
	By int
	// Because is the attribute whose value ended the save, where it is not this
	// one's own; Against the value that By refused, by id or by name.
	Because string
	Against string
	Why     string // of Undetermined, and of a call that dies
}

// Saving is what comes of sending a scenario's form.
type Saving struct {
	Sent []Sent
	// Refused is how the save ended before its end; 0 where it did not.
	Refused product.Refusal
	// Errors are the form elements that a field error marks.
	Errors []string
	// By is the index in Plan.Asked of the question that ended it, -1 for none;
	// Access says that it was the one for the screen itself.
	By     int
	Access bool
	// Doubt says why it is not known how the save ends.
	Doubt string
	// Assumed says in a phrase what about the refusals nobody has measured.
	Assumed string
}

// Saves reports whether everything that was sent is stored; known is false
// where that depends on what nobody knows.
func (s *Saving) Saves() (saves, known bool) {
	saves, known = s.Refused == 0, s.Doubt == "" || s.Refused != 0
	for i := range s.Sent {
		switch o := s.Sent[i].Outcome; {
		case o == Undetermined:
			known = known && !saves
		case !o.IsStored():
			saves = false
		}
	}
	return saves, known || !saves
}

// Lost are the values that are not stored, and those of which it is not known.
func (s *Saving) Lost() []Sent {
	var out []Sent
	for _, v := range s.Sent {
		if !v.Outcome.IsStored() {
			out = append(out, v)
		}
	}
	return out
}

// saver follows a save while its questions are asked.
type saver struct {
	how     *product.Saving
	out     *Saving
	decided map[string]Sent // by attribute
	before  inventory.Attrs
	ended   bool
}

func (r *run) beginSave() {
	how := r.screen.Saving()
	if r.moment != Save || how == nil {
		return
	}
	r.save = &saver{how: how, out: &Saving{By: -1}, decided: map[string]Sent{}, before: r.ticket}
	if how.MeasuredOn != "" {
		r.save.out.Assumed = "how " + r.screen.Name + " refuses a value was measured on " + how.MeasuredOn + " and is assumed here"
	}
	r.plan.Saving = r.save.out
	r.shared = true // the setters write to the ticket; what was stored is still needed
}

// stops reports whether a save does not come to a stage any more.
func (r *run) stops(st *product.Stage) bool {
	return r.save != nil && (r.save.ended || st.Setter && len(r.save.out.Errors) > 0)
}

// endSave shows the form again where it has errors, and says of every value
// that was sent what became of it.
func (r *run) endSave() {
	sv := r.save
	if sv == nil {
		return
	}
	r.save = nil
	if len(sv.out.Errors) > 0 && !sv.ended {
		sv.out.Refused = product.RefusedField
		for i := range r.screen.Again {
			if r.screen.Again[i].Round == "page" {
				r.stages(r.screen.Again[i : i+1])
			}
		}
	}
	r.collect(sv)
}

// differs: the call names another value than the stored one; for IfSLALost a
// service that the stored SLA does not belong to.
func (r *run) differs(c product.Cond) bool {
	id, name := r.fields[c.Name+"ID"], r.fields[c.Name]
	var chosen inventory.Value
	switch {
	case id != nil && id.sent:
		if plain(id.value).Equal(plain(r.ticket[c.Name+"ID"])) {
			return false
		}
		chosen = id.value
	case name != nil && name.sent:
		if plain(name.value).Equal(plain(r.ticket[c.Name])) {
			return false
		}
		chosen = r.idOf(product.KindOf(c.Name), name.value)
	default:
		return false
	}
	if c.Kind != product.IfSLALost {
		return true
	}
	sla := r.inv.SLAs.ByID(r.ticket["SLAID"].Text)
	if !truthy(r.ticket["SLAID"]) || sla == nil {
		return truthy(r.ticket["SLAID"])
	}
	return !slices.ContainsFunc(sla.Attr("ServiceIDs").List, func(v inventory.Value) bool { return v.Equal(chosen) })
}

// judge asks what a question leaves, with doubts where that can be told.
func (w *World) judge(a *Asked) *simulate.Answer {
	if w.Hear != nil {
		w.Hear(a)
	}
	switch {
	case w.Judge != nil:
		return w.Judge(a)
	case w.Answer != nil:
		return &simulate.Answer{Left: w.Answer(a)}
	}
	return &simulate.Answer{Left: a.Call.Data}
}
