package migrate_test

import (
	"slices"
	"testing"

	"github.com/ticketacl/ticketacl/internal/diff"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/migrate"
	"github.com/ticketacl/ticketacl/internal/scenario"
)

// TestProveNames: what differs in a small set has the classes that are told of it, and
// nothing is left without one.
func TestProveNames(t *testing.T) {
	for _, c := range []struct {
		name, from, to, order string // order: FirstnameLastnameOrder of the old system
		acls                  string
		classes               []migrate.ClassID
	}{
		// The page empties a field that the form hides; on the other one its value is
		// refused, and with it the values of other fields that nothing limits.
		{"a form hides the field that is refused now", "otobo-11.0", "znuny-7.0", "0",
			`a: Possible => { Ticket => { DynamicField_Color => ['r'] }, Form => ['Tags'] }`, []migrate.ClassID{migrate.KeyUnknown}},
		{"a form hides it for some", "otobo-11.0", "znuny-7.0", "0",
			`a: Properties => { Ticket => { CustomerID => ['ACME'] } }, Possible => { Ticket => { DynamicField_Color => ['r'] }, Form => ['Tags'] }`, []migrate.ClassID{migrate.KeyUnknown}},
		// Nobody was called so: of the new system's list the text takes somebody.
		{"a name as the new system shows it", "otrs-3.3", "otobo-11.0", "1",
			`a: Properties => { Ticket => { DynamicField_Color => ['r'] } }, PossibleNot => { Ticket => { NewOwner => ['Jane Doe'] } }`, []migrate.ClassID{migrate.ValueUnknown}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			from, to := newSide(t, c.from, c.order, ""), newSide(t, c.to, "0", "")
			set := perl(t, c.acls)
			o := migrate.Options{From: from.target, To: to.target, FromInventory: from.inv, ToInventory: to.inv}
			r, err := migrate.Migrate(set, o)
			if err != nil {
				t.Fatal(err)
			}
			p := prove(t, set, r, o, 1000)
			if got := differing(p); !slices.Equal(got, c.classes) {
				t.Errorf("%v differ, want %v\n%s", got, c.classes, dump(r.Set))
			}
			for _, d := range append(slices.Clone(p.Unnamed), p.Doubtful...) {
				t.Errorf("%v %s %q, %s before, %s now, by %q and %q has no class: %+v", d.What, d.Question, d.Value, d.Was, d.Is, names(d.Old), names(d.New), d.Scenario)
			}
		})
	}
}

// TestProveTold: every class that the proof has is told of some ACL, or it is that of the
// screens: the engines of OTRS 3.2 and 3.3 read dialogs as sets where no ACL names any.
func TestProveTold(t *testing.T) {
	set := perl(t, `a: Properties => { Ticket => { Queue => ['Raw'] } }, PossibleNot => { Ticket => { State => ['new'] } }`)
	o := migrate.Options{From: parse(t, "otrs-3.3"), To: parse(t, "otobo-11.0")}
	r, err := migrate.Migrate(set, o)
	if err != nil {
		t.Fatal(err)
	}
	p := prove(t, set, r, o, 1000)
	dialogs := false
	for _, c := range p.Classes {
		if c.ID != migrate.ScreensAsk && !slices.ContainsFunc(r.Needs, func(n *migrate.Need) bool { return n.Class == c.ID && !n.Off }) {
			t.Errorf("%s differs in %d scenarios, and is told of nothing", c.ID, c.Scenarios)
		}
		dialogs = dialogs || slices.ContainsFunc(c.Differences, func(d *diff.Difference) bool { return d.Question == "ActivityDialog" })
	}
	if !dialogs || len(p.Unnamed) > 0 {
		t.Errorf("of dialogs something differs: %t; %d without a class", dialogs, len(p.Unnamed))
	}
}

// TestProveRelation: a form that Znuny fills in when it is asked again belongs to the
// screens with an attribute relation too: without a queue nobody knows which of its ACLs
// match, and that does not matter for what is left.
func TestProveRelation(t *testing.T) {
	from, to := newSide(t, "znuny-7.0", "0", ""), newSide(t, "otobo-11.0", "0", "")
	for _, inv := range []*inventory.Inventory{from.inv, to.inv} {
		inv.Settings["Ticket::Service"], inv.Settings["Ticket::Responsible"] = inventory.TextValue("1"), inventory.TextValue("1")
		inv.Screens = append(inv.Screens, &inventory.Screen{Name: "AgentTicketClose", Fields: map[string]bool{"Service": true, "State": true, "Responsible": true}})
	}
	from.inv.Relations = []inventory.Relation{{Filename: "q.csv", Attribute1: "Queue", Attribute2: "State", Data: []map[string]string{
		{"Queue": "Raw", "State": "open"}, {"Queue": "Junk", "State": "new"},
	}}}
	set := perl(t, `100-A: PossibleNot => { Ticket => { State => ['new', 'open'] } }, StopAfterMatch => 1
200: Properties => { Ticket => { State => ['closed successful'] } }, PossibleNot => { Ticket => { Service => ['Mail', 'Print'] } }, StopAfterMatch => 1`)
	o := migrate.Options{From: from.target, To: to.target, FromInventory: from.inv, ToInventory: to.inv}
	r, err := migrate.Migrate(set, o)
	if err != nil {
		t.Fatal(err)
	}
	text := inventory.TextValue
	p, err := migrate.Prove(t.Context(), r, migrate.ProofOptions{
		Options: o, Old: sideOf(set, o.From, o.FromInventory), New: sideOf(r.Set, o.To, o.ToInventory),
		Scenarios: []*scenario.Scenario{{
			Name: "closing", Screen: "AgentTicketClose", Moment: scenario.Change, Agent: &scenario.Person{Login: "jdoe"},
			Ticket: inventory.Attrs{"State": text("new")}, Form: inventory.Attrs{"Responsible": text("adm")},
		}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := differing(p); !slices.Equal(got, []migrate.ClassID{migrate.ScreensAsk}) || len(p.Unnamed)+len(p.Doubtful) > 0 {
		t.Errorf("%v differ, %d unnamed, %d doubtful", got, len(p.Unnamed), len(p.Doubtful))
	}
}
