package replay

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/simulate"
)

// TestRelationsDecide: without the relations of its line a case is another one.
func TestRelationsDecide(t *testing.T) {
	differ := 0
	for _, line := range recordedLines(t, golden("targets", "znuny-7.0-relations.jsonl.gz"), "") {
		without := strings.Replace(jsonText(&line), `"relations":[`, `"relationships":[`, 1)
		r, err := Run([]string{"-"}, Options{Stdin: strings.NewReader(without), Worlds: golden("worlds")})
		if err != nil {
			t.Fatal(err)
		}
		differ += r.Differ
	}
	if differ < 90 {
		t.Errorf("only %d cases differ", differ)
	}
}

// TestEmittedRelations: what an engine with relations is asked is written with
// them, and comes to the same when it is replayed.
func TestEmittedRelations(t *testing.T) {
	target, err := product.Parse("znuny-7.0")
	if err != nil {
		t.Fatal(err)
	}
	p := &player{worlds: map[string]*simulate.System{}}
	made := 0
	for _, line := range recordedLines(t, golden("targets", "znuny-7.0-relations.jsonl.gz"), "") {
		c, err := newCase(line)
		if err != nil {
			t.Fatal(err)
		}
		c.path = golden("targets", "x")
		sys, err := p.world(c)
		if err != nil {
			t.Fatal(err)
		}
		sys = c.configured(sys)
		opts := c.options()
		opts.Inventory = sys.Inventory
		e := simulate.Compile(&c.Set, target, opts)
		var out bytes.Buffer
		if err := Emit(&out, Emitted{ID: c.ID, Engine: e, Call: &c.Call, System: sys}); err != nil {
			t.Fatal(err)
		}
		if slices.ContainsFunc(e.Ask(&c.Call, sys).Used, isMade(e)) {
			made++
		}
		r, err := Run([]string{"-"}, Options{Stdin: &out})
		if err != nil {
			t.Fatal(err)
		}
		if r.Agree != 1 {
			t.Errorf("%+v", r.Verdicts)
		}
	}
	if made < 80 {
		t.Errorf("relations act in %d calls", made)
	}
}

// TestHostileRelations: of a line that is no case nothing dies.
func TestHostileRelations(t *testing.T) {
	for _, relations := range []string{`1`, `{}`, `[1, [], null]`, `[{"Data": 1}, {"Data": [1, null, []]}, {"Attribute1": [], "Data": [{"": {}}]}]`} {
		line := `{"id": "x", "target": "znuny-7.0-relations", "acls": {}, "world": {}, "request": [], "relations": ` + relations +
			`, "config": {"Ticket::Acl::Module": {"1": {"Module": "Kernel::System::Ticket::Acl::TicketAttributeRelations"}},
			"Core::TicketAttributeRelations::ACLActions": {"a": 1}},
			"call": {"ReturnType": "Ticket", "ReturnSubType": "", "Data": {"1": "a"}, "UserID": "2", "Action": "A"}, "expect": {"returned": 0}}`
		if _, err := Run([]string{"-"}, Options{Stdin: strings.NewReader(strings.ReplaceAll(line, "\n", " "))}); err != nil {
			t.Errorf("%s: %v", relations, err)
		}
	}
}
