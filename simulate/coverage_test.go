package simulate_test

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/simulate"
)

// place is the way to an item: entries of hashes, at last an item of a list or, of
// the actions of old engines, an entry.
type place struct {
	acl  int
	path []int
}

// placesIn finds every item of a set.
func placesIn(s *acl.Set, visit func(place, *acl.Value)) {
	var walk func(v *acl.Value, at place, keys []string)
	walk = func(v *acl.Value, at place, keys []string) {
		below := func(i int) place { return place{at.acl, append(slices.Clip(at.path), i)} }
		for i := range v.Items() {
			visit(below(i), &v.Items()[i])
		}
		for i := range v.Entries() {
			e := &v.Entries()[i]
			if slices.Equal(keys, []string{"Possible", "Action"}) {
				visit(below(i), &e.Value)
				continue
			}
			walk(&e.Value, below(i), append(slices.Clip(keys), e.Key))
		}
	}
	for i, a := range s.ACLs {
		walk(&a.Entry, place{acl: i}, nil)
	}
}

// withoutItem is a deep copy of a set that lacks one item.
func withoutItem(s *acl.Set, at place) *acl.Set {
	out := &acl.Set{Doubts: s.Doubts}
	for i, a := range s.ACLs {
		var path []int
		if i == at.acl {
			path = at.path
		}
		b := acl.NewDeployed(a.Name, lacking(a.Entry, path))
		b.Doubt = a.Doubt
		out.ACLs = append(out.ACLs, b)
	}
	return out
}

func lacking(v acl.Value, path []int) acl.Value {
	here := -1
	if len(path) > 0 {
		here = path[0]
	}
	switch v.Kind {
	case acl.List:
		items := slices.Clone(v.Items())
		if here >= 0 {
			items = slices.Delete(items, here, here+1)
		}
		out := acl.NewList(items)
		out.Span = v.Span
		return out
	case acl.Hash:
		entries := slices.Clone(v.Entries())
		for i := range entries {
			var rest []int
			if i == here {
				rest = path[1:]
			}
			entries[i].Value = lacking(entries[i].Value, rest)
		}
		if here >= 0 && len(path) == 1 {
			entries = slices.Delete(entries, here, here+1)
		}
		out := acl.NewHash(entries)
		out.Span = v.Span
		return out
	}
	return v
}

// whole is everything in an answer that an item can be needed for.
func whole(a *simulate.Answer) string {
	out := fmt.Sprint(a.Refused, a.Returned, a.Left, aclNames(a.Matched), aclNames(a.Used))
	if a.StoppedBy != nil {
		out += " stopped by " + a.StoppedBy.Name
	}
	if a.Died != nil {
		out += fmt.Sprintf(" died %+v", *a.Died)
	}
	for _, name := range slices.Sorted(maps.Keys(a.Actions)) {
		out += fmt.Sprintf(" %s=%v", name, a.Actions[name])
	}
	out += fmt.Sprint(a.Older.Processes([]string{"a", "b", "c", "nowhere"}), a.Older.Dialogs([]string{"a", "b", "c", "nowhere"}))
	if d := a.Undetermined; d != nil {
		out += fmt.Sprint(" doubts ", d.Data, d.ACLs, d.MaybeDies, d.Exhausted, d.MaybeLeft, aclNames(d.MaybeMatched))
	}
	return out
}

// coverTargets are engines of every kind.
func coverTargets() []string {
	return []string{"otrs-3.3", "otrs-4.0", "otrs-6.0", "znuny-7.0", "otobo-11.0"}
}

// asked is a call with its system.
type asked struct {
	call *simulate.Call
	sys  *simulate.System
}

// coverCase draws a set and calls about it.
func coverCase(t *rapid.T, older bool) (*acl.Set, []asked) {
	w := wildWorld()
	w.broken, w.wide = rapid.IntRange(0, 5).Draw(t, "broken") == 0, rapid.IntRange(0, 60).Draw(t, "wide") == 0
	trees := w.acls(t)
	if older {
		for _, name := range slices.Sorted(maps.Keys(trees)) {
			if a, ok := trees[name].(tree); ok {
				toOlder(t, a)
			}
		}
	}
	s := aclSet(trees)
	var calls []asked
	for i := range rapid.IntRange(1, 4).Draw(t, "calls") {
		_, call, sys := w.call(t)
		if i == 0 {
			unknownSometimes(t, s, sys)
		} else if rapid.Bool().Draw(t, "unknown") {
			unknownSometimes(t, &acl.Set{}, sys)
		}
		if older {
			if rapid.IntRange(0, 2).Draw(t, "process") == 0 {
				call.ReturnType, call.ReturnSubType = rapid.SampledFrom([]string{"Process", "ActivityDialog"}).Draw(t, "set"), "-"
			}
			for _, id := range []string{"a", "b", "c"} {
				sys.Inventory.Processes = append(sys.Inventory.Processes, &inventory.Process{ID: id, State: "Active"})
			}
			sys.Inventory.Activities = append(sys.Inventory.Activities, &inventory.Activity{ID: "A1", Dialogs: []string{"a", "b", "c"}})
			call.Params["ActivityEntityID"] = inventory.TextValue("A1")
		}
		if rapid.IntRange(0, 20).Draw(t, "any") == 0 {
			call.Data = append(call.Data, simulate.Candidate{ID: "any", Any: true})
		}
		calls = append(calls, asked{call, sys})
	}
	// Every value has its place, and deaths are told apart by theirs.
	line := uint32(0)
	placesIn(s, func(_ place, v *acl.Value) {
		line++
		v.Span = acl.Span{Start: acl.Pos{Line: line, Column: 1}, End: acl.Pos{Line: line, Column: 2}}
	})
	return s, calls
}

// toOlder gives an ACL what engines up to OTRS 3.3 read beside the lists.
func toOlder(t *rapid.T, a tree) {
	for _, section := range []string{"Possible", "PossibleNot"} {
		changes, ok := a[section].(tree)
		if !ok {
			continue
		}
		if items, ok := changes["Action"].([]any); ok && section == "Possible" {
			actions := tree{}
			for _, it := range items {
				if name, ok := it.(string); ok {
					actions[name] = rapid.SampledFrom([]any{"0", "1", nil}).Draw(t, "allowed")
				}
			}
			changes["Action"] = actions
		}
		for _, set := range []string{"Process", "ActivityDialog"} {
			if rapid.IntRange(0, 2).Draw(t, set) == 0 {
				changes[set] = rapid.SliceOfN(anyOf("a", "b", "c"), 0, 3).Draw(t, "ids")
			}
		}
	}
}

// neededItems are what a coverage says of each item.
func neededItems(c *simulate.Coverage) map[*acl.Value]bool {
	out := map[*acl.Value]bool{}
	for _, a := range c.ACLs() {
		for _, k := range a.Conditions {
			for _, it := range k.Items {
				out[it.Item] = it.Needed
			}
		}
		for _, k := range a.Changes {
			for _, it := range k.Items {
				out[it.Item] = it.Needed
			}
		}
	}
	return out
}

// TestCoverageNeeded: exactly what is called needed changes some answer by its
// absence.
func TestCoverageNeeded(t *testing.T) {
	tally := map[string]int{}
	for _, name := range coverTargets() {
		t.Run(name, func(t *testing.T) {
			target := targetNamed(name)
			rapid.Check(t, func(t *rapid.T) {
				s, calls := coverCase(t, !target.Switches.ActionLists)
				for _, a := range s.ACLs {
					if rapid.IntRange(0, 15).Draw(t, "doubt") == 0 {
						a.Doubt = &acl.Doubt{Why: "under a condition"}
						tally["doubtful"]++
					}
				}
				opts := simulate.Options{Ways: rapid.SampledFrom([]int{0, 0, 0, 2, 8}).Draw(t, "ways"), WithoutModules: true}
				e := simulate.Compile(s, target, opts)
				parts := []*simulate.Coverage{e.NewCoverage(), e.NewCoverage()}
				split := rapid.Bool().Draw(t, "split")
				var before []string
				for i, c := range calls {
					part := parts[0]
					if split {
						part = parts[i%2]
					}
					a := part.Add(c.call, c.sys)
					before = append(before, whole(a))
					if got := whole(e.Ask(c.call, c.sys)); got != before[i] {
						t.Fatalf("Add answers %s, Ask %s", before[i], got)
					}
					switch {
					case a.Undetermined != nil && a.Undetermined.Exhausted:
						tally["exhausted"]++
					case a.Undetermined != nil:
						tally["undetermined"]++
					case a.Died != nil:
						tally["died"]++
					}
				}
				parts[0].Merge(parts[1])
				needed := neededItems(parts[0])
				placesIn(s, func(at place, v *acl.Value) {
					less := simulate.Compile(withoutItem(s, at), target, opts)
					differs := ""
					for i, c := range calls {
						if got := whole(less.Ask(c.call, c.sys)); got != before[i] {
							differs = fmt.Sprintf("call %d: %s\nwithout: %s", i, before[i], got)
							break
						}
					}
					if needed[v] != (differs != "") {
						t.Errorf("ACL %s, item %d %q: needed %t; %s", s.ACLs[at.acl].Name, at.path, v.Text, needed[v], differs)
					}
					if needed[v] {
						tally["needed"]++
					} else {
						tally["unneeded"]++
					}
				})
			})
		})
	}
	if t.Log(tally); !metAll(tally, "needed", "unneeded", "undetermined", "died", "exhausted", "doubtful") {
		t.Errorf("the random calls are too tame: %v", tally)
	}
}
