package report

import (
	"encoding/xml"
	"fmt"
	"io"

	"github.com/ticketacl/ticketacl/internal/diag"
)

// What of JUnit's XML is written: what both Jenkins' schema allows and GitLab
// reads. The file of a test case is its class, since the schema has no attribute
// for it.
type (
	junitSuites struct {
		XMLName  xml.Name     `xml:"testsuites"`
		Name     string       `xml:"name,attr"`
		Tests    int          `xml:"tests,attr"`
		Failures int          `xml:"failures,attr"`
		Errors   int          `xml:"errors,attr"`
		Suites   []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Errors   int         `xml:"errors,attr"`
		Skipped  int         `xml:"skipped,attr"`
		Cases    []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Name      string        `xml:"name,attr"`
		Class     string        `xml:"classname,attr"`
		Skipped   *junitSkipped `xml:"skipped"`
		Error     *junitFailure `xml:"error"`
		Failure   *junitFailure `xml:"failure"`
		SystemOut string        `xml:"system-out,omitempty"`
	}
	junitFailure struct {
		Type    string `xml:"type,attr"`
		Message string `xml:"message,attr"`
		Text    string `xml:",chardata"`
	}
)

// JUnit writes a test suite for each file. Errors and warnings are failed tests;
// info is a test that passed and has something to say. A file without findings is
// one test that passed.
func (l *Lint) JUnit(out io.Writer) error {
	doc := junitSuites{Name: "ticketacl lint"}
	for _, f := range l.files() {
		doc.Suites = append(doc.Suites, junitSuiteOf(&f))
	}
	if len(doc.Suites) == 0 {
		doc.Suites = append(doc.Suites, junitSuiteOf(&fileFindings{name: "no files"}))
	}
	for i := range doc.Suites {
		doc.Tests += doc.Suites[i].Tests
		doc.Failures += doc.Suites[i].Failures
	}
	return writeXML(out, doc)
}

func junitSuiteOf(f *fileFindings) junitSuite {
	s := junitSuite{Name: f.name, Tests: max(1, len(f.findings))}
	if len(f.findings) == 0 {
		s.Cases = []junitCase{{Name: "no findings", Class: f.name}}
	}
	// GitLab takes the first of two cases of one name, so a name never comes back;
	// and it compares runs by it, so there is no line in it.
	seen := map[string]int{}
	for _, d := range f.findings {
		name := Clean(string(d.Rule))
		if d.ACL != "" {
			name += " in " + Clean(d.ACL)
		}
		if seen[name]++; seen[name] > 1 {
			name = fmt.Sprintf("%s (%d)", name, seen[name])
		}
		c := junitCase{Name: name, Class: f.name}
		text := oneLine(d)
		if d.Detail != "" {
			text += "\n" + cleanLines(d.Detail)
		}
		for i := range d.Related {
			text += "\n" + relatedTo(&d.Related[i])
		}
		if d.Severity == diag.Info {
			c.SystemOut = text
		} else {
			c.Failure = &junitFailure{Type: d.Severity.String(), Message: Clean(d.Summary), Text: text}
			s.Failures++
		}
		s.Cases = append(s.Cases, c)
	}
	return s
}

// What of Checkstyle's XML is written.
type (
	checkstyleReport struct {
		XMLName xml.Name         `xml:"checkstyle"`
		Version string           `xml:"version,attr"`
		Files   []checkstyleFile `xml:"file"`
	}
	checkstyleFile struct {
		Name   string            `xml:"name,attr"`
		Errors []checkstyleError `xml:"error"`
	}
	checkstyleError struct {
		Line     uint32 `xml:"line,attr"`
		Column   uint32 `xml:"column,attr,omitempty"`
		Severity string `xml:"severity,attr"`
		Message  string `xml:"message,attr"`
		Source   string `xml:"source,attr"`
	}
)

// checkstyleVersion is that of the oldest Checkstyle that wrote this shape.
const checkstyleVersion = "4.3"

// Checkstyle writes the report of Checkstyle, which many programs take. What is
// about a file as a whole stands in its first line.
func (l *Lint) Checkstyle(out io.Writer) error {
	doc := checkstyleReport{Version: checkstyleVersion}
	for _, f := range l.files() {
		file := checkstyleFile{Name: f.name}
		for _, d := range f.findings {
			file.Errors = append(file.Errors, checkstyleError{
				Line: max(1, d.Place.Span.Start.Line), Column: d.Place.Span.Start.Column,
				Severity: d.Severity.String(), Message: message(d), Source: "ticketacl." + Clean(string(d.Rule)),
			})
		}
		doc.Files = append(doc.Files, file)
	}
	return writeXML(out, doc)
}

// writeXML writes a document. What XML cannot hold becomes U+FFFD.
func writeXML(out io.Writer, doc any) error {
	if _, err := io.WriteString(out, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(out)
	enc.Indent("", "  ")
	if err := enc.Encode(doc); err != nil {
		return err
	}
	_, err := io.WriteString(out, "\n")
	return err
}
