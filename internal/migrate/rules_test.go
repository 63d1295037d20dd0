package migrate_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/migrate"
	"github.com/ticketacl/ticketacl/internal/product"
)

func parse(t testing.TB, id string) *product.Target {
	t.Helper()
	target, err := product.Parse(id)
	if err != nil {
		t.Fatal(err)
	}
	return target
}

// perl is a set out of the bodies of ACLs.
func perl(t testing.TB, acls string) *acl.Set {
	t.Helper()
	var b strings.Builder
	for line := range strings.SplitSeq(strings.TrimSpace(acls), "\n") {
		name, body, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok {
			t.Fatalf("no ACL: %s", line)
		}
		b.WriteString("$Self->{TicketAcl}->{'" + name + "'} = { " + body + " };\n")
	}
	read, err := convert.ReadBytes("Config.pm", []byte(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range read.Diagnostics {
		t.Errorf("%s: %s", d.Place, d.Summary)
	}
	return read.Set
}

// TestRules has an example of every rule: what stood there, what does, and what a
// person is told.
func TestRules(t *testing.T) {
	const system = `
settings: {FirstnameLastnameOrder: 0, 'TicketACL::Default::Action###AgentTicketMerge': '0'}
queues: [{QueueID: 2, Name: Raw}, {QueueID: 3, Name: Junk}]
agents: [{UserID: 2, UserLogin: jd, UserFirstname: Jane, UserLastname: Doe, Group_rw: [], Role: []}, {UserID: 3, UserLogin: max, UserFirstname: Max, UserLastname: Roe, Group_rw: [], Role: []}]
dynamic_fields:
- {Name: TicketFreeText1, FieldType: Dropdown, PossibleNone: 1, PossibleValues: {k1: blue, k2: black, k3: red}}
- {Name: Tags, FieldType: Multiselect, PossibleValues: [a, b]}
processes: [{EntityID: P1, Name: Order, State: Active}, {EntityID: P2, Name: Leave, State: Active}]
`
	made := func(changes ...string) *inventory.Inventory {
		inv, findings := inventory.Parse("inv.yml", []byte(strings.NewReplacer(changes...).Replace(system)))
		for _, f := range findings {
			t.Fatal(f)
		}
		return inv
	}
	inv, bare := made(), made(", 'TicketACL::Default::Action###AgentTicketMerge': '0'", "")
	other := made("Order: 0", "Order: 1", "EntityID: P", "EntityID: Process-")
	moved := made("{QueueID: 2, Name: Raw}", "{QueueID: 7, Name: Raw}, {QueueID: 8, Name: Old}")
	related := *bare
	related.Relations = []inventory.Relation{{Filename: "q.csv", Attribute1: "Queue", Attribute2: "State", Data: []map[string]string{{"Queue": "Raw", "State": "new"}, {"Queue": "Raw", "State": "open"}}}}
	shown := map[migrate.Kind]bool{}
	for _, c := range []struct {
		kind     migrate.Kind
		from, to string
		inv      *inventory.Inventory // of the old system; nil: bare
		acls     string
		want     string // the result, as dump has it
		needs    []migrate.ClassID
	}{
		{"ignored-key", "znuny-7.0", "otobo-11.0", nil, `a: PossibleNot => { Form => ['X'], Ticket => { State => ['new'] } }`,
			`a PossibleNot {Ticket: {State: ['new']}}`, nil},
		{"ignored-key", "otrs-3.0", "otrs-6.0", nil, `a: Properties => { Ticket => { Queue => ['Raw'] } }, Possible => { Action => { AgentTicketClose => 0 } }
b: PossibleNot => { Ticket => { State => ['open'] }, Action => { AgentTicketNote => 0 } }
c: PossibleNot => { Action => { AgentTicketNote => 0 } }`,
			`a PropertiesDatabase {Ticket: {Queue: ['Raw']}} PossibleNot {Action: ['AgentTicketClose']}
  b PossibleNot {Ticket: {State: ['open']}}
  c (invalid-temporarily)`, nil},
		{"ignored-key", "otrs-3.3", "otrs-6.0", nil, `a: PossibleAdd => { Ticket => { State => ['new'] } }, PossibleNot => { Action => ['AgentTicketClose'], Ticket => { State => ['open'] } }`,
			`a PossibleNot {Ticket: {State: ['open']}}`, nil},
		{"unread-database", "otrs-3.0", "otrs-6.0", nil, `a: PropertiesDatabase => { Ticket => { Queue => ['Raw'] } }, PossibleNot => { Ticket => { State => ['new'] } }`,
			`a PossibleNot {Ticket: {State: ['new']}}`, nil},
		{"lost-key", "otobo-11.0", "znuny-7.0", nil, `a: PossibleNot => { Form => ['X'], Ticket => { State => ['new'] } }`,
			`a PossibleNot {Ticket: {State: ['new']}}`, []migrate.ClassID{migrate.KeyUnknown}},
		{"lost-key", "otobo-11.0", "znuny-7.0", nil, `a: PossibleNot => { Form => ['X'] }`,
			`a (invalid-temporarily)`, []migrate.ClassID{migrate.KeyUnknown}},
		{"lost-key", "otrs-3.3", "otobo-11.0", nil, `a: Possible => { Ticket => { TicketFreeText2 => ['a'], State => ['open'] } }`,
			`a Possible {Ticket: {State: ['open']}}`, []migrate.ClassID{migrate.DeadList}},
		{"lost-key", "otrs-3.3", "otobo-11.0", nil, `a: Possible => { Ticket => { TicketFreeText2 => ['a'] } }`,
			`a (invalid-temporarily)`, []migrate.ClassID{migrate.DeadList}},
		{"free-item", "otrs-3.3", "otrs-6.0", nil, `a: Possible => { Ticket => { DynamicField_X => [undef, 'a'] } }`,
			`a Possible {Ticket: {DynamicField_X: ['', 'a']}}`, nil},
		{"falsy-item", "otrs-2.0", "otrs-6.0", nil, `a: Properties => { Ticket => { Title => ['0', 'x'] } }, PossibleNot => { Ticket => { State => ['new'] } }`,
			`a PropertiesDatabase {Ticket: {Title: ['x']}} PossibleNot {Ticket: {State: ['new']}}`, nil},
		{"stored-ticket", "otrs-3.0", "otobo-11.0", nil, `a: Properties => { Ticket => { Queue => ['Raw'] }, User => { UserLogin => ['jd'] } }, PossibleNot => { Ticket => { State => ['new'] } }`,
			`a Properties {User: {UserLogin: ['jd']}} PropertiesDatabase {Ticket: {Queue: ['Raw']}} PossibleNot {Ticket: {State: ['new']}}`, nil},
		{"database-away", "otrs-6.0", "otrs-3.0", nil, `a: PropertiesDatabase => { Ticket => { Queue => ['Raw'] } }, PossibleNot => { Ticket => { State => ['new'] } }`,
			`a Properties {Ticket: {Queue: ['Raw']}} PossibleNot {Ticket: {State: ['new']}}`, nil},
		{"area-passed", "otrs-3.0", "otrs-6.0", nil, `a: Properties => { Queue => { Name => ['Raw'] } }, Possible => { Action => { AgentTicketClose => 0 }, Ticket => { State => ['new'] } }`,
			`a Properties {Frontend: {Action: ['[NotRegExp]^(AgentTicketBounce|AgentTicketPhoneInbound|AgentTicketPhoneOutbound)\z']}, Queue: {Name: ['Raw']}} Possible {Ticket: {State: ['new']}}`, []migrate.ClassID{migrate.AreaFromTicket}},
		{"screen-unnamed", "otrs-3.0", "otrs-6.0", nil, `a: Properties => { Queue => { Name => ['Raw'] }, Frontend => { Action => ['AgentTicketBounce', 'AgentTicketNote'] } }, PossibleNot => { Ticket => { Queue => ['Junk'], State => ['new'] } }, StopAfterMatch => 1
b: Properties => { Queue => { Name => ['Raw'] }, Frontend => { Action => ['[RegExp]Bounce|Close'] } }, PossibleNot => { Ticket => { State => ['open'] } }
c: Properties => { Queue => { Name => ['Raw'] }, Frontend => { Action => ['AgentTicketBounce'] } }, PossibleNot => { Ticket => { State => ['closed'] } }
d: Properties => { Queue => { Name => ['Raw'] } }, PossibleNot => { Ticket => { Queue => ['Junk'] } }`,
			`a Properties {Frontend: {Action: ['AgentTicketNote']}, Queue: {Name: ['Raw']}} PossibleNot {Ticket: {State: ['new']}} stops
  a (screens 2) Properties {Frontend: {Action: ['AgentTicketBounce', 'AgentTicketNote']}, Queue: {Name: ['Raw']}} PossibleNot {Ticket: {Queue: ['Junk']}} stops
  b Properties {Frontend: {Action: ['[RegExp]^(?!(?:AgentTicketBounce)\z)(?s:.*?)(?:Bounce|Close)']}, Queue: {Name: ['Raw']}} PossibleNot {Ticket: {State: ['open']}}
  c (invalid-temporarily) Properties {Frontend: {Action: ['AgentTicketBounce']}, Queue: {Name: ['Raw']}} PossibleNot {Ticket: {State: ['closed']}}
  d Properties {Queue: {Name: ['Raw']}} PossibleNot {Ticket: {Queue: ['Junk']}}`, []migrate.ClassID{migrate.AreaFromTicket, migrate.AreaFromTicket, migrate.AreaFromTicket, migrate.AreaFromTicket, migrate.NeverApplied}},
		{"free-field", "otrs-2.4", "otobo-11.0", nil, `a: Properties => { Ticket => { TicketFreeText2 => ['x'] } }, PossibleNot => { Ticket => { State => ['new'] } }`,
			`a PropertiesDatabase {Ticket: {DynamicField_TicketFreeText2: ['x']}} PossibleNot {Ticket: {State: ['new']}}`, nil},
		{"field-key", "otrs-3.0", "otobo-11.0", nil, `a: Possible => { Ticket => { TicketFreeText1 => ['[RegExp]^bl', ''] } }`,
			`a Possible {Ticket: {DynamicField_TicketFreeText1: ['k1', 'k2', '']}}`, nil},
		{"field-label", "otrs-3.2", "otrs-3.1", nil, `a: Possible => { Ticket => { DynamicField_TicketFreeText1 => ['k1'] } }`,
			`a Possible {Ticket: {DynamicField_TicketFreeText1: ['blue']}}`, nil},
		{"plain-text", "otrs-3.3", "otobo-11.0", nil, `a: Properties => { Ticket => { Title => ['[Not]x'] } }, PossibleNot => { Ticket => { State => ['new'] } }`,
			`a Properties {Ticket: {Title: ['[RegExp]^\[Not\]x\z']}} PossibleNot {Ticket: {State: ['new']}}`, nil},
		{"modifier-away", "otrs-6.0", "otrs-3.3", nil, `a: Properties => { Ticket => { Queue => ['[Not]Raw'] } }, Possible => { Ticket => { State => ['new'] } }`,
			`a Properties {Ticket: {Queue: ['[RegExp]^(?!Raw\z)']}} Possible {Ticket: {State: ['new']}}`, nil},
		{"display-name", "znuny-7.0", "otobo-11.0", nil, `a: PossibleNot => { Ticket => { Owner => ['jd', '[RegExp]^m'] } }`,
			`a PossibleNot {Ticket: {Owner: ['Doe, Jane', 'Roe, Max']}}`, nil},
		{"login", "otobo-11.0", "znuny-7.0", nil, `a: Possible => { Ticket => { NewOwner => ['[Not]Jane Doe'] } }`,
			`a Possible {Ticket: {NewOwner: ['[Not]jd']}}`, nil},
		{"name-order", "otrs-6.0", "otobo-11.0", nil, `a: Possible => { Ticket => { Responsible => ['Max Roe'] } }`,
			`a Possible {Ticket: {Responsible: ['Roe, Max']}}`, nil},
		{"new-responsible", "znuny-7.0", "znuny-7.2", nil, `a: Possible => { Ticket => { Responsible => ['jd'] } }`,
			`a Possible {Ticket: {NewResponsible: ['jd'], Responsible: ['jd']}}`, nil},
		{"entity-id", "otrs-6.0", "otobo-11.0", nil, `a: Properties => { Process => { ProcessEntityID => ['P2'] } }, PossibleNot => { Process => ['P1', 'P3'] }`,
			`a Properties {Process: {ProcessEntityID: ['Process-2']}} PossibleNot {Process: ['Process-1', 'P3']}`, []migrate.ClassID{migrate.EntityID}},
		{"set-item", "otrs-3.3", "otobo-11.0", nil, `a: Possible => { Process => ['P1', '[RegExp]^P'] }`,
			`a Possible {Process: ['Process-1']}`, nil},
		{"emptied-sets", "otrs-3.3", "otobo-11.0", nil, `a: Properties => { User => { UserLogin => ['jd'] } }, PossibleNot => { Process => ['P1'] }, StopAfterMatch => 1
b: Properties => { Ticket => { Queue => ['Raw', 'Junk'], Priority => ['x'] } }, PossibleNot => { Process => ['P2'] }
c: Properties => { Ticket => { Queue => ['Raw'] }, Frontend => { Action => ['AgentTicketProcess'] } }, PossibleNot => { Process => ['P1', 'P2'], Ticket => { State => ['new'] } }
d: Properties => { Ticket => { Queue => ['Junk'] } }, PossibleNot => { Process => ['P1'] }`,
			`a Properties {User: {UserLogin: ['jd']}} PossibleNot {Process: ['Process-1']}
  b Properties {Ticket: {Priority: ['x'], Queue: ['Raw', 'Junk']}} PossibleNot {Process: ['Process-2']}
  c Properties {Frontend: {Action: ['AgentTicketProcess']}, Ticket: {Queue: ['Raw']}} Possible {Process: ['[RegExp].*']} PossibleNot {Ticket: {State: ['new']}}
  d Properties {Ticket: {Queue: ['Junk']}} PossibleNot {Process: ['Process-1']}
  d (processes 2) Properties {Ticket: {Priority: ['x'], Queue: ['Junk']}} Possible {Process: ['[RegExp].*']}
  d (processes) Properties {Ticket: {Priority: ['x'], Queue: ['Raw', 'Junk']}, User: {UserLogin: ['jd']}} Possible {Process: ['[RegExp].*']}`, nil},
		{"endpoint", "otrs-8.0", "otobo-11.0", nil, `a: Properties => { Frontend => { Endpoint => ['ExternalFrontend::TicketCreate'] } }, PossibleNot => { Ticket => { Queue => ['Junk'] } }`,
			`a Properties {Frontend: {Action: ['CustomerTicketMessage']}} PossibleNot {Ticket: {Queue: ['Junk']}}`, []migrate.ClassID{migrate.Endpoints}},
		{"endpoint", "otrs-8.0", "otobo-11.0", nil, `a: Properties => { Frontend => { Endpoint => ['ExternalFrontend::TicketDetailView', 'ExternalFrontend::PersonalPreferences'] } }, PossibleNot => { Endpoint => ['ExternalFrontend::TicketDetailView'], Action => ['AgentTicketClose'] }`,
			`a Properties {Frontend: {Action: ['CustomerTicketZoom', 'ExternalFrontend::PersonalPreferences']}} PossibleNot {Action: ['AgentTicketClose', 'CustomerTicketZoom']}`, []migrate.ClassID{migrate.Endpoints, migrate.Endpoints, migrate.ScreenGone}},
		{"customer-screen", "otobo-11.0", "otrs-8.0", nil, `a: Properties => { Frontend => { Action => ['CustomerTicketZoom', 'AgentTicketZoom'] } }, PossibleNot => { Ticket => { State => ['new'] } }, StopAfterMatch => 1
b: PossibleNot => { Action => ['AgentTicketClose', 'CustomerTicketZoom'] }
c: Possible => { Action => ['CustomerTicketZoom'] }`,
			`a Properties {Frontend: {Action: ['AgentTicketZoom']}} PossibleNot {Ticket: {State: ['new']}} stops
  a (endpoints) Properties {Frontend: {Endpoint: ['ExternalFrontend::TicketDetailView']}} PossibleNot {Ticket: {State: ['new']}} stops
  b PossibleNot {Action: ['AgentTicketClose'], Endpoint: ['ExternalFrontend::TicketDetailView']}
  c Possible {Action: ['CustomerTicketZoom'], Endpoint: ['ExternalFrontend::TicketDetailView']}`, []migrate.ClassID{migrate.Endpoints, migrate.Endpoints, migrate.Endpoints}},
		{"customer-screen", "otrs-6.0", "otrs-8.0", nil, `a: Properties => { Frontend => { Action => ['CustomerTicketZoom'] } }, PossibleNot => { Ticket => { State => ['new'] } }`,
			`a Properties {Frontend: {Endpoint: ['ExternalFrontend::TicketDetailView']}} PossibleNot {Ticket: {State: ['new']}}`, []migrate.ClassID{migrate.Endpoints}},
		{"process-screen", "otrs-6.0", "otobo-11.0", nil, `a: Properties => { Frontend => { Action => ['CustomerTicketProcess'] } }, PossibleNot => { Ticket => { Queue => ['Junk'] }, ActivityDialog => ['AD1'] }
b: Properties => { Frontend => { Action => ['CustomerTicketProcess'] } }, PossibleNot => { Action => ['CustomerTicketPrint'] }
c: Properties => { Frontend => { Action => ['CustomerTicketProcess', 'CustomerTicketZoom'] } }, PossibleNot => { Ticket => { Queue => ['Junk'] } }`,
			`a Properties {Frontend: {Action: ['CustomerTicketProcess']}} PossibleNot {ActivityDialog: ['AD1'], Ticket: {Queue: ['Junk']}}
  a (process) Properties {Frontend: {Action: ['CustomerTicketZoom']}} PropertiesDatabase {Ticket: {DynamicField_ProcessManagementProcessID: ['[RegExp].']}} PossibleNot {ActivityDialog: ['AD1']}
  b Properties {Frontend: {Action: ['CustomerTicketZoom']}} PropertiesDatabase {Ticket: {DynamicField_ProcessManagementProcessID: ['[RegExp].']}} PossibleNot {Action: ['CustomerTicketPrint']}
  c Properties {Frontend: {Action: ['CustomerTicketProcess', 'CustomerTicketZoom']}} PossibleNot {Ticket: {Queue: ['Junk']}}`, []migrate.ClassID{migrate.EntityID, migrate.ScreenMerged, migrate.ScreenMerged}},
		{"process-screen-apart", "otobo-11.0", "znuny-7.0", nil, `a: Properties => { Frontend => { Action => ['CustomerTicketZoom'] } }, PossibleNot => { ActivityDialog => ['ActivityDialog-1'] }
b: Properties => { Frontend => { Action => ['CustomerTicketMessage', 'CustomerTicketZoom'] } }, PossibleNot => { Ticket => { Queue => ['Junk'] } }`,
			`a Properties {Frontend: {Action: ['CustomerTicketZoom', 'CustomerTicketProcess']}} PossibleNot {ActivityDialog: ['ActivityDialog-1']}
  b Properties {Frontend: {Action: ['CustomerTicketMessage', 'CustomerTicketZoom']}} PossibleNot {Ticket: {Queue: ['Junk']}}`, []migrate.ClassID{migrate.ScreenMerged}},
		{"full-name", "otrs-6.0", "otobo-11.0", inv, `a: Properties => { User => { UserFullname => ['Max Roe', '[RegExp]^J'] } }, PossibleNot => { Ticket => { State => ['new'] } }`,
			`a Properties {User: {UserFullname: ['Roe, Max', 'Doe, Jane']}} PossibleNot {Ticket: {State: ['new']}}`, nil},
		{"system-id", "otrs-6.0", "znuny-7.0", moved, `a: PropertiesDatabase => { Ticket => { QueueID => ['7', '8'] }, Queue => { QueueID => ['[Not]7'] } }, PossibleNot => { Ticket => { State => ['new'] } }`,
			`a PropertiesDatabase {Queue: {QueueID: ['[Not]2']}, Ticket: {QueueID: ['2', '8']}} PossibleNot {Ticket: {State: ['new']}}`, []migrate.ClassID{migrate.ValueUnknown}},
		{"not-there", "otrs-6.0", "znuny-7.0", moved, `a: Properties => { Ticket => { Queue => ['Old', 'Raw'] } }, PossibleNot => { Ticket => { Queue => ['[Not]Old'] } }`,
			`a Properties {Ticket: {Queue: ['Old', 'Raw']}} PossibleNot {Ticket: {Queue: ['[Not]Old']}}`, []migrate.ClassID{migrate.ValueUnknown, migrate.ValueUnknown}},
		{"screen-gone", "otobo-11.0", "znuny-7.0", nil, `a: PossibleNot => { Action => ['CustomerTicketZoomReply', 'AgentTicketClose'] }`,
			`a PossibleNot {Action: ['AgentTicketClose']}`, []migrate.ClassID{migrate.KeyUnknown}},
		{"split", "otrs-5.0", "otrs-6.0", nil, `a: PossibleNot => { Action => ['AgentTicketPhone'] }`,
			`a PossibleNot {Action: ['AgentTicketPhone', 'AgentSplitSelection']}`, nil},
		{"name-for-id", "otrs-6.0", "otobo-11.0", nil, `a: Properties => { Ticket => { QueueID => ['2'] } }, PossibleNot => { Ticket => { State => ['new'] } }`,
			`a Properties {Ticket: {Queue: ['Raw']}} PossibleNot {Ticket: {State: ['new']}}`, nil},
		{"action-default", "otrs-3.3", "otrs-6.0", inv, `a: Properties => { Ticket => { Queue => ['Raw'] } }, Possible => { Action => { AgentTicketClose => 0, AgentTicketMerge => 1 } }`,
			"000-Default-Actions PossibleNot {Action: ['AgentTicketMerge']}\n  a Properties {Ticket: {Queue: ['Raw']}} Possible {Action: ['[RegExp].*']} PossibleNot {Action: ['AgentTicketClose']}", nil},
		{"action-default", "otrs-3.3", "otrs-6.0", inv, `a: Properties => { Ticket => { Queue => [] } }, Possible => { Action => { AgentTicketClose => 0 } }`,
			"000-Default-Actions PossibleNot {Action: ['AgentTicketMerge']}\n  a (invalid-temporarily) Properties {Ticket: {Queue: []}} PossibleNot {Action: ['AgentTicketClose']}", []migrate.ClassID{migrate.NeverApplied}},
		{"action-hash", "otrs-3.3", "otrs-6.0", nil, `a: Possible => { Action => { AgentTicketClose => 0, AgentTicketNote => 1 } }`,
			`a PossibleNot {Action: ['AgentTicketClose']}`, nil},
		{"stored-zero", "otrs-5.0.8", "znuny-7.0", inv, `a: PropertiesDatabase => { DynamicField => { DynamicField_TicketFreeText1 => ['0', 'k1', '[Not]k2', '[RegExp]0|k', '[NotRegExp]k'] } }, PossibleNot => { Ticket => { State => ['new'] } }
b: PropertiesDatabase => { DynamicField => { DynamicField_TicketFreeText1 => ['0'] } }, PossibleNot => { Ticket => { State => ['open'] } }`,
			`a PropertiesDatabase {DynamicField: {DynamicField_TicketFreeText1: ['k1', '[RegExp]^(?!0\z)(?!k2\z)', '[RegExp]^(?!0\z)(?s:.*?)(?:0|k)', '[RegExp]^(?!0\z)(?!(?s:.*?)(?:k))']}} PossibleNot {Ticket: {State: ['new']}}
  b (invalid-temporarily) PropertiesDatabase {DynamicField: {DynamicField_TicketFreeText1: ['0']}} PossibleNot {Ticket: {State: ['open']}}`, []migrate.ClassID{migrate.NeverApplied}},
		{"stored-zero", "otrs-5.0.8", "znuny-7.0", inv, `a: Properties => { DynamicField => { DynamicField_TicketFreeText1 => ['0', 'k1'] }, Ticket => { Queue => ['Raw'] } }, PossibleNot => { Ticket => { Priority => ['x'] }, Action => ['AgentTicketClose'], Process => ['P1'] }, StopAfterMatch => 1
b: Properties => { DynamicField => { DynamicField_TicketFreeText1 => ['0'] } }, PossibleNot => { Ticket => { Priority => ['y'] }, Action => ['AgentTicketNote'] }
c: Properties => { DynamicField => { DynamicField_TicketFreeText1 => ['0', 'k1'] } }, PossibleNot => { Action => ['AgentTicketNote'] }`,
			`a Properties {DynamicField: {DynamicField_TicketFreeText1: ['0', 'k1']}, Ticket: {Queue: ['Raw']}} PossibleNot {Ticket: {Priority: ['x']}} stops
  a (actions) Properties {DynamicField: {DynamicField_TicketFreeText1: ['k1']}, Ticket: {Queue: ['Raw']}} PossibleNot {Action: ['AgentTicketClose'], Process: ['Process-1']} stops
  b Properties {DynamicField: {DynamicField_TicketFreeText1: ['0']}} PossibleNot {Ticket: {Priority: ['y']}}
  c Properties {DynamicField: {DynamicField_TicketFreeText1: ['k1']}} PossibleNot {Action: ['AgentTicketNote']}`, []migrate.ClassID{migrate.StoredZero, migrate.StoredZero}},
		{"stored-zero", "znuny-7.0", "otrs-5.0.8", inv, `a: Properties => { DynamicField => { DynamicField_TicketFreeText1 => ['0', 'k1'] } }, PossibleNot => { Ticket => { State => ['new'] } }
b: Properties => { DynamicField => { DynamicField_TicketFreeText1 => ['[RegExp]^0?$'] } }, PossibleNot => { Ticket => { State => ['open'] } }`,
			`a Properties {Ticket: {DynamicField_TicketFreeText1: ['0', 'k1']}} PossibleNot {Ticket: {State: ['new']}}
  b Properties {DynamicField: {DynamicField_TicketFreeText1: ['[RegExp]^0?$']}} PossibleNot {Ticket: {State: ['open']}}`, []migrate.ClassID{migrate.StoredZero}},
		{"list-negation", "otrs-5.0.8", "znuny-7.0", nil, "a: Properties => { User => { Role => ['[Not]x', '[NotRegExp]^adm', 'y'] }, Ticket => { Queue => ['[Not]Raw'] } }, PossibleNot => { Ticket => { State => ['new'] } }\nb: Properties => { User => { Role => ['[Not]x'] } }, PossibleNot => { Ticket => { State => ['open'] } }",
			"a Properties {Ticket: {Queue: ['[Not]Raw']}, User: {Role: ['[RegExp]^(?!adm)', 'y']}} PossibleNot {Ticket: {State: ['new']}}\n  b (invalid-temporarily) Properties {User: {Role: ['[Not]x']}} PossibleNot {Ticket: {State: ['open']}}", []migrate.ClassID{migrate.NeverApplied}},
		{"sets", "otrs-3.3", "otobo-11.0", nil, "a: Possible => { Process => ['P1'] }\nb: Possible => { Process => ['P1', 'P2'] }",
			"a PossibleNot {Process: ['[Not]Process-1']}\n  b PossibleNot {Process: ['[NotRegExp]^(Process-1|Process-2)\\z']}", nil},
		{"stop", "otrs-3.3", "otrs-6.0", nil, "a: PossibleNot => { Ticket => { State => ['new'] } }, Possible => { Action => { AgentTicketClose => 0 } }, StopAfterMatch => 1\nb: Properties => { Ticket => { Queue => ['Raw'] } }, Possible => { Action => { AgentTicketNote => 0 } }",
			"a PossibleNot {Ticket: {State: ['new']}} stops\n  a (actions) PossibleNot {Action: ['AgentTicketClose']}\n  b Properties {Ticket: {Queue: ['Raw']}} Possible {Action: ['[RegExp].*']} PossibleNot {Action: ['AgentTicketNote']}", nil},
		{"overruled", "otrs-3.3", "otrs-6.0", nil, "a: Properties => { Ticket => { Queue => ['Raw'] } }, Possible => { Ticket => { State => ['new'], Priority => ['x'] } }\nb: PossibleNot => { Ticket => { State => ['open'] } }",
			"a Properties {Ticket: {Queue: ['Raw']}} Possible {Ticket: {Priority: ['x']}}\n  b PossibleNot {Ticket: {State: ['open']}}", nil},
		{"empty-field", "otrs-3.0", "otrs-6.0", nil, `a: Properties => { Ticket => { TicketFreeText1 => ['', 'k1'], Queue => ['Raw'] } }, PossibleNot => { Ticket => { State => ['new'] } }`,
			`a PropertiesDatabase {Ticket: {Queue: ['Raw']}} PossibleNot {Ticket: {State: ['new']}}
  a (filled) PropertiesDatabase {Ticket: {DynamicField_TicketFreeText1: ['[NotRegExp]^(|k1)\z'], Queue: ['Raw']}} Possible {Ticket: {State: ['[RegExp].*']}}`, nil},
		{"empty-field", "otrs-3.0", "otrs-6.0", nil, `a: Properties => { Ticket => { TicketFreeKey1 => ['x'] } }, PossibleNot => { Ticket => { State => ['open'], Priority => ['1'] } }
b: Properties => { Ticket => { Queue => ['Junk'] } }, PossibleNot => { Ticket => { State => ['closed'] } }
c: Properties => { Ticket => { TicketFreeKey1 => [''], Queue => ['Raw'] } }, PossibleNot => { Ticket => { State => ['new'] } }, StopAfterMatch => 1
d: Properties => { Ticket => { TicketFreeText1 => [''] } }, PossibleNot => { Ticket => { Priority => ['2'] } }, StopAfterMatch => 1
e: Properties => { Ticket => { TicketFreeText1 => [''], TicketFreeText2 => [''] } }, PossibleNot => { Ticket => { Priority => ['3'] } }`,
			`a PropertiesDatabase {Ticket: {DynamicField_TicketFreeKey1: ['x']}} PossibleNot {Ticket: {Priority: ['1'], State: ['open']}}
  b PropertiesDatabase {Ticket: {Queue: ['Junk']}} Possible {Ticket: {State: ['[RegExp].*']}} PossibleNot {Ticket: {State: ['closed']}}
  c PropertiesDatabase {Ticket: {Queue: ['Raw']}} Possible {Ticket: {State: ['[RegExp].*']}} PossibleNot {Ticket: {State: ['new']}}
  c (filled 1) PropertiesDatabase {Ticket: {DynamicField_TicketFreeKey1: ['[NotRegExp]^\z'], Queue: ['Raw']}} Possible {Ticket: {State: ['[RegExp].*']}}
  c (filled 2) PropertiesDatabase {Ticket: {DynamicField_TicketFreeKey1: ['x'], Queue: ['Raw']}} Possible {Ticket: {State: ['[RegExp].*']}} PossibleNot {Ticket: {State: ['open']}}
  d PropertiesDatabase {Ticket: {DynamicField_TicketFreeText1: ['']}} Possible {Ticket: {Priority: ['[RegExp].*']}} PossibleNot {Ticket: {Priority: ['2']}} stops
  e PropertiesDatabase {Ticket: {TicketID: ['[RegExp].']}} Possible {Ticket: {Priority: ['[RegExp].*']}} PossibleNot {Ticket: {Priority: ['3']}}
  e (filled 1) PropertiesDatabase {Ticket: {DynamicField_TicketFreeText1: ['[NotRegExp]^\z']}} Possible {Ticket: {Priority: ['[RegExp].*']}}
  e (filled 2) PropertiesDatabase {Ticket: {DynamicField_TicketFreeKey1: ['x'], DynamicField_TicketFreeText1: ['[NotRegExp]^\z']}} Possible {Ticket: {Priority: ['[RegExp].*']}} PossibleNot {Ticket: {Priority: ['1']}}
  e (filled 3) PropertiesDatabase {Ticket: {DynamicField_TicketFreeText2: ['[NotRegExp]^\z']}} Possible {Ticket: {Priority: ['[RegExp].*']}}
  e (filled 4) PropertiesDatabase {Ticket: {DynamicField_TicketFreeKey1: ['x'], DynamicField_TicketFreeText2: ['[NotRegExp]^\z']}} Possible {Ticket: {Priority: ['[RegExp].*']}} PossibleNot {Ticket: {Priority: ['1']}}`, []migrate.ClassID{migrate.FreeFieldEmpty}},
		{"union", "otrs-3.3", "otrs-6.0", nil, `a: Possible => { Ticket => { State => ['new', 'open'] } }, PossibleNot => { Ticket => { State => ['open', 'closed'] } }`,
			`a Possible {Ticket: {State: ['open', '[NotRegExp]^(open|closed)\z']}}`, nil},
		{"removes-falsy", "otrs-3.3", "otrs-6.0", nil, `a: PossibleNot => { Ticket => { DynamicField_TicketFreeText1 => ['', 'k1'] } }`,
			`a Possible {Ticket: {DynamicField_TicketFreeText1: ['[NotRegExp]^(|k1)\z']}}`, nil},
		{"last-wins", "otrs-3.3", "otrs-6.0", nil, "a: Properties => { Ticket => { Queue => ['Raw'] } }, PossibleNot => { Ticket => { State => ['new'] } }\nb: Properties => { Ticket => { Queue => ['Junk'] } }, PossibleNot => { Ticket => { State => ['open'] } }\nc: Properties => { Ticket => { Lock => ['lock'] } }, PossibleNot => { Ticket => { State => ['closed'] } }",
			"a Properties {Ticket: {Queue: ['Raw']}} PossibleNot {Ticket: {State: ['new']}}\n  b Properties {Ticket: {Queue: ['Junk']}} PossibleNot {Ticket: {State: ['open']}}\n  c Properties {Ticket: {Lock: ['lock']}} Possible {Ticket: {State: ['[RegExp].*']}} PossibleNot {Ticket: {State: ['closed']}}", nil},
		{"builds-on", "otrs-6.0", "otrs-3.3", nil, `a: Possible => { Ticket => { State => ['new', 'open'] } }, PossibleNot => { Ticket => { State => ['open'] } }`,
			`a Possible {Ticket: {State: ['new']}}`, nil},
		{"null-away", "otrs-6.0", "otrs-3.3", nil, `a: Possible => { Ticket => { State => [undef, 'new'] } }`,
			`a Possible {Ticket: {State: ['new']}}`, nil},
		{"dynamic-field", "otrs-3.1", "otrs-3.0", nil, `a: Possible => { Ticket => { DynamicField_TicketFreeText1 => ['blue'] } }`,
			`a Possible {Ticket: {TicketFreeText1: ['blue']}}`, nil},
		{"keeps-falsy", "otrs-6.0", "otrs-3.3", nil, `a: PossibleNot => { Ticket => { DynamicField_TicketFreeText1 => ['', 'k1'] } }`,
			`a PossibleNot {Ticket: {DynamicField_TicketFreeText1: ['k1']}}`, nil},
		{"split-back", "otrs-6.0", "otrs-5.0", nil, `a: PossibleNot => { Action => ['AgentSplitSelection', 'AgentTicketClose'] }`,
			`a PossibleNot {Action: ['AgentTicketClose', 'AgentTicketPhone']}`, nil},
		{"action-list", "otrs-6.0", "otrs-3.3", nil, `a: PossibleNot => { Action => ['AgentTicketClose', 'AgentTicketNote'] }`,
			`a Possible {Action: {AgentTicketClose: '0', AgentTicketNote: '0'}}`, nil},
		{"relation", "znuny-7.0", "otobo-11.0", &related, `z: PossibleNot => { Ticket => { State => ['closed'] } }`,
			"", nil},
		{"gathering", "otrs-3.3", "otobo-11.0", nil, `a: Properties => { Ticket => { StateType => ['closed'] } }, PossibleNot => { Ticket => { Priority => ['x'] } }`,
			`a Properties {State: {TypeName: ['closed']}} PossibleNot {Ticket: {Priority: ['x']}}`, nil},
		{"gathering", "otobo-11.0", "znuny-7.0", nil, `a: Properties => { Ticket => { StateType => ['closed'] } }, PossibleNot => { Ticket => { Priority => ['x'] } }`,
			`a PropertiesDatabase {Ticket: {StateType: ['closed']}} PossibleNot {Ticket: {Priority: ['x']}}`, nil},
		{"name-length", "otrs-6.0", "otobo-11.0", nil, strings.Repeat("n", 195) + `: PossibleNot => { Ticket => { State => ['new'] } }`,
			strings.Repeat("n", 191) + ` PossibleNot {Ticket: {State: ['new']}}`, nil},
		{"name-characters", "otrs-6.0", "znuny-7.0", nil, `1 a"b: PossibleNot => { Ticket => { State => ['new'] } }
1 ab: PossibleNot => { Ticket => { State => ['open'] } }`,
			`1 a b PossibleNot {Ticket: {State: ['new']}}
  1 ab PossibleNot {Ticket: {State: ['open']}}`, nil},
		{"name-characters", "otrs-6.0", "znuny-7.0", nil, `say "a": PossibleNot => { Ticket => { State => ['new'] } }`,
			`say a PossibleNot {Ticket: {State: ['new']}}`, nil},
	} {
		t.Run(string(c.kind)+" "+c.from, func(t *testing.T) {
			o := migrate.Options{From: parse(t, c.from), To: parse(t, c.to), FromInventory: c.inv, ToInventory: other}
			if c.inv == nil {
				o.FromInventory = bare
			}
			r, err := migrate.Migrate(perl(t, c.acls), o)
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.TrimSpace(dump(r.Set)); c.want != "" && got != c.want {
				t.Errorf("got\n  %s\nwant\n  %s", got, c.want)
			}
			if !slices.ContainsFunc(r.Rewrites, func(x *migrate.Rewrite) bool { return x.Kind == c.kind }) && c.needs == nil {
				t.Errorf("no rewrite of that kind: %+v", r.Rewrites)
			}
			shown[c.kind] = true
			var needs []migrate.ClassID
			for _, n := range r.Needs {
				if n.Text == "" || n.Do == "" {
					t.Errorf("a need without words: %+v", n)
				}
				if n.Class != migrate.NewParameters && n.Class != migrate.ScreensAsk {
					needs = append(needs, n.Class)
				}
			}
			slices.Sort(needs)
			want := slices.Clone(c.needs)
			slices.Sort(want)
			if !slices.Equal(needs, want) {
				t.Errorf("needs %v, want %v", needs, want)
			}
			for _, x := range r.Rewrites {
				if x.Reason == "" || x.Before == "" && x.After == "" || len(x.Into) == 0 || x.ACL == "" {
					t.Errorf("a rewrite without words: %+v", x)
				}
			}
		})
	}
	for _, r := range migrate.Rules() {
		if r.Note != "" && !shown[r.Kind] {
			t.Errorf("no example of %s", r.Kind)
		}
	}
}
