package simulate_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/simulate"
)

// told applies nothing but the told steps to a value that is offered, the way a
// reader would: what is not named by Possible is gone, what is brought back is
// there again, what is removed is gone, anything else changes nothing.
func told(s *simulate.Story) bool {
	in := true
	for _, st := range s.Steps {
		switch st.Kind {
		case simulate.StepEmptied, simulate.StepRemoved:
			in = false
		case simulate.StepBack:
			in = true
		}
	}
	return in
}

// TestStoryEndsAtTheAnswer: the steps that are told of each candidate lead to
// the list that is left.
func TestStoryEndsAtTheAnswer(t *testing.T) {
	tally := map[simulate.StepKind]int{}
	missing := func() (kinds []simulate.StepKind) {
		for k := simulate.StepKept; k < simulate.StepInVain; k++ {
			if tally[k] == 0 {
				kinds = append(kinds, k)
			}
		}
		return kinds
	}
	checkUntil(t, func() bool { return missing() == nil }, func(t *rapid.T) {
		w := wildWorld()
		w.broken = rapid.IntRange(0, 4).Draw(t, "broken") == 0
		acls := aclSet(w.acls(t))
		_, call, sys := w.call(t)
		x := simulate.Compile(acls, product.Default(), simulate.Options{}).ExplainAll(call, sys)
		if x.Died != nil {
			return
		}
		var left []simulate.Candidate
		for i := range call.Data {
			c := &call.Data[i]
			s := x.StoryOf(c)
			now := simulate.IsLeft
			for _, st := range s.Steps {
				tally[st.Kind]++
				if st.Before != now || st.Maybe || st.Unsure {
					t.Errorf("%q: step %s begins at %s, the one before ended at %s", c.Name, st.Kind, st.Before, now)
				}
				now = st.After
			}
			if (now == simulate.IsLeft) != told(s) {
				t.Errorf("%q: the steps tell %t, the last one %s", c.Name, told(s), now)
			}
			if told(s) {
				left = append(left, *c)
			}
		}
		if !slices.Equal(left, x.Left) && len(left)+len(x.Left) > 0 {
			t.Errorf("by their stories %q are left, by the answer %q", namesOf(left), namesOf(x.Left))
		}
	})
	if kinds := missing(); kinds != nil {
		t.Errorf("no step was any of %q", kinds)
	}
}

// metAll reports whether each of these was met.
func metAll[K comparable](tally map[K]int, kinds ...K) bool {
	return !slices.ContainsFunc(kinds, func(k K) bool { return tally[k] == 0 })
}

// checkUntil checks a property until the draws have met what it is about too:
// rare cases are in some hundred draws now and then not at all.
func checkUntil(t *testing.T, met func() bool, property func(*rapid.T)) {
	t.Helper()
	for range 40 {
		if rapid.Check(t, property); t.Failed() || met() {
			return
		}
	}
}

// TestStoryWithUnknowns: where something is not known, a value that is left or
// gone for certain is told so unless a step depends on what is unknown.
func TestStoryWithUnknowns(t *testing.T) {
	unsure := 0
	checkUntil(t, func() bool { return unsure > 0 }, func(t *rapid.T) {
		w := wildWorld()
		w.broken = false
		acls := aclSet(w.acls(t))
		_, call, sys := w.call(t)
		unknownSometimes(t, acls, sys)
		x := simulate.Compile(acls, product.Default(), simulate.Options{}).ExplainAll(call, sys)
		if x.Died != nil || x.Undetermined != nil && (x.Undetermined.Exhausted || x.Undetermined.MaybeDies) {
			return
		}
		for i := range call.Data {
			s := x.StoryOf(&call.Data[i])
			end := simulate.IsLeft
			if len(s.Steps) > 0 {
				end = s.Steps[len(s.Steps)-1].After
			}
			switch {
			case end == simulate.MaybeLeft:
				unsure++
			case s.Maybe && x.Undetermined != nil && !call.Data[i].Undef:
				t.Errorf("%q may be left or gone, and its story ends with %s", call.Data[i].Name, end)
			case (end == simulate.IsLeft) != s.Left && !s.Maybe:
				t.Errorf("%q left: %t, and its story ends with %s", call.Data[i].Name, s.Left, end)
			}
		}
	})
	if unsure == 0 {
		t.Error("no story was ever unsure")
	}
}

// steps writes a story in one line.
func steps(s *simulate.Story) string {
	var out []string
	for _, st := range s.Steps {
		text := fmt.Sprintf("%s %s %s", st.ACL.Name, st.Section, st.Kind)
		if st.Item != nil {
			text += " by " + st.Item.Text
		}
		if st.Maybe {
			text += "?"
		}
		if st.Unsure {
			text += "~"
		}
		out = append(out, text)
	}
	for _, list := range []struct {
		what string
		acls []*acl.ACL
	}{{"silent", s.Silent}, {"missed", s.Missed}, {"behind", s.Behind}} {
		if len(list.acls) > 0 {
			out = append(out, list.what+" "+strings.Join(aclNames(list.acls), "+"))
		}
	}
	return strings.Join(out, ", ")
}

// TestStories: every kind of step, and what is said of the ACLs without one.
func TestStories(t *testing.T) {
	onX := func(name, item string, change ...[]any) *acl.ACL {
		return deployed(name, both(append(change, when("DynamicField", "DynamicField_X", item))...)...)
	}
	one := deployed("1", states("Possible", "A")...)
	x := inventory.TextValue("x")
	for _, c := range []struct {
		name  string
		set   *acl.Set
		call  *simulate.Call
		value string
		want  string
		left  bool
	}{
		{"kept", set(one), askStates(), "A", "1 Possible kept by A", true},
		{"emptied", set(one), askStates(), "B", "1 Possible not named by Possible", false},
		{"brought back", set(one, deployed("2", states("PossibleAdd", "[RegExp]B")...)), askStates(), "B",
			"1 Possible not named by Possible, 2 PossibleAdd brought back by [RegExp]B", true},
		{"removed", set(deployed("1", states("PossibleNot", "C", "B")...)), askStates(), "B", "1 PossibleNot removed by B", false},
		{"not named", set(deployed("1", states("PossibleNot", "C")...)), askStates(), "B", "1 PossibleNot not named", true},
		{"removed twice", set(one, deployed("2", states("PossibleNot", "B")...)), askStates(), "B",
			"1 Possible not named by Possible, 2 PossibleNot no change by B", false},
		{"reset", set(deployed("1", states("PossibleNot", "B")...), deployed("2", states("Possible", "B")...)), askStates(), "B",
			"1 PossibleNot removed by B, 2 Possible brought back by B", true},
		{"false in Perl", set(deployed("1", states("PossibleNot", "0")...)), &simulate.Call{
			ReturnType: "Ticket", ReturnSubType: "State", Data: data("0", "A"), Params: params("UserID", "2"),
		}, "0", "1 PossibleNot spared by 0", true},
		{"stopped", set(stopping(deployed("1", states("Possible", "A", "B")...)), deployed("2", states("PossibleNot", "A")...), deployed("3")),
			askStates(), "A", "1 Possible kept by A, behind 2", true},
		{"silent and missed", set(onX("1", "x"), onX("2", "y", states("PossibleNot", "A")), onX("3", "y")), about(askStates(), x), "A",
			"silent 1, missed 2", true},
		{"in vain", set(one, deployed("2", states("PossibleAdd", "Z", "B")...)), askStates(), "Z",
			"1 Possible not named by Possible, 2 PossibleAdd in vain by Z", false},
		{"unknown condition", set(onX("1", "x", states("PossibleNot", "A"))), about(askStates(), inventory.UnknownValue("nobody says X")), "A",
			"1 PossibleNot removed by A?", true},
		{"unknown item", set(deployed("1", states("PossibleNot", "[RegExp]")...)), askStates(), "A", "1 PossibleNot removed by [RegExp]~", true},
		{"dies", set(one, deployed("2", states("Possible", "[RegExp](")...), deployed("3", states("Possible", "B")...)), askStates(), "A",
			"1 Possible kept by A, behind 3", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := explain(c.set, c.call).Story(c.value)
			if got := steps(s); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
			if s.Left != c.left && !s.Maybe {
				t.Errorf("left %t", s.Left)
			}
		})
	}
}

// TestIfOffered: of a value that the screen may offer it is told what would
// become of it.
func TestIfOffered(t *testing.T) {
	x := explain(set(deployed("1", states("PossibleNot", "Z")...)), askStates())
	if s := x.IfOffered("Z"); s.Left || s.Maybe || steps(s) != "1 PossibleNot removed by Z" {
		t.Errorf("left %t, %s", s.Left, steps(s))
	}
	if s := x.IfOffered("A"); !s.Left || steps(s) != "1 PossibleNot not named" {
		t.Errorf("left %t, %s", s.Left, steps(s))
	}
}
