package scenario

import (
	"slices"

	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/simulate"
)

// maxRounds is how often a form is asked again before the screen gives up: the
// loop protection of OTOBO's forms, which lists and dynamic fields share.
const maxRounds = 100

// Round is one pass over the lists of a form, or over its dynamic fields.
type Round struct {
	// Fields: the pass over Form and the dynamic fields.
	Fields bool
	// Because are the elements whose change made the screen ask; none on the
	// first display.
	Because []string
	// Asked are the calls of the round: a range of Plan.Asked.
	First, End int
	Emptied    []Emptied
}

// Emptied is a value that a screen takes out of a field, or puts into it, while
// it asks.
type Emptied struct {
	Field  string // as the product names what is chosen: Queue, DynamicField_X
	Value  inventory.Value
	Hidden bool // Form hides the field; else the value is not offered
	// Filled: nothing was taken. Value is the field's default, because it is shown
	// again, or the only one that is left (setting TicketACL::Autoselect).
	Filled bool
	// Asked is the call whose answer did it: an index of Plan.Asked, -1 where
	// nothing was asked because nothing can be offered.
	Asked int
}

// form asks for the lists of a form until each chosen value is offered, then for
// its dynamic fields until each value is offered and hidden ones are empty; if
// that changed one, for the lists again. Either stage may be missing.
func (r *run) form(lists, fields *product.Stage) {
	r.initial = r.moment == First
	start, left := r.changed, maxRounds
	var sinceFields []string
	sinceFields = append(sinceFields, r.changed...)
	if lists != nil {
		r.prepare(lists.Hash)
	}
	prepared := false
	for {
		if lists != nil && !r.lists(lists, &sinceFields, &left) {
			return
		}
		if fields == nil {
			break
		}
		r.changed, sinceFields = sinceFields, nil
		if len(r.changed) == 0 && prepared {
			break
		}
		if !prepared {
			r.prepare(fields.Hash)
			prepared = true
		}
		changed, settled := r.fieldStates(fields, &left)
		if !settled {
			return
		}
		r.initial = false
		if len(changed) == 0 || lists == nil {
			break
		}
		r.changed = changed
	}
	r.changed, r.initial = start, false
}

// lists runs the loop over the lists; false where it does not come to an end.
func (r *run) lists(st *product.Stage, since *[]string, left *int) bool {
	changed := r.changed
	for round := 1; ; round++ {
		n, because := len(r.plan.Asked), r.changed
		r.touched, r.looping = nil, true
		r.askAll(st)
		r.looping = false
		emptied := elementsOf(r.touched)
		r.plan.Rounds = append(r.plan.Rounds, Round{Because: because, First: n, End: len(r.plan.Asked), Emptied: attrsOf(r.touched)})
		*since = append(*since, emptied...)
		if *left--; *left < 0 {
			r.unsettled()
			return false
		}
		again := round == 1 && slices.ContainsFunc(st.Again, r.given)
		if len(emptied) == 0 && !again {
			return true
		}
		if r.changed = emptied; len(emptied) == 0 {
			r.changed = changed
		}
	}
}

// touch is a change that the screen itself makes to an element.
type touch struct {
	element string
	Emptied
}

func elementsOf(all []touch) []string {
	var names []string
	for _, t := range all {
		if !slices.Contains(names, t.element) {
			names = append(names, t.element)
		}
	}
	return names
}

func attrsOf(all []touch) []Emptied {
	var out []Emptied
	for _, t := range all {
		out = append(out, t.Emptied)
	}
	return out
}

// unsettled names what goes round: the fields that were emptied and filled in
// the rounds after which the screen gives up.
func (r *run) unsettled() {
	u := &Unsettled{Rounds: len(r.plan.Rounds)}
	recent := r.plan.Rounds[max(0, len(r.plan.Rounds)-6):]
	for _, round := range recent {
		for _, e := range round.Emptied {
			if !slices.Contains(u.Fields, e.Field) {
				u.Fields = append(u.Fields, e.Field)
			}
			if e.Asked >= 0 && !slices.Contains(u.Asked, e.Asked) {
				u.Asked = append(u.Asked, e.Asked)
			}
		}
		// Of a field that is filled because it is shown, the question that shows it.
		for i := round.First; i < round.End; i++ {
			if round.Fields && r.plan.Asked[i].Call.ReturnType == "Form" && len(round.Emptied) > 0 && !slices.Contains(u.Asked, i) {
				u.Asked = append(u.Asked, i)
			}
		}
	}
	slices.Sort(u.Asked)
	for _, i := range u.Asked {
		if r.w.Judge == nil {
			break
		}
		for _, a := range r.w.Judge(&r.plan.Asked[i]).Used {
			if !slices.Contains(u.ACLs, a.Name) {
				u.ACLs = append(u.ACLs, a.Name)
			}
		}
	}
	r.plan.Unsettled = u
}

// Unsettled is a form that never comes to an end: the screen gives up after its
// bound, and delivers nothing.
type Unsettled struct {
	Rounds int
	// Fields are emptied and filled again and again; Asked are the calls of the
	// last rounds that do it.
	Fields []string
	Asked  []int
	// ACLs are those that these calls used, by name, where World.Judge tells.
	ACLs []string
}

// autoselected is the only value that can be chosen, where the setting
// TicketACL::Autoselect names the field; false where it does not or there is
// more than one.
func (r *run) autoselected(key string, left []simulate.Candidate) (string, bool) {
	if v := r.inv.Settings["TicketACL::Autoselect###"+key]; v.Kind != inventory.Text || !v.IsTrue() {
		return "", false
	}
	only, n := "", 0
	for _, c := range left {
		if c.Any {
			return "", false // nobody knows how many there are
		}
		if c.ID != "" && c.ID != "-" {
			only = c.ID
			n++
		}
	}
	return only, n == 1
}

// elementID is the name by which OTOBO's setting and its preselection know what
// a form chooses, whatever the element of the form is called.
func elementID(attr string) string {
	switch attr {
	case "Queue":
		return "Dest"
	case "Owner":
		return "NewUserID"
	case "Responsible":
		return "NewResponsibleID"
	case "State":
		return "NextStateID"
	case "":
		return ""
	}
	return attr + "ID"
}
