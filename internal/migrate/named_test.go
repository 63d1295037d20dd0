package migrate_test

import (
	"slices"
	"testing"

	"github.com/ticketacl/ticketacl/internal/diff"
	"github.com/ticketacl/ticketacl/internal/migrate"
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
