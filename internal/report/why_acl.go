package report

import (
	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/simulate"
)

// Look is a close look at one ACL: what it met, what it lacks, what it did.
type Look struct {
	ACL      string     `json:"acl"`
	Place    Place      `json:"place"`
	Position int        `json:"position"` // in evaluation order among those that take part, from 1; 0 for one that does not
	Of       int        `json:"of"`
	Validity string     `json:"validity"`
	Stops    bool       `json:"stop_after_match"`
	Lists    []string   `json:"lists"` // the questions of this screen that it has a list for
	Asked    []string   `json:"asked"` // the questions of this screen
	Cases    []LookCase `json:"cases"`
	Effects  []Effect   `json:"effects"`
}

// LookCase is how an ACL came to match or not when some of the questions were asked.
type LookCase struct {
	Questions  []string    `json:"questions"`
	Stale      bool        `json:"before_this_change"` // asked then, and left as the page had it
	Status     string      `json:"status"`
	Conditions []Condition `json:"conditions"`
	Never      string      `json:"never,omitempty"` // why no call of the screen could make it match
	Needs      []Need      `json:"needs"`
	Before     string      `json:"not_reached_because,omitempty"`
}

// Need is what one condition lacks: the nearest miss.
type Need struct {
	Block  string   `json:"block"`
	Attr   string   `json:"attribute"`
	Cannot string   `json:"cannot,omitempty"` // why it can never hold here
	Value  []string `json:"value,omitempty"`  // what the attribute would have to be, the whole of it
	Add    []string `json:"add,omitempty"`    // to the list that it is
	Drop   []string `json:"drop,omitempty"`   // from the list that it is
	Known  bool     `json:"value_known"`      // value tells; it may be an empty list
	Item   *string  `json:"item,omitempty"`   // the item that would hold
	Met    []string `json:"met"`
	IsSet  bool     `json:"is_set"`
	IsList bool     `json:"is_list"`
	Why    string   `json:"unknown,omitempty"` // why it is not known what it is
	Hint   string   `json:"hint,omitempty"`    // what has to be known to change it
	// Unlisted: the inventory lists what there is in full, and not this value.
	Unlisted bool `json:"unlisted,omitempty"`
	// Emptied is what an earlier round of the form did to the field; Held: until
	// then the condition held.
	Emptied *RoundNote `json:"emptied,omitempty"`
	Held    bool       `json:"held_before,omitempty"`
}

// Effect is what an ACL did to one question.
type Effect struct {
	Question string  `json:"question"`
	Section  string  `json:"section"`
	Place    Place   `json:"place"`
	Gone     []Moved `json:"gone"`           // what it took, with the item that did
	Back     []Moved `json:"brought_back"`   // what it brought back
	Others   int     `json:"not_changed"`    // how many values it left as they were
	Maybe    bool    `json:"maybe"`          // whether the ACL matches is not known
	Stopped  bool    `json:"stopped"`        // and nothing behind it was looked at
	Unsure   []Moved `json:"may_be_changed"` // whether the item hits is not known
}

// Moved are values that an item took or brought.
type Moved struct {
	Values []string `json:"values"`
	Item   *string  `json:"item,omitempty"` // none where Possible does not name them
	Place  Place    `json:"place"`
}

// AddLook adds a close look at an ACL. AddAnswers has been called.
func (s *Simulation) AddLook(f *Form, a *acl.ACL, answers []Answered) {
	l := Look{
		ACL: a.Name, Place: place(a.File, a.Place().Span), Validity: a.Validity().String(), Stops: a.Stops(),
		Lists: []string{}, Asked: []string{}, Cases: []LookCase{}, Effects: []Effect{},
	}
	for i := range answers {
		l.answer(f, a, &answers[i])
	}
	s.Looks = append(s.Looks, l)
}

func (l *Look) answer(f *Form, a *acl.ACL, ans *Answered) {
	x := ans.Explanation
	name := shortName(ans.Asked)
	l.Asked = append(l.Asked, name)
	l.Of = len(x.ACLs)
	for i := range x.ACLs {
		r := &x.ACLs[i]
		if r.ACL != a {
			continue
		}
		l.Position = i + 1
		if x.HasList(a) {
			l.Lists = append(l.Lists, name)
		}
		l.add(f, ans, r)
		if r.Status == simulate.Matched || r.Status == simulate.MaybeMatched {
			l.effects(name, r, x)
		}
	}
}

// add notes how the ACL fared for one question, together with those for which
// it fared the same.
func (l *Look) add(f *Form, ans *Answered, r *simulate.ACLReport) {
	question, x := shortName(ans.Asked), ans.Explanation
	c := LookCase{Questions: []string{question}, Stale: f.stale(ans.Asked), Status: r.Status.String(), Conditions: []Condition{}, Needs: []Need{}}
	for i := range r.Conditions {
		c.Conditions = append(c.Conditions, condition(r.ACL, &r.Conditions[i]))
	}
	switch r.Status {
	case simulate.NotMatched, simulate.MaybeMatched:
		m := x.Miss(r)
		c.Never = m.Never
		for i := range m.Needs {
			n := need(&m.Needs[i])
			if n.Cannot == "" {
				n.Emptied, n.Held = f.lost(ans.Asked, r, m.Needs[i].Condition)
			}
			c.Needs = append(c.Needs, n)
		}
	case simulate.NotReached:
		switch {
		case x.StoppedBy != nil:
			c.Before = x.StoppedBy.Name + " stops the evaluation before it"
		case x.Died != nil:
			c.Before = "the call ends with an error in " + x.Died.ACL
		case x.Refused != simulate.NotRefused:
			c.Before = x.Refused.String()
		}
	case simulate.Died:
		c.Before = x.Died.Message
	}
	for i := range l.Cases {
		if o := &l.Cases[i]; o.same(&c) {
			o.Questions = append(o.Questions, question)
			return
		}
	}
	l.Cases = append(l.Cases, c)
}

func (c *LookCase) same(d *LookCase) bool {
	a, b := ACLCase{Status: c.Status, Conditions: c.Conditions}, ACLCase{Status: d.Status, Conditions: d.Conditions}
	if !sameCase(&a, &b) || c.Stale != d.Stale || c.Never != d.Never || c.Before != d.Before || len(c.Needs) != len(d.Needs) {
		return false
	}
	for i := range c.Needs {
		if c.Needs[i].Cannot != d.Needs[i].Cannot || c.Needs[i].Held != d.Needs[i].Held || !sameStrings(c.Needs[i].Value, d.Needs[i].Value) {
			return false
		}
	}
	return true
}

func texts(v *inventory.Value) []string {
	out := []string{}
	switch v.Kind {
	case inventory.Text:
		out = append(out, v.Text)
	case inventory.List:
		for _, e := range v.List {
			out = append(out, e.Text)
		}
	}
	return out
}

func need(n *simulate.Need) Need {
	c := n.Condition
	out := Need{
		Block: c.Block.String(), Attr: c.Area + "." + c.Attr, Cannot: n.Cannot, Value: texts(&n.Value), Add: n.Add, Drop: n.Drop,
		Known: n.Value.Defined(), Hint: n.Hint, Unlisted: n.Unlisted, Met: texts(&c.Met), IsSet: c.Met.Defined(),
		IsList: n.Value.Kind == inventory.List || c.Met.Kind == inventory.List,
	}
	if c.Met.Kind == inventory.Unknown {
		out.Why = c.Met.Why
	}
	if n.Item != nil {
		out.Item = textOf(n.Item)
	}
	return out
}

// effects tells what each section of an ACL that matched did to a list.
func (l *Look) effects(question string, r *simulate.ACLReport, x *simulate.Explanation) {
	at := map[acl.BlockName]int{}
	for i := range x.Fates {
		c := &x.Fates[i].Candidate
		if c.Undef {
			continue
		}
		for _, st := range x.StoryOf(c).Steps {
			if st.ACL != r.ACL || st.Kind == simulate.StepComputed {
				continue
			}
			n, ok := at[st.Section]
			if !ok {
				n = len(l.Effects)
				at[st.Section] = n
				l.Effects = append(l.Effects, Effect{
					Question: question, Section: st.Section.String(), Place: place(r.ACL.File, st.List.KeySpan), Maybe: st.Maybe,
					Stopped: x.StoppedBy == r.ACL, Gone: []Moved{}, Back: []Moved{}, Unsure: []Moved{},
				})
			}
			l.Effects[n].note(c.Name, &st)
		}
	}
}

func (e *Effect) note(value string, st *simulate.Step) {
	t := step(st)
	switch {
	case st.Unsure:
		e.Unsure = moved(e.Unsure, value, &t)
	case st.Took():
		e.Gone = moved(e.Gone, value, &t)
	case st.Kind == simulate.StepBack, st.Kind == simulate.StepAnew:
		e.Back = moved(e.Back, value, &t)
	default:
		e.Others++
	}
}

func moved(list []Moved, value string, t *Step) []Moved {
	for i := range list {
		if list[i].Place == t.Place {
			list[i].Values = append(list[i].Values, value)
			return list
		}
	}
	return append(list, Moved{Values: []string{value}, Item: t.Item, Place: t.Place})
}
