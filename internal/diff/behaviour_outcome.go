package diff

import (
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/simulate"
)

// thing is what may differ in a scenario.
type thing struct {
	what     What
	question string
	setter   bool
	ticket   string // of a question that is asked for several
	value    string
	any      bool
}

// found is a thing that differs.
type found struct {
	thing
	was, is State
}

// call tells the questions of a plan apart.
type call struct {
	question, ticket string
	setter           bool
}

// listed is one list as it is in the end.
type listed struct {
	asked  *scenario.Asked
	answer *simulate.Answer
}

// both is a scenario as both sets play it.
type both struct {
	plans  [2]*scenario.Plan
	lists  [2]map[call]listed
	order  []call
	ranks  map[call]int
	told   [2]map[*scenario.Asked]*simulate.Explanation // of lists that differ
	byOwn  bool                                         // candidates of dynamic fields are told apart by key
	asking [2]func(*scenario.Asked) *simulate.Answer
	carry  *Carry
}

func (b *behaving) both(before, after *scenario.Plan, ask [2]func(*scenario.Asked) *simulate.Answer) *both {
	out := &both{plans: [2]*scenario.Plan{before, after}, byOwn: !b.same, ranks: map[call]int{}, asking: ask, carry: b.Carry}
	for i, p := range out.plans {
		out.lists[i], out.told[i] = map[call]listed{}, map[*scenario.Asked]*simulate.Explanation{}
		answers := p.Answers()
		if before.Refused && after.Refused {
			// Nobody sees what a page would ask that does not come.
			answers = p.Given()
		}
		for _, a := range answers {
			c := call{a.Call.Question(), "", a.Setter}
			if a.Call.ReturnType != "Ticket" {
				c.ticket = a.Call.Params["TicketID"].Text
			}
			if _, known := out.ranks[c]; !known {
				out.ranks[c] = p.Rank(a)
				out.order = append(out.order, c)
			}
			if _, known := out.lists[i][c]; !known {
				out.lists[i][c] = listed{a, ask[i](a)}
			}
		}
	}
	return out
}

// differ is what differs; all: also values that only one of them offers.
func (b *both) differ(all bool) []found {
	var out []found
	add := func(t thing, was, is State) {
		if was != is {
			out = append(out, found{t, was, is})
		}
	}
	if p := b.plans; p[0].Moment == scenario.Save && p[0].Saving != nil && p[1].Saving != nil {
		add(thing{what: Saves}, saves(p[0]), saves(p[1]))
	}
	add(thing{what: Settles}, settles(b.plans[0]), settles(b.plans[1]))
	for _, c := range b.order {
		old, inOld := b.lists[0][c]
		now, inNew := b.lists[1][c]
		t := thing{what: Dies, question: c.question, setter: c.setter, ticket: c.ticket}
		if !inOld || !inNew {
			if all && !c.setter {
				b.onlyOne(c, old, now, add)
			}
			continue
		}
		was, is := lives(old.answer), lives(now.answer)
		add(t, was, is)
		if was == Gone || is == Gone {
			continue
		}
		t.what = InList
		x, y := b.states(0, c, old), b.states(1, c, now)
		values := x.order
		for _, v := range y.order {
			if _, offered := x.of[v]; !offered {
				values = append(values, v)
			}
		}
		for _, v := range values {
			was, known := x.of[v]
			is, knownToo := y.of[v]
			if known = known || all && !old.asked.AnyOther; !known {
				continue
			}
			if knownToo = knownToo || all && !now.asked.AnyOther; knownToo {
				t.value, t.any = v.name, v.any
				add(t, was, is)
			}
		}
	}
	return out
}

// value is a candidate as it is told apart from others.
type value struct {
	name string
	any  bool
}

// states are what is known of the candidates of one list, in their order.
type states struct {
	of    map[value]State
	order []value
}

// states looks at one list. Of candidates of one name one that is left counts.
func (b *both) states(side int, c call, l listed) states {
	data := l.asked.Call.Data
	out := states{make(map[value]State, len(data)), make([]value, 0, len(data))}
	each := func(all []simulate.Candidate, s State) {
		for _, cand := range all {
			if cand.Undef || cand.Name == "" && !strings.HasPrefix(c.question, "Ticket.") {
				continue // there is no such action
			}
			v := value{b.name(side, c, cand), cand.Any}
			if _, seen := out.of[v]; !seen {
				out.order = append(out.order, v)
			}
			out.of[v] = s
		}
	}
	each(data, Gone)
	each(l.answer.Left, Left)
	if d := l.answer.Undetermined; d != nil {
		each(d.MaybeLeft, Unknown)
		if d.Exhausted {
			each(data, Unknown)
		}
	}
	return out
}

// onlyOne: a page may show an empty list that it does not ask for: without a service there
// are no SLAs.
func (b *both) onlyOne(c call, old, now listed, add func(thing, State, State)) {
	l, side, gone, other := old, 0, false, b.plans[1].Page
	if l.asked == nil {
		l, side, gone, other = now, 1, true, b.plans[0].Page
	}
	sub, isList := strings.CutPrefix(c.question, "Ticket.")
	if !isList || other == nil {
		return
	}
	if list, shown := other.Lists[sub]; !shown || len(list) > 0 {
		return
	}
	list := b.states(side, c, l)
	for _, v := range list.order {
		t := thing{what: InList, question: c.question, value: v.name, any: v.any}
		if gone {
			add(t, Gone, list.of[v])
		} else {
			add(t, list.of[v], Gone)
		}
	}
}

// name tells candidates apart: those of dynamic fields by their keys where products
// differ in whether they compare these or what is shown.
func (b *both) name(side int, c call, cand simulate.Candidate) string {
	const field = "Ticket.DynamicField_"
	if b.byOwn && len(c.question) > len(field) && c.question[:len(field)] == field && cand.ID != "" {
		return cand.ID
	}
	return b.carry.value(side, c.question, cand.Name)
}

// why says what is not known of a thing.
func (b *both) why(t thing) (out []string) {
	add := func(why string) {
		if why != "" && !slices.Contains(out, why) {
			out = append(out, why)
		}
	}
	for i, p := range b.plans {
		if t.what == Saves && p.Saving != nil {
			add(p.Saving.Doubt)
			for k := range p.Saving.Sent {
				if s := &p.Saving.Sent[k]; s.Outcome == scenario.Undetermined {
					add(s.Why)
				}
			}
		}
		if l, asked := b.lists[i][call{t.question, t.ticket, t.setter}]; asked {
			for _, why := range l.answer.Unknown {
				add(why)
			}
		}
	}
	return out
}

func lives(a *simulate.Answer) State {
	switch {
	case a.Undetermined != nil && a.Undetermined.MaybeDies:
		return Unknown
	case a.Died != nil:
		return Gone
	}
	return Left
}

func saves(p *scenario.Plan) State {
	saves, known := p.Saving.Saves()
	switch {
	case !known:
		return Unknown
	case saves:
		return Left
	}
	return Gone
}

func settles(p *scenario.Plan) State {
	if p.Unsettled != nil {
		return Gone
	}
	return Left
}
