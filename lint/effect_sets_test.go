package lint

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/simulate"
)

// enumerated is what the engine does with a small set in every world of a closed
// universe, ACL by ACL.
type enumerated struct {
	names []string
	acls  []*acl.ACL
	// Of each world and ACL, in evaluation order: does it match, is it reached and
	// used, what does it alone leave, and what does it put back of nothing.
	matched, used [][]bool
	alone, back   [][]map[string]bool
	// before is what is left when the turn comes to an ACL.
	before [][]map[string]bool
}

var universe = []string{"x", "y", "z", "w"}

// engineOf is an engine with some ACLs.
func engineOf(target *product.Target, acls ...*acl.ACL) *simulate.Engine {
	return simulate.Compile(&acl.Set{ACLs: acls}, target, simulate.Options{})
}

func leftIn(e *simulate.Engine, w world) (left map[string]bool, a *simulate.Answer) {
	call := &simulate.Call{ReturnType: "Ticket", ReturnSubType: "State"}
	for i, name := range universe {
		call.Data = append(call.Data, simulate.Candidate{ID: fmt.Sprint(i + 1), Name: name})
	}
	a = e.FactsOf(call, func(_ acl.BlockName, area, attr string) inventory.Value {
		area, attr = simulate.SameAttribute(area, attr)
		return w[area+"."+attr]
	}).Answer(nil)
	left = map[string]bool{}
	for _, c := range a.Left {
		left[c.Name] = true
	}
	return left, a
}

func enumerate(t *testing.T, set *acl.Set, target *product.Target) *enumerated {
	t.Helper()
	e := &enumerated{acls: set.Order()}
	none := setOf(t, "- Name: '00'\n  ConfigChange: {PossibleNot: {Ticket: {State: [x, y, z, w]}}}\n").Set.ACLs[0]
	for _, a := range e.acls {
		e.names = append(e.names, a.Name)
	}
	whole := engineOf(target, e.acls...)
	engines := make([][3]*simulate.Engine, len(e.acls)) // alone, behind one that takes all, those before
	for i, a := range e.acls {
		engines[i] = [3]*simulate.Engine{engineOf(target, a), engineOf(target, none, a), engineOf(target, e.acls[:i]...)}
	}
	for _, w := range worlds() {
		n := len(e.acls)
		matched, used := make([]bool, n), make([]bool, n)
		alone, back, before := make([]map[string]bool, n), make([]map[string]bool, n), make([]map[string]bool, n)
		_, all := leftIn(whole, w)
		for i, a := range e.acls {
			var one *simulate.Answer
			alone[i], one = leftIn(engines[i][0], w)
			matched[i] = len(one.Matched) > 0
			used[i] = slices.Contains(all.Used, a)
			back[i], _ = leftIn(engines[i][1], w)
			before[i], _ = leftIn(engines[i][2], w)
		}
		e.matched, e.used = append(e.matched, matched), append(e.used, used)
		e.alone, e.back, e.before = append(e.alone, alone), append(e.back, back), append(e.before, before)
	}
	return e
}

// some reports whether something holds in some world.
func (e *enumerated) some(f func(w int) bool) bool {
	for w := range e.matched {
		if f(w) {
			return true
		}
	}
	return false
}

// special reports whether b matches in some of the worlds of a, and in no others.
func (e *enumerated) special(b, a int) bool {
	return !e.some(func(w int) bool { return e.matched[w][b] && !e.matched[w][a] }) && e.some(func(w int) bool { return e.matched[w][a] && !e.matched[w][b] })
}

// resets: what Possible of b brings back, of some values, was taken by an ACL of which b is no
// special case. Possible of everything is no mistake: it limits nothing, and so has no other end
// than to bring back. The rule has to be silent there, and misses nothing.
func (e *enumerated) resets(b int, values []string) bool {
	possible := e.acls[b].Block(acl.Possible).Get("Ticket")
	if possible == nil || !slices.ContainsFunc(universe, func(v string) bool { return !e.hits(b, acl.Possible, v) }) {
		return false
	}
	return e.some(func(w int) bool {
		if !e.used[w][b] {
			return false
		}
		for _, v := range values {
			taken := false
			for a := range b {
				switch {
				case !e.used[w][a]:
				case !e.alone[w][a][v]:
					taken = taken || !e.special(b, a)
				case e.back[w][a][v]:
					taken = false
				}
			}
			if taken && e.back[w][b][v] && e.hits(b, acl.Possible, v) {
				return true
			}
		}
		return false
	})
}

// hits reports whether a section of an ACL hits a value.
func (e *enumerated) hits(i int, section acl.BlockName, value string) bool {
	p := newPass(&Input{Read: &convert.Result{Set: &acl.Set{ACLs: e.acls[i : i+1]}}}, &Options{Target: product.Default()})
	list := e.acls[i].Block(section).Get("Ticket")
	return list != nil && list.Get("State") != nil && p.related().hitting(list.Get("State"), value) != nil
}

// replaces: b lets in what an ACL before it left out, and which it replaces.
func (e *enumerated) replaces(b int) bool {
	return e.some(func(w int) bool {
		return e.used[w][b] && slices.ContainsFunc(universe, func(v string) bool {
			for a := range b {
				if e.used[w][a] && !e.alone[w][a][v] && e.alone[w][b][v] {
					return true
				}
			}
			return false
		})
	})
}

// adds: PossibleAdd of b brings something back.
func (e *enumerated) adds(b int) bool {
	return e.some(func(w int) bool {
		return e.used[w][b] && slices.ContainsFunc(universe, func(v string) bool { return !e.before[w][b][v] && e.hits(b, acl.PossibleAdd, v) })
	})
}

// unreached: where b matches, something before it has stopped.
func (e *enumerated) unreached(b int) bool {
	return e.some(func(w int) bool { return e.matched[w][b] }) && !e.some(func(w int) bool { return e.used[w][b] })
}

// stopsNothing: wherever a is used, nothing behind it matches.
func (e *enumerated) stopsNothing(a int) bool {
	return e.acls[a].Stops() && !e.some(func(w int) bool {
		return e.used[w][a] && slices.Contains(e.matched[w][a+1:], true)
	})
}

// TestSetRules: rules about several ACLs fire only where every world, or some world, of a
// closed universe shows it, and miss little.
func TestSetRules(t *testing.T) {
	for _, id := range []string{"otobo-11.0", "otrs-3.3"} {
		t.Run(id, func(t *testing.T) {
			target, err := product.Parse(id)
			if err != nil {
				t.Fatal(err)
			}
			today := target.Switches.Accumulate
			c := closed{rand.New(rand.NewPCG(11, 1)), today, today}
			real, missed := map[string]int{}, map[string]int{}
			for range 500 {
				var entries []string
				for n := range 2 + c.r.IntN(5) {
					entries = append(entries, c.entry(fmt.Sprint(n+1), today))
				}
				text := strings.Join(entries, "")
				in := &Input{Read: setOf(t, text)}
				e := enumerate(t, in.Read.Set, target)
				said := map[string]bool{}
				for _, d := range Lint(in, Options{Target: target, Only: []RuleID{"possible-resets", "last-wins", "add-without-limit", "stop-order"}}) {
					kind := string(d.Rule)
					if strings.Contains(d.Summary, "stops nothing") {
						kind = "stops-nothing"
					}
					said[kind+" "+d.ACL] = true
				}
				for i, name := range e.names {
					has := func(section acl.BlockName) bool { return e.acls[i].Blocks[section] != nil }
					for kind, holds := range map[string]bool{
						"possible-resets":   today && e.resets(i, universe[:3]), // nobody names the last
						"last-wins":         !today && e.replaces(i),
						"add-without-limit": today && has(acl.PossibleAdd) && !has(acl.Possible) && !e.acls[i].Stops() && !e.adds(i) && e.some(func(w int) bool { return e.used[w][i] }),
						"stop-order":        e.unreached(i),
						"stops-nothing":     e.stopsNothing(i) && e.some(func(w int) bool { return e.used[w][i] }),
					} {
						says := said[kind+" "+name]
						if holds {
							real[kind]++
						}
						if holds && !says {
							missed[kind]++
						}
						if says && !holds && kind == "possible-resets" {
							holds = e.resets(i, universe) // a pattern of others hits what nobody names
						}
						if says && !holds && e.some(func(w int) bool { return e.matched[w][i] }) && !(kind != "stop-order" && e.unreached(i)) {
							t.Fatalf("%s is said of %s, and is not so\n%s", kind, name, text)
						}
					}
				}
			}
			t.Logf("there are %v, missed %v", real, missed)
			for kind, n := range real {
				// That no ACL of many takes something away where it matters takes more than
				// pairs to see.
				if missed[kind]*10 > n && kind != "add-without-limit" || missed[kind]*3 > n {
					t.Errorf("%s: %d of %d missed", kind, missed[kind], n)
				}
			}
		})
	}
}
