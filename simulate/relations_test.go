package simulate

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
)

// relation is one of Attribute1>Attribute2 with rows such as "a>b"; "a" alone
// has no second cell.
func relation(file, priority, attributes string, rows ...string) inventory.Relation {
	first, second, _ := strings.Cut(attributes, ">")
	rel := inventory.Relation{
		Filename: file, Priority: priority, Attribute1: first, Attribute2: second,
		Place: acl.Place{File: file, Span: acl.Span{Start: acl.Pos{Line: 1, Column: 1}}},
	}
	for i, row := range rows {
		a, b, both := strings.Cut(row, ">")
		cells := map[string]string{first: a}
		if both {
			cells[second] = b
		}
		rel.Data = append(rel.Data, cells)
		rel.Rows = append(rel.Rows, acl.Span{Start: acl.Pos{Line: uint32(i + 2), Column: 1}})
	}
	return rel
}

func restrictive(rel inventory.Relation) inventory.Relation {
	rel.Restrictive = true
	return rel
}

// relatedEngine is znuny-7.0 with some relations and ACLs (name -> Perl-like
// lists of State).
func relatedEngine(t *testing.T, settings map[string]inventory.Value, acls []*acl.ACL, relations ...inventory.Relation) (*Engine, *System) {
	t.Helper()
	target, err := product.Parse("znuny-7.0")
	if err != nil {
		t.Fatal(err)
	}
	stock := inventory.Stock(target)
	inv := (&inventory.Inventory{
		Name: "i.yml", Relations: relations, Settings: settings, Listed: map[string]bool{"attribute_relations": true}, Open: map[string]bool{},
	}).Over(stock)
	return Compile(&acl.Set{ACLs: acls}, target, Options{Inventory: inv}), &System{Inventory: inv, Tickets: map[string]inventory.Attrs{}}
}

func stateList(name, section string, stops bool, states ...string) *acl.ACL {
	var items []acl.Value
	for _, s := range states {
		items = append(items, acl.Value{Kind: acl.String, Text: s})
	}
	stop := acl.Value{Kind: acl.Number, Text: "0"}
	if stops {
		stop.Text = "1"
	}
	return acl.NewDeployed(name, acl.NewHash([]acl.Entry{
		{Key: section, Value: acl.NewHash([]acl.Entry{{Key: "Ticket", Value: acl.NewHash([]acl.Entry{{Key: "State", Value: acl.NewList(items)}})}})},
		{Key: "StopAfterMatch", Value: stop},
	}))
}

func askStates(params map[string]inventory.Value) *Call {
	c := &Call{ReturnType: "Ticket", ReturnSubType: "State", Params: map[string]inventory.Value{
		"UserID": inventory.TextValue("2"), "Action": inventory.TextValue("AgentTicketNote"),
	}}
	for name, v := range params {
		c.Params[name] = v
	}
	for i, name := range []string{"", "new", "open", "closed"} {
		c.Data = append(c.Data, Candidate{ID: fmt.Sprint(i), Name: name})
	}
	return c
}

func leftOf(a *Answer) string {
	var out []string
	for _, c := range a.Left {
		out = append(out, fmt.Sprintf("%q", c.Name))
	}
	return strings.Join(out, " ")
}

func texts(m map[string]string) map[string]inventory.Value {
	out := map[string]inventory.Value{}
	for name, v := range m {
		out[name] = inventory.TextValue(v)
	}
	return out
}

// TestRelatedLists: what relations leave of the states, rule by rule. Queue 2 is
// Raw.
func TestRelatedLists(t *testing.T) {
	raw := relation("a.csv", "1", "Queue>State", "Raw>open", "Raw>new", "Junk>closed")
	noNone := texts(map[string]string{product.RelationNone: "0"})
	for _, c := range []struct {
		name      string
		settings  map[string]inventory.Value
		params    map[string]string
		relations []inventory.Relation
		want      string
	}{
		{"by name, the form by id", nil, map[string]string{"QueueID": "2"}, []inventory.Relation{raw}, `"" "new" "open"`},
		{"without the empty choice", noNone, map[string]string{"QueueID": "2"}, []inventory.Relation{raw}, `"new" "open"`},
		{"no value at all", nil, nil, []inventory.Relation{raw}, `""`},
		{"no value and no empty choice", noNone, nil, []inventory.Relation{raw}, ``},
		{"a value without a row", noNone, map[string]string{"QueueID": "1"}, []inventory.Relation{raw}, ``},
		{"another screen", nil, map[string]string{"QueueID": "2", "Action": "AgentTicketZoom"}, []inventory.Relation{raw}, `"" "new" "open" "closed"`},
		{"no Action", nil, map[string]string{"QueueID": "2", "Action": ""}, []inventory.Relation{raw}, `"" "new" "open" "closed"`},
		{
			"screens of a setting", map[string]inventory.Value{product.RelationScreens: inventory.ListValue("AgentTicketZoom")},
			map[string]string{"QueueID": "2", "Action": "AgentTicketZoom"}, []inventory.Relation{raw}, `"" "new" "open"`,
		},
		{
			"a modifier is one", noNone, map[string]string{"QueueID": "2"},
			[]inventory.Relation{relation("a.csv", "1", "Queue>State", "Raw>[RegExp]^(o|c)")}, `"open" "closed"`,
		},
		{
			"relations add up", noNone, map[string]string{"QueueID": "2", "PriorityID": "1"},
			[]inventory.Relation{raw, relation("b.csv", "2", "Priority>State", "1 very low>closed")}, `"new" "open" "closed"`,
		},
		{
			"one without a value adds nothing", noNone, map[string]string{"QueueID": "2"},
			[]inventory.Relation{relation("b.csv", "1", "Priority>State", "1 very low>closed"), raw}, `"new" "open"`,
		},
		{
			"a chain counts what is allowed", noNone, map[string]string{"QueueID": "2", "PriorityID": "1"},
			[]inventory.Relation{relation("a.csv", "1", "Queue>Priority", "Raw>2 low"), relation("b.csv", "2", "Priority>State", "1 very low>open", "2 low>new")}, ``,
		},
		{
			"in the other order it does not", noNone, map[string]string{"QueueID": "2", "PriorityID": "1"},
			[]inventory.Relation{relation("a.csv", "2", "Queue>Priority", "Raw>2 low"), relation("b.csv", "1", "Priority>State", "1 very low>open", "2 low>new")}, `"open"`,
		},
		{
			"nor where nothing is allowed", noNone, map[string]string{"QueueID": "2", "PriorityID": "1"},
			[]inventory.Relation{relation("a.csv", "1", "Queue>Priority", "Junk>2 low"), relation("b.csv", "2", "Priority>State", "1 very low>open")}, `"open"`,
		},
		{
			"what is emptied stays empty", noNone, map[string]string{"PriorityID": "1"},
			[]inventory.Relation{relation("a.csv", "1", "Queue>Priority", "Raw>1 very low"), relation("b.csv", "2", "Priority>State", "1 very low>open")}, ``,
		},
		{
			"Priority is a number", noNone, map[string]string{"QueueID": "2", "PriorityID": "1"},
			[]inventory.Relation{relation("b.csv", "10", "Priority>State", "1 very low>open"), relation("a.csv", "9", "Queue>Priority", "Raw>2 low")}, ``,
		},
		{
			"without one it comes last", noNone, map[string]string{"QueueID": "2", "PriorityID": "1"},
			[]inventory.Relation{relation("a.csv", "", "Queue>Priority", "Raw>2 low"), relation("b.csv", "99", "Priority>State", "1 very low>open")}, `"open"`,
		},
		{
			"restrictive", noNone, map[string]string{"QueueID": "2", "PriorityID": "1"},
			[]inventory.Relation{raw, restrictive(relation("b.csv", "2", "Priority>State", "1 very low>open", "1 very low>closed"))}, `"open"`,
		},
		{
			"restrictive, keeping the empty choice", nil, map[string]string{"QueueID": "2", "PriorityID": "1"},
			[]inventory.Relation{raw, restrictive(relation("b.csv", "2", "Priority>State", "1 very low>open"))}, `"" "open"`,
		},
		{
			"restrictive without a value", nil, map[string]string{"QueueID": "2"},
			[]inventory.Relation{raw, restrictive(relation("b.csv", "2", "Priority>State", "1 very low>open"))}, `""`,
		},
		{
			"restrictive alone adds", noNone, map[string]string{"QueueID": "2"},
			[]inventory.Relation{restrictive(raw)}, `"new" "open"`,
		},
		{
			"a cell that is missing names nothing", noNone, map[string]string{"QueueID": "2"},
			[]inventory.Relation{relation("a.csv", "1", "Queue>State", "Raw", "Raw>open")}, `"open"`,
		},
	} {
		e, sys := relatedEngine(t, c.settings, nil, c.relations...)
		if got := leftOf(e.Ask(askStates(texts(c.params)), sys)); got != c.want {
			t.Errorf("%s: %s is left, want %s", c.name, got, c.want)
		}
	}
}

// TestRelationsReadTheTicket: the form counts before the stored ticket, which
// stands in for what the form has emptied, but not after a change.
func TestRelationsReadTheTicket(t *testing.T) {
	e, sys := relatedEngine(t, texts(map[string]string{product.RelationNone: "0"}), nil,
		relation("a.csv", "1", "DynamicField_X>State", "a>open", "b>new", ">closed"))
	sys.Tickets["9"] = inventory.Attrs{"TicketID": inventory.TextValue("9"), "DynamicField_X": inventory.TextValue("a")}
	for _, c := range []struct {
		field     map[string]inventory.Value
		subaction string
		want      string
	}{
		{nil, "", `"open"`},
		{map[string]inventory.Value{"DynamicField_X": inventory.TextValue("b")}, "", `"new"`},
		{map[string]inventory.Value{"DynamicField_X": inventory.ListValue("b", "a")}, "", `"new" "open"`},
		{map[string]inventory.Value{"DynamicField_X": inventory.ListValue("b", "")}, "", `"new" "closed"`},
		{map[string]inventory.Value{"DynamicField_X": inventory.TextValue("")}, "", `"open"`},
		{map[string]inventory.Value{"DynamicField_X": inventory.TextValue("")}, "Store", `"open"`},
		{map[string]inventory.Value{"DynamicField_X": inventory.TextValue("")}, "AJAXUpdate", ``},
		{map[string]inventory.Value{"DynamicField_X": inventory.ListValue()}, "AJAXUpdate", ``},
		{nil, "AJAXUpdate", `"open"`},
	} {
		call := askStates(texts(map[string]string{"TicketID": "9"}))
		call.DynamicField, call.Subaction = c.field, c.subaction
		if got := leftOf(e.Ask(call, sys)); got != c.want {
			t.Errorf("%v %s: %s is left, want %s", c.field, c.subaction, got, c.want)
		}
	}
}

// TestRelationsInOrder: names, places, what is wiped and what acts on top.
func TestRelationsInOrder(t *testing.T) {
	early, late := stateList("100-x", "PossibleNot", false, "open"), stateList("200-x", "PossibleNot", false, "new")
	own, other := stateList("10000-TicketAttributeRelations", "Possible", false, "closed"), stateList("001-y", "PossibleNot", true)
	e, sys := relatedEngine(t, nil, []*acl.ACL{late, early, own, other},
		relation("p.csv", "3", "Queue>Priority", "Raw>2 low"), relation("a.csv", "1", "Queue>State", "Raw>open"), relation("b.csv", "2", "Type>State", "x>new"))
	x := e.ExplainAll(askStates(texts(map[string]string{"QueueID": "2"})), sys)
	var got []string
	for i := range x.ACLs {
		got = append(got, x.ACLs[i].ACL.Name+" "+x.ACLs[i].Status.String())
	}
	want := []string{"001-y matched", "100-x not reached", "10000-TicketAttributeRelations not reached", "10001-TicketAttributeRelations not reached", "200-x not reached"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	invalid := acl.Value{Kind: acl.Number, Text: "2"}
	off := &acl.ACL{Name: own.Name, Meta: acl.Meta{ValidID: &invalid}}
	var order []string
	for _, a := range e.Order(&acl.Set{ACLs: []*acl.ACL{late, early, own, other}}) {
		order = append(order, a.Name)
	}
	if diff := cmp.Diff([]string{"001-y", "100-x", own.Name, "10001-TicketAttributeRelations", "200-x"}, order); diff != "" {
		t.Error(diff)
	}
	if order := e.Order(&acl.Set{ACLs: []*acl.ACL{off}}); len(order) != 3 || order[0] == off || order[1] != off {
		t.Errorf("an ACL that is not deployed is not shown behind the one of its name: %v", order)
	}
	rs := e.Relations()
	if len(rs) != 2 || rs[0].Attribute != "State" || rs[1].Attribute != "Priority" || rs[0].Replaces != own || len(rs[0].Relations) != 2 {
		t.Fatalf("%+v", rs)
	}
	if !slices.Equal(rs[0].Before, []*acl.ACL{other, early}) || !slices.Equal(rs[0].After, []*acl.ACL{late}) || rs[1].Before != nil {
		t.Errorf("before %v, after %v", rs[0].Before, rs[0].After)
	}
	if at := rs[0].ACL.Place().String(); at != "a.csv:1:1" {
		t.Errorf("the ACL is at %s", at)
	}

	e, sys = relatedEngine(t, nil, []*acl.ACL{late, early}, relation("a.csv", "1", "Queue>State", "Raw>open", "Raw>new"))
	x = e.ExplainAll(askStates(texts(map[string]string{"QueueID": "2"})), sys)
	if got := leftOf(x.Answer); got != `"" "open"` {
		t.Errorf("%s is left", got)
	}
	var steps []string
	for _, s := range x.Story("open").Steps {
		steps = append(steps, s.ACL.Name+" "+s.Kind.String())
	}
	if diff := cmp.Diff([]string{"100-x removed", "10000-TicketAttributeRelations brought back", "200-x not named"}, steps); diff != "" {
		t.Error(diff)
	}
	if item := x.Story("open").Steps[1].Item; item == nil || item.Span.Start.Line != 2 {
		t.Errorf("the item is %v", item)
	}
	if got := x.Story("closed").Steps[1].Kind; got != StepEmptied {
		t.Errorf("closed is %s", got)
	}
}

// TestRelationsOfOthers: targets without relations, and engines without modules,
// take no notice.
func TestRelationsOfOthers(t *testing.T) {
	inv := &inventory.Inventory{Relations: []inventory.Relation{relation("a.csv", "1", "Queue>State", "Raw>open")}}
	for _, c := range []struct {
		target  string
		without bool
		want    int
	}{{"znuny-7.0", false, 1}, {"znuny-7.0", true, 0}, {"znuny-6.2.1", false, 1}, {"znuny-6.2.0", false, 0}, {"znuny-6.0", false, 0}, {"otobo-11.0", false, 0}, {"otrs-3.0", false, 0}} {
		target, err := product.Parse(c.target)
		if err != nil {
			t.Fatal(err)
		}
		if e := Compile(&acl.Set{}, target, Options{Inventory: inv, WithoutModules: c.without}); len(e.ACLs()) != c.want {
			t.Errorf("%s: %d ACLs", c.target, len(e.ACLs()))
		}
	}
}

// TestRelationsOfWhatIsUnknown: an attribute that nobody told is never guessed,
// and what it cannot change is certain.
func TestRelationsOfWhatIsUnknown(t *testing.T) {
	noNone := texts(map[string]string{product.RelationNone: "0"})
	unknown := inventory.Value{Kind: inventory.Unknown, Why: "nobody told X", Of: "ticket"}
	ask := func(relations ...inventory.Relation) (*Explanation, *Answer) {
		e, sys := relatedEngine(t, noNone, nil, relations...)
		call := askStates(nil)
		call.DynamicField = map[string]inventory.Value{"DynamicField_X": unknown}
		return e.ExplainAll(call, sys), e.Ask(call, sys)
	}
	x, a := ask(relation("a.csv", "1", "DynamicField_X>State", "a>open", "b>open", "b>new"))
	if a.Undetermined == nil || !slices.Contains(a.Unknown, "nobody told X") {
		t.Fatalf("%+v", a)
	}
	var maybe []string
	for _, c := range a.Undetermined.MaybeLeft {
		maybe = append(maybe, c.Name)
	}
	if diff := cmp.Diff([]string{"new", "open"}, maybe); diff != "" {
		t.Error(diff)
	}
	if s := x.Story("new"); !s.Maybe || !s.Steps[0].Unsure || s.Steps[0].After != MaybeLeft {
		t.Errorf("%+v", s)
	}
	if s := x.Story("closed"); s.Maybe || s.Left || s.Steps[0].Unsure || s.Steps[0].Kind != StepEmptied {
		t.Errorf("%+v", s)
	}
	// Nothing that it could be leaves any of these.
	if _, a := ask(relation("a.csv", "1", "DynamicField_X>State", "a>gone", "b>lost")); a.Undetermined != nil || len(a.Left) > 0 {
		t.Errorf("%+v", a)
	}
	// It has no bearing on the question.
	if _, a := ask(relation("a.csv", "1", "DynamicField_X>Priority", "a>2 low")); a.Undetermined != nil || len(a.Left) != 4 {
		t.Errorf("%+v", a)
	}
	// More values than are tried in all combinations.
	var many []string
	for i := range 40 {
		many = append(many, fmt.Sprintf("v%d>open", i))
	}
	if _, a := ask(relation("a.csv", "1", "DynamicField_X>State", many...)); a.Undetermined == nil || a.Undetermined.Exhausted {
		t.Errorf("%+v", a)
	}
}

// TestRelationsOfOneUnknownValue: an attribute with one value is tried value by
// value, and agrees with the conditions that look at it.
func TestRelationsOfOneUnknownValue(t *testing.T) {
	var rows []string
	for i := range 300 {
		rows = append(rows, fmt.Sprintf("q%d>open", i))
	}
	when := acl.NewDeployed("20-when", acl.NewHash([]acl.Entry{
		{Key: "Properties", Value: acl.NewHash([]acl.Entry{{Key: "Ticket", Value: acl.NewHash([]acl.Entry{{
			Key: "Queue", Value: acl.NewList([]acl.Value{{Kind: acl.String, Text: "q7"}}),
		}})}})},
		{Key: "PossibleNot", Value: acl.NewHash([]acl.Entry{{Key: "Ticket", Value: acl.NewHash([]acl.Entry{{
			Key: "State", Value: acl.NewList([]acl.Value{{Kind: acl.String, Text: "new"}}),
		}})}})},
	}))
	e, sys := relatedEngine(t, texts(map[string]string{product.RelationNone: "0"}), []*acl.ACL{when},
		relation("a.csv", "1", "Queue>State", append(rows, "q7>new")...))
	call := askStates(map[string]inventory.Value{"TicketID": inventory.TextValue("9")})
	sys.Tickets["9"] = inventory.Attrs{"TicketID": inventory.TextValue("9"), "Queue": {Kind: inventory.Unknown, Why: "nobody told the queue", Of: "ticket 9"}}
	a := e.Ask(call, sys)
	if a.Undetermined == nil || a.Undetermined.Exhausted {
		t.Fatalf("%+v", a.Undetermined)
	}
	// new is allowed in q7 alone, and there the ACL takes it.
	for _, c := range a.Undetermined.MaybeLeft {
		if c.Name != "open" {
			t.Errorf("%s may be left", c.Name)
		}
	}
}

func BenchmarkCallWithRelations(b *testing.B) {
	var rows []string
	for i := range 1000 {
		rows = append(rows, fmt.Sprintf("q%d>open", i))
	}
	target, err := product.Parse("znuny-7.0")
	if err != nil {
		b.Fatal(err)
	}
	inv := (&inventory.Inventory{
		Relations: []inventory.Relation{relation("a.csv", "1", "Queue>State", append(rows, "Raw>new")...)},
		Listed:    map[string]bool{"attribute_relations": true},
	}).Over(inventory.Stock(target))
	e, sys := Compile(&acl.Set{}, target, Options{Inventory: inv}), &System{Inventory: inv}
	call := askStates(texts(map[string]string{"QueueID": "2"}))
	for b.Loop() {
		e.Ask(call, sys)
	}
}
