package report_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/report"
	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/internal/suite"
)

// results is one result of each outcome.
func results() (all *report.Tests, tested []*report.Tested) {
	all = report.NewTests()
	at := acl.Place{File: "dir/a.yml", Span: acl.Span{Start: acl.Pos{Line: 3, Column: 5}, End: acl.Pos{Line: 3, Column: 9}}}
	for _, r := range []*suite.Result{
		{Scenario: &scenario.Scenario{Name: "passed", Place: at}, Checks: 2},
		{Scenario: &scenario.Scenario{Name: "passed", Place: at}},
		{Scenario: &scenario.Scenario{Name: "failed\x1b[31m", Place: at}, Outcome: suite.Failed, Failures: []suite.Failure{
			{Place: at, What: "State", Exact: true, Want: []string{"new", "open"}, Got: []string{"open", "merged, too"}, Missing: []string{"new"}, Extra: []string{"merged, too"}},
			{Place: at, What: "matched", Want: []string{"100"}, Missing: []string{"100"}, Lacks: []string{"200"}, Extra: []string{"200"}},
		}},
		{Scenario: &scenario.Scenario{Screen: "AgentTicketNote", Place: at}, Outcome: suite.Undetermined, Failures: []suite.Failure{
			{Place: at, What: "Queue", Unknown: true, Why: []string{"nobody knows"}, Maybe: []string{"Raw"}},
		}},
		{Scenario: &scenario.Scenario{Name: "broken", Place: at}, Outcome: suite.Broken, Failures: []suite.Failure{{Place: at, Message: "there is no screen"}}},
		{Scenario: &scenario.Scenario{Name: "skipped", Skip: "50% # done", Place: at}, Outcome: suite.Skipped},
		{Scenario: &scenario.Scenario{Name: "bare", Place: at}, Outcome: suite.Bare},
	} {
		tested = append(tested, all.Add(r))
	}
	all.Skipped(len(tested))
	return all, tested
}

type testsWriter interface {
	Scenario(*report.Tested) error
	End() error
}

func printed(t *testing.T, w testsWriter, out *bytes.Buffer, tested []*report.Tested) string {
	t.Helper()
	for _, s := range tested {
		if err := w.Scenario(s); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.End(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// TestTestsJUnit: results have the shape that Jenkins wants, names are never twice
// in a file, and the counts are those of the cases.
func TestTestsJUnit(t *testing.T) {
	var out bytes.Buffer
	all, tested := results()
	root := parseXML(t, printed(t, all.JUnit(&out), &out, tested))
	junitShape().check(t, root)
	if len(root.Children) != 1 {
		t.Fatalf("%d suites", len(root.Children))
	}
	s := root.Children[0]
	for name, want := range map[string]string{"name": "dir/a.yml", "tests": "7", "failures": "2", "errors": "1", "skipped": "2"} {
		if got := s.attr(name); got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
	names := map[string]bool{}
	for _, c := range s.Children {
		if names[c.attr("name")] {
			t.Errorf("two cases %q", c.attr("name"))
		}
		names[c.attr("name")] = true
	}
	if got := count(s.Children, "skipped"); got != "2" {
		t.Errorf("%s are skipped", got)
	}
}

func TestTestsLines(t *testing.T) {
	for _, c := range []struct {
		name string
		make func(*report.Tests, *bytes.Buffer) testsWriter
		want string
	}{
		{"tap", func(all *report.Tests, out *bytes.Buffer) testsWriter { return all.TAP(out) }, `TAP version 13
ok 1 - passed
ok 2 - passed
not ok 3 - failed\\x1b[31m
  ---
  outcome: failed
  at: "dir/a.yml:3"
  message: "State: missing new; not expected merged, too\nmatched: missing 100; there all the same 200"
  ...
not ok 4 - AgentTicketNote
  ---
  outcome: undetermined
  at: "dir/a.yml:3"
  message: "Queue: not known Raw; because nobody knows"
  ...
not ok 5 - broken
  ---
  outcome: broken
  at: "dir/a.yml:3"
  message: "there is no screen"
  ...
ok 6 - skipped # SKIP 50% # done
ok 7 - bare # SKIP nothing is expected
1..7
`},
		{"github", func(all *report.Tests, out *bytes.Buffer) testsWriter { return all.GitHub(out) }, `::error file=dir/a.yml,line=3,endLine=3,col=5,endColumn=5,title=failed\x1b[31m::State: missing new; not expected merged, too
::error file=dir/a.yml,line=3,endLine=3,col=5,endColumn=5,title=failed\x1b[31m::matched: missing 100; there all the same 200
::error file=dir/a.yml,line=3,endLine=3,col=5,endColumn=5,title=AgentTicketNote::Queue: not known Raw; because nobody knows
::error file=dir/a.yml,line=3,endLine=3,col=5,endColumn=5,title=broken::there is no screen
`},
		{"text", func(all *report.Tests, out *bytes.Buffer) testsWriter {
			return all.Text(out, report.NewTerminal(out, "never"), true)
		}, `passed        passed                                             dir/a.yml:3
passed        passed                                             dir/a.yml:3
failed        failed\x1b[31m                                     dir/a.yml:3
  State         expected new, open
                there is open, 'merged, too'
                missing new
                not expected 'merged, too'
  matched       missing 100
                there all the same 200

undetermined  AgentTicketNote                                    dir/a.yml:3
  Queue         not known Raw
                  because nobody knows

broken        broken                                             dir/a.yml:3
                there is no screen

skipped       skipped · 50% # done                               dir/a.yml:3
untested      bare · nothing is expected                         dir/a.yml:3
1 failed, 1 undetermined, 1 broken, 2 passed, 1 skipped, 1 without an
expectation
`},
	} {
		t.Setenv("COLUMNS", "76")
		var out bytes.Buffer
		all, tested := results()
		got := printed(t, c.make(all, &out), &out, tested)
		if strings.TrimRight(got, "\n ") != strings.TrimRight(c.want, "\n ") {
			t.Errorf("%s:\n%s", c.name, got)
		}
	}
}
