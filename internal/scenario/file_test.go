package scenario

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"

	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/ownfile"
)

func load(t testing.TB, name string) *File {
	t.Helper()
	f, findings, err := Load(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range findings {
		t.Error(d)
	}
	return f
}

func TestParseDocumented(t *testing.T) {
	f := load(t, "documented.yml")
	if f.ACLs != "../Export_ACL.yml" || f.Inventory != "../inventory.yml" || len(f.Scenarios) != 1 {
		t.Fatalf("file is %+v", f)
	}
	s := f.Scenarios[0]
	if s.Name != "Nobody closes tickets in Raw" || s.Screen != "AgentTicketNote" || s.Agent.Login != "jdoe" || s.Customer != nil {
		t.Errorf("scenario is %+v", s)
	}
	if s.Moment != Change {
		t.Errorf("moment is %v, want change: the form has values", s.Moment)
	}
	if got := s.Ticket["DynamicField_Color"]; !got.Equal(inventory.ListValue("red", "blue")) {
		t.Errorf("DynamicField_Color is %v", got)
	}
	if got, want := s.Place.String(), filepath.Join("testdata", "documented.yml")+":5:3"; got != want {
		t.Errorf("place is %s, want %s", got, want)
	}
	want := map[string]Offer{
		"Ticket.State": {Exact: true, Has: []string{"open", "pending reminder"}},
		"Ticket.Queue": {Has: []string{"Alert"}, Lacks: []string{"Raw"}},
		"Action":       {Lacks: []string{"AgentTicketClose"}},
	}
	for q, o := range s.Expect.Questions {
		o.Place.Span.Start.Line = 0
		want[q] = Offer{Place: o.Place, Exact: want[q].Exact, Has: want[q].Has, Lacks: want[q].Lacks}
		if diff := cmp.Diff(want[q], o); diff != "" {
			t.Errorf("%s: %s", q, diff)
		}
	}
	if len(s.Expect.Questions) != 3 || !slices.Equal(s.Expect.Matched.Has, []string{"102-Second-Example-ACL"}) {
		t.Errorf("expect is %+v", s.Expect)
	}
	if s.Expect.Used != nil || s.Expect.Matched == nil {
		t.Error("an absent list of names counts as given, or a given one does not")
	}
}

func TestParseEverything(t *testing.T) {
	f := load(t, "full.yml")
	s := f.Scenarios[0]
	if f.Target != "otobo-11.0" || s.Moment != Save || s.Changed != "Priority" {
		t.Errorf("file is %+v, scenario %+v", f, s)
	}
	if !s.Agent.Inline || s.Agent.Login != "jane" || !s.Agent.Attrs["Group_rw"].Equal(inventory.ListValue("users", "sales")) {
		t.Errorf("agent is %+v", s.Agent)
	}
	if got := s.Agent.Attrs["UserEmail"]; got.Defined() {
		t.Errorf("null became %v", got)
	}
	if got := s.Ticket["DynamicField_Tags"].List; len(got) != 2 || got[1].Defined() {
		t.Errorf("DynamicField_Tags is %v", got)
	}
	if got := s.Form["DynamicField_Flag"].Text; got != "1" {
		t.Errorf("true became %q", got)
	}
	wantOptions := map[string][]string{
		"Ticket.State": {"open"}, "Ticket.DynamicField_Color": {"red"}, "Action": {}, "Ticket.Type": {"Unclassified"},
	}
	if diff := cmp.Diff(wantOptions, s.Options); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(Process{"Process-1", "Activity-1", "Dialog-1"}, s.Process); diff != "" {
		t.Error(diff)
	}
	e := s.Expect
	if e.Saves == nil || *e.Saves || e.Undetermined != DoubtWanted {
		t.Errorf("saves %v, undetermined %v", e.Saves, e.Undetermined)
	}
	if !e.NotMatched.Given || len(e.NotMatched.List) != 0 || !slices.Equal(e.StoppedBy.List, []string{"one"}) {
		t.Errorf("expect is %+v", e)
	}
	if o := e.Questions["Ticket.State"]; !o.Exact || len(o.Has) != 0 {
		t.Errorf("an empty list is %+v, want exactly nothing", o)
	}
	if got := f.Scenarios[1].Moment; got != First {
		t.Errorf("moment without a form is %v", got)
	}
	if got := f.Scenarios[2]; got.Stored() || got.Moment != Change {
		t.Errorf("ticket: null is %v, moment %v", got.Ticket, got.Moment)
	}
}

func TestParseFindings(t *testing.T) {
	const head = "scenarios:\n- screen: AgentTicketNote\n  agent: a\n"
	for _, test := range []struct{ name, in, want string }{
		{"empty", "", "f: the file is empty; a scenario file has a list named scenarios [yaml-root]"},
		{"list", "- a\n", "f:1:1: a scenario file is a mapping with a list named scenarios, not a list [yaml-root]"},
		{"no scenarios", "acls: a\n", "f:1:1: there is no list named scenarios [yaml-root]"},
		{"top key", "scenario: []\nscenarios: []\n", `f:1:1: unknown key "scenario" in a scenario file; did you mean scenarios? [unknown-key]`},
		{"key", head + "  tickets: {}\n", `f:4:3: unknown key "tickets" in a scenario; did you mean ticket? [unknown-key]`},
		{"ticket key", head + "  ticket:\n    Que: Raw\n", `f:5:5: unknown key "Que" in ticket; did you mean Queue? [unknown-key]`},
		{"ticket attribute", head + "  ticket: {Prioritie: 3}\n", `f:4:12: unknown key "Prioritie" in ticket; did you mean Priority? [unknown-key]`},
		{"process", head + "  process: {Process: x}\n", `f:4:13: unknown key "Process" in process; did you mean ProcessEntityID? [unknown-key]`},
		{"question", head + "  expect: {Stat: []}\n", `f:4:12: unknown key "Stat" in expect; did you mean State? [unknown-key]`},
		{"option", head + "  options: {Ticket.Action: []}\n", `f:4:13: unknown key "Ticket.Action" in options; did you mean Action? [unknown-key]`},
		{"offer", head + "  expect: {State: {have: []}}\n", `f:4:20: unknown key "have" in State; did you mean has? [unknown-key]`},
		{"has and lacks", head + "  expect: {State: {has: [a], lacks: [a]}}\n", `f:4:19: State cannot both have and lack "a" [bad-value]`},
		{"offer text", head + "  expect: {State: open}\n", "f:4:19: State is a list, not a single value [bad-value]"},
		{"saves", head + "  expect: {saves: maybe}\n", `f:4:19: saves is true or false, not "maybe" [bad-value]`},
		{"moment", head + "  moment: safe\n", `f:4:11: unknown moment "safe"; did you mean save? [bad-value]`},
		{"twice", head + "  agent: b\n", `f:4:3: key "agent" in a scenario occurs twice [duplicate-key]`},
		{"short and full", head + "  expect: {State: [], Ticket.State: []}\n", "f:4:23: Ticket.State is expected twice [duplicate-key]"},
		{"alias", "scenarios:\n- &a {screen: x, agent: a}\n- *a\n", "f:3:3: a scenario file has no aliases: write the value out [yaml-alias]"},
		{"nobody", "scenarios:\n- screen: x\n", "f:2:3: a scenario needs a person: agent or customer [bad-value]"},
		{"two people", "scenarios:\n- {screen: x, agent: a, customer: b}\n", "f:2:3: a scenario has one person: agent or customer, not both [bad-value]"},
		{"no login", "scenarios:\n- {screen: x, agent: ''}\n", "f:2:22: agent is a login or a mapping of attributes, not an empty string [bad-value]"},
		{"no screen", "scenarios:\n- {agent: a}\n", "f:2:3: a scenario has no screen [bad-value]"},
		{"attribute", head + "  ticket: {Queue: {Name: Raw}}\n", "f:4:19: Queue is a single value, not a mapping [bad-value]"},
		{"form", head + "  form: [Priority]\n", "f:4:9: form is a mapping, not a list [bad-value]"},
		{"documents", head + "---\na: b\n", "f:4:1: a scenario file is one document, and this is another [yaml-root]"},
		{"umlauts", "scenarios:\n- {name: \"äöü\", agend: a, agent: b, screen: c}\n", `f:2:17: unknown key "agend" in a scenario; did you mean agent? [unknown-key]`},
		{"syntax", "scenarios: [\n", "f:1:1: did not find expected node content [yaml-syntax]"},
	} {
		t.Run(test.name, func(t *testing.T) {
			f, findings := Parse("f", []byte(test.in))
			var got []string
			for _, d := range findings {
				got = append(got, d.Error()+" ["+string(d.Rule)+"]")
			}
			if len(got) != 1 || got[0] != test.want {
				t.Errorf("got  %s\nwant %s", strings.Join(got, "\n     "), test.want)
			}
			if len(f.Scenarios) > 1 {
				t.Errorf("a scenario with a finding was not left out: %d", len(f.Scenarios))
			}
		})
	}
}

func TestParseBoundsFindings(t *testing.T) {
	in := "scenarios:\n" + strings.Repeat("- {a: b}\n", 5000)
	if _, findings := Parse("f", []byte(in)); len(findings) != ownfile.MaxFindings+1 {
		t.Errorf("%d findings, want %d", len(findings), ownfile.MaxFindings+1)
	}
}

func schema(t testing.TB) *jsonschema.Schema {
	t.Helper()
	path := filepath.Join("..", "..", "docs", "schema", "scenario.schema.json")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("scenario.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("scenario.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// validate holds a YAML text to the schema, as an editor does.
func validate(s *jsonschema.Schema, in []byte) error {
	var v any
	if err := yaml.Unmarshal(in, &v); err != nil {
		return err
	}
	text, err := json.Marshal(v)
	if err != nil {
		return err
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		return err
	}
	return s.Validate(doc)
}

// TestSchema holds the schema and the reader to the same files.
func TestSchema(t *testing.T) {
	s := schema(t)
	for _, name := range []string{"documented.yml", "full.yml"} {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		if err := validate(s, data); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	const head = "scenarios:\n- screen: AgentTicketNote\n  agent: a\n"
	for _, in := range []string{
		"acls: a\n", "- a\n", "scenario: []\nscenarios: []\n", head + "  tickets: {}\n", head + "  ticket: {Que: Raw}\n",
		head + "  process: {Process: x}\n", head + "  expect: {Stat: []}\n", head + "  options: {Ticket.Action: []}\n",
		head + "  expect: {State: {have: []}}\n", head + "  expect: {State: open}\n", head + "  expect: {saves: maybe}\n",
		head + "  moment: safe\n", "scenarios:\n- screen: x\n", "scenarios:\n- {screen: x, agent: a, customer: b}\n",
		"scenarios:\n- {agent: a}\n", head + "  ticket: {Queue: {Name: Raw}}\n", head + "  form: [Priority]\n",
		"scenarios:\n- {screen: x, agent: ''}\n",
	} {
		if _, findings := Parse("f", []byte(in)); len(findings) == 0 {
			t.Errorf("the reader accepts %q", in)
		}
		if validate(s, []byte(in)) == nil {
			t.Errorf("the schema accepts %q", in)
		}
	}
}

// TestSchemaKeys holds the keys of the schema to those of the reader.
func TestSchemaKeys(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("..", "..", "docs", "schema", "scenario.schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	type node struct {
		Properties map[string]json.RawMessage
	}
	var doc struct {
		node
		Defs map[string]struct {
			Properties map[string]struct {
				Properties    map[string]json.RawMessage
				PropertyNames struct {
					AnyOf []struct{ Enum []string }
				}
				Enum []string
			}
		} `json:"$defs"`
	}
	if err := json.Unmarshal(data, &doc); err != nil {
		t.Fatal(err)
	}
	same := func(what string, keys, want []string) {
		t.Helper()
		slices.Sort(keys)
		want = slices.Sorted(slices.Values(want))
		if diff := cmp.Diff(want, keys); diff != "" {
			t.Errorf("%s: %s", what, diff)
		}
	}
	scenario := doc.Defs["scenario"].Properties
	same("file", keysOf(doc.Properties), fileKeys())
	same("scenario", keysOf(scenario), scenarioKeys())
	same("process", keysOf(scenario["process"].Properties), processKeys())
	same("expect", keysOf(scenario["expect"].Properties), expectKeys())
	same("expected names", scenario["expect"].PropertyNames.AnyOf[0].Enum, expectKeys())
	same("ticket", scenario["ticket"].PropertyNames.AnyOf[0].Enum, ticketKeys())
	same("moment", scenario["moment"].Enum, momentNames())
	s := schema(t)
	for _, q := range QuestionNames() {
		if err := validate(s, []byte("scenarios: []\noptions: {"+q+": []}\n")); err != nil {
			t.Errorf("the schema does not know the question %s: %v", q, err)
		}
	}
}

func keysOf[V any](m map[string]V) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	return keys
}

func FuzzParse(f *testing.F) {
	for _, name := range []string{"documented.yml", "full.yml"} {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte("scenarios:\n- &a {screen: *a, agent: {a: *a}}\n- <<: *a\n"))
	f.Add([]byte("scenarios: !!binary aGk=\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		file, findings := Parse("f", data)
		for _, d := range findings {
			if d.Summary == "" || d.Rule == "" || strings.Contains(d.Summary, "\n") {
				t.Errorf("finding %+v", d)
			}
		}
		for _, s := range file.Scenarios {
			if s.Screen == "" || (s.Agent == nil) == (s.Customer == nil) {
				t.Errorf("scenario %+v", s)
			}
		}
	})
}
