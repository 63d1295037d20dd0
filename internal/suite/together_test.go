package suite_test

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/samples"
	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/internal/suite"
)

// somewhere is a system of which some is known and some is not.
const somewhere = `
settings: {Ticket::Service: 1, Ticket::Type: 1, Ticket::Responsible: 1}
queues: [{QueueID: 1, Name: Postmaster, GroupID: 1}, {QueueID: 2, Name: Raw, GroupID: 1}, {QueueID: 3, Name: Junk, GroupID: 2}]
groups: [{ID: 1, Name: users}, {ID: 2, Name: admin}]
services: [{ServiceID: 1, Name: Mail}, {ServiceID: 2, Name: Web}]
agents:
- {UserID: 1, UserLogin: root@localhost, Group_rw: [users, admin]}
- {UserID: 2, UserLogin: jdoe, UserFirstname: Jane, UserLastname: Doe, Group_rw: [users]}
customers: [{CustomerID: shop}, {CustomerID: mill}]
customer_users:
- {UserLogin: kim, UserCustomerID: shop}
- {UserLogin: Tim, UserCustomerID: mill}
dynamic_fields:
- {Name: Color, FieldType: Dropdown, PossibleNone: 1, PossibleValues: {r: red, g: green}}
open: [dynamic_fields]
screens:
- {Action: AgentTicketNote, Queue: 1, State: 1, Priority: 1, Service: 1, DynamicField: {Color: 1}}
`

// hat draws from a few things; one that stands there twice is twice as likely.
func hat[T any](t *rapid.T, what string, things ...T) T {
	return rapid.SampledFrom(things).Draw(t, what)
}

// drawTexts draws values of an attribute, as conditions and changes list them.
func drawTexts(t *rapid.T, attr string) []string {
	values := map[string][]string{
		"Queue": {"Raw", "Junk", "[RegExp]^J", "Gone"}, "State": {"open", "new", "closed successful", "[Not]open"}, "Service": {"Mail", "Web"},
		"CustomerUserID": {"kim", "KIM", "tim", "[Not]kim"}, "UserLogin": {"kim", "Kim", "jdoe", "Tim"}, "CustomerID": {"shop", "mill"},
		"UserCustomerID": {"shop", "mill"}, "Action": {"AgentTicketNote", "AgentTicketClose", "AgentTicketPhone", "CustomerTicketMessage"},
		"TicketID": {"7", "8"}, "Form": {"Color", "Spoken", "[RegExp]."},
	}[attr]
	if values == nil {
		values = []string{"r", "g", "x", "3 normal", "[Not]", "[RegExp]", "Jane Doe"}
	}
	return rapid.SliceOfN(rapid.SampledFrom(values), 1, 2).Draw(t, attr)
}

type tree map[string]any

// drawSet draws ACLs whose conditions look at a few of the things that scenarios tell.
func drawSet(t *rapid.T) []byte {
	var acls []tree
	for i := range rapid.IntRange(1, 5).Draw(t, "ACLs") {
		match, change := tree{}, tree{}
		for range rapid.IntRange(0, 2).Draw(t, "conditions") {
			block := hat(t, "block", "Properties", "PropertiesDatabase")
			at := hat(t, "condition", [][2]string{
				{"Ticket", "Queue"}, {"Ticket", "State"}, {"Ticket", "Title"}, {"Ticket", "TicketNumber"}, {"Ticket", "CustomerID"}, {"Ticket", "CustomerUserID"},
				{"Ticket", "TicketID"}, {"Ticket", "Service"}, {"Ticket", "DynamicField_Color"}, {"Ticket", "DynamicField_Spoken"}, {"DynamicField", "DynamicField_Spoken"},
				{"CustomerUser", "UserLogin"}, {"CustomerUser", "UserCustomerID"}, {"CustomerUser", "UserEmail"}, {"User", "UserLogin"}, {"Frontend", "Action"}, {"Ticket", "Owner"},
			}...)
			if match[block] == nil {
				match[block] = tree{}
			}
			areas := match[block].(tree)
			if areas[at[0]] == nil {
				areas[at[0]] = tree{}
			}
			areas[at[0]].(tree)[at[1]] = drawTexts(t, at[1])
		}
		section := tree{}
		switch kind := hat(t, "change", "Ticket", "Ticket", "Action", "Form"); kind {
		case "Ticket":
			attr := hat(t, "list", "State", "Queue", "Priority", "Owner", "Service", "DynamicField_Color", "DynamicField_Spoken")
			section[kind] = tree{attr: drawTexts(t, attr)}
		default:
			section[kind] = drawTexts(t, kind)
		}
		change[hat(t, "section", "Possible", "PossibleNot", "PossibleAdd")] = section
		acls = append(acls, tree{
			"Name": fmt.Sprintf("%03d", i), "ValidID": 1, "StopAfterMatch": hat(t, "stop", 0, 0, 1), "ConfigMatch": match, "ConfigChange": change,
		})
	}
	data, err := json.Marshal(acls)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// tester is a test, or one run of a property.
type tester interface {
	Helper()
	Context() context.Context
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
	Fatal(args ...any)
}

// drawn is what scenarios of a property are tested with, made anew on demand.
type drawn struct {
	set    []byte
	system samples.System
}

func drawSystem(t *rapid.T) *drawn {
	target, err := product.Parse(hat(t, "target", "otobo-11.0", "otobo-11.0", "znuny-7.0", "otrs-6.0", "otrs-3.3"))
	if err != nil {
		t.Fatal(err)
	}
	d := &drawn{set: drawSet(t), system: samples.System{Target: target, Stock: inventory.Stock(target)}}
	d.system.Inv = d.system.Stock
	if rapid.IntRange(0, 3).Draw(t, "inventory") > 0 {
		inv, findings := inventory.Parse("inventory.yml", []byte(somewhere))
		if len(findings) > 0 {
			t.Fatal(findings)
		}
		d.system.Inv = inv.Over(d.system.Stock)
	}
	return d
}

func (d *drawn) bench(t tester) *suite.Bench {
	read, err := convert.ReadBytes("acls.yml", d.set)
	if err != nil || len(read.Set.ACLs) == 0 {
		t.Fatal(err, string(d.set))
	}
	return d.system.Bench(read.Set)
}

// drawAttrs tells some attributes of a ticket.
func drawAttrs(t *rapid.T) inventory.Attrs {
	out := inventory.Attrs{}
	all := drawable()
	for _, attr := range slices.Sorted(maps.Keys(all)) {
		if rapid.IntRange(0, 2).Draw(t, "tells "+attr) == 0 {
			out[attr] = drawValue(t, attr, all[attr])
		}
	}
	return out
}

func drawable() map[string][]string {
	return map[string][]string{
		"Queue": {"Raw", "Junk", "Nowhere"}, "State": {"open", "new"}, "Title": {"r", "x", ""}, "TicketNumber": {"r", "2", "0"}, "TicketID": {"7", "8", "0"},
		"CustomerID": {"shop", "mill"}, "CustomerUserID": {"kim", "KIM", "tim", "nobody", "somebody", ""}, "Service": {"Mail", "Web"},
		"DynamicField_Color": {"r", "g"}, "DynamicField_Spoken": {"r", "x", ""}, "DynamicField_Own": {"r", "x", "", "0"}, "DynamicField_Other": {"r", "x"},
		"UntilTime": {"0", "r"}, "Age": {"x", "3"}, "Owner": {"jdoe", "JDoe", "ghost"},
	}
}

func drawValue(t *rapid.T, attr string, values []string) inventory.Value {
	switch rapid.IntRange(0, 9).Draw(t, "kind of "+attr) {
	case 0:
		return inventory.Value{} // undefined
	case 1:
		return inventory.ListValue(values[0], values[len(values)-1])
	}
	return inventory.TextValue(hat(t, attr, values...))
}

func drawScenario(t *rapid.T) *scenario.Scenario {
	s := &scenario.Scenario{Screen: hat(t, "screen", "AgentTicketNote", "AgentTicketNote", "AgentTicketPhone", "AgentTicketZoom", "AgentTicketMove",
		"AgentTicketCustomer", "CustomerTicketMessage", "CustomerTicketZoom", "AgentTicketNoot")}
	who := &scenario.Person{Login: hat(t, "login", "jdoe", "kim", "KIM", "tim", "ghost")}
	if rapid.IntRange(0, 5).Draw(t, "inline") == 0 {
		who.Attrs, who.Inline = inventory.Attrs{"UserLogin": inventory.TextValue("kim"), "Group_rw": inventory.ListValue("users")}, true
	}
	if s.Agent = who; len(s.Screen) > 8 && s.Screen[:8] == "Customer" {
		s.Agent, s.Customer = nil, who
	}
	s.Moment = hat(t, "moment", scenario.First, scenario.First, scenario.Change, scenario.Save)
	if rapid.IntRange(0, 5).Draw(t, "stored") > 0 {
		s.Ticket = drawAttrs(t)
	}
	if s.Moment != scenario.First {
		s.Form = inventory.Attrs{}
		for _, attr := range []string{"State", "Queue", "DynamicField_Color", "CustomerUserID"} {
			if rapid.Bool().Draw(t, "chooses "+attr) {
				s.Form[attr] = inventory.TextValue(hat(t, "chosen", drawable()[attr]...))
			}
		}
	}
	if s.Moment == scenario.Change {
		s.Changed = hat(t, "changed", "Queue", "State", "DynamicField_Color", "")
	}
	if rapid.IntRange(0, 9).Draw(t, "options") == 0 {
		s.Options = map[string][]string{"Ticket.State": {"open", "new"}}
	}
	return s
}

// vary makes another scenario out of one: it tells a little more, less, or otherwise,
// most often of what nothing hangs on.
func vary(t *rapid.T, s *scenario.Scenario) *scenario.Scenario {
	c := s.Clone()
	switch who := cmp.Or(c.Agent, c.Customer); rapid.IntRange(0, 20).Draw(t, "elsewhere") {
	case 0, 1, 2:
		who.Login = hat(t, "login", "jdoe", "JDOE", "kim", "KIM", "Kim", "tim", "Tim")
	case 3:
		who.Inline, who.Attrs = true, inventory.Attrs{"UserLogin": inventory.TextValue(who.Login)}
	case 4:
		c.Moment, c.Changed = hat(t, "moment", scenario.First, scenario.Change, scenario.Save), ""
	case 5:
		c.Form = inventory.Attrs{"State": inventory.TextValue(hat(t, "chosen", "open", "new"))}
	case 6:
		c.Options = map[string][]string{hat(t, "offered", "Ticket.State", "Ticket.Queue"): {"open", "Raw"}}
	case 7:
		c.Ticket = hat(t, "ticket", nil, inventory.Attrs{})
	case 8:
		c.Screen = hat(t, "screen", "AgentTicketNote", "AgentTicketPhone")
	}
	for range rapid.IntRange(0, 3).Draw(t, "changes") {
		attr := hat(t, "varied", "Title", "TicketNumber", "TicketID", "CustomerID", "CustomerUserID", "CustomerUserID", "DynamicField_Own", "DynamicField_Own",
			"DynamicField_Other", "DynamicField_Spoken", "UntilTime", "Age", "State")
		switch {
		case c.Ticket == nil:
		case rapid.IntRange(0, 4).Draw(t, "tells less") == 0:
			delete(c.Ticket, attr)
		default:
			c.Ticket[attr] = drawValue(t, attr, drawable()[attr])
		}
	}
	return c
}

func drawOffer(t *rapid.T, what string, values []string) *scenario.Offer {
	o := &scenario.Offer{Exact: rapid.Bool().Draw(t, what+" exactly")}
	o.Has = rapid.SliceOfN(rapid.SampledFrom(values), 0, 2).Draw(t, what)
	if !o.Exact {
		o.Lacks = rapid.SliceOfN(rapid.SampledFrom(values), 0, 2).Draw(t, what+" lacks")
	}
	return o
}

// expect draws what may hold, fail, or be about nothing there is; with a recorder it is
// at first what holds.
func expect(t *rapid.T, s *scenario.Scenario, today *suite.Recorder) *scenario.Expect {
	e := &scenario.Expect{}
	if rapid.IntRange(0, 2).Draw(t, "as it is") > 0 {
		if is, err := today.Record(s); err == nil {
			e = is
		}
	}
	if e.Questions == nil {
		e.Questions = map[string]scenario.Offer{}
	}
	for range rapid.IntRange(0, 2).Draw(t, "expectations") {
		q := hat(t, "about", "Ticket.State", "Ticket.Queue", "Ticket.Priority", "Ticket.Owner", "Ticket.NewOwner", "Ticket.Service", "Action", "Form", "Ticket.DynamicField_Color",
			"Ticket.DynamicField_Spoken", "Ticket.DynamicField_Own", "Ticket.DynamicField_Other", "Process")
		e.Questions[q] = *drawOffer(t, q, []string{"open", "new", "Raw", "Junk", "Mail", "3 normal", "r", "AgentTicketClose", "Color", "x"})
	}
	names := []string{"000", "000", "000", "001"} // there may be but one
	switch rapid.IntRange(0, 8).Draw(t, "more") {
	case 0:
		e.Matched = drawOffer(t, "matched", names)
	case 1:
		e.Used = drawOffer(t, "used", names)
	case 2:
		e.NotMatched = scenario.Names{Given: true, List: drawOffer(t, "not matched", names).Has}
	case 3:
		e.StoppedBy = scenario.Names{Given: true, List: drawOffer(t, "stopped by", names).Has}
	case 4:
		saves := rapid.Bool().Draw(t, "saves")
		e.Saves = &saves
	case 5, 6:
		e.Undetermined = hat(t, "undetermined", scenario.DoubtAllowed, scenario.DoubtWanted, scenario.DoubtRefused)
	}
	return e
}

// job is a scenario, and which of the systems it is of; -1: it could not be read.
type job struct {
	of int
	s  *scenario.Scenario
}

func drawJobs(t *rapid.T, systems []*drawn) []job {
	var jobs []job
	for range rapid.IntRange(1, 3).Draw(t, "kinds") {
		of := rapid.IntRange(0, len(systems)-1).Draw(t, "system")
		today := suite.NewRecorder(systems[of].bench(t))
		base := drawScenario(t)
		for range rapid.IntRange(1, 6).Draw(t, "of a kind") {
			j := job{of, vary(t, base)}
			if j.s.Expect = expect(t, j.s, today); len(jobs) > 0 && rapid.IntRange(0, 5).Draw(t, "also there") == 0 {
				j.s.Expect = jobs[len(jobs)-1].s.Expect
			}
			switch rapid.IntRange(0, 20).Draw(t, "not run") {
			case 0:
				j.s.Skip = "another time"
			case 1:
				j.s.Expect = nil
			case 2:
				j.of = -1
			case 3:
				j.s.Expect = &scenario.Expect{}
			}
			j.s.Name = fmt.Sprint(len(jobs))
			jobs = append(jobs, j)
		}
	}
	return rapid.Permutation(jobs).Draw(t, "order")
}

// together runs jobs together, holds what comes out to what each does alone, and counts
// it.
func together(t tester, what string, systems []*drawn, jobs []job, workers int) map[suite.Outcome]int {
	t.Helper()
	out := map[suite.Outcome]int{}
	var benches []*suite.Bench
	for _, d := range systems {
		b := d.bench(t)
		b.Relevant = scenario.RelevantTo(b.Engine, b.Inventory)
		benches = append(benches, b)
	}
	var all []suite.Job
	for _, j := range jobs {
		if j.of < 0 {
			all = append(all, suite.Job{Scenario: j.s, Unread: "no file"})
			continue
		}
		all = append(all, suite.Job{Bench: benches[j.of], Scenario: j.s})
	}
	var got []*suite.Result
	suite.RunAll(t.Context(), all, workers, func(r *suite.Result) bool {
		got = append(got, r)
		return true
	})
	if len(got) != len(jobs) {
		t.Fatalf("%d results of %d scenarios", len(got), len(jobs))
	}
	for i, j := range jobs {
		out[got[i].Outcome]++
		if got[i].Scenario != j.s {
			t.Fatalf("result %d is of %s", i, got[i].Scenario.Name)
		}
		if j.of < 0 {
			if got[i].Outcome != suite.Broken {
				t.Errorf("unread, and %v", got[i].Outcome)
			}
			continue
		}
		if diff := gocmp.Diff(systems[j.of].bench(t).Run(j.s), got[i]); diff != "" {
			t.Errorf("%s%s: alone, and among others (-alone +together):\n%s\n%+v", what, j.s.Screen, diff, j.s)
		}
	}
	return out
}

// TestTogetherIsAlone: scenarios that run together, in whatever order, on whatever number
// of goroutines, and with those that are alike played once, come out as each does alone.
func TestTogetherIsAlone(t *testing.T) {
	outcomes := map[suite.Outcome]int{}
	defer func() { t.Log(outcomes) }()
	rapid.Check(t, func(t *rapid.T) {
		systems := []*drawn{drawSystem(t)}
		if rapid.IntRange(0, 3).Draw(t, "systems") == 0 {
			systems = append(systems, drawSystem(t))
		}
		jobs := drawJobs(t, systems)
		for o, n := range together(t, "", systems, jobs, rapid.IntRange(1, 4).Draw(t, "workers")) {
			outcomes[o] += n
		}
	})
}

// TestAlikeButForFields: fields that no ACL knows are shown in forms all the same, so
// that scenarios that tell of others are not played as one.
func TestAlikeButForFields(t *testing.T) {
	target, err := product.Parse("otobo-11.0")
	if err != nil {
		t.Fatal(err)
	}
	stock := inventory.Stock(target)
	d := &drawn{
		set:    []byte(`[{"Name": "000", "ValidID": 1, "ConfigMatch": {"Properties": {}}, "ConfigChange": {"PossibleNot": {"Ticket": {"State": ["new"]}}}}]`),
		system: samples.System{Target: target, Inv: stock, Stock: stock},
	}
	with := func(q string, offer scenario.Offer, fields ...string) *scenario.Scenario {
		s := &scenario.Scenario{
			Screen: "AgentTicketNote", Agent: &scenario.Person{Login: "jdoe"}, Ticket: inventory.Attrs{"State": inventory.TextValue("open")},
			Expect: &scenario.Expect{Questions: map[string]scenario.Offer{q: offer}},
		}
		for _, f := range fields {
			s.Ticket["DynamicField_"+f] = inventory.TextValue("x")
		}
		return s
	}
	some, none := scenario.Offer{Has: []string{"open"}}, scenario.Offer{Exact: true}
	for name, pair := range map[string][2]*scenario.Scenario{
		"what Form shows":        {with("Ticket.State", some, "Own"), with("Form", none)},
		"what is asked besides":  {with("Ticket.State", some, "Own"), with("Ticket.Title", some)},
		"a field that is asked":  {with("Ticket.State", some, "Own"), with("Ticket.DynamicField_Own", none)},
		"a field that is chosen": {with("Ticket.State", some, "Own"), with("Ticket.DynamicField_Other", some, "Own")},
	} {
		for range 2 {
			together(t, name, []*drawn{d}, []job{{0, pair[0]}, {0, pair[1]}}, 1)
			pair[0], pair[1] = pair[1], pair[0]
		}
	}
}

// TestRunEndsEarly: whoever has seen enough gets no more, and what they got are the
// first results in order.
func TestRunEndsEarly(t *testing.T) {
	s := samples.Files{ACLs: "good/small.yml", Inventory: "good/small.inventory.yml"}.Load(t)
	b := s.Bench(s.Set)
	b.Relevant = scenario.RelevantTo(b.Engine, b.Inventory)
	var jobs []suite.Job
	for i := range 40 {
		jobs = append(jobs, suite.Job{Bench: b, Scenario: &scenario.Scenario{
			Name: fmt.Sprint(i), Screen: "AgentTicketNote", Agent: &scenario.Person{Login: "jdoe"},
			Ticket: inventory.Attrs{"Queue": inventory.TextValue([]string{"Billing", "Sales", "Support"}[i%3]), "State": inventory.TextValue("open")},
			Expect: &scenario.Expect{Matched: &scenario.Offer{}},
		}})
	}
	for _, workers := range []int{0, 1, 2, 7, 100} {
		for _, enough := range []int{1, 2, 20, 40, 41} {
			for _, cancels := range []bool{false, true} {
				ctx, cancel := context.WithCancel(t.Context())
				var got []string
				suite.RunAll(ctx, jobs, workers, func(r *suite.Result) bool {
					if got = append(got, r.Scenario.Name); cancels && len(got) == enough {
						cancel()
					}
					return cancels || len(got) < enough
				})
				cancel()
				var want []string
				for _, j := range jobs[:min(enough, len(jobs))] {
					want = append(want, j.Scenario.Name)
				}
				if !slices.Equal(got, want) {
					t.Errorf("%d workers, enough at %d, canceled %t: %v", workers, enough, cancels, got)
				}
			}
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	suite.RunAll(ctx, jobs, 2, func(*suite.Result) bool { return true }) // ends
	suite.RunAll(t.Context(), nil, 2, func(r *suite.Result) bool {
		t.Error("a result of nothing", r)
		return true
	})
}
