package diff_test

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diff"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/simulate"
)

func (u *universe) side(set *acl.Set) diff.Side {
	e := simulate.Compile(set, u.target, simulate.Options{Inventory: u.inv})
	return diff.Side{Engine: e, World: scenario.NewWorld(e, u.inv, u.stock)}
}

// observed is all that can be seen of a scenario: for each thing left, gone or unknown.
func observed(t testing.TB, s *scenario.Scenario, at diff.Side) map[string]string {
	w := scenario.NewWorld(at.Engine, at.World.Inventory, at.World.Stock)
	return observedIn(t, s, w, at.Engine)
}

func observedIn(t testing.TB, s *scenario.Scenario, w *scenario.World, e *simulate.Engine) map[string]string {
	plan, err := scenario.Calls(s, w)
	if err != nil {
		t.Fatalf("%v: %+v", err, s)
	}
	is := func(yes, known bool) string {
		if !known {
			return "unknown"
		}
		return map[bool]string{true: "left", false: "gone"}[yes]
	}
	out := map[string]string{"settles": is(plan.Unsettled == nil, true)}
	if plan.Saving != nil {
		out["saves"] = is(plan.Saving.Saves())
	}
	out["refused"] = fmt.Sprint(plan.Refused)
	if plan.Page != nil {
		for list, values := range plan.Page.Lists {
			if len(values) == 0 {
				out["Ticket."+list+" empty"] = "yes"
			}
		}
	}
	for _, a := range plan.Answers() {
		answer := e.Ask(&a.Call, a.System)
		q := a.Call.Question()
		if a.Setter {
			q += " (setter)"
		}
		if out[q+" asked"] != "" {
			continue
		}
		out[q+" asked"] = "yes"
		if answer.Died != nil {
			out[q+" dies"] = "yes"
			continue
		}
		for _, c := range a.Call.Data {
			v := "gone"
			if slices.Contains(answer.Left, c) {
				v = "left"
			}
			if d := answer.Undetermined; d != nil && slices.Contains(d.MaybeLeft, c) {
				v = "unknown"
			}
			out[q+"="+c.Name] = v
		}
	}
	return out
}

// seenDiffer lists in what two observations differ, as far as people see it.
func seenDiffer(a, b map[string]string) (out []string) {
	keys := map[string]bool{}
	maps.Copy(keys, present(a))
	maps.Copy(keys, present(b))
	for _, k := range slices.Sorted(maps.Keys(keys)) {
		q, _, isValue := strings.Cut(k, "=")
		x, y := a[k], b[k]
		switch {
		case k == "refused", strings.HasSuffix(k, " asked"), strings.HasSuffix(k, " empty"):
			continue
		case a["refused"] == "true" && b["refused"] == "true" && strings.HasPrefix(k, "Ticket."):
			continue
		case isValue && (a[q+" dies"] != "" || b[q+" dies"] != ""):
			continue
		case a[strings.TrimSuffix(q, " dies")+" asked"] != b[strings.TrimSuffix(q, " dies")+" asked"] && k != "saves" && k != "settles":
			// A list that only one of them asks for may be there without any value.
			if b[q+" asked"] == "" && b[q+" empty"] == "" || a[q+" asked"] == "" && a[q+" empty"] == "" || !isValue {
				continue
			}
		case k == "saves" && (x == "" || y == ""):
			continue
		}
		if isValue && x == "" {
			x = "gone"
		}
		if isValue && y == "" {
			y = "gone"
		}
		if x != y {
			out = append(out, k+" "+x+" "+y)
		}
	}
	return out
}

func present(m map[string]string) map[string]bool {
	out := map[string]bool{}
	for k := range m {
		out[k] = true
	}
	return out
}

// everything enumerates all scenarios of the universe: people, screens, moments, what is
// stored and what is chosen.
func (u *universe) everything(t testing.TB, w *scenario.World, visit func(*scenario.Scenario) bool) {
	for _, screen := range w.Screens() {
		if !slices.Contains(u.screens, screen.Name) {
			continue
		}
		people := []string{"ann", "bob"}
		if screen.Customer {
			people = []string{"kim"}
		}
		for _, bare := range w.Pages(&screen) {
			if len(bare.Form) > 0 || bare.Process != (scenario.Process{}) {
				continue
			}
			for _, login := range people {
				s := bare.Clone()
				if s.Agent = (&scenario.Person{Login: login}); screen.Customer {
					s.Agent, s.Customer = nil, s.Agent
				}
				stored := []inventory.Attrs{nil}
				if bare.Ticket != nil {
					stored = u.tickets()
				}
				for _, ticket := range stored {
					s.Ticket = ticket
					if !u.forms(t, s, screen.Setter, visit) {
						return
					}
				}
			}
		}
	}
}

// tickets are all that can be stored of the attributes that vary.
func (u *universe) tickets() []inventory.Attrs {
	plain := inventory.Attrs{"Lock": inventory.TextValue("lock"), "Owner": inventory.TextValue("ann"), "Responsible": inventory.TextValue("ann"), "CustomerUserID": inventory.TextValue("kim")}
	for _, attr := range []string{"Queue", "State", "Priority", "Type"} {
		plain[attr] = inventory.TextValue(u.values[attr][0])
	}
	out := []inventory.Attrs{plain}
	for _, attr := range u.attrs {
		var more []inventory.Attrs
		for _, t := range out {
			for _, v := range u.all(attr, true) {
				c := maps.Clone(t)
				if c[attr] = v; !v.Defined() {
					delete(c, attr)
				}
				more = append(more, c)
			}
		}
		out = more
	}
	return out
}

// all are the values of an attribute.
func (u *universe) all(attr string, stored bool) []inventory.Value {
	var out []inventory.Value
	f := u.inv.DynamicFieldByName(strings.TrimPrefix(attr, "DynamicField_"))
	if f != nil && f.Type == "Multiselect" {
		for bits := 1; bits < 1<<len(f.Keys); bits++ {
			var keys []string
			for i, k := range f.Keys {
				if bits&(1<<i) != 0 {
					keys = append(keys, k)
				}
			}
			out = append(out, inventory.ListValue(keys...))
		}
	} else {
		for _, v := range u.values[attr] {
			out = append(out, inventory.TextValue(v))
		}
	}
	switch {
	case stored && (f != nil || attr == "Service"):
		out = append(out, inventory.Value{})
	case f != nil && f.PossibleNone && f.Type != "Multiselect":
		out = append(out, inventory.TextValue(""))
	}
	return out
}

// forms are all that can be chosen, at all moments.
func (u *universe) forms(t testing.TB, s *scenario.Scenario, setter bool, visit func(*scenario.Scenario) bool) bool {
	if u.quick == nil {
		u.quick = &scenario.World{Target: u.target, Inventory: u.inv, Stock: u.stock}
	}
	first := s.Clone()
	plan, err := scenario.Calls(first, u.quick)
	if err != nil {
		t.Fatal(err)
	}
	if !visit(first) {
		return false
	}
	fields := []inventory.Attrs{nil}
	any := false
	for i := range plan.Screen.Fields {
		any = any || plan.Screen.Fields[i].Attr != ""
	}
	for _, attr := range u.attrs {
		has := slices.Contains(plan.Page.Visible, attr) && any
		for i := range plan.Screen.Fields {
			has = has || setter && plan.Screen.Fields[i].Attr == attr
		}
		if !has {
			continue
		}
		var more []inventory.Attrs
		for _, form := range fields {
			more = append(more, form)
			for _, v := range u.all(attr, false) {
				c := maps.Clone(form)
				if c == nil {
					c = inventory.Attrs{}
				}
				c[attr] = v
				more = append(more, c)
			}
		}
		fields = more
	}
	for _, form := range fields {
		for _, moment := range []scenario.Moment{scenario.Change, scenario.Save} {
			if form == nil && (moment == scenario.Change || setter || !any) || setter && moment == scenario.Save {
				continue
			}
			c := s.Clone()
			c.Form, c.Moment = form, moment
			if !visit(c.Clone()) {
				return false
			}
		}
	}
	return true
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
		u := newUniverse(t, r, targets[i%len(targets)])
		pool := u.pool()
		r.Shuffle(len(pool), func(i, j int) { pool[i], pool[j] = pool[j], pool[i] })
		u.screens = pool[:2]
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
		case !b.Complete:
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
