package diff

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/simulate"
)

// note puts one thing that differs among those that differ for the same reason.
func (b *behaving) note(s *scenario.Scenario, x *both, f *found, first string) {
	d := b.difference(s, x, f, first)
	key := d.key()
	was := b.groups[key]
	if was == nil {
		b.groups[key], d.Count, d.In = d, 1, []int{b.out.Scenarios}
		b.order = append(b.order, key)
		return
	}
	if n := len(was.In); was.In[n-1] != b.out.Scenarios {
		was.In = append(was.In, b.out.Scenarios)
	}
	was.Count++
	if was.Setter != d.Setter && was.Setter || was.Setter == d.Setter && plainer(s, was.Found) {
		d.Count, d.In = was.Count, was.In
		b.groups[key] = d
	}
}

func (b *behaving) difference(s *scenario.Scenario, x *both, f *found, first string) *Difference {
	d := &Difference{
		What: f.what, Question: f.question, Setter: f.setter, Value: f.value, AnyOther: f.any, Was: f.was, Is: f.is, Scenario: s, Found: s,
	}
	b.blame(d, f.thing, x)
	if first != "" && first != f.question && f.what == InList && !slices.ContainsFunc(slices.Concat(d.Old, d.New), b.isTouched) {
		d.Through = first
	}
	if d.Maybe() {
		d.Why = x.why(f.thing)
	}
	return d
}

// plainer reports whether a scenario tells less than another one, or as much of an agent.
func plainer(s, than *scenario.Scenario) bool {
	customer := func(s *scenario.Scenario) int {
		if s.Customer != nil {
			return 1
		}
		return 0
	}
	return cmp.Or(cmp.Compare(parts(s), parts(than)), cmp.Compare(customer(s), customer(than))) < 0
}

// parts is how much a scenario tells.
func parts(s *scenario.Scenario) int {
	n := len(s.Ticket) + 2*len(s.Form) + 2*int(s.Moment) + len(s.Options)
	for _, p := range []*scenario.Person{s.Agent, s.Customer} {
		if p != nil {
			n += len(p.Attrs)
		}
	}
	for _, id := range []string{s.Process.ProcessEntityID, s.Process.ActivityEntityID, s.Process.ActivityDialogEntityID} {
		if id != "" {
			n++
		}
	}
	return n
}

// conclude finds the smallest scenario of each difference, and confirms it.
func (b *behaving) conclude() error {
	done := map[string]*Difference{}
	lost := 0
	for _, key := range b.order {
		if b.ctx.Err() != nil {
			return b.ctx.Err()
		}
		d := b.groups[key]
		small := b.smallest(d)
		switch {
		case small == nil && d.Maybe():
			b.undetermined(d.In, d.Why)
			continue
		case small == nil:
			lost++
			continue
		}
		k := small.key()
		if was := done[k]; was != nil {
			was.Count += d.Count
			was.In = append(was.In, d.In...)
			if plainer(small.Scenario, was.Scenario) {
				was.Scenario = small.Scenario
			}
			continue
		}
		small.Count, small.In = d.Count, d.In
		done[k] = small
		b.out.Differences = append(b.out.Differences, small)
	}
	if lost > 0 {
		b.out.Complete = false
		b.why("some differences were seen with candidates that are only assumed, and cannot be shown")
	}
	for _, d := range b.out.Differences {
		b.expect(d)
	}
	rank := func(d *Difference) int {
		switch d.What {
		case InList:
			return 1
		case Saves: // follows from a list
			return 2
		}
		return 0
	}
	slices.SortStableFunc(b.out.Differences, func(x, y *Difference) int {
		return cmp.Or(cmp.Compare(rank(x), rank(y)), questions(x.Question, y.Question))
	})
	return nil
}

// questions orders what a screen may do before its lists.
func questions(a, b string) int {
	rank := func(q string) int {
		switch {
		case q == "Action":
			return 0
		case strings.HasPrefix(q, "Ticket.DynamicField_"):
			return 2
		case strings.HasPrefix(q, "Ticket."):
			return 1
		}
		return 3
	}
	return cmp.Or(cmp.Compare(rank(a), rank(b)), strings.Compare(a, b))
}

// maxRemembered bounds the scenarios of which it is remembered what they come to.
const maxRemembered = 4000

// simulated is what a scenario comes to with both sets anew; nil where one of them
// cannot be asked.
func (b *behaving) simulated(s *scenario.Scenario) *both {
	key := told(s)
	if x, known := b.fresh[key]; known {
		return x
	}
	if len(b.fresh) > maxRemembered {
		clear(b.fresh)
	}
	var plans [2]*scenario.Plan
	var err error
	for i, side := range b.sides {
		if plans[i], err = scenario.Calls(b.in(i, s), side.fresh); err != nil {
			b.fresh[key] = nil
			return nil
		}
	}
	judge := func(i int) func(*scenario.Asked) *simulate.Answer {
		return func(a *scenario.Asked) *simulate.Answer { return b.sides[i].fresh.Judge(a) }
	}
	x := b.both(plans[0], plans[1], [2]func(*scenario.Asked) *simulate.Answer{judge(0), judge(1)})
	b.fresh[key] = x
	return x
}

// told is all that a scenario says.
func told(s *scenario.Scenario) string {
	c := *s
	c.Name, c.Expect = "", nil
	out, err := scenario.Write(&scenario.File{Scenarios: []*scenario.Scenario{&c}})
	if err != nil {
		return ""
	}
	return string(out)
}

// shows finds a difference in a scenario anew: of the same value, in the same direction.
func (b *behaving) shows(s *scenario.Scenario, d *Difference) (*both, *found) {
	x := b.simulated(s)
	if x == nil {
		return nil, nil
	}
	for _, f := range x.differ(b.same) {
		if f.what == d.What && f.question == d.Question && f.setter == d.Setter && f.value == d.Value && f.any == d.AnyOther && f.was == d.Was && f.is == d.Is {
			// What is left out must not be what is not known then.
			if d.Maybe() && slices.ContainsFunc(x.why(f.thing), func(why string) bool { return !slices.Contains(d.Why, why) }) {
				continue
			}
			return x, &f
		}
	}
	return nil, nil
}

// otherValue is one that nobody names.
const otherValue = "something else"

// smallest is a difference with the smallest scenario that shows it; nil where none
// does when it is simulated anew.
func (b *behaving) smallest(d *Difference) *Difference {
	s := d.Found
	if x, _ := b.shows(s, d); x == nil {
		// What is offered is assumed, by the values that either set names: the scenario
		// has to say it.
		was := *d
		if d = &was; d.AnyOther {
			d.Value, d.AnyOther = otherValue, false
		}
		// That of the list alone is most often enough.
		if s = b.offering(d.Found, d, d.Question); s == nil || !b.isShown(s, d) {
			if s = b.offering(d.Found, d, ""); s == nil || !b.isShown(s, d) {
				return nil
			}
		}
	}
	for again := !b.Keep; again; {
		again = false
		for i, less := 0, s.Smaller(); i < len(less); {
			if x, _ := b.shows(less[i], d); x == nil {
				i++
				continue
			}
			s, again = less[i], true
			i, less = 0, s.Smaller()
		}
		if p := b.plain(s, d); p != nil {
			s, again = p, true
		}
	}
	x, f := b.shows(s, d)
	out := b.difference(s, x, f, "")
	out.Found = d.Found
	if out.Through == "" && d.Through != "" && !slices.ContainsFunc(slices.Concat(out.Old, out.New), b.isTouched) {
		out.Through = d.Through
	}
	return out
}

// plain is the scenario with an everyday value in place of another one; nil where that
// shows something else.
func (b *behaving) plain(s *scenario.Scenario, d *Difference) *scenario.Scenario {
	for _, of := range []func(*scenario.Scenario) inventory.Attrs{
		func(c *scenario.Scenario) inventory.Attrs { return c.Ticket },
		func(c *scenario.Scenario) inventory.Attrs { return c.Form },
	} {
		for _, name := range slices.Sorted(maps.Keys(of(s))) {
			v := of(s)[name]
			everyday, known := b.everyday[name]
			if !known || everyday.Equal(v) {
				continue
			}
			c := s.Clone()
			of(c)[name] = everyday
			if x, _ := b.shows(c, d); x != nil {
				return c
			}
		}
	}
	return nil
}

func (b *behaving) isShown(s *scenario.Scenario, d *Difference) bool {
	x, _ := b.shows(s, d)
	return x != nil
}

// offering is the scenario that says what is offered in a list, "": in all; nil where that
// was not assumed.
func (b *behaving) offering(s *scenario.Scenario, d *Difference, list string) *scenario.Scenario {
	plan, err := scenario.Calls(b.in(0, s), b.sides[0].world)
	if err != nil || d.Question == "" {
		return nil
	}
	c := s.Clone()
	c.Options = map[string][]string{}
	for _, a := range plan.Answers() {
		if a.From != scenario.Assumed || list != "" && a.Call.Question() != list {
			continue
		}
		names := []string{}
		for _, cand := range a.Call.Data {
			switch {
			case cand.Any:
				names = append(names, otherValue)
			case !cand.Undef && (cand.Name != "" || strings.HasPrefix(a.Call.Question(), "Ticket.DynamicField_")):
				names = append(names, cand.Name)
			}
		}
		c.Options[a.Call.Question()] = names
	}
	if len(c.Options) == 0 {
		return nil
	}
	return c
}
