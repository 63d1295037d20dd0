package inventory

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/ownfile"
)

func loadFull(t testing.TB) *Inventory {
	t.Helper()
	inv, findings, err := Load(filepath.Join("testdata", "full.yml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		t.Error(f.Error())
	}
	return inv
}

func TestParseEntities(t *testing.T) {
	inv := loadFull(t)
	if inv.Product != "otobo-11.0" {
		t.Errorf("product is %q", inv.Product)
	}
	raw := inv.Queues.ByName("Raw")
	for name, want := range map[string]Value{
		"QueueID": TextValue("2"), "GroupID": TextValue("1"), "Calendar": {}, "Colour": TextValue("blue"), "ValidID": TextValue("1"),
	} {
		if got := raw.Attr(name); !got.Equal(want) {
			t.Errorf("queue Raw: %s is %v, want %v", name, got, want)
		}
	}
	if got := raw.Attr("Comment"); got.Kind != Unknown {
		t.Errorf("what the entry does not tell is %v, want unknown", got)
	}
	if got := inv.Queues.ByName("Postmaster").Attr("QueueID"); got.Kind != Unknown {
		t.Errorf("QueueID of a name alone is %v", got)
	}
	if e := inv.Types.ByID("7"); e == nil || e.ID != "007" {
		t.Errorf("type 7 is %v", e)
	}
	if got := inv.SLAs.ByName("Gold").Attr("ServiceIDs"); !got.Equal(ListValue("2")) {
		t.Errorf("ServiceIDs is %v", got)
	}
	for kind, want := range map[string][2]bool{"queues": {true, false}, "agents": {true, true}, "settings": {false, false}} {
		if got := [2]bool{inv.Listed[kind], inv.Open[kind]}; got != want {
			t.Errorf("%s: listed, open = %v, want %v", kind, got, want)
		}
	}
	if !inv.Queues.Complete() || inv.Queues.Kind != "queues" {
		t.Errorf("the table of queues is %+v", inv.Queues)
	}
}

func TestParsePeople(t *testing.T) {
	inv := loadFull(t)
	jane := inv.AgentByLogin("jdoe")
	if got := inv.AgentGroups(jane, "note"); !got.Equal(ListValue("hotline")) {
		t.Errorf("groups with note: %v", got)
	}
	if got := inv.AgentGroups(jane, "ro"); !got.Equal(ListValue("hotline", "users")) {
		t.Errorf("groups with ro: %v", got)
	}
	if got := inv.AgentRoles(jane); !got.Equal(ListValue("agent")) {
		t.Errorf("roles: %v", got)
	}
	if got := inv.DisplayName(jane).Text; got != "Doe, Jane (jdoe) *** out of office until 2030-01-01 (9 d left) ***" {
		t.Errorf("display name: %q", got)
	}
	if got := jane.Attr("UserLanguage"); !got.Equal(TextValue("de")) {
		t.Errorf("UserLanguage: %v", got)
	}
	somebody := inv.AgentByLogin("somebody")
	for _, v := range []Value{inv.AgentGroups(somebody, "ro"), inv.AgentRoles(somebody), inv.DisplayName(somebody)} {
		if v.Kind != Unknown {
			t.Errorf("of a login alone something is known: %v", v)
		}
	}
	kim := inv.CustomerUserByLogin("kim")
	if diff := cmp.Diff([]string{"A", "B", "C"}, inv.CustomerIDs(kim)); diff != "" {
		t.Error(diff)
	}
	if got := inv.CustomerUserGroups(kim, "ro"); !got.Equal(ListValue("hotline", "users")) {
		t.Errorf("customer groups with ro: %v", got)
	}
	if got := inv.CustomerUserGroups(kim, "rw"); !got.Equal(ListValue("users")) {
		t.Errorf("customer groups with rw: %v", got)
	}
	for name, want := range map[string]string{
		"UserFullname": "Kim Kunde", "CustomerCompanyName": "Firma A", "UserMailString": `"Kim Kunde" <kim@a.example>`,
	} {
		if got := kim.Attr(name); !got.Equal(TextValue(want)) {
			t.Errorf("%s is %v", name, got)
		}
	}
}

func TestParseConfiguration(t *testing.T) {
	inv := loadFull(t)
	for _, c := range []struct{ got, want any }{
		{inv.DynamicFields[1], &DynamicField{
			Name: "Color", Type: "Dropdown", ValidID: "1", Keys: []string{"k_red", "k_blue"},
			Labels: map[string]string{"k_red": "Red", "k_blue": "Blue"}, PossibleNone: true,
		}},
		{inv.DynamicFields[2].Keys, []string{"s", "m"}},
		{inv.Processes, []*Process{{ID: "Process-1", Name: "Onboarding", State: "FadeAway", Activities: []string{"Activity-1", "Activity-2"}}}},
		{inv.Activities, []*Activity{{ID: "Activity-1", Name: "Check", Dialogs: []string{"ActivityDialog-1", "ActivityDialog-2"}}}},
		{inv.Dialogs, []*ActivityDialog{{
			ID: "ActivityDialog-1", Name: "First", Interfaces: []string{"AgentInterface"}, Fields: []string{"Title", "DynamicField_Color"},
		}}},
		{inv.Screens[0], &Screen{
			Name: "AgentTicketNote", StateTypes: []string{"open", "closed"}, Permission: "note",
			DynamicFields: []string{"Color", "Size"}, Required: []string{"Color"}, Fields: map[string]bool{"Queue": true, "Owner": false},
		}},
		{inv.AgentModules, []string{"AgentTicketNote", "AgentTicketMasterSlave"}},
		{inv.CustomerModules, []string{"CustomerTicketZoom"}},
		{inv.Relations, []Relation{{
			ID: "1", Filename: "places.csv", Priority: "1", Attribute1: "Service", Attribute2: "Queue",
			Data:  []map[string]string{{"Service": "Hardware", "Queue": "Raw"}},
			Place: inv.Relations[0].Place, Rows: inv.Relations[0].Rows, // see TestRelations
		}}},
		{inv.Settings, map[string]Value{
			"FirstnameLastnameOrder": TextValue("3"), "CustomerGroupSupport": TextValue("1"),
			"CustomerGroupAlwaysGroups": ListValue("users"), "Ticket::Acl::Module###1": {Kind: Hash},
			"Ticket::Acl::Module###1###Module": TextValue("Kernel::System::Ticket::Acl::CloseParentAfterClosedChilds"),
		}},
	} {
		if diff := cmp.Diff(c.want, c.got); diff != "" {
			t.Error(diff)
		}
	}
}

func TestParseFindings(t *testing.T) {
	for _, c := range []struct {
		source string
		want   string // place, rule and a part of the summary
	}{
		{"queue: [Raw]", `i.yml:1:1 unknown-key unknown key "queue" in an inventory; did you mean queues?`},
		{"queues:\n- Name: Raw\n  QueueId: 2", `i.yml:3:3 unknown-key did you mean QueueID?`},
		{"agents:\n- {UserLogin: a, Groups: [x]}", `i.yml:2:18 unknown-key did you mean Group_ro?`},
		{"open: [role]", `i.yml:1:8 unknown-key did you mean roles?`},
		{"product: otobo-12", `i.yml:1:10 bad-value unknown target`},
		{"queues: [Raw, Raw]", `i.yml:1:15 duplicate-name queues has "Raw" already`},
		{"queues:\n- {Name: A, QueueID: 1}\n- {Name: B, QueueID: 01}", `i.yml:3:3 duplicate-name "A" has QueueID "01" already`},
		{"queues: []\nqueues: []", `i.yml:2:1 duplicate-key key "queues" occurs twice`},
		{"queues: Raw", `i.yml:1:9 not-a-list queues is a list, not a single value`},
		{"queues:\n- QueueID: 2", `i.yml:2:3 bad-value has no Name`},
		{"queues: [&a Raw]\nstates: [*a]", `i.yml:2:10 yaml-alias write the value out`},
		{"queues: [[Raw]]", `i.yml:1:10 bad-value not a list`},
		{"- Raw", `i.yml:1:1 yaml-root a mapping of kinds, not a list`},
		{"queues: [Raw", `i.yml:1:1 yaml-syntax`},
		{"a: b: c", `i.yml:1:1 yaml-syntax mapping values`},
		{"queues: []\n---\nqueues: []", `i.yml:2:1 yaml-root one document`},
		{"? [a]\n: b", `i.yml:1:3 bad-value a key is a plain string`},
		{"queues:\n- {Name: Ä, Komment: x}", `i.yml:2:13 unknown-key did you mean Comment?`},
		{"screens:\n- {Action: AgentTicketNote, DynamicField: {X: 3}}", `i.yml:2:47 bad-value 0 (off), 1 (shown) or 2 (required)`},
		{"processes:\n- {EntityID: P, State: active}", `i.yml:2:24 bad-value did you mean Active?`},
		{"customers:\n- {CustomerID: A, Same: {ro: [x]}}", `i.yml:2:26 unknown-key unknown key "ro" in Same; there is Group_ro, Group_rw`},
	} {
		_, findings := Parse("i.yml", []byte(c.source))
		if len(findings) == 0 {
			t.Errorf("%q: no finding, want %s", c.source, c.want)
			continue
		}
		f := findings[0]
		place, rest, _ := strings.Cut(c.want, " ")
		rule, part, _ := strings.Cut(rest, " ")
		if f.Place.String() != place || f.Rule != diag.Rule(rule) || !strings.Contains(f.Summary, part) {
			t.Errorf("%q:\n got %s %s %s\nwant %s", c.source, f.Place, f.Rule, f.Summary, c.want)
		}
	}
}

func TestParseNothing(t *testing.T) {
	for _, source := range []string{"", "\n", "# nothing\n", "---\n", "null\n", "settings:\nopen:\n"} {
		inv, findings := Parse("i.yml", []byte(source))
		if len(findings) > 0 {
			t.Errorf("%q: %v", source, findings[0])
		}
		if inv == nil || len(inv.Queues.Entities) > 0 {
			t.Errorf("%q gives %v", source, inv)
		}
	}
	// A name with nothing below it is told of, and counts as not told.
	for source, want := range map[string]string{
		"queues:\n": "i.yml:1:8: queues has nothing below it: it counts as not told", "open:\nagents: ~\n": "i.yml:2:9: agents has nothing below it: it counts as not told",
		"queues:\n# - Raw\n": "i.yml:1:8: queues has nothing below it: it counts as not told",
	} {
		inv, findings := Parse("i.yml", []byte(source))
		if len(findings) != 1 || findings[0].Severity != diag.Warning || findings[0].Error() != want || len(inv.Listed) > 0 || inv.Complete("queues") {
			t.Errorf("%q: %v, listed %v", source, findings, inv.Listed)
		}
	}
	if inv, _ := Parse("i.yml", []byte("queues: []")); !inv.Complete("queues") {
		t.Error("an empty list says that there is none")
	}
	if inv, _ := Parse("i.yml", []byte("actions: []")); inv.AgentModules == nil || inv.CustomerModules == nil {
		t.Error("an empty list of actions reads as one that nobody told")
	}
}

func TestParseBoundsFindings(t *testing.T) {
	_, findings := Parse("i.yml", []byte("x: "+strings.Repeat("\ny: 1", 10_000)))
	if len(findings) != ownfile.MaxFindings+1 {
		t.Errorf("%d findings", len(findings))
	}
	_, findings = Parse("i.yml", []byte(strings.Repeat("x", 1_000_000)+": 1"))
	if len(findings) != 1 || len(findings[0].Summary) > 300 {
		t.Errorf("a hostile key is printed in full: %d bytes", len(findings[0].Summary))
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("queues: [Raw]\nopen: [queues]"))
	f.Add([]byte("agents:\n- {UserLogin: a, Group_ro: [x], Role: [y], Preferences: {a: ~}}"))
	f.Add([]byte("a: &a [*a]\n<<: *a"))
	f.Add([]byte("processes:\n- EntityID: P\n  Activities: [{EntityID: A, ActivityDialogs: [D]}]"))
	f.Add([]byte("\xef\xbb\xbfscreens: [{Action: X, DynamicField: {\"\": 9}}]\r\n"))
	f.Add([]byte(strings.Repeat("[", 500)))
	f.Fuzz(func(t *testing.T, data []byte) {
		inv, findings := Parse("i.yml", data)
		if inv == nil {
			t.Fatal("no inventory")
		}
		for _, d := range findings {
			span := d.Place.Span
			if span.End.Before(span.Start) || int(span.End.Offset) > len(data) {
				t.Fatalf("span %v of %d bytes", span, len(data))
			}
			_ = fmt.Sprint(d.Error())
		}
		for _, a := range inv.Agents {
			inv.AgentAttrs(a)
		}
		for _, u := range inv.CustomerUsers {
			inv.CustomerUserAttrs(u.Name)
		}
	})
}
