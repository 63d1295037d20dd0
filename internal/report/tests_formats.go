package report

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
)

// testsJSON writes all results as one object, at the end.
type testsJSON struct {
	*Tests
	out io.Writer
}

// JSON writes the shape of docs/schema/test.schema.json.
func (t *Tests) JSON(out io.Writer) *testsJSON { return &testsJSON{t, out} }

func (w *testsJSON) Scenario(s *Tested) error {
	w.Scenarios = append(w.Scenarios, s)
	return nil
}

func (w *testsJSON) End() error {
	return writeJSON(w.out, w.Tests)
}

// sentence is a failure in one line.
func (f *TestFailure) sentence() string {
	var parts []string
	add := func(words string, values []string) {
		if len(values) > 0 {
			parts = append(parts, words+" "+strings.Join(cleaned(values), ", "))
		}
	}
	if f.Message != "" {
		parts = append(parts, Clean(f.Message))
	}
	add("missing", f.Missing)
	if f.Exact {
		add("not expected", f.Extra)
	} else {
		add("there all the same", f.Extra)
	}
	if f.Message == "" {
		add("not known", f.Maybe)
	}
	if len(parts) == 0 {
		parts = append(parts, "not known")
	}
	for _, w := range f.Why {
		parts = append(parts, "because "+Clean(w))
	}
	text := strings.Join(parts, "; ")
	if f.What != "" {
		text = Clean(f.What) + ": " + text
	}
	return text
}

// detail is a failure as people read it, without colour.
func (f *TestFailure) detail() string {
	var b strings.Builder
	w := &testsText{Tests: NewTests(), out: &failing{out: &b}, t: plainTerminal(100)}
	w.failure(f)
	return strings.TrimRight(b.String(), "\n")
}

func (s *Tested) sentences() string {
	var all []string
	for i := range s.Failures {
		all = append(all, s.Failures[i].sentence())
	}
	return strings.Join(all, "\n")
}

// testsJUnit writes a test suite for each file, at the end.
type testsJUnit struct {
	testsJSON
}

// JUnit writes what Jenkins and GitLab read: a suite for each file, a case for
// each scenario.
func (t *Tests) JUnit(out io.Writer) *testsJUnit { return &testsJUnit{testsJSON{t, out}} }

func (w *testsJUnit) End() error {
	doc := junitSuites{Name: "ticketacl test"}
	at := map[string]int{}
	seen := map[string]int{}
	for _, s := range w.Scenarios {
		i, known := at[s.Place.File]
		if !known {
			i = len(doc.Suites)
			at[s.Place.File] = i
			doc.Suites = append(doc.Suites, junitSuite{Name: Clean(slashed(s.Place.File))})
		}
		suite := &doc.Suites[i]
		suite.Tests++
		c := junitCase{Name: Clean(s.Name), Class: suite.Name}
		key := s.Place.File + "\x00" + c.Name
		if seen[key]++; seen[key] > 1 { // GitLab takes the first of two of one name
			c.Name = fmt.Sprintf("%s (%d)", c.Name, seen[key])
		}
		problem := &junitFailure{Type: s.Outcome, Message: s.sentences()}
		for j := range s.Failures {
			problem.Text += fmt.Sprintf("%s\n%s\n", s.Failures[j].Place, s.Failures[j].detail())
		}
		switch s.Outcome {
		case "failed", "undetermined":
			c.Failure = problem
			suite.Failures++
		case "broken":
			c.Error = problem
			suite.Errors++
		case "skipped", "no expectation":
			reason := s.Skip
			if reason == "" {
				reason = "nothing is expected"
			}
			c.Skipped = &junitSkipped{Clean(reason)}
			suite.Skipped++
		}
		suite.Cases = append(suite.Cases, c)
	}
	for _, s := range doc.Suites {
		doc.Tests += s.Tests
		doc.Failures += s.Failures
		doc.Errors += s.Errors
	}
	return writeXML(w.out, doc)
}

// junitSkipped is a test that was not run.
type junitSkipped struct {
	Message string `xml:"message,attr"`
}

// testsTAP writes a line for each scenario as it ends.
type testsTAP struct {
	*Tests
	out *failing
	n   int
}

// TAP writes the Test Anything Protocol, version 13, with the plan at the end.
func (t *Tests) TAP(out io.Writer) *testsTAP {
	w := &testsTAP{t, &failing{out: out}, 0}
	fmt.Fprintln(w.out, "TAP version 13")
	return w
}

func (w *testsTAP) Scenario(s *Tested) error {
	w.n++
	name := strings.NewReplacer("#", `\#`, `\`, `\\`).Replace(strings.Join(strings.Fields(Clean(s.Name)), " "))
	switch {
	case s.fails:
		fmt.Fprintf(w.out, "not ok %d - %s\n", w.n, name)
	case s.Outcome == "skipped":
		fmt.Fprintf(w.out, "ok %d - %s # SKIP %s\n", w.n, name, Clean(s.Skip))
	case s.Outcome == "no expectation":
		fmt.Fprintf(w.out, "ok %d - %s # SKIP nothing is expected\n", w.n, name)
	default:
		fmt.Fprintf(w.out, "ok %d - %s\n", w.n, name)
	}
	if !s.fails {
		return w.out.err
	}
	// No list: TAP's own reader takes an item with a colon for a mapping.
	fmt.Fprintf(w.out, "  ---\n  outcome: %s\n  at: %s\n  message: %s\n", s.Outcome, yamlText(s.Place.String()), yamlText(s.sentences()))
	fmt.Fprintln(w.out, "  ...")
	return w.out.err
}

// yamlText is a text in double quotes; those of JSON are YAML's too.
func yamlText(s string) string {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(s); err != nil { // no text is refused
		return `""`
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func (w *testsTAP) End() error {
	if w.NotRun > 0 {
		fmt.Fprintf(w.out, "Bail out! %d scenarios were not run\n", w.NotRun)
		return w.out.err
	}
	fmt.Fprintf(w.out, "1..%d\n", w.n)
	return w.out.err
}

// testsGitHub writes a workflow command for each failure.
type testsGitHub struct {
	*Tests
	out *failing
}

// GitHub writes workflow commands, which GitHub shows at the expectation's line.
func (t *Tests) GitHub(out io.Writer) *testsGitHub { return &testsGitHub{t, &failing{out: out}} }

func (w *testsGitHub) Scenario(s *Tested) error {
	for i := range s.Failures {
		f := &s.Failures[i]
		start := acl.Pos{Line: f.Place.Line, Column: f.Place.Column}
		at := "file=" + githubPath(f.Place.File) + githubPlace(acl.Span{Start: start, End: start})
		fmt.Fprintf(w.out, "::error %s,title=%s::%s\n", at, githubProperty(Clean(s.Name)), githubData(f.sentence()))
	}
	if s.fails && len(s.Failures) == 0 {
		fmt.Fprintf(w.out, "::error file=%s::%s\n", githubPath(s.Place.File), githubData(Clean(s.Name)+": "+s.Outcome))
	}
	return w.out.err
}

func (w *testsGitHub) End() error { return w.out.err }
