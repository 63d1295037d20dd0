package grid

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/simulate"
)

// Side is one of two sets with what it is looked at in.
type Side struct {
	Engine *simulate.Engine
	World  *scenario.World
}

// BetweenOptions say what scenarios are to tell apart.
type BetweenOptions struct {
	Old, New Side
	// Touched are the ACLs of both sets whose evaluation may differ; nil: all.
	Touched []*acl.ACL
	// Screens are those that scenarios are made for; nil: all.
	Screens []string
	// Limit bounds how many scenarios are tried, 0: not at all.
	Limit int
}

// Between is what was tried to tell two sets apart.
type Between struct {
	Tried int // scenarios
	// Size is how many combinations there are, before those are left out in which no
	// touched ACL can match; what several lists hang on is counted several times.
	Size            float64
	People, Screens int // that they have
	// Complete: every combination that some condition of either set can tell apart was
	// tried, but those in which no touched ACL can match. Else Incomplete says why not.
	Complete   bool
	Incomplete []string
	// Everyday is a ticket about which nothing is special.
	Everyday inventory.Attrs
}

// Differ makes scenarios in which two sets may differ, and has each tried: all
// combinations of people, screens, and stored and chosen values that conditions tell
// apart where these are few enough; else those in which a touched ACL matches, alone,
// with each other that it can meet, and with each two of which one brings back what it
// takes or the other way round and one stops. The same options make the same scenarios.
func Differ(ctx context.Context, o BetweenOptions, try func(*scenario.Scenario)) (*Between, error) {
	sides := []Side{o.Old}
	if o.New.World.Target.ID != o.Old.World.Target.ID {
		sides = append(sides, o.New)
	}
	out := &Between{Complete: true}
	d := &differ{
		BetweenOptions: o, ctx: ctx, out: out, try: try, seen: map[string]bool{}, people: map[string]bool{}, screens: map[string]bool{}, large: map[string]bool{}, why: map[string]bool{},
	}
	d.findTouched()
	if len(d.touched[0])+len(d.touched[1]) == 0 {
		return out, nil
	}
	for _, s := range sides {
		if err := d.of(s); err != nil {
			return nil, err
		}
	}
	switch n := len(d.large); {
	case n == 1:
		d.bounded("some combinations on 1 screen, which has more than fit into the limit")
	case n > 1:
		d.bounded("some combinations on %d screens, which have more than fit into the limit", n)
	}
	out.People, out.Screens = len(d.people), len(d.screens)
	return out, ctx.Err()
}

// differ makes the scenarios of one comparison.
type differ struct {
	BetweenOptions
	ctx             context.Context
	out             *Between
	try             func(*scenario.Scenario)
	seen            map[string]bool // scenarios that were tried
	people, screens map[string]bool
	large           map[string]bool // screens of blocks too large to be tried in full
	why             map[string]bool // of out.Incomplete
	touched         [2][]*acl.ACL   // that take part, of either side
	conditions      [2][]*simulate.Conditions
}

func (d *differ) sides() [2]Side { return [2]Side{d.Old, d.New} }

// findTouched adds to the touched ACLs those that look at what only one of the two
// engines gathers.
func (d *differ) findTouched() {
	is := map[*acl.ACL]bool{}
	for _, a := range d.Touched {
		is[a] = true
	}
	engines := [2]*simulate.Engine{d.Old.Engine, d.New.Engine}
	for i, e := range engines {
		for _, a := range e.GathersOtherwise(engines[1-i]) {
			is[a] = true
		}
		for _, a := range e.ACLs() {
			if is[a] || d.Touched == nil {
				d.touched[i] = append(d.touched[i], a)
				d.conditions[i] = append(d.conditions[i], e.ConditionsOf(a))
			}
		}
	}
}

// bounded notes why not everything was tried.
func (d *differ) bounded(format string, args ...any) {
	why := fmt.Sprintf(format, args...)
	if d.out.Complete = false; !d.why[why] {
		d.why[why] = true
		d.out.Incomplete = append(d.out.Incomplete, why)
	}
}

func (d *differ) spent() bool {
	return d.Limit > 0 && d.out.Tried >= d.Limit || d.ctx.Err() != nil
}

// put tries a scenario once.
func (d *differ) put(s *scenario.Scenario) {
	key := keyOf(s)
	if d.seen[key] || d.spent() || d.misread(s) {
		return
	}
	d.seen[key] = true
	d.out.Tried++
	d.people[personKey(s)], d.screens[s.Screen] = true, true
	d.try(s)
}

// misread reports whether a scenario tells a value that one of two products takes for a
// pattern.
func (d *differ) misread(s *scenario.Scenario) bool {
	all := []inventory.Attrs{s.Ticket, s.Form}
	for _, p := range []*scenario.Person{s.Agent, s.Customer} {
		if p != nil {
			all = append(all, p.Attrs)
		}
	}
	for _, attrs := range all {
		for _, v := range attrs {
			if slices.ContainsFunc(slices.Concat(v.List, []inventory.Value{v}), func(v inventory.Value) bool { return Misread(v.Text, d.Old.Engine, d.New.Engine) }) {
				return true
			}
		}
	}
	return false
}

func personKey(s *scenario.Scenario) string {
	p, kind := s.Agent, "a"
	if p == nil {
		p, kind = s.Customer, "c"
	}
	return kind + p.Login + "\x00" + attrsKey(p.Attrs)
}

func keyOf(s *scenario.Scenario) string {
	return strings.Join([]string{s.Screen, personKey(s), attrsKey(s.Ticket), attrsKey(s.Form), fmt.Sprint(s.Process, s.Moment, s.Changed)}, "\x01")
}

// of makes the scenarios of the screens that one side has.
func (d *differ) of(side Side) error {
	w := side.World
	m := &maker{
		Options: Options{Engine: side.Engine, World: w, Screens: d.Screens}, engines: []*simulate.Engine{d.Old.Engine, d.New.Engine},
		sorters: sorters{d.Old.Engine.NewSorter(), d.New.Engine.NewSorter()}, grid: &Grid{}, seen: map[string]bool{}, names: map[string]int{},
		inv: w.Inventory, changed: map[string]bool{}, matched: map[*acl.ACL]bool{}, used: map[*acl.ACL]bool{}, together: map[[2]*acl.ACL]bool{},
	}
	// Candidates are those of either set.
	m.quick = &scenario.World{Target: w.Target, Inventory: w.Inventory, Stock: w.Stock, Named: w.Named, Fields: w.Fields}
	m.sink, m.placed, m.unasked = d.put, map[atProcess][]scenario.Process{}, map[string]error{}
	m.findChanged()
	if err := m.findPeople(); err != nil {
		return err
	}
	// Where nobody exists, nobody is made up.
	if m.invented[0] && m.inv.Complete("agents") {
		m.agents = nil
	}
	if m.invented[1] && m.inv.Complete("customer_users") {
		m.customers = nil
	}
	m.findBase()
	if d.out.Everyday == nil {
		d.out.Everyday = m.base
	}
	s := newSpace(d, m)
	n := s.find()
	if m.cut {
		d.bounded("some places in processes")
	}
	for _, name := range slices.Sorted(maps.Keys(m.unasked)) {
		d.bounded("%s at some place, where it cannot be asked: %v", name, m.unasked[name])
	}
	if n != tooMany && (d.Limit == 0 || d.out.Tried+n <= d.Limit) {
		s.all()
		return nil
	}
	// There is no room for everything: what is most likely to differ comes first.
	if err := m.findPages(); err != nil {
		return err
	}
	d.aim(m)
	s.share()
	s.sample()
	return nil
}

// areTouched reports whether some touched ACL of either side bears on a question.
func (d *differ) areTouched(question string) bool {
	for i, s := range d.sides() {
		if slices.ContainsFunc(d.touched[i], func(a *acl.ACL) bool { return s.Engine.Bears(a, question) }) {
			return true
		}
	}
	return false
}
