package scenario_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/scenario"
)

// everything is an expectation of each kind.
func everything() *scenario.Expect {
	no := false
	return &scenario.Expect{
		Matched: &scenario.Offer{Exact: true, Has: []string{"100: a", "yes", "1.0"}}, Used: &scenario.Offer{Exact: true},
		NotMatched: scenario.Names{Given: true, List: []string{"#b"}}, StoppedBy: scenario.Names{Given: true, List: []string{"c"}},
		Saves: &no, Undetermined: scenario.DoubtAllowed,
		Questions: map[string]scenario.Offer{
			"Ticket.State": {Exact: true, Has: []string{"", " open", "it's", "a\nb"}}, "Action": {Has: []string{"x"}, Lacks: []string{"[y]", "~"}},
			"Ticket.DynamicField_X": {},
		},
	}
}

// TestWriteExpectations: what is written is read as it was.
func TestWriteExpectations(t *testing.T) {
	want := []*scenario.Scenario{
		{Name: "one", Screen: "S", Agent: &scenario.Person{Login: "a"}, Expect: everything()},
		{Name: "two", Screen: "S", Customer: &scenario.Person{Login: "b"}, Skip: "not: yet", Ticket: inventory.Attrs{}},
	}
	data, err := scenario.Write(&scenario.File{Scenarios: want})
	if err != nil {
		t.Fatal(err)
	}
	got, findings := scenario.Parse("f", data)
	if len(findings) > 0 {
		t.Fatalf("%v\n%s", findings, data)
	}
	if diff := cmp.Diff(want, got.Scenarios, cmpopts.IgnoreTypes(acl.Place{}), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("read (-written +read):\n%s\n%s", diff, data)
	}
}

func TestRewrite(t *testing.T) {
	const head = "# A net.\n\n# Of two.\nbase: {screen: S, agent: a}\nscenarios:\n# The first.\n- name: one # here\n  expect: {matched: [a]}\n- name: two\n"
	small := &scenario.Expect{Matched: &scenario.Offer{Exact: true, Has: []string{"b"}}}
	for _, c := range []struct {
		text   string
		expect []*scenario.Expect
		want   string
		err    string
	}{
		{text: head, expect: []*scenario.Expect{nil, nil}, want: head},
		{
			text: head, expect: []*scenario.Expect{small, small},
			want: strings.Replace(head, "expect: {matched: [a]}", "expect:\n    matched: [b]", 1) + "  expect:\n    matched: [b]\n",
		},
		{text: head, expect: []*scenario.Expect{small}, err: "f: not every scenario could be read"},
		{text: "scenarios:\n- {screen: S, each: {agent: [a, b]}}\n", expect: []*scenario.Expect{nil, nil}, err: "f:2: a table (each) is several"},
		{text: "scenarios:\n- {screen: S, each: {agent: [a]}}\n", expect: []*scenario.Expect{nil}, err: "f:2: a table (each) is several"},
		{text: "base:\n  expect: {matched: []}\nscenarios:\n- {screen: S}\n", expect: []*scenario.Expect{small}, err: "f:2: base has an expect"},
		{text: "[]\n", err: "f is no scenario file"},
	} {
		got, err := scenario.Rewrite("f", []byte(c.text), c.expect)
		switch {
		case c.err != "":
			if err == nil || !strings.HasPrefix(err.Error(), c.err) {
				t.Errorf("%s: %v, want %s", c.text, err, c.err)
			}
		case err != nil:
			t.Errorf("%s: %v", c.text, err)
		default:
			if diff := cmp.Diff(c.want, string(got)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		}
	}
}
