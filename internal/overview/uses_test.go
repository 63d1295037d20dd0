package overview_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
)

// uses are the hits of a query as lines: block, attribute, item, how, whether
// it matches, what it was compared with where that is not the value, why.
func uses(t *testing.T, query string, acls []*acl.ACL, inv *inventory.Inventory) []string {
	t.Helper()
	q, err := otobo().NewQuery(query, acls, inv)
	if err != nil {
		t.Fatal(err)
	}
	out := []string{}
	for _, h := range otobo().Uses(q, acls) {
		line := fmt.Sprintf("%s %s %s: %s, %s", h.Block, h.Attribute, h.Item, h.How, h.Matches)
		if h.Compared != q.Value && h.Compared != "" {
			line += " " + h.Compared
		}
		if h.Why != "" {
			line += " (" + h.Why + ")"
		}
		out = append(out, strings.TrimSpace(line))
	}
	return out
}

// TestWaysToUse: every way in which an item has to do with a value.
func TestWaysToUse(t *testing.T) {
	for item, want := range map[string]string{
		"Misc":                    "exact, yes",
		"misc":                    "",
		"Raw":                     "",
		"":                        "",
		"Misc ":                   "",
		"[Not]Misc":               "negated, no",
		"[Not]Raw":                "other, yes",
		"[RegExp]^Mi":             "pattern, yes",
		"[RegExp]^mi":             "",
		"[regexp]^mi":             "pattern, yes",
		"[NotRegExp]^Mi":          "negated, no",
		"[NotRegExp]^R":           "other, yes",
		"[Notregexp]^mi":          "negated, no",
		"[NotRegexp]Misc":         "any, yes",
		"[Regexp]Misc":            "",
		"[RegExp]":                "may, unknown (an empty pattern repeats whatever pattern matched last)",
		"[NotRegExp]":             "may, unknown (an empty pattern repeats whatever pattern matched last)",
		"[RegExp](":               "may, unknown (perl dies on the pattern: a parenthesis that is never closed)",
		"[RegExp]a(*SKIP)b":       "may, unknown (not decided: the backtracking verb (*SKIP))",
		"Misc::Sub":               "child, no",
		"[Not]Misc::Sub":          "child, yes",
		"[RegExp]^Misc::":         "child, no",
		"[RegExp]^Misc\\:\\:Sub$": "child, no",
		"[RegExp]Sub$":            "child, no", // another item names Misc::Sub
		"[NotRegExp]^Misc::":      "child, yes",
		"[RegExp]^Misc(::|$)":     "pattern, yes",
		"Misc:Sub":                "",
		"My::Misc":                "",
	} {
		acls := []*acl.ACL{
			acl.NewDeployed("1", hash(key("Properties", hash(key("Ticket", hash(key("Queue", items(item)))))))),
			acl.NewDeployed("2", hash(key("Properties", hash(key("Queue", hash(key("Name", items("Misc::Sub")))))))),
		}
		got := uses(t, "Queue=Misc", acls, nil)
		got = got[:len(got)-1] // of the second ACL
		all := []string{}
		if want != "" {
			all = append(all, strings.TrimSpace("Properties Ticket.Queue "+item+": "+want))
		}
		if diff := cmp.Diff(all, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", item, diff)
		}
	}
}

// everywhere holds the same value under every name and id of its attributes.
const everywhere = `
- Name: '1'
  ValidID: 1
  ConfigMatch:
    Properties:
      Ticket: {Queue: [Misc], QueueID: [4], State: [open], StateID: [4], StateType: [open], Service: [Hardware], Owner: [jdoe], OwnerID: [2],
        CustomerUserID: [kim], CustomerID: [TheCustomerID], DynamicField_Field1: [some value], DynamicField_ProcessManagementProcessID: [P14], LockID: [2], Lock: [lock]}
      Queue: {Name: [Misc], QueueID: [4], GroupID: [1]}
      State: {Name: [open], ID: [4], TypeName: [open], TypeID: [2]}
      Service: {ServiceID: [1], ParentID: [1]}
      SLA: {ServiceIDs: [1]}
      Owner: {UserLogin: [jdoe], UserID: [2], Role: [agent], UserFullname: [Jane Doe]}
      User: {UserLogin: [jdoe], UserID: ['[Not]2'], Role: [agent], Group_ro: [users], Group_rw: [users]}
      CustomerUser: {UserLogin: [kim], UserCustomerID: [TheCustomerID], Role: [agent], Group_rw: [users]}
      DynamicField: {DynamicField_Field1: [some value], Field1: [some value]}
      Process: {ProcessEntityID: [P14], ActivityEntityID: [A14], ActivityDialogEntityID: [AD14]}
      Frontend: {Action: [AgentTicketNote]}
    PropertiesDatabase: {Ticket: {Queue: ['[Not]Misc']}}
  ConfigChange:
    Possible:
      Ticket: {Queue: [Misc, 'Misc::Sub'], State: [open], Owner: [Jane Doe, jdoe], NewOwner: ['[RegExp]^Jane'], OldOwner: ['2: Jane Doe'], DynamicField_Field1: [some value]}
      Queue: [Misc]
      Action: [AgentTicketNote]
      Process: [P14]
      ActivityDialog: [AD14]
      Form: [Field1]
`

func TestNamesOfAttributes(t *testing.T) {
	acls, inv := read(t, everywhere), seedInventory(t)
	queue := []string{
		"Properties Queue.Name Misc: exact, yes", "Properties Queue.QueueID 4: id, yes 4",
		"Properties Ticket.Queue Misc: exact, yes", "Properties Ticket.QueueID 4: id, yes 4",
		"PropertiesDatabase Ticket.Queue [Not]Misc: negated, no",
		"Possible Queue Misc: exact, yes", "Possible Ticket.Queue Misc: exact, yes", "Possible Ticket.Queue Misc::Sub: child, no",
	}
	queueByID := []string{
		"Properties Queue.Name Misc: exact, yes Misc", "Properties Queue.QueueID 4: id, yes",
		"Properties Ticket.Queue Misc: exact, yes Misc", "Properties Ticket.QueueID 4: id, yes",
		"PropertiesDatabase Ticket.Queue [Not]Misc: negated, no Misc",
		"Possible Queue Misc: exact, yes Misc", "Possible Ticket.Queue Misc: exact, yes Misc", "Possible Ticket.Queue Misc::Sub: child, no Misc",
	}
	field := []string{
		"Properties DynamicField.DynamicField_Field1 some value: exact, yes", "Properties DynamicField.Field1 some value: exact, yes",
		"Properties Ticket.DynamicField_Field1 some value: exact, yes", "Possible Ticket.DynamicField_Field1 some value: exact, yes",
	}
	owner := []string{
		"Properties Owner.UserFullname Jane Doe: exact, yes Jane Doe", "Properties Owner.UserID 2: id, yes 2",
		"Properties Owner.UserLogin jdoe: exact, yes", "Properties Ticket.Owner jdoe: exact, yes", "Properties Ticket.OwnerID 2: id, yes 2",
		"Possible Ticket.NewOwner [RegExp]^Jane: pattern, yes Jane Doe", "Possible Ticket.OldOwner 2: Jane Doe: exact, yes 2: Jane Doe",
		"Possible Ticket.Owner Jane Doe: exact, yes Jane Doe", "Possible Ticket.Owner jdoe: exact, yes",
	}
	for _, tt := range []struct {
		inv     *inventory.Inventory
		queries string // separated by "; "
		want    []string
	}{
		{inv, "Queue=Misc; Ticket.Queue=Misc; Queue.Name=Misc", queue},
		{inv, "QueueID=4; Ticket.QueueID=4; Queue.QueueID=4", queueByID},
		{nil, "QueueID=4", []string{"Properties Queue.QueueID 4: id, yes", "Properties Ticket.QueueID 4: id, yes"}},
		{nil, "State=open; State.Name=open", []string{
			"Properties State.Name open: exact, yes", "Properties Ticket.State open: exact, yes", "Possible Ticket.State open: exact, yes",
		}},
		{inv, "StateType=open; State.TypeName=open", []string{
			"Properties State.TypeID 2: id, yes 2", "Properties State.TypeName open: exact, yes", "Properties Ticket.StateType open: exact, yes",
		}},
		{inv, "Service=Hardware", []string{
			"Properties SLA.ServiceIDs 1: id, yes 1", "Properties Service.ParentID 1: id, yes 1", "Properties Service.ServiceID 1: id, yes 1",
			"Properties Ticket.Service Hardware: exact, yes",
		}},
		{inv, "Lock=lock", []string{"Properties Ticket.Lock lock: exact, yes", "Properties Ticket.LockID 2: id, yes 2"}},
		{inv, "Owner=jdoe; Owner.UserLogin=jdoe", owner},
		{nil, "Owner=jdoe", []string{
			"Properties Owner.UserLogin jdoe: exact, yes", "Properties Ticket.Owner jdoe: exact, yes", "Possible Ticket.Owner jdoe: exact, yes",
		}},
		{inv, "User=jdoe", []string{"Properties User.UserID [Not]2: negated, no 2", "Properties User.UserLogin jdoe: exact, yes"}},
		{nil, "NewOwner=Jane Doe; Ticket.NewOwner=Jane Doe", []string{"Possible Ticket.NewOwner [RegExp]^Jane: pattern, yes"}},
		{nil, "CustomerUser=kim; CustomerUser.UserLogin=kim", []string{"Properties CustomerUser.UserLogin kim: exact, yes", "Properties Ticket.CustomerUserID kim: exact, yes"}},
		{nil, "CustomerID=TheCustomerID", []string{
			"Properties CustomerUser.UserCustomerID TheCustomerID: exact, yes", "Properties Ticket.CustomerID TheCustomerID: exact, yes",
		}},
		{nil, "Role=agent", []string{
			"Properties CustomerUser.Role agent: exact, yes", "Properties Owner.Role agent: exact, yes", "Properties User.Role agent: exact, yes",
		}},
		{nil, "User.Role=agent", []string{"Properties User.Role agent: exact, yes"}},
		{inv, "Group=users", []string{
			"Properties CustomerUser.Group_rw users: exact, yes", "Properties Queue.GroupID 1: id, yes 1",
			"Properties User.Group_ro users: exact, yes", "Properties User.Group_rw users: exact, yes",
		}},
		{nil, "Group_rw=users", []string{"Properties CustomerUser.Group_rw users: exact, yes", "Properties User.Group_rw users: exact, yes"}},
		{nil, "User.Group_rw=users", []string{"Properties User.Group_rw users: exact, yes"}},
		{nil, "Action=AgentTicketNote; Frontend.Action=AgentTicketNote", []string{
			"Properties Frontend.Action AgentTicketNote: exact, yes", "Possible Action AgentTicketNote: exact, yes",
		}},
		{inv, "Process=Order", []string{
			"Properties Process.ProcessEntityID P14: exact, yes P14",
			"Properties Ticket.DynamicField_ProcessManagementProcessID P14: exact, yes P14", "Possible Process P14: exact, yes P14",
		}},
		{nil, "Activity=A14", []string{"Properties Process.ActivityEntityID A14: exact, yes"}},
		{inv, "ActivityDialog=What is ordered", []string{
			"Properties Process.ActivityDialogEntityID AD14: exact, yes AD14", "Possible ActivityDialog AD14: exact, yes AD14",
		}},
		{nil, "Form=Field1", []string{"Possible Form Field1: exact, yes"}},
		{nil, "Field1=some value; DynamicField_Field1=some value; Ticket.DynamicField_Field1=some value; DynamicField.DynamicField_Field1=some value", field},
		{inv, "Field1=some value", field},
		{nil, "DynamicField_Elsewhere=x; Queue.Email=x; User.UserEmail=x; FormStd=x", []string{}},
		{inv, "MyField=x", []string{}},
	} {
		for query := range strings.SplitSeq(tt.queries, "; ") {
			if diff := cmp.Diff(tt.want, uses(t, query, acls, tt.inv)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", query, diff)
			}
		}
	}
}

// TestUsesOfPerl: what code computes may hit, as far as its known parts allow.
func TestUsesOfPerl(t *testing.T) {
	queue := func(v acl.Value) acl.Value {
		return hash(key("Properties", hash(key("Ticket", hash(key("Queue", v))))))
	}
	list := func(v acl.Value) acl.Value {
		return queue(acl.NewList([]acl.Value{v}))
	}
	for _, tt := range []struct {
		name  string
		v     acl.Value
		query string
		want  []string
	}{
		{"an item", list(dynamic("")), "Queue=Misc", []string{"Properties Ticket.Queue …: may, unknown (code computes it)"}},
		{"its beginning", list(dynamic("Mi…")), "Queue=Misc", []string{"Properties Ticket.Queue Mi…: may, unknown (code computes it)"}},
		{"its middle", list(dynamic("…is…")), "Queue=Misc", []string{"Properties Ticket.Queue …is…: may, unknown (code computes it)"}},
		{"another beginning", list(dynamic("HW-…")), "Queue=Misc", []string{}},
		{"another end", list(dynamic("M…x")), "Queue=Misc", []string{}},
		{"a modifier", list(dynamic("[Not]HW-…")), "Queue=Misc", []string{"Properties Ticket.Queue [Not]HW-…: may, unknown (code computes it)"}},
		{"a list", queue(dynamic("")), "Queue=Misc", []string{"Properties Ticket.Queue …: may, unknown (code computes it)"}},
		{"another list", queue(dynamic("")), "State=new", []string{}},
		{"an area", hash(key("Properties", hash(key("Ticket", dynamic(""))))), "State=new", []string{"Properties Ticket …: may, unknown (code computes it)"}},
		{"another area", hash(key("Properties", hash(key("Queue", dynamic(""))))), "State=new", []string{}},
		{"a block", hash(key("PossibleNot", dynamic(""))), "Action=AgentTicketNote", []string{"PossibleNot  …: may, unknown (code computes it)"}},
		{"the whole ACL", dynamic(""), "Action=AgentTicketNote", []string{"…: may, unknown (code computes the ACL)"}},
		{"no list", queue(text("Misc")), "Queue=Misc", []string{"Properties Ticket.Queue Misc: exact, yes (no list where one belongs)"}},
		{
			"actions of OTRS 3.3", hash(key("Possible", hash(key("Action", hash(key("AgentTicketNote", text("0")), key("AgentTicketLock", text("1"))))))),
			"Action=AgentTicketNote", []string{"Possible Action AgentTicketNote: exact, yes (a hash of actions, not a list)"},
		},
		{"undef and lists among the items", queue(acl.NewList([]acl.Value{{}, items("Misc"), hash()})), "Queue=", []string{}},
	} {
		got := uses(t, tt.query, []*acl.ACL{acl.NewDeployed("x", tt.v)}, nil)
		for i := range got {
			got[i] = strings.TrimSpace(got[i])
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestQueryErrors(t *testing.T) {
	acls, inv := read(t, everywhere), seedInventory(t)
	for query, want := range map[string]string{
		"Queue":                 "Queue: ATTRIBUTE=VALUE is expected, such as Queue=Raw or User.Role=admin",
		"=Misc":                 "=Misc: ATTRIBUTE=VALUE is expected, such as Queue=Raw or User.Role=admin",
		"Qeue=Misc":             "Qeue=Misc: there is no attribute Qeue; did you mean Queue?",
		"queue=Misc":            "queue=Misc: there is no attribute queue; did you mean Queue?",
		"Queue.Nam=Misc":        "Queue.Nam=Misc: there is no attribute Queue.Nam; did you mean Queue.Name?",
		"Ticket.Quue=x":         "Ticket.Quue=x: there is no attribute Ticket.Quue; did you mean Ticket.Queue?",
		"User.Roles=x":          "User.Roles=x: there is no attribute User.Roles; did you mean User.Role?",
		"Field2=x":              "Field2=x: there is no attribute Field2; did you mean Field1?",
		"QueueId=4":             "QueueId=4: there is no attribute QueueId; did you mean QueueID?",
		"DynamicField_=x":       "DynamicField_=x: there is no attribute DynamicField_; did you mean DynamicField_Field1?",
		"Queue=a=b":             "",
		"Queue=":                "",
		"Owner.UserFullname=Jo": "",
	} {
		got := ""
		if _, err := otobo().NewQuery(query, acls, inv); err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%s: %q, want %q", query, got, want)
		}
	}
}

// TestUnlisted: the inventory does not have what is asked for.
func TestUnlisted(t *testing.T) {
	inv := seedInventory(t)
	for query, want := range map[string]string{
		"Queue=Misc": "", "Queue=Misk": "inventory.yml lists no Queue Misk; did you mean Misc?", "QueueID=4": "",
		"QueueID=99": "inventory.yml lists no Queue with the id 99", "Owner=jdo": "inventory.yml lists no Owner jdo; did you mean jdoe?",
		"Owner=Jane Doe": "", "Action=Nothing": "", "Field1=x": "",
	} {
		q, err := otobo().NewQuery(query, nil, inv)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.ReplaceAll(q.Unlisted, inv.Name, "inventory.yml"); got != want {
			t.Errorf("%s: %q, want %q", query, got, want)
		}
	}
}

func TestMentions(t *testing.T) {
	a := one(t, "{Properties: {Ticket: {Queue: [Straße, '[RegExp]^HW'], DynamicField_Color: [red]}}}", "{PossibleNot: {Action: [AgentTicketClose], Ticket: {State: {odd: x}}}}")
	a.Meta.Comment, a.Meta.Description = &acl.Value{Kind: acl.String, Text: "No closing"}, &acl.Value{Kind: acl.String, Text: "A longer text"}
	for what, want := range map[string]bool{
		"100": true, "closing": true, "LONGER": true, "straße": true, "^hw": true, "[regexp]": true, "ticket.queue": true, "color": true,
		"agentticketclose": true, "ODD": true, "": true, "Possible": false, "ConfigMatch": false, "Misc": false, "Queue.Name": false,
	} {
		if otobo().Mentions(a, what) != want {
			t.Errorf("%q: %t", what, !want)
		}
	}
}
