package overview

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// Sentences say what an ACL does: to whom it applies and when, what then
// happens to which list, and what a reader would get wrong. Those that belong
// to the one before are indented by two blanks. before are the lists that ACLs
// before it limit.
func (r Reader) Sentences(a *acl.ACL, before Limits) []string {
	if a.Form == acl.Deployed && a.Entry.Kind == acl.Dynamic {
		return []string{"Code computes the whole ACL; nothing of it can be told"}
	}
	var out []string
	dies, never := r.Dies(a), r.Never(a)
	switch {
	case dies != "":
		out = append(out, "Ends every screen that asks ACLs with an error: "+dies)
		if a.Form == acl.Deployed && a.Entry.Kind != acl.Hash {
			return out
		}
	case never != "":
		out = append(out, "Never applies: "+never)
	}
	out = append(out, r.applies(a, dies+never != "")...)
	out = append(out, r.then(a)...)
	out = append(out, r.after(a))
	for _, n := range r.notes(a, before, dies+never != "") {
		line := ""
		if n.span.IsValid() {
			line = fmt.Sprintf(" (line %d)", n.span.Start.Line)
		}
		if text := "Note" + line + ": " + n.text; out[len(out)-1] != text {
			out = append(out, text)
		}
	}
	return out
}

// applies is who, where and when. An ACL that never applies is described too.
func (r Reader) applies(a *acl.ACL, hardly bool) []string {
	all := r.Lists(a)
	screens := reading.Screens(all)
	who, where := "agents and customers", "on every screen"
	switch agents, customers := reading.Who(all); {
	case !customers:
		who = "agents"
	case !agents:
		who = "customers"
	}
	if screens != nil {
		var names []string
		for i := range screens.Value().Items() {
			names = append(names, reading.Shown(screens.Value().Items()[i].Text))
		}
		where = "on " + strings.Join(names, " or ")
	}
	head := "Applies to "
	if hardly {
		head = "As written, it is for "
	}
	head += who + " " + where
	var conditions []string
	for i := range all {
		l := &all[i]
		if l.Block.IsMatch() && l != screens && !l.IsEmptyArea() {
			conditions = append(conditions, "  "+r.sentence(l))
		}
	}
	switch {
	case r.Always(a):
		return []string{head + ", always: it has no condition"}
	case len(conditions) == 0:
		return []string{head}
	case len(conditions) == 1:
		head += ", when"
	default:
		head += ", when all of these hold"
	}
	return append([]string{head}, conditions...)
}

// sentence is one condition.
func (r Reader) sentence(l *reading.List) string {
	v := l.Value()
	from := source(l.Block, l.Area, l.Attr)
	switch {
	case v.Kind == acl.Dynamic:
		return l.Where() + " is as code computes it (" + reading.Told(v) + ")"
	case l.Deadly():
		return fmt.Sprintf("%s is a %s where a %s belongs", l.Where(), v.Kind, l.Wanted())
	case len(v.Items()) == 0:
		return subject(l.Area, l.Attr) + " is one of an empty list"
	}
	return owner(l.Area, l.Attr) + " " + strings.Join(r.predicates(l.Attr, v), ", or ") + from
}

// then is what happens to which list.
func (r Reader) then(a *acl.ACL) []string {
	out := []string{"Then"}
	all := r.Lists(a)
	for i := range all {
		l := &all[i]
		if l.Block.IsMatch() {
			continue
		}
		switch v := l.Value(); r.Effect(l) {
		case reading.Computed:
			out = append(out, "  "+question(l)+": as code computes it ("+reading.Told(v)+")")
		case reading.Applied:
			out = append(out, "  "+question(l)+": "+r.fate(l))
		}
	}
	if len(out) == 1 {
		return []string{"Then nothing: it changes no list"}
	}
	return out
}

// question is the list that a change is for, in words.
func question(l *reading.List) string {
	if field, ok := strings.CutPrefix(l.Question(), "DynamicField_"); ok {
		return "dynamic field " + field
	}
	return l.Question()
}

// fate is what a change does to a list.
func (r Reader) fate(l *reading.List) string {
	var items []string
	for i := range l.Value().Items() {
		items = append(items, r.changed(&l.Value().Items()[i]))
	}
	what := strings.Join(items, ", ")
	switch {
	case len(items) == 0 && l.Block == acl.Possible:
		return "nothing at all, for the list is empty"
	case len(items) == 0:
		return "as it is, for the list is empty"
	case l.Block == acl.Possible:
		return "only " + what
	case l.Block == acl.PossibleAdd:
		return "also " + what + ", where an ACL before took it"
	}
	return "without " + what
}

// changed is an item of a change: which values it takes or leaves.
func (r Reader) changed(v *acl.Value) string {
	if v.Kind == acl.Undef || !v.IsScalar() {
		return r.shortItem(v, "not ")
	}
	text := reading.Told(v)
	m, rest := r.Split(text)
	switch m {
	case acl.Not:
		return "all but " + reading.Shown(rest)
	case acl.NotAnything:
		return "everything (" + reading.Shown(text) + ")"
	case acl.Plain:
		return reading.Shown(text)
	}
	if m.IsNegated() {
		return "what does not match " + pattern(m, rest)
	}
	return "what matches " + pattern(m, rest)
}

// after is what happens to the ACLs behind it. An ACL stops the evaluation for
// the lists only that it has something for.
func (r Reader) after(a *acl.ACL) string {
	if v := a.Meta.StopAfterMatch; v != nil && v.Kind == acl.Dynamic {
		return "Whether evaluation stops after it is computed by code"
	}
	if !a.Stops() {
		return "Evaluation goes on with the next ACL"
	}
	var questions []string
	all := r.Lists(a)
	for i := range all {
		l := &all[i]
		if e := r.Effect(l); !l.Block.IsMatch() && (e == reading.Applied || e == reading.Computed) && !slices.Contains(questions, question(l)) {
			questions = append(questions, question(l))
		}
	}
	if len(questions) == 0 {
		return "Evaluation goes on with the next ACL: it has StopAfterMatch, but changes no list"
	}
	return "Evaluation stops after it for " + strings.Join(questions, ", ") + "; for every other list it goes on"
}
