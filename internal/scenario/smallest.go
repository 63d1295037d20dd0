package scenario

import (
	"cmp"
	"slices"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/simulate"
)

// Bounds on the search for a scenario.
const (
	maxTries       = 9000     // plans simulated in all
	maxLooks       = 32 << 20 // ACLs looked at in all, and comparisons
	triesPerScreen = 600      // plans made, and calls explained
	triesPerPage   = 50       // for one screen at one moment
	maxDepth       = 6        // changes made one after the other
	mostWays       = 1024     // of filling in what is unknown, for one call and 30 ACLs
	leastWays      = 16       // the same for many
)

// Prober looks for scenarios in which one ACL acts: it plans and simulates them
// on the screens of the target, and knows no rule of its own about what can be.
type Prober struct {
	World *World
	// Engine has all ACLs that take part, Without all but the one at hand.
	Engine, Without *simulate.Engine
	ACL             *acl.ACL
	// Questions are those that the ACL has a list for, by full name.
	Questions []string

	quick   *World // World without answers
	tries   int    // plans that were simulated
	looks   int    // ACLs that were looked at, and comparisons
	allowed int    // looks until the next screen has its turn
	bounded bool   // something was not tried
}

// NewProber looks for scenarios in which a, one of set, acts. It takes part even
// where it is not valid, others only where they are, or withInvalid.
func NewProber(set *acl.Set, a *acl.ACL, target *product.Target, inv, stock *inventory.Inventory, withInvalid bool) *Prober {
	with, without := &acl.Set{Doubts: set.Doubts, DefaultActions: set.DefaultActions}, &acl.Set{Doubts: set.Doubts, DefaultActions: set.DefaultActions}
	for _, x := range set.Order() {
		if x != a && x.Validity() != acl.Valid && !withInvalid {
			continue
		}
		with.ACLs = append(with.ACLs, x)
		if x != a {
			without.ACLs = append(without.ACLs, x)
		}
	}
	opts := simulate.Options{WithInvalid: true, Inventory: inv, Ways: max(leastWays, mostWays*30/max(30, len(with.ACLs)))}
	p := &Prober{
		Engine: simulate.Compile(with, target, opts), Without: simulate.Compile(without, target, opts), ACL: a,
		allowed: maxLooks,
	}
	p.Questions = p.Engine.Questions(a)
	p.World = NewWorld(p.Engine, inv, stock)
	p.World.Answer = func(a *Asked) []simulate.Candidate { return p.ask(p.Engine, a).Left }
	p.World.Judge = func(a *Asked) *simulate.Answer { return p.ask(p.Engine, a) }
	w := p.World
	p.quick = &World{Target: w.Target, Inventory: w.Inventory, Stock: w.Stock, Named: w.Named, Fields: w.Fields}
	return p
}

// ask counts what an answer costs.
func (p *Prober) ask(e *simulate.Engine, a *Asked) *simulate.Answer {
	answer := e.Ask(&a.Call, a.System)
	p.looked(answer)
	return answer
}

func (p *Prober) looked(a *simulate.Answer) { p.looks += max(a.Work, len(p.Engine.ACLs())) }

// Asking is one screen that asks for something that the ACL changes.
type Asking struct {
	Screen    string
	Setter    bool
	Customer  bool
	Several   bool     // it is about several tickets
	Questions []string // those it asks for
	Acts      *Found   // the smallest scenario in which the ACL acts here, or nil
	Lacks     []Lack   // why none was found
	// Offers are the candidates by question; a question that is not in it was
	// asked with candidates that are assumed.
	Offers map[string][]string
	// Reasons say why a value is not among them, by question and value.
	Reasons map[[2]string]string
	// Own: of actions it asks about itself only.
	Own bool
}

// Lack is a condition, or something else, that kept the ACL from acting on a
// screen in every scenario that was tried.
type Lack struct {
	Condition *simulate.Condition // nil for what is no condition
	Why       string
	Others    []*acl.ACL // that make the list the same without it
}

// Found is a scenario in which the ACL acts.
type Found struct {
	Scenario *Scenario
	Question string
	// Gone and Back are the values that are not there, or there, because of it.
	Gone, Back []string
	Parts      int    // how much the scenario tells
	Assumed    string // why it is not certain that the screen offers these; "" where it is
	Unseen     string // why nobody notices it there; "" where somebody does
}

// screens are those that a person can be on; variants are reached through them.
func (p *Prober) screens() []product.Screen {
	all := p.World.Target.Screens()
	inner := map[string]bool{}
	for i := range all {
		inner[all[i].WithTicket], inner[all[i].InDialog] = true, true
	}
	return slices.DeleteFunc(all, func(s product.Screen) bool { return inner[s.Name] })
}

// Screens tells of every screen of the target whether it asks for what the ACL
// changes, and looks for the smallest scenario on each that does. silent are
// the screens that ask the engine, but never for that.
func (p *Prober) Screens() (asking []Asking, silent []string) {
	var allPages [][]*Scenario
	for _, s := range p.screens() {
		pages := p.pages(&s)
		a := Asking{
			Screen: s.Name, Setter: s.Setter, Customer: s.Customer, Several: s.Each != 0, Offers: map[string][]string{}, Reasons: map[[2]string]string{},
		}
		asks := false
		for _, d := range pages {
			if len(a.Questions) == 0 && !p.representative(d) {
				continue
			}
			t := p.try(d)
			if t == nil {
				continue
			}
			asks = asks || len(t.plan.Asked) > 0
			p.note(&a, t)
		}
		switch {
		case len(a.Questions) > 0:
			a.Own = slices.Equal(a.Offers["Action"], []string{s.ActionName()})
			asking, allPages = append(asking, a), append(allPages, pages)
		case asks:
			silent = append(silent, s.Name)
		}
	}
	// What a screen does not use of its share is there for those after it.
	for i, pages := range allPages {
		p.allowed = p.looks + max(0, maxLooks-p.looks)/(len(allPages)-i)
		p.search(&asking[i], pages)
	}
	return asking, silent
}

// representative: that a screen asks for a list hardly depends on who it is; what
// it offers does.
func (p *Prober) representative(s *Scenario) bool {
	who := s.Agent
	if who == nil {
		who = s.Customer
	}
	return who.Login == p.people(s.Customer != nil)[0].Login
}

// Bounded reports whether the search ended before everything was tried.
func (p *Prober) Bounded() bool { return p.bounded }

// spent reports whether what is allowed for now is used up. It counts what is
// done and not time, so that the same ACLs have the same answer on every machine.
func (p *Prober) spent() bool {
	over := p.tries >= maxTries || p.looks >= p.allowed
	p.bounded = p.bounded || over
	return over
}

// note adds what one page asks and offers.
func (p *Prober) note(a *Asking, t *tried) {
	for i := range t.plan.Asked {
		q := &t.plan.Asked[i]
		name := q.Call.Question()
		if !slices.Contains(p.Questions, name) {
			continue
		}
		if !slices.Contains(a.Questions, name) {
			a.Questions = append(a.Questions, name)
		}
		offers := a.Offers[name]
		for _, c := range q.Call.Data {
			if !c.Any && !slices.Contains(offers, c.Name) {
				offers = append(offers, c.Name)
			}
		}
		if offers == nil {
			offers = []string{}
		}
		a.Offers[name] = offers
		for _, v := range p.Engine.Named(name) {
			if why := t.plan.NotOffered(q, v); why != "" && !slices.Contains(offers, v) {
				a.Reasons[[2]string{name, v}] = why
			} else if q.AnyOther {
				a.Reasons[[2]string{name, v}] = ""
			}
		}
	}
}

// Smallest is the scenario that tells least among those that were found. One in
// which nobody notices what the ACL does comes last, then that of a setter, and of
// equal ones that of a screen for several tickets.
func Smallest(asking []Asking) *Found {
	var best *Asking
	for i := range asking {
		if a := &asking[i]; a.Acts != nil && (best == nil || a.plainer(best)) {
			best = a
		}
	}
	if best == nil {
		return nil
	}
	return best.Acts
}

func (a *Asking) plainer(b *Asking) bool {
	last := func(x, y bool) int {
		switch {
		case x == y:
			return 0
		case y:
			return -1
		}
		return 1
	}
	return cmp.Or(
		last(a.Acts.Unseen != "", b.Acts.Unseen != ""), last(a.Setter, b.Setter), cmp.Compare(a.Acts.Parts, b.Acts.Parts), last(a.Several, b.Several),
	) < 0
}

// Check simulates a scenario and says what the ACL does in it; nil where it does
// nothing.
func (p *Prober) Check(s *Scenario) *Found {
	t := planned(s, p.World)
	if t == nil {
		return nil
	}
	return p.does(t)
}
