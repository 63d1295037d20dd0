package simulate_test

import (
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/simulate"
)

// refOlder answers a question about tickets as the engines up to OTRS 3.3 do:
// the last ACL that matches and has a list counts, what its Possible names and
// what its PossibleNot does not name come together.
func refOlder(acls tree, c *refCall) (out refAnswer) {
	defer func() {
		if d := recover(); d != nil {
			if _, ok := d.(perlDeath); !ok {
				panic(d)
			}
			out = refAnswer{died: true}
		}
	}()
	in := map[string]bool{}
	for _, name := range slices.Sorted(maps.Keys(acls)) {
		a := mustHash(acls[name], name)
		if !refMatches(a, c) {
			continue
		}
		out.matched = append(out.matched, name)
		now, used := map[string]bool{}, false
		for _, section := range []string{"Possible", "PossibleNot"} {
			items, ok := refList(a[section], c, nil)
			if !ok {
				continue
			}
			used = true
			for _, id := range c.ids {
				hit := false
				for _, item := range mustList(items) {
					hit = refCompare(item, c.candidates[id]) || hit
				}
				if hit == (section == "Possible") {
					now[id] = true
				}
			}
		}
		if used {
			in, out.returned = now, true
			out.used = append(out.used, name)
			if stop, _ := a["StopAfterMatch"].(string); stop != "" && stop != "0" {
				out.stopped = name
				break
			}
		}
	}
	for _, id := range c.ids {
		if in[id] || !out.returned {
			out.left = append(out.left, id)
		}
	}
	return out
}

// plainWorld has only items and values that mean the same to every engine.
func plainWorld() world {
	text := anyOf("a", "b", "c", "ab", "aB", "[RegExp]^a", "[RegExp]b$", "[regexp]B", "[regexp]a|c")
	return world{items: text, values: anyOf("a", "b", "c", "ab", "aB")}
}

// TestOlderReference holds OTRS 3.3 against the rule above, and stories and
// fates against its answers.
func TestOlderReference(t *testing.T) {
	target, err := product.Parse("otrs-3.3")
	if err != nil {
		t.Fatal(err)
	}
	tally := map[simulate.StepKind]int{}
	met := func() bool {
		return metAll(tally, simulate.StepKept, simulate.StepEmptied, simulate.StepBack, simulate.StepRemoved, simulate.StepAnew, simulate.StepUnited)
	}
	checkUntil(t, met, func(t *rapid.T) {
		w := plainWorld()
		acls := w.acls(t)
		ref, call, sys := w.call(t)
		for i := range call.Data { // an undefined candidate is the empty string there
			if call.Data[i].Undef {
				ref.candidates[call.Data[i].ID] = ""
			}
		}
		if ref.kind != "Ticket" {
			return
		}
		want := refOlder(acls, ref)
		x := simulate.Compile(aclSet(acls), target, simulate.Options{}).ExplainAll(call, sys)
		if want.died || x.Died != nil {
			t.Fatalf("died %t, %v: the world is sound", want.died, x.Died)
		}
		if x.Returned != want.returned || !slices.Equal(idsOf(x.Left), want.left) || !slices.Equal(aclNames(x.Used), append([]string{}, want.used...)) {
			t.Fatalf("returned %t, left %q, used %q; want %t, %q, %q", x.Returned, idsOf(x.Left), aclNames(x.Used), want.returned, want.left, want.used)
		}
		for i := range x.Fates {
			f := &x.Fates[i]
			s := x.StoryOf(&f.Candidate)
			end := simulate.IsLeft
			for _, st := range s.Steps {
				tally[st.Kind]++
				anew := st.Before == simulate.IsLeft && st.After == simulate.IsGone // an ACL begins with all values
				if st.Before != end && !anew {
					t.Errorf("%q: step %s begins at %s, the one before ended at %s", f.Candidate.Name, st.Kind, st.Before, end)
				}
				end = st.After
			}
			if (end == simulate.IsLeft) != f.Left {
				t.Errorf("%q is left: %t, by its story %s", f.Candidate.Name, f.Left, end)
			}
			if !f.Left && (f.By == nil || f.By.Name != want.used[len(want.used)-1]) {
				t.Errorf("%q was taken by %v, not by the last one, which has the list alone", f.Candidate.Name, f.By)
			}
		}
	})
	if !met() {
		t.Errorf("the random calls are too tame: %v", tally)
	}
}
