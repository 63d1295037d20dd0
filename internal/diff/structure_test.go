package diff

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/reading"
)

func read(t testing.TB, text string) *acl.Set {
	t.Helper()
	r, err := convert.ReadBytes("f", []byte(text))
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return r.Set
}

func target(t testing.TB, id string) *product.Target {
	t.Helper()
	p, err := product.Parse(id)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// entry is an export's ACL with some match and change.
func entry(name, match, change string, more ...string) string {
	return fmt.Sprintf("- {Name: %s, ValidID: 1, ConfigMatch: %s, ConfigChange: %s%s}\n", name, match, change, strings.Join(append([]string{""}, more...), ", "))
}

// inShort is a structure in short: "changed a !effect: -Possible.Ticket.State open".
func inShort(s *Structure) []string {
	out := []string{}
	for _, c := range s.ACLs {
		var words []string
		for _, k := range []struct {
			kind Kind
			word string
		}{{Added, "added"}, {Removed, "removed"}, {Renamed, "renamed"}, {Changed, "changed"}, {Moved, "moved"}} {
			if c.Kind.Has(k.kind) {
				words = append(words, k.word)
			}
		}
		switch {
		case c.Old == nil:
			words = append(words, c.New.Name)
		case c.New == nil:
			words = append(words, c.Old.Name)
		case c.Old.Name != c.New.Name:
			words = append(words, c.Old.Name+">"+c.New.Name)
		default:
			words = append(words, c.New.Name)
		}
		if !c.Effect {
			words = append(words, "no effect")
		}
		for _, f := range []struct {
			is   bool
			word string
		}{{c.Validity, "validity"}, {c.Stop, "stop"}, {c.Doubt, "doubt"}, {c.OldShape != c.NewShape, "shape"}} {
			if f.is {
				words = append(words, f.word)
			}
		}
		if c.Old != nil && c.New != nil {
			for _, l := range c.Lists {
				words = append(words, list(l))
			}
		}
		for _, x := range c.Texts {
			words = append(words, x.What)
		}
		for _, p := range c.Passed {
			words = append(words, fmt.Sprintf("past %s (%s)", p.ACL.Name, p.Matters))
		}
		out = append(out, strings.Join(words, " "))
	}
	return out
}

func list(l *ListChange) string {
	n := reading.List{Block: l.Block, Area: l.Area, Attr: l.Attr}
	var parts []string
	for _, it := range l.Gone {
		parts = append(parts, "-"+it.Value.Text)
	}
	for _, it := range l.Come {
		parts = append(parts, "+"+it.Value.Text)
	}
	if l.OldShape+l.NewShape != "" {
		parts = append(parts, fmt.Sprintf("%q>%q", l.OldShape, l.NewShape))
	}
	switch {
	case l.Order:
		parts = append(parts, "order")
	case !l.InOld:
		parts = append(parts, "new")
	case !l.InNew:
		parts = append(parts, "gone")
	}
	if l.Unread {
		parts = append(parts, "unread")
	}
	return n.Where() + "[" + strings.Join(parts, " ") + "]"
}

func TestCompare(t *testing.T) {
	const open, all = "{Possible: {Ticket: {State: [open, new]}}}", "{Properties: {Ticket: {Queue: [Raw]}}}"
	same := func(change string) [2]string { return [2]string{entry("a", all, open), entry("a", all, change)} }
	match := func(old, text string) [2]string { return [2]string{entry("a", old, open), entry("a", text, open)} }
	change := func(old, text string) [2]string { return [2]string{entry("a", all, old), entry("a", all, text)} }
	tests := []struct {
		name   string
		sets   [2]string
		target string
		want   []string
	}{
		{"nothing", same(open), "", nil},
		{"items in another order, twice, numbers", change("{PossibleNot: {Ticket: {State: ['5', a, 1.50, 'true']}}}", "{PossibleNot: {Ticket: {State: [1.50, a, 5, a, 'true']}}}"), "", nil},
		{"true is 1, false is nothing", change("{PossibleNot: {Ticket: {State: [true, false]}}}", "{PossibleNot: {Ticket: {State: ['1', '']}}}"), "", nil},
		{"blocks and areas that say nothing", same("{Possible: {Ticket: {State: [open, new], Queue: ~}, Action: ~}, PossibleAdd: {}, PossibleNot: ''}"), "", nil},
		{"an empty match", match("''", "{Properties: {}, PropertiesDatabase: ~}"), "", nil},
		{"an item gone and one come", same("{Possible: {Ticket: {State: [open, closed]}}}"), "", []string{"changed a Possible.Ticket.State[-new +closed]"}},
		{"negated", match("{Properties: {Ticket: {Queue: [Raw]}}}", "{Properties: {Ticket: {Queue: ['[Not]Raw']}}}"), "", []string{"changed a Properties.Ticket.Queue[-Raw +[Not]Raw]"}},
		{"a list that is new", same("{Possible: {Ticket: {State: [open, new]}}, PossibleNot: {Action: [AgentTicketClose]}}"), "", []string{"changed a PossibleNot.Action[+AgentTicketClose new]"}},
		{"an empty list under Ticket counts", same("{Possible: {Ticket: {State: [open, new], Queue: []}}}"), "", []string{"changed a Possible.Ticket.Queue[new]"}},
		{"an empty list elsewhere does not", same("{Possible: {Ticket: {State: [open, new]}, Action: []}}"), "", []string{"changed a no effect Possible.Action[new unread]"}},
		{"an empty area never holds", match("{Properties: {}}", "{Properties: {Ticket: {}}}"), "", []string{`changed a Properties.Ticket["">"{}" new]`}},
		{"nor does a null area alone", match("{Properties: {}}", "{Properties: {Ticket: ~}}"), "", []string{`changed a Properties.Ticket["">"null" new]`}},
		{"a text where a list belongs", match("{Properties: {Ticket: {Queue: [Raw]}}}", "{Properties: {Ticket: {Queue: Raw}}}"), "", []string{`changed a Properties.Ticket.Queue[-Raw "">"the string Raw"]`}},
		{"another text there", match("{Properties: {Ticket: {Queue: Junk}}}", "{Properties: {Ticket: {Queue: Raw}}}"), "", []string{`changed a Properties.Ticket.Queue["the string Junk">"the string Raw"]`}},
		{"null among items", match("{Properties: {Ticket: {Queue: [Raw, '']}}}", "{Properties: {Ticket: {Queue: [Raw, ~]}}}"), "", []string{"changed a Properties.Ticket.Queue[- +]"}},
		{"what nothing reads", same("{Possible: {Ticket: {State: [open, new]}, Foo: [x]}}"), "", []string{"changed a no effect Possible.Foo[+x new unread]"}},
		{"PossibleAdd where nothing reads it", same("{Possible: {Ticket: {State: [open, new]}}, PossibleAdd: {Ticket: {State: [x]}}}"), "otrs-3.3", []string{"changed a no effect PossibleAdd.Ticket.State[+x new unread]"}},
		{"the hash of actions of old engines", change("{Possible: {Action: {AgentTicketClose: 0, AgentTicketMove: 1}}}", "{Possible: {Action: {AgentTicketMove: '1', AgentTicketClose: ''}}}"), "otrs-3.3", nil},
		{"another one", change("{Possible: {Action: {AgentTicketClose: 0}}}", "{Possible: {Action: {AgentTicketClose: 1}}}"), "otrs-3.3", []string{"changed a Possible.Action[-AgentTicketClose: 0 +AgentTicketClose: 1]"}},
		{"which the import makes a list", change("{Possible: {Action: {AgentTicketClose: 0}}}", "{PossibleNot: {Action: [AgentTicketClose]}}"), "otobo-11.0", nil},
		{"order before a pattern that ends the call", match("{Properties: {Ticket: {Queue: [Raw, '[RegExp](']}}}", "{Properties: {Ticket: {Queue: ['[RegExp](', Raw]}}}"), "", []string{"changed a Properties.Ticket.Queue[order]"}},
		{"order before an empty pattern", match("{Properties: {Ticket: {Queue: [Raw, '[RegExp]']}}}", "{Properties: {Ticket: {Queue: ['[RegExp]', Raw]}}}"), "", []string{"changed a Properties.Ticket.Queue[order]"}},
		{"validity", [2]string{entry("a", all, open), strings.Replace(entry("a", all, open), "ValidID: 1", "ValidID: 2", 1)}, "", []string{"changed a validity"}},
		{"between invalid ones", [2]string{strings.Replace(entry("a", all, open), "ValidID: 1", "ValidID: 3", 1), strings.Replace(entry("a", all, open), "ValidID: 1", "ValidID: 2", 1)}, "", []string{"changed a no effect validity"}},
		{"stop", [2]string{entry("a", all, open), entry("a", all, open, "StopAfterMatch: 1")}, "", []string{"changed a stop"}},
		{"stop that is none", [2]string{entry("a", all, open, "StopAfterMatch: ''"), entry("a", all, open, "StopAfterMatch: '0'")}, "", nil},
		{"texts", [2]string{entry("a", all, open, "Comment: x"), entry("a", all, open, "Comment: y", "Description: z")}, "", []string{"changed a no effect Comment Description"}},
		{"times are none", [2]string{entry("a", all, open, "ChangeTime: x"), entry("a", all, open, "ChangeBy: y", "ID: 8")}, "", nil},
		{"renamed", [2]string{entry("a", all, open), entry("b", all, open)}, "", []string{"renamed a>b no effect"}},
		{"renamed and other texts", [2]string{entry("a", all, open), entry("b", all, open, "Comment: y")}, "", []string{"renamed changed a>b no effect Comment"}},
		{"another name and another content", [2]string{entry("a", all, open), entry("b", "''", open)}, "", []string{"removed a", "added b"}},
		{"two empty ones are not one", [2]string{entry("a", "''", "''"), entry("b", "''", "''")}, "", []string{"removed a", "added b"}},
		{"moved", [2]string{entry("a", all, open) + entry("b", "''", open), entry("b", "''", open) + entry("c", all, open)}, "", []string{"renamed moved a>c past b (unknown)"}},
		{
			"the smallest set of moves, of those that kept their names last",
			[2]string{entry("a", all, open) + entry("b", "''", open), entry("b", "{Properties: {}}", open, "Comment: x") + entry("c", all, open)}, "",
			[]string{"changed b no effect Comment", "renamed moved a>c past b (unknown)"},
		},
		{"the last one of a name counts", [2]string{entry("a", all, open), entry("a", all, "''") + entry("a", all, open)}, "", nil},
		{
			"removed ones stand where they stood",
			[2]string{entry("a", all, "''") + entry("b", all, open) + entry("c", all, "{Possible: {Action: [x]}}"), entry("b", all, open, "StopAfterMatch: 1")}, "",
			[]string{"removed a", "changed b stop", "removed c"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			o := Options{}
			if tt.target != "" {
				o.Target = target(t, tt.target)
			}
			got := Compare(read(t, tt.sets[0]), read(t, tt.sets[1]), o)
			if tt.want == nil {
				tt.want = []string{}
			}
			if d := cmp.Diff(tt.want, inShort(got)); d != "" {
				t.Error(d)
			}
			if got.Empty() != (len(tt.want) == 0) {
				t.Error("Empty says something else")
			}
		})
	}
}

// TestCompareForms: what a deployment makes of an export is the same, and what it has no place
// for is no difference.
func TestCompareForms(t *testing.T) {
	export := entry(`"100-It's"`, "{Properties: {Ticket: {Queue: [Raw]}}}", "{Possible: {Ticket: {State: [open, 5]}}}", "Comment: x", "Description: y") +
		entry("200-Draft", "''", "{Possible: {Ticket: {State: [open]}}}") + entry("300-Code", "''", "{PossibleNot: {Action: [x]}}")
	export = strings.Replace(export, "Name: 200-Draft, ValidID: 1", "Name: 200-Draft, ValidID: 3", 1)
	for _, id := range []string{"otrs-4.0", "znuny-7.0", "otobo-11.0"} {
		o := Options{Target: target(t, id)}
		set := read(t, export)
		w := convert.Write(set, convert.Deployment, convert.WriteOptions{Target: o.Target})
		deployed := read(t, string(w.Data))
		for _, sets := range [][2]*acl.Set{{set, deployed}, {deployed, set}} {
			got := Compare(sets[0], sets[1], o)
			if !got.Empty() || len(got.Undeployed) != 1 || got.Undeployed[0].Name != "200-Draft" {
				t.Errorf("%s: %v, %v", id, inShort(got), got.Undeployed)
			}
		}
	}
}

// TestComputed: what code computes is told, and is no difference while the same can be told
// of it.
func TestComputed(t *testing.T) {
	perl := func(item string) *acl.Set {
		return read(t, "$Self->{TicketAcl}->{'a'} = { Properties => { Ticket => { Queue => ["+item+"] } }, Possible => { Ticket => { State => ['open'] } } };\n")
	}
	same := Compare(perl("queue()"), perl("queue()"), Options{})
	if !same.Empty() || len(same.Computed) != 1 {
		t.Errorf("%v, %v", inShort(same), same.Computed)
	}
	if got := Compare(perl("queue()"), perl("'Raw'"), Options{}); got.Empty() {
		t.Error("code became a value")
	}
}

// TestTouched: those whose evaluation can differ, on both sides.
func TestTouched(t *testing.T) {
	const change = "{Possible: {Ticket: {State: [open]}}}"
	draft := func(name string) string {
		return strings.Replace(entry(name, "''", change), "ValidID: 1", "ValidID: 2", 1)
	}
	before, after := Compare(
		read(t, entry("a", "''", change)+entry("b", "''", change, "Comment: x")+entry("c", "''", change)+entry("d", "''", "{Possible: {Action: [x]}}")+draft("e")+draft("f")),
		read(t, entry("a", "''", change, "StopAfterMatch: 1")+entry("b", "''", change, "Comment: y")+draft("c")+entry("e", "''", change)+draft("g")), Options{}).Touched()
	names := func(all []*acl.ACL) (out []string) {
		for _, a := range all {
			out = append(out, a.Name)
		}
		return out
	}
	if d := cmp.Diff([][]string{{"a", "c", "d"}, {"a", "e"}}, [][]string{names(before), names(after)}); d != "" {
		t.Error(d)
	}
}

// TestMatters: who is asked hears of each two that changed sides, once.
func TestMatters(t *testing.T) {
	list := func(names ...string) (out string) {
		for i, n := range names {
			if n != "" {
				out += entry(n, "''", fmt.Sprintf("{Possible: {Action: [x%d]}}", i))
			}
		}
		return out
	}
	asked := []string{}
	s := Compare(read(t, list("a", "b", "c", "d")), read(t, list("y", "b", "c", "x")), Options{Matter: func(a, b *acl.ACL) (Verdict, string) {
		asked = append(asked, a.Name+b.Name)
		if b.Name == "c" {
			return reading.Yes, "it does"
		}
		return reading.No, ""
	}})
	if d := cmp.Diff([]string{"renamed d>x no effect", "renamed moved a>y past c (yes) past x (no) past b (no)"}, inShort(s)); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{"yx", "yc", "yb"}, asked); d != "" {
		t.Error(d)
	}
}

// TestMade: a rename past an ACL that the system makes itself can have an effect.
func TestMade(t *testing.T) {
	const change = "{Possible: {Ticket: {State: [open]}}}"
	for made, effect := range map[string]bool{"10000-TicketAttributeRelations": true, "30000-x": false} {
		s := Compare(read(t, entry("100-a", "''", change)), read(t, entry("200-a", "''", change)), Options{Made: []string{made}})
		if len(s.ACLs) != 1 || s.ACLs[0].Effect != effect {
			t.Errorf("%s: %v", made, inShort(s))
		}
	}
}

// TestAllMoved: where everything moves the work is bounded, and what nobody looked at is counted.
func TestAllMoved(t *testing.T) {
	const n = 3000
	var a, b strings.Builder
	for i := range n {
		change := fmt.Sprintf("{Possible: {Action: [x%d]}}", i)
		a.WriteString(entry(fmt.Sprintf("a%05d", i), "''", change))
		b.WriteString(entry(fmt.Sprintf("b%05d", n-i), "''", change))
	}
	asked := 0
	s := Compare(read(t, a.String()), read(t, b.String()), Options{Matter: func(x, y *acl.ACL) (Verdict, string) { asked++; return reading.No, "" }})
	moved, passed := 0, 0
	for _, c := range s.ACLs {
		if c.Kind.Has(Moved) {
			moved++
			passed += len(c.Passed) + c.PassedMore
		}
	}
	if moved != n-1 || passed != (n-1)*(n-1) || asked > maxAsked+n {
		t.Errorf("%d moved, %d passed, %d asked", moved, passed, asked)
	}
}
