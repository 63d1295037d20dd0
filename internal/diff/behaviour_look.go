package diff

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/grid"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/simulate"
)

// behaving compares two sets.
type behaving struct {
	*BehaviourOptions
	ctx      context.Context
	out      *Behaviour
	sides    [2]*side
	same     bool // the target: a value that only one side offers counts
	touched  map[*acl.ACL]bool
	groups   map[string]*Difference
	order    []string
	unsure   map[int]bool // scenarios, by number
	everyday inventory.Attrs
	fresh    map[string]*both // what scenarios come to, by all that they say
}

// side is one set, looked at with the candidates of both.
type side struct {
	Side
	world  *scenario.World // of the grid
	fresh  *scenario.World // as simulate has it
	memory *simulate.Memory
}

func (s *side) grid() Side { return Side{s.Engine, s.world} }

func newBehaving(ctx context.Context, o *BehaviourOptions) *behaving {
	b := &behaving{
		BehaviourOptions: o, ctx: ctx, out: &Behaviour{Differences: []*Difference{}}, groups: map[string]*Difference{}, unsure: map[int]bool{}, fresh: map[string]*both{},
		same: o.Old.Engine.Target().ID == o.New.Engine.Target().ID,
	}
	if o.Touched != nil {
		b.touched = map[*acl.ACL]bool{}
		for _, a := range o.Touched {
			b.touched[a] = true
		}
	}
	names := [2]map[string][]string{{}, {}}
	named := func(side int, q string) []string {
		list, known := names[side][q]
		if !known {
			carry := func(of int, e, other *simulate.Engine) []string {
				out := slices.Clone(e.Named(q))
				if b.same { // else a made-up value is nobody's on one of them
					out = union(out, e.Sampled(q, other))
				}
				for i := range out {
					switch {
					case side == 1 && of == 0:
						out[i] = b.Carry.value(0, q, out[i])
					case side == 0 && of == 1:
						out[i] = b.Carry.back(q, out[i])
					}
				}
				return out
			}
			list = slices.DeleteFunc(union(carry(0, o.Old.Engine, o.New.Engine), carry(1, o.New.Engine, o.Old.Engine)), func(name string) bool {
				return grid.Misread(name, o.Old.Engine, o.New.Engine)
			})
			names[side][q] = list
		}
		return list
	}
	fields := union(o.Old.Engine.Fields(), o.New.Engine.Fields())
	for i, x := range [2]Side{o.Old, o.New} {
		s := &side{Side: x, memory: simulate.NewMemory(x.Engine)}
		inv, stock := x.World.Inventory, x.World.Stock
		s.world = &scenario.World{Target: x.World.Target, Inventory: inv, Stock: stock, Named: func(q string) []string { return named(i, q) }, Fields: fields}
		s.world.Preselect(x.Engine.ACLs())
		s.world.Judge = func(a *scenario.Asked) *simulate.Answer { return s.memory.Ask(&a.Call, a.System) }
		s.world.Answer = func(a *scenario.Asked) []simulate.Candidate { return s.world.Judge(a).Left }
		s.fresh = &scenario.World{Target: x.World.Target, Inventory: inv, Stock: stock, Named: x.Engine.Named, Fields: x.Engine.Fields()}
		s.fresh.Preselect(x.Engine.ACLs())
		s.fresh.Judge = func(a *scenario.Asked) *simulate.Answer { return x.Engine.Ask(&a.Call, a.System) }
		s.fresh.Answer = func(a *scenario.Asked) []simulate.Candidate { return s.fresh.Judge(a).Left }
		b.sides[i] = s
	}
	leaves := func(c *simulate.Call) bool {
		return o.Old.Engine.LeavesAll(c) && o.New.Engine.LeavesAll(c)
	}
	b.sides[0].world.LeavesAll, b.sides[1].world.LeavesAll = leaves, leaves
	return b
}

// union is one list with what another one has besides.
func union(a, b []string) []string {
	seen := map[string]bool{}
	for _, v := range a {
		seen[v] = true
	}
	out := slices.Clone(a)
	for _, v := range b {
		if !seen[v] {
			seen[v] = true
			out = append(out, v)
		}
	}
	return out
}

// isTouched reports whether the evaluation of an ACL may differ.
func (b *behaving) isTouched(a *acl.ACL) bool { return b.touched == nil || b.touched[a] }

// why adds why not everything was tried.
func (b *behaving) why(text string) {
	if b.out.Incomplete != "" {
		text = b.out.Incomplete + "; " + text
	}
	b.out.Incomplete = text
}

// look tries one scenario. The error is about it.
func (b *behaving) look(s *scenario.Scenario) error {
	b.out.Scenarios++
	if b.Progress != nil && b.out.Scenarios%100 == 0 {
		b.Progress(b.out.Scenarios)
	}
	old, other := b.sides[0], b.sides[1]
	differs, doubts := !b.same || old.world.Preselection, []string(nil)
	first := ""
	was, is := old.world.Judge, other.world.Judge
	old.world.Judge = func(a *scenario.Asked) *simulate.Answer {
		b.out.Calls++
		x, y := was(a), is(a)
		if !alike(x, y) {
			if differs = true; first == "" {
				first = a.Call.Question()
			}
		}
		if why := b.doubt(x, y); why != nil {
			doubts = why
		}
		return x
	}
	before, err := scenario.Calls(b.in(0, s), old.world)
	old.world.Judge = was
	if err != nil || !differs && doubts == nil {
		return err
	}
	after, err := scenario.Calls(b.in(1, s), other.world)
	if err != nil {
		return err
	}
	both := b.both(before, after, [2]func(*scenario.Asked) *simulate.Answer{was, is})
	found := both.differ(b.same)
	if len(found) > 0 {
		b.out.Differing++
	} else if doubts != nil {
		b.undetermined([]int{b.out.Scenarios}, doubts)
	}
	for i := range found {
		b.note(s, both, &found[i], first)
	}
	return nil
}

// undetermined notes scenarios, by number, in which nobody knows whether something differs.
func (b *behaving) undetermined(scenarios []int, why []string) {
	for _, n := range scenarios {
		b.unsure[n] = true
	}
	b.out.Undetermined = len(b.unsure)
	for _, w := range why {
		if !slices.Contains(b.out.Unknown, w) {
			b.out.Unknown = append(b.out.Unknown, w)
		}
	}
}

// doubt says why nobody knows whether two answers differ; nil where that is known.
func (b *behaving) doubt(x, y *simulate.Answer) []string {
	for _, a := range []*simulate.Answer{x, y} {
		if a.Undetermined == nil || !a.Undetermined.Data {
			continue
		}
		if slices.ContainsFunc(slices.Concat(a.Matched, a.Undetermined.MaybeMatched), b.isTouched) {
			return a.Unknown
		}
	}
	return nil
}

// alike reports whether two answers to one call lead to the same.
func alike(x, y *simulate.Answer) bool {
	if (x.Died == nil) != (y.Died == nil) || !slices.Equal(x.Left, y.Left) || (x.Undetermined == nil) != (y.Undetermined == nil) {
		return false
	}
	if x.Undetermined == nil {
		return true
	}
	return x.Undetermined.Data == y.Undetermined.Data && x.Undetermined.MaybeDies == y.Undetermined.MaybeDies && slices.Equal(x.Undetermined.MaybeLeft, y.Undetermined.MaybeLeft)
}

func (d *Difference) key() string {
	var b strings.Builder
	fmt.Fprint(&b, d.What, "\x00", d.Question, "\x00", d.Value, "\x00", d.AnyOther, "\x00", d.Was, d.Is, "\x00")
	for _, acls := range [][]*acl.ACL{d.Old, d.New} {
		for _, a := range acls {
			b.WriteString(a.Name)
			b.WriteByte(1)
		}
		b.WriteByte(0)
	}
	return b.String()
}
