package diff_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diff"
	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/simulate"
)

func (u *universe) side(set *acl.Set) diff.Side {
	e := simulate.Compile(set, u.target, simulate.Options{Inventory: u.inv})
	return diff.Side{Engine: e, World: scenario.NewWorld(e, u.inv, u.stock)}
}

// edits is how many random edits are tried: TICKETACL_EDITS, from the number
// TICKETACL_EDITS_FROM on.
func edits(t testing.TB) (from, n int) {
	n = 8
	if testing.Short() {
		n = 3
	}
	for _, v := range []struct {
		name string
		to   *int
	}{{"TICKETACL_EDITS", &n}, {"TICKETACL_EDITS_FROM", &from}} {
		if text := os.Getenv(v.name); text != "" {
			var err error
			if *v.to, err = strconv.Atoi(text); err != nil {
				t.Fatal(v.name, err)
			}
		}
	}
	return from, n
}

// TestEveryDifference: over random single edits of random sets, all scenarios of a closed
// universe, played one by one, decide whether something differs, and Behave finds a
// difference exactly then. Each one shows when both sets play its scenario anew, and in no
// scenario that tells one thing less.
func TestEveryDifference(t *testing.T) {
	from, n := edits(t)
	targets := []string{"otobo-11.0", "znuny-7.0", "otrs-6.0", "otrs-4.0"}
	differ, reported, tried, all, complete := 0, 0, 0, 0, 0
	var bruteTime, behaveTime time.Duration
	for i := from; i < from+n; i++ {
		r := rand.New(rand.NewPCG(uint64(i), 10))
		u := newUniverse(t, r, targets[i%len(targets)], i/len(targets)%2 == 1)
		pool := u.pool()
		r.Shuffle(len(pool), func(i, j int) { pool[i], pool[j] = pool[j], pool[i] })
		u.screens = slices.Compact(pool[:2])
		var rules []*rule
		for k := range 1 + r.IntN(5) {
			rules = append(rules, u.rule(fmt.Sprintf("%d-rule", 10*(k+1))))
		}
		after, what, touched := u.edit(rules)
		oldSet, newSet := read(t, rules), read(t, after)
		var acls []*acl.ACL
		for _, set := range []*acl.Set{oldSet, newSet} {
			for _, a := range set.ACLs {
				if slices.Contains(touched, a.Name) {
					acls = append(acls, a)
				}
			}
		}
		if r.IntN(5) == 0 {
			acls = nil
		}
		old, now := u.side(oldSet), u.side(newSet)
		start := time.Now()
		var witness *scenario.Scenario
		var how []string
		u.everything(t, old.World, func(s *scenario.Scenario) bool {
			all++
			how = seenDiffer(observedIn(t, s, old.World, old.Engine), observedIn(t, s, now.World, now.Engine))
			if len(how) > 0 {
				witness = s
			}
			return witness == nil
		})
		bruteTime += time.Since(start)
		start = time.Now()
		b, err := diff.Behave(context.Background(), diff.BehaviourOptions{Old: old, New: now, Touched: acls, Screens: u.screens, Limit: 1 << 20})
		if err != nil {
			t.Fatal(err)
		}
		behaveTime += time.Since(start)
		tried += b.Scenarios
		reported += len(b.Differences)
		if b.Complete {
			complete++
		}
		if witness != nil {
			differ++
		}
		if n >= 100 && (i-from)%50 == 49 {
			fmt.Fprintf(os.Stderr, "edit %d\n", i)
		}
		fail := func(format string, args ...any) {
			t.Helper()
			t.Errorf("edit %d (%s, %s of %v; %v, %v):\n%s\n%s", i, u.target.ID, what, touched, u.screens, u.attrs, fmt.Sprintf(format, args...), diffOf(rules, after))
		}
		switch {
		case witness != nil && len(b.Differences) == 0:
			fail("%s\ndiffers: %v; Behave tried %d scenarios, complete %v %s", written(t, witness), how, b.Scenarios, b.Complete, b.Incomplete)
		case witness == nil && len(b.Differences) > 0:
			fail("nothing differs, but Behave says\n%s: %s", b.Differences[0].Scenario.Name, written(t, b.Differences[0].Scenario))
		case !b.Complete && !strings.Contains(b.Incomplete, "more than fit into the limit"):
			fail("not complete: %s", b.Incomplete)
		}
		for _, d := range b.Differences {
			if bad := u.wrong(t, d, old, now); bad != "" {
				fail("%s: %s\n%s", d.Scenario.Name, bad, written(t, d.Scenario))
				break
			}
		}
	}
	t.Logf("%d edits, %d change what is done; %d differences reported; %d scenarios by enumeration (%v) and %d by Behave (%v), complete %d",
		n, differ, reported, all, bruteTime.Round(time.Millisecond), tried, behaveTime.Round(time.Millisecond), complete)
	if n >= 24 && (differ < n/8 || differ > n*7/8) {
		t.Errorf("%d of %d edits change what is done", differ, n)
	}
}

// pool are screens of every kind.
func (u *universe) pool() []string {
	out := []string{
		"AgentTicketNote", "AgentTicketPhone", "AgentTicketMove", "AgentTicketZoom", "AgentTicketClose", "AgentTicketPriority", "AgentTicketOwner",
		"CustomerTicketMessage", "CustomerTicketZoom", "AgentTicketFreeText", "AgentTicketCompose",
	}
	e := simulate.Compile(&acl.Set{}, u.target, simulate.Options{})
	for _, s := range scenario.NewWorld(e, u.inv, u.stock).Screens() {
		if !slices.Contains(out, s.Name) && u.IntN(8) == 0 {
			out = append(out, s.Name)
		}
	}
	if u.processes {
		out = append(out[:4], "AgentTicketProcess", "AgentTicketProcess", "AgentTicketProcess (dialog of a ticket)", "CustomerTicketProcess", "CustomerTicketZoom")
	}
	return out
}

// label is what observed calls a difference, with what the sets make of it.
func label(d *diff.Difference) string {
	q := d.Question
	if d.Setter {
		q += " (setter)"
	}
	switch d.What {
	case diff.Saves:
		return "saves " + d.Was.String() + " " + d.Is.String()
	case diff.Settles:
		return "settles " + d.Was.String() + " " + d.Is.String()
	case diff.Dies:
		return q + " dies "
	}
	return q + "=" + d.Value + " " + d.Was.String() + " " + d.Is.String()
}

// wrong says what is wrong with a difference; "" where nothing is.
func (u *universe) wrong(t testing.TB, d *diff.Difference, old, now diff.Side) string {
	shows := func(s *scenario.Scenario) bool {
		for _, side := range []diff.Side{old, now} {
			if _, err := scenario.Calls(s, scenario.NewWorld(side.Engine, u.inv, u.stock)); err != nil {
				return false
			}
		}
		all := seenDiffer(observed(t, s, old), observed(t, s, now))
		return slices.ContainsFunc(all, func(x string) bool { return strings.HasPrefix(x, label(d)) })
	}
	if !shows(d.Scenario) {
		return "the scenario does not show it"
	}
	if d.Maybe() {
		return "" // what is left out is not known either
	}
	leave := func(what string, change func(c *scenario.Scenario)) string {
		c := d.Scenario.Clone()
		if change(c); shows(c) {
			return "it shows without " + what
		}
		return ""
	}
	for name := range d.Scenario.Ticket {
		if bad := leave("stored "+name, func(c *scenario.Scenario) { delete(c.Ticket, name) }); bad != "" {
			return bad
		}
	}
	for name := range d.Scenario.Form {
		bad := leave("chosen "+name, func(c *scenario.Scenario) {
			if delete(c.Form, name); len(c.Form) == 0 && c.Moment == scenario.Change {
				c.Moment = scenario.First
			}
		})
		if bad != "" {
			return bad
		}
	}
	return ""
}

func written(t testing.TB, s *scenario.Scenario) string {
	out, err := scenario.Write(&scenario.File{Scenarios: []*scenario.Scenario{s}})
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func diffOf(a, b []*rule) string {
	var out strings.Builder
	for i := range a {
		if a[i].String() == b[i].String() {
			out.WriteString(a[i].String())
			continue
		}
		out.WriteString("OLD " + a[i].String() + "NEW " + b[i].String())
	}
	return out.String()
}
