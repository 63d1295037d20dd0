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

// closed is a universe in which every world can be tried: four values of a queue,
// roles, two screens, four states.
type closed struct {
	r        *rand.Rand
	negation bool
	anew     bool // some Possible of everything
}

func (c closed) pick(of ...string) string { return of[c.r.IntN(len(of))] }

func (c closed) some(of ...string) []string {
	var out []string
	for _, s := range of {
		if c.r.IntN(2) == 0 {
			out = append(out, s)
		}
	}
	if out == nil {
		out = []string{of[c.r.IntN(len(of))]}
	}
	return out
}

func (c closed) items(of ...string) string {
	list := c.some(of...)
	switch c.r.IntN(6) {
	case 0:
		if c.negation && c.r.IntN(3) > 0 {
			list = []string{"[Not]" + list[0]}
		} else if c.negation {
			list = []string{"[NotRegExp]^(" + strings.Join(list, "|") + ")$"}
		}
	case 1:
		list = []string{"[RegExp]^(" + strings.Join(list, "|") + ")$"}
	}
	for i := range list {
		list[i] = "'" + list[i] + "'"
	}
	return "[" + strings.Join(list, ", ") + "]"
}

// entry is a random ACL.
func (c closed) entry(name string, today bool) string {
	var b strings.Builder
	fmt.Fprintf(&b, "- Name: %s\n  ValidID: 1\n  StopAfterMatch: %d\n  ConfigMatch:\n    Properties:\n", name, c.r.IntN(5)/4)
	n := 0
	if c.r.IntN(3) > 0 {
		n++
		area, attr := "Ticket", "Queue"
		if c.r.IntN(2) == 0 {
			area, attr = "Queue", "Name"
		}
		fmt.Fprintf(&b, "      %s:\n        %s: %s\n", area, attr, c.items("a", "b", "c", "d"))
	}
	if c.r.IntN(4) == 0 {
		n++
		fmt.Fprintf(&b, "      User:\n        Role: %s\n", c.items("r", "s"))
	}
	if c.r.IntN(4) == 0 {
		n++
		fmt.Fprintf(&b, "      Frontend:\n        Action: [%s]\n", c.pick("AgentTicketNote", "CustomerTicketZoom"))
	}
	if n == 0 {
		b.WriteString("      Ticket:\n        Queue: ['[RegExp]']\n")
		return strings.Replace(b.String(), "    Properties:\n      Ticket:\n        Queue: ['[RegExp]']\n", "    Properties: {}\n", 1) + c.change(today)
	}
	return b.String() + c.change(today)
}

func (c closed) change(today bool) string {
	sections := []string{"Possible", "PossibleNot"}
	if today {
		sections = append(sections, "PossibleAdd")
	}
	out := "  ConfigChange:\n"
	for _, s := range c.some(sections...) {
		items := c.items("x", "y", "z")
		if s == "Possible" && c.anew && c.r.IntN(4) == 0 {
			items = "['[RegExp].*']"
		}
		out += "    " + s + ":\n      Ticket:\n        State: " + items + "\n"
	}
	return out
}

// worlds are all that conditions of such ACLs can meet.
func worlds() []world {
	var ws []world
	for _, queue := range []string{"a", "b", "c", "d", "e"} {
		for _, roles := range [][]string{{}, {"r"}, {"s"}, {"r", "s"}} {
			for _, screen := range []string{"AgentTicketNote", "AgentTicketMove", "CustomerTicketZoom"} {
				w := world{"Queue.Name": inventory.TextValue(queue), "Frontend.Action": inventory.TextValue(screen)}
				if strings.HasPrefix(screen, "Agent") {
					w["User.Role"] = inventory.ListValue(roles...)
				}
				ws = append(ws, w)
			}
		}
	}
	return ws
}

// states is what an engine leaves of the states in a world.
func states(e *simulate.Engine, w world) string {
	call := &simulate.Call{ReturnType: "Ticket", ReturnSubType: "State", Data: []simulate.Candidate{{ID: "1", Name: "x"}, {ID: "2", Name: "y"}, {ID: "3", Name: "z"}, {ID: "4", Name: "w"}}}
	return spoken(e.FactsOf(call, func(_ acl.BlockName, area, attr string) inventory.Value {
		area, attr = simulate.SameAttribute(area, attr)
		return w[area+"."+attr]
	}).Answer(nil))
}

func setOf(t *testing.T, text string) *convert.Result {
	t.Helper()
	read, err := convert.ReadBytes("acls.yml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return read
}

// TestOrderMatters: two ACLs are said to depend on their order only where some world
// shows it, and what is missed is little.
func TestOrderMatters(t *testing.T) {
	for _, id := range []string{"otobo-11.0", "otrs-3.3"} {
		t.Run(id, func(t *testing.T) {
			target, err := product.Parse(id)
			if err != nil {
				t.Fatal(err)
			}
			c := closed{rand.New(rand.NewPCG(7, 1)), target.Switches.Accumulate, target.Switches.Accumulate}
			said, missed, real := 0, 0, 0
			for range 500 {
				x, y := c.entry("NAME", target.Switches.Accumulate), c.entry("NAME", target.Switches.Accumulate)
				named := func(x, y string) string {
					return strings.Replace(x, "NAME", "1", 1) + strings.Replace(y, "NAME", "2", 1)
				}
				read := setOf(t, named(x, y))
				swapped := simulate.Compile(setOf(t, named(y, x)).Set, target, simulate.Options{})
				engine := simulate.Compile(read.Set, target, simulate.Options{})
				differ := slices.ContainsFunc(worlds(), func(w world) bool { return states(engine, w) != states(swapped, w) })
				p := newPass(&Input{Read: read}, &Options{Target: target})
				says := p.orderMatters(p.views[0], p.views[1])
				switch {
				case says && !differ:
					t.Fatalf("their order does not matter:\n%s", named(x, y))
				case differ && !says:
					missed++
				}
				if differ {
					real++
				}
				if says {
					said++
				}
			}
			t.Logf("%d pairs depend on their order, %d were found, %d missed", real, said, missed)
			if real < 150 || missed*10 > real {
				t.Errorf("%d of %d missed", missed, real)
			}
		})
	}
}

// TestNeedless: an ACL is called needless only where leaving it out changes no answer
// in any world, and of those with a twin, a more general ACL that changes the same, few
// are missed.
func TestNeedless(t *testing.T) {
	for _, id := range []string{"otobo-11.0", "otrs-3.3"} {
		t.Run(id, func(t *testing.T) {
			target, err := product.Parse(id)
			if err != nil {
				t.Fatal(err)
			}
			c := closed{rand.New(rand.NewPCG(3, 1)), target.Switches.Accumulate, target.Switches.Accumulate}
			found, missed, real := 0, 0, 0
			for range 500 {
				var entries []string
				for n := range 2 + c.r.IntN(5) {
					e := c.entry(fmt.Sprint(n+1), target.Switches.Accumulate)
					if n > 0 && c.r.IntN(2) == 0 { // the same change
						old := entries[c.r.IntN(n)]
						e = e[:strings.Index(e, "  ConfigChange")] + old[strings.Index(old, "  ConfigChange"):]
					}
					entries = append(entries, e)
				}
				in := &Input{Read: setOf(t, strings.Join(entries, ""))}
				said := map[string]bool{}
				for _, d := range Lint(in, Options{Target: target, Only: []RuleID{"duplicate-acl"}}) {
					if d.Rule == "duplicate-acl" {
						said[d.ACL] = true
					}
				}
				acls := in.Read.Set.Order()
				full := engineOf(target, acls...)
				twins := twinsOf(target, acls, entries)
				for i, a := range acls {
					if !said[a.Name] && !twins[i] {
						continue
					}
					rest := engineOf(target, slices.Concat(acls[:i], acls[i+1:])...)
					needed := slices.ContainsFunc(worlds(), func(w world) bool { return states(full, w) != states(rest, w) })
					switch {
					case said[a.Name] && needed:
						t.Fatalf("%s is needed\n%s", a.Name, strings.Join(entries, ""))
					case said[a.Name]:
						found++
					case !needed:
						missed++
					}
					if !needed && twins[i] {
						real++
					}
				}
			}
			t.Logf("%d can go and have a twin, %d were found, %d missed", real, found, missed)
			if real < 100 || missed*10 > real {
				t.Errorf("%d of %d missed", missed, real)
			}
		})
	}
}

// twinsOf tells of each ACL whether another one changes the same and matches wherever it
// does: of two that match alike the first is the other's.
func twinsOf(target *product.Target, acls []*acl.ACL, entries []string) []bool {
	matched := make([][]bool, len(acls))
	for i, a := range acls {
		e := engineOf(target, a)
		for _, w := range worlds() {
			_, answer := leftIn(e, w)
			matched[i] = append(matched[i], len(answer.Matched) > 0)
		}
	}
	within := func(i, k int) bool {
		for w := range matched[i] {
			if matched[i][w] && !matched[k][w] {
				return false
			}
		}
		return true
	}
	change := func(i int) string { return entries[i][strings.Index(entries[i], "  ConfigChange"):] }
	twins := make([]bool, len(acls))
	for i := range acls {
		for k := range acls {
			if i != k && change(i) == change(k) && acls[i].Stops() == acls[k].Stops() && slices.Contains(matched[i], true) && within(i, k) && (k < i || !within(k, i)) {
				twins[i] = true
			}
		}
	}
	return twins
}
