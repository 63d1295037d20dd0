package scenario

import (
	"maps"
	"slices"

	"github.com/ticketacl/ticketacl/simulate"
)

// tried is one scenario that was planned.
type tried struct {
	s    *Scenario
	plan *Plan
}

// try plans a scenario as if nothing that is chosen were ever refused, which is
// quick. found plans it again in earnest.
func (p *Prober) try(s *Scenario) *tried {
	return planned(s, p.quick)
}

func planned(s *Scenario, w *World) *tried {
	plan, err := Calls(s, w)
	if err != nil {
		return nil
	}
	return &tried{s, plan}
}

// last are the calls of a plan whose answers count, for questions that the ACL
// changes: those that people see, and those of what stores.
func (p *Prober) last(plan *Plan) []*Asked {
	return slices.DeleteFunc(plan.given(), func(a *Asked) bool { return !slices.Contains(p.Questions, a.Call.Question()) })
}

// acts reports what the ACL changes in the answer to a call, for certain.
func (p *Prober) acts(a *Asked) (gone, back []string) {
	if !p.Engine.Meets(p.ACL, &a.Call, a.System) {
		return nil, nil
	}
	with, without := p.ask(p.Engine, a), p.ask(p.Without, a)
	if with.Died != nil || without.Died != nil || with.Refused != simulate.NotRefused {
		return nil, nil
	}
	var maybe []simulate.Candidate
	for _, d := range []*simulate.Doubts{with.Undetermined, without.Undetermined} {
		if d == nil {
			continue
		}
		if d.MaybeDies || d.Exhausted {
			return nil, nil
		}
		maybe = append(maybe, d.MaybeLeft...)
	}
	left := func(list []simulate.Candidate) map[simulate.Candidate]bool {
		in := map[simulate.Candidate]bool{}
		for _, c := range list {
			in[c] = true
		}
		return in
	}
	in, otherwise := left(with.Left), left(without.Left)
	for _, c := range a.Call.Data {
		switch {
		case c.Any || c.Undef || slices.Contains(maybe, c):
		case otherwise[c] && !in[c]:
			gone = append(gone, c.Name)
		case in[c] && !otherwise[c]:
			back = append(back, c.Name)
		}
	}
	return gone, back
}

// found is what the ACL does in a scenario that was tried quickly, nil where it
// does nothing. What it does not do after all is left in t as it really goes.
func (p *Prober) found(t *tried) *Found {
	if p.does(t) == nil {
		return nil
	}
	real := planned(t.s, p.World)
	if real == nil {
		return nil
	}
	*t = *real
	return p.does(t)
}

// does is what the ACL does in a plan: in a list that can be seen, where there
// is one.
func (p *Prober) does(t *tried) *Found {
	var best *Found
	for _, a := range p.last(t.plan) {
		gone, back := p.acts(a)
		if len(gone)+len(back) == 0 {
			continue
		}
		f := &Found{
			Scenario: t.s, Question: a.Call.Question(), Gone: gone, Back: back, Parts: p.parts(t.s), Assumed: a.Why,
			Unseen: t.plan.unnoticed(a, t.s, gone, back),
		}
		if f.Unseen == "" {
			return f
		}
		if best == nil {
			best = f
		}
	}
	return best
}

// unnoticed says in a phrase why nobody would notice that a list is another one;
// "" where somebody would.
func (p *Plan) unnoticed(a *Asked, s *Scenario, gone, back []string) string {
	if a.Setter {
		name, id := a.Call.Params[a.Call.ReturnSubType], a.Call.Params[a.Call.ReturnSubType+"ID"]
		for _, c := range a.Call.Data {
			if (c.Name == name.Text || c.ID == id.Text && id.Text != "") && (slices.Contains(gone, c.Name) || slices.Contains(back, c.Name)) {
				return ""
			}
		}
		return "what is stored here is none of these"
	}
	if p.Moment == Save {
		return p.unrefused(a)
	}
	if why := p.Unseen(a); why != "" {
		return why
	}
	if p.Page == nil || p.Page.Visible == nil || p.run == nil {
		return ""
	}
	for _, name := range slices.Sorted(maps.Keys(s.Form)) {
		for _, f := range p.Screen.Fields {
			if isFor(f, name) && f.Attr != "CustomerUser" && !slices.Contains(p.Page.Visible, p.run.listOf(f.Attr)) {
				return name + " cannot be chosen there: " + p.notThere()
			}
		}
	}
	return ""
}

// unrefused says so where nothing that is sent is refused because of a question.
func (p *Plan) unrefused(a *Asked) string {
	if p.Saving != nil && slices.ContainsFunc(p.Saving.Lost(), func(s Sent) bool {
		by := p.By(&s)
		return by != nil && by.Call.Question() == a.Call.Question()
	}) {
		return ""
	}
	return "nothing that is sent here is refused because of it"
}

// parts counts what a scenario tells beside its screen and a login. A process
// dialog that is not named, and a person that nobody knows, count too: nobody
// meets those.
func (p *Prober) parts(s *Scenario) int {
	n := len(s.Ticket) + len(s.Form)
	if s.Ticket != nil && n == len(s.Form) {
		n++ // a ticket of which nothing is told is one nevertheless
	}
	if screen := p.World.screen(s.Screen); screen.Dialog && s.Process.ActivityDialogEntityID == "" {
		n += 10
	}
	if len(p.people(s.Customer != nil)) > 1 && (s.Agent != nil && s.Agent.Login == stranger || s.Customer != nil && s.Customer.Login == stranger) {
		n++
	}
	for _, who := range []*Person{s.Agent, s.Customer} {
		if who != nil {
			n += len(who.Attrs)
		}
	}
	for _, v := range []string{s.Process.ProcessEntityID, s.Process.ActivityEntityID, s.Process.ActivityDialogEntityID, s.Changed} {
		if v != "" {
			n++
		}
	}
	if s.Moment != First {
		n++
	}
	return n
}
