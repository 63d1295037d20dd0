package report

import (
	"bytes"
	"testing"

	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/internal/suite"
)

// TestRecordingGroups: each group stands once, with what people see first, and those in
// which people see nothing else come last.
func TestRecordingGroups(t *testing.T) {
	matched := suite.Change{What: "matched", New: []string{"100"}}
	state := suite.Change{What: "State", Gone: []string{"open", "open"}, New: []string{"new"}}
	for _, c := range []struct {
		name    string
		changes [][]suite.Change
		want    string
	}{
		{"what people see is first", [][]suite.Change{{matched, state}}, "" +
			"s\n  State         gone open\n                new new\n  matched       new 100\n\n"},
		{"a name that is there twice", [][]suite.Change{{state}, {state}}, "" +
			"2 scenarios\ns\ns\n  State         gone open\n                new new\n\n"},
		{"ACLs alone are last", [][]suite.Change{{matched}, {matched, state}, {matched}}, "" +
			"s\n  State         gone open\n                new new\n\n" +
			"3 scenarios\ns\ns\ns\n  matched       new 100\n\n"},
	} {
		var results []suite.Recorded
		for _, changes := range c.changes {
			results = append(results, suite.Recorded{Scenario: &scenario.Scenario{Screen: "s"}, Changes: changes})
		}
		var out bytes.Buffer
		if err := NewRecording("net.yml", results).Text(&out, NewTerminal(&out, "never")); err != nil {
			t.Fatal(err)
		}
		got, _, _ := bytes.Cut(out.Bytes(), []byte("0 of"))
		if string(got) != c.want {
			t.Errorf("%s:\n%s\nwant:\n%s", c.name, got, c.want)
		}
	}
}
