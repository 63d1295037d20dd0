package simulate_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/simulate"
)

func idsOf(cs []simulate.Candidate) (out []string) {
	for _, c := range cs {
		out = append(out, c.ID)
	}
	return out
}

// TestReference holds random sets and calls against an implementation that is
// written straight from the reference.
func TestReference(t *testing.T) {
	tally := map[string]int{}
	checkUntil(t, func() bool { return metAll(tally, "died", "stopped", "restricted") }, func(t *rapid.T) {
		w := wildWorld()
		w.broken, w.wide = rapid.IntRange(0, 4).Draw(t, "broken") == 0, rapid.IntRange(0, 9).Draw(t, "wide") == 0
		acls := w.acls(t)
		ref, call, sys := w.call(t)
		want := refEvaluate(acls, ref, []string{"Action", "Process", "ActivityDialog", "Form", "FormStd"})
		got := simulate.Compile(aclSet(acls), product.Default(), simulate.Options{}).Ask(call, sys)
		if got.Undetermined != nil || len(got.Unknown) > 0 {
			t.Fatalf("undetermined for %q", got.Unknown)
		}
		if want.died != (got.Died != nil) {
			t.Fatalf("died %v, want %t", got.Died, want.died)
		}
		if want.died {
			tally["died"]++
			return
		}
		stopped := ""
		if got.StoppedBy != nil {
			stopped = got.StoppedBy.Name
			tally["stopped"]++
		}
		if got.Returned != want.returned || !slices.Equal(idsOf(got.Left), want.left) || stopped != want.stopped {
			t.Errorf("returned %t, left %q, stopped by %q; want %t, %q, %q", got.Returned, idsOf(got.Left), stopped, want.returned, want.left, want.stopped)
		}
		if !slices.Equal(aclNames(got.Matched), append([]string{}, want.matched...)) || !slices.Equal(aclNames(got.Used), append([]string{}, want.used...)) {
			t.Errorf("matched %q, used %q; want %q, %q", aclNames(got.Matched), aclNames(got.Used), want.matched, want.used)
		}
		if want.returned && len(want.left) < len(ref.ids) {
			tally["restricted"]++
		}
	})
	t.Log(tally)
	for _, kind := range []string{"died", "stopped", "restricted"} {
		if tally[kind] == 0 {
			t.Errorf("none of the random calls was %s", kind)
		}
	}
}

// replayed is an answer put together from the steps that were told.
type replayed struct {
	matched, used []string
	left          []string
	conditions    int
}

func replayEvents(events []simulate.Event, candidates []simulate.Candidate) replayed {
	var r replayed
	in := map[string]bool{}
	for _, c := range candidates {
		in[c.ID] = true
	}
	for _, ev := range events {
		switch ev.Kind {
		case simulate.EventCondition:
			r.conditions++
		case simulate.EventMatched:
			r.matched = append(r.matched, ev.ACL.Name)
		case simulate.EventUsed:
			if !slices.Contains(r.used, ev.ACL.Name) {
				r.used = append(r.used, ev.ACL.Name)
			}
		case simulate.EventReset:
			clear(in)
		case simulate.EventAdded:
			in[ev.Candidate.ID] = true
		case simulate.EventRemoved:
			if ev.Candidate.Name != "" && ev.Candidate.Name != "0" {
				in[ev.Candidate.ID] = false
			}
		}
	}
	for _, c := range candidates {
		if in[c.ID] {
			r.left = append(r.left, c.ID)
		}
	}
	return r
}

// unknownSometimes makes some attributes of a call unknown, and some patterns
// of a set undecidable.
func unknownSometimes(t *rapid.T, acls *acl.Set, sys *simulate.System) {
	ticket := sys.Tickets["9"]
	for _, attr := range attributes("Ticket") {
		if rapid.IntRange(0, 4).Draw(t, "unknown "+attr) == 0 {
			ticket[attr] = inventory.UnknownValue("nobody says " + attr)
		}
	}
	if rapid.IntRange(0, 3).Draw(t, "undecidable") > 0 {
		return
	}
	var walk func(v *acl.Value)
	walk = func(v *acl.Value) {
		for i := range v.Entries() {
			walk(&v.Entries()[i].Value)
		}
		for i := range v.Items() {
			switch v.Items()[i].Text {
			case "[RegExp]^a":
				v.Items()[i].Text = "[RegExp]"
			case "[regexp]B":
				v.Items()[i].Text = "[regexp](?R)?b"
			}
		}
	}
	for _, a := range acls.ACLs {
		walk(&a.Entry)
	}
}

// TestFastPath: the index, the remembered lists and conditions come to the same
// answer as looking at everything in order.
func TestFastPath(t *testing.T) {
	undetermined, died := 0, 0
	checkUntil(t, func() bool { return undetermined > 0 && died > 0 }, func(t *rapid.T) {
		w := wildWorld()
		w.broken, w.wide = rapid.IntRange(0, 4).Draw(t, "broken") == 0, rapid.IntRange(0, 9).Draw(t, "wide") == 0
		acls := aclSet(w.acls(t))
		_, call, sys := w.call(t)
		unknownSometimes(t, acls, sys)
		e := simulate.Compile(acls, product.Default(), simulate.Options{})
		fast := e.Ask(call, sys)
		var events []simulate.Event
		slow, _ := e.Explain(call, sys, func(ev simulate.Event) { events = append(events, ev) })
		if (fast.Undetermined == nil) != (slow.Undetermined == nil) || !slices.Equal(fast.Left, slow.Left) {
			t.Fatalf("explaining changes the answer: %+v, %+v", fast, slow)
		}
		for _, why := range fast.Unknown {
			if !slices.Contains(slow.Unknown, why) {
				t.Errorf("explaining does not meet %q", why)
			}
		}
		if fast.Undetermined != nil {
			undetermined++
		}
		r := replayEvents(events, call.Data)
		if !slices.Equal(r.matched, aclNames(fast.Matched)) && len(r.matched)+len(fast.Matched) > 0 {
			t.Errorf("matched %q, in steps %q", aclNames(fast.Matched), r.matched)
		}
		if fast.Died != nil {
			died++
			return
		}
		if !slices.Equal(r.used, aclNames(fast.Used)) && len(r.used)+len(fast.Used) > 0 {
			t.Errorf("used %q, in steps %q", aclNames(fast.Used), r.used)
		}
		if !slices.Equal(r.left, idsOf(fast.Left)) {
			t.Errorf("left %q, in steps %q", idsOf(fast.Left), r.left)
		}
	})
	if undetermined == 0 || died == 0 {
		t.Errorf("%d undetermined, %d died: the random calls are too tame", undetermined, died)
	}
}

// TestFates: who took each candidate and who brought it back, told candidate by
// candidate, gives the list that is left.
func TestFates(t *testing.T) {
	back := 0
	checkUntil(t, func() bool { return back > 0 }, func(t *rapid.T) {
		w := wildWorld()
		w.broken = false
		acls := aclSet(w.acls(t))
		_, call, sys := w.call(t)
		x := simulate.Compile(acls, product.Default(), simulate.Options{}).ExplainAll(call, sys)
		var left []simulate.Candidate
		for i, f := range x.Fates {
			if f.Candidate != call.Data[i] {
				t.Fatalf("fate %d is that of %+v", i, f.Candidate)
			}
			if f.Left {
				left = append(left, f.Candidate)
			}
			switch {
			case f.By == nil && !f.Left:
				t.Errorf("nobody took %q", f.Candidate.Name)
			case f.By == nil:
				continue
			case !slices.Contains(x.Used, f.By):
				t.Errorf("%q: by ACL %s, which was not used", f.Candidate.Name, f.By.Name)
			case f.Left && f.Section == acl.PossibleNot, !f.Left && f.Section == acl.PossibleAdd:
				t.Errorf("%q is left: %t, by %s", f.Candidate.Name, f.Left, f.Section)
			case (f.Item == nil) != (!f.Left && f.Section == acl.Possible):
				t.Errorf("%q: item %v of %s, left %t", f.Candidate.Name, f.Item, f.Section, f.Left)
			}
			if f.BroughtBack() {
				back++
			}
		}
		if !slices.Equal(left, x.Left) && len(left)+len(x.Left) > 0 {
			t.Errorf("by their fates %q are left, by the answer %q", idsOf(left), idsOf(x.Left))
		}
		for i := range x.ACLs {
			r := &x.ACLs[i]
			wanted := simulate.NotMatched
			switch {
			case slices.Contains(x.Matched, r.ACL):
				wanted = simulate.Matched
			case x.Died != nil && r.ACL.Name == x.Died.ACL:
				wanted = simulate.Died
			case x.Died != nil && strings.Compare(r.ACL.Name, x.Died.ACL) > 0,
				x.StoppedBy != nil && strings.Compare(r.ACL.Name, x.StoppedBy.Name) > 0:
				wanted = simulate.NotReached
			}
			if r.Status != wanted || r.Used && !slices.Contains(x.Matched, r.ACL) {
				t.Errorf("ACL %s: %s, want %s; used %t", r.ACL.Name, r.Status, wanted, r.Used)
			}
		}
	})
	if back == 0 {
		t.Error("no candidate was ever brought back")
	}
}
