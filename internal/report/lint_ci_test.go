package report_test

import (
	"encoding/json"
	"encoding/xml"
	"io"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/report"
)

// element is any XML element.
type element struct {
	XMLName  xml.Name
	Attrs    []xml.Attr `xml:",any,attr"`
	Children []element  `xml:",any"`
	Text     string     `xml:",chardata"`
}

func (e *element) attr(name string) string {
	for _, a := range e.Attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// shape is what a schema says of an element: required attributes end in !.
type shape map[string]struct{ attrs, children []string }

func (s shape) check(t *testing.T, e *element) {
	t.Helper()
	is, ok := s[e.XMLName.Local]
	if !ok {
		t.Errorf("there is no element %s", e.XMLName.Local)
		return
	}
	for _, a := range e.Attrs {
		if !slices.Contains(is.attrs, a.Name.Local) && !slices.Contains(is.attrs, a.Name.Local+"!") {
			t.Errorf("%s has no attribute %s", e.XMLName.Local, a.Name.Local)
		}
	}
	for _, name := range is.attrs {
		if name, required := strings.CutSuffix(name, "!"); required && !slices.ContainsFunc(e.Attrs, func(a xml.Attr) bool { return a.Name.Local == name }) {
			t.Errorf("%s lacks %s", e.XMLName.Local, name)
		}
	}
	for i := range e.Children {
		if c := &e.Children[i]; !slices.Contains(is.children, c.XMLName.Local) {
			t.Errorf("no %s in %s", c.XMLName.Local, e.XMLName.Local)
		} else {
			s.check(t, c)
		}
	}
}

// junitShape is the schema against which the xUnit plugin of Jenkins validates
// (junit-10.xsd of jenkinsci/xunit-plugin): testsuite wants name, tests, failures
// and errors, testcase wants name, and has no attributes but time, classname and
// group beside it; failure, error and skipped have type and message.
func junitShape() shape {
	return shape{
		"testsuites": {[]string{"name", "time", "tests", "failures", "errors"}, []string{"testsuite"}},
		"testsuite": {[]string{"name!", "tests!", "failures!", "errors!", "group", "time", "skipped", "timestamp", "hostname", "id", "package", "file", "log", "url"},
			[]string{"testsuite", "properties", "testcase", "system-out", "system-err"}},
		"testcase":   {[]string{"name!", "time", "classname", "group"}, []string{"skipped", "error", "failure", "system-out", "system-err"}},
		"failure":    {[]string{"type", "message"}, nil},
		"error":      {[]string{"type", "message"}, nil},
		"skipped":    {[]string{"type", "message"}, nil},
		"system-out": {},
	}
}

// TestLintJUnit: the report has the shape that Jenkins wants, and what GitLab
// documents of Unit test reports: classname is shown as the suite, name as the
// test, what stands in failure and system-out as its text, "and of duplicate test
// names only the first is used".
func TestLintJUnit(t *testing.T) {
	for name, l := range map[string]*report.Lint{
		"sample": sample(t), "clean": {Files: []string{"a.yml"}}, "no files": {},
		"many clean": {Files: []string{"a.yml", "b.yml"}},
	} {
		root := parseXML(t, formatted(t, l.JUnit))
		junitShape().check(t, root)
		tests, failures, seen := 0, 0, map[string]bool{}
		for _, suite := range root.Children {
			if got := count(suite.Children, "failure"); suite.attr("failures") != got || suite.attr("tests") != itoa(len(suite.Children)) {
				t.Errorf("%s: %s: %s tests, %s failures: there are %d and %s", name, suite.attr("name"), suite.attr("tests"), suite.attr("failures"), len(suite.Children), got)
			}
			for _, c := range suite.Children {
				tests++
				if id := c.attr("classname") + "\x00" + c.attr("name"); seen[id] {
					t.Errorf("%s: two test cases %q", name, id)
				} else {
					seen[id] = true
				}
				if len(c.Children) > 0 && c.Children[0].XMLName.Local == "failure" {
					failures++
				}
			}
		}
		if tests == 0 || root.attr("tests") != itoa(tests) || root.attr("failures") != itoa(failures) {
			t.Errorf("%s: %s tests, %s failures: there are %d and %d", name, root.attr("tests"), root.attr("failures"), tests, failures)
		}
		if name != "sample" && (tests != max(1, len(l.Files)) || failures != 0) {
			t.Errorf("%s: %d tests, %d failures, want one for each file, and none", name, tests, failures)
		}
	}
}

func count(es []element, child string) string {
	n := 0
	for _, e := range es {
		if len(e.Children) > 0 && e.Children[0].XMLName.Local == child {
			n++
		}
	}
	return itoa(n)
}

func itoa(n int) string {
	b, _ := json.Marshal(n)
	return string(b)
}

func parseXML(t *testing.T, text string) *element {
	t.Helper()
	var root element
	dec := xml.NewDecoder(strings.NewReader(text))
	if err := dec.Decode(&root); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	for {
		tok, err := dec.Token()
		if err == io.EOF {
			return &root
		}
		if c, ok := tok.(xml.CharData); err != nil || !ok || strings.TrimSpace(string(c)) != "" {
			t.Fatalf("something behind the document: %v, %v\n%s", tok, err, text)
		}
	}
}

// TestLintCheckstyle: the report has the shape of Checkstyle's own schema
// (checkstyle-report-1.0.0.xsd): file wants name; error has line and column, which
// are positive, message, source, and severity, which is error, warning or info.
func TestLintCheckstyle(t *testing.T) {
	is := shape{
		"checkstyle": {[]string{"version"}, []string{"file", "error", "exception"}},
		"file":       {[]string{"name!"}, []string{"error", "exception"}},
		"error":      {[]string{"column", "line", "message", "severity", "source"}, nil},
	}
	for name, l := range map[string]*report.Lint{"sample": sample(t), "empty": {}} {
		root := parseXML(t, formatted(t, l.Checkstyle))
		is.check(t, root)
		errors := 0
		for _, f := range root.Children {
			for _, e := range f.Children {
				errors++
				if strings.TrimLeft(e.attr("line"), "0") == "" || e.attr("column") == "0" || !slices.Contains([]string{"error", "warning", "info"}, e.attr("severity")) {
					t.Errorf("%s: %v", name, e.Attrs)
				}
			}
		}
		if errors != len(l.Findings) {
			t.Errorf("%s: %d errors of %d", name, errors, len(l.Findings))
		}
	}
}

// TestLintGitLab: the report is what GitLab documents of Code Quality: "a JSON
// file containing an array of objects" with description, check_name, fingerprint
// ("a unique fingerprint"), severity (info, minor, major, critical or blocker),
// location.path ("the relative path to the file") and location.lines.begin.
func TestLintGitLab(t *testing.T) {
	type issue struct {
		Description string `json:"description"`
		CheckName   string `json:"check_name"`
		Fingerprint string `json:"fingerprint"`
		Severity    string `json:"severity"`
		Location    struct {
			Path  string `json:"path"`
			Lines struct {
				Begin int `json:"begin"`
				End   int `json:"end"`
			} `json:"lines"`
		} `json:"location"`
	}
	l := sample(t)
	var issues []issue
	dec := json.NewDecoder(strings.NewReader(formatted(t, l.GitLab)))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&issues); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for i, x := range issues {
		if x.Description == "" || x.CheckName != string(l.Findings[i].Rule) || x.Fingerprint == "" || seen[x.Fingerprint] || x.Location.Path == "" || x.Location.Lines.Begin < 1 ||
			!slices.Contains([]string{"info", "minor", "major", "critical", "blocker"}, x.Severity) {
			t.Errorf("%+v", x)
		}
		seen[x.Fingerprint] = true
	}
	if len(issues) != len(l.Findings) {
		t.Errorf("%d of %d", len(issues), len(l.Findings))
	}
	if got := formatted(t, (&report.Lint{}).GitLab); got != "[]\n" {
		t.Errorf("nothing is %q", got)
	}
}

// TestLintGitHub: commands are written as GitHub's toolkit escapes them: %, CR and LF
// in messages, : and , too in properties.
func TestLintGitHub(t *testing.T) {
	at := func(line, column, endLine, endColumn uint32) acl.Place {
		return acl.Place{File: "./a,b:c%d\n\x1b.yml", Span: acl.Span{Start: acl.Pos{Line: line, Column: column}, End: acl.Pos{Line: endLine, Column: endColumn}}}
	}
	const file = `file=a%2Cb%3Ac%25d%0A\x1b.yml`
	for _, tt := range []struct {
		d    diag.Diagnostic
		want string
	}{
		{diag.Diagnostic{Severity: diag.Error, Rule: "r", Summary: "100%: a, b", Place: at(1, 2, 1, 5)}, "::error " + file + ",line=1,endLine=1,col=2,endColumn=4,title=r::100%25: a, b\n"},
		{diag.Diagnostic{Severity: diag.Warning, Rule: "r", Summary: "s", Detail: "d\ne", Place: at(1, 2, 1, 2)}, "::warning " + file + ",line=1,endLine=1,col=2,endColumn=2,title=r::s%0Ad%0Ae\n"},
		{diag.Diagnostic{Rule: "r", Summary: "s\r\n::error::x", Place: at(1, 2, 3, 4)}, "::notice " + file + ",line=1,endLine=3,title=r::s\\r\\n::error::x\n"},
		{diag.Diagnostic{Rule: "r", Summary: "s", Place: at(1, 2, 3, 1)}, "::notice " + file + ",line=1,endLine=2,title=r::s\n"},
		{diag.Diagnostic{Rule: "r", Summary: "s", Place: at(1, 2, 0, 0)}, "::notice " + file + ",line=1,endLine=1,col=2,endColumn=2,title=r::s\n"},
		{diag.Diagnostic{Rule: "r", Summary: "s", Place: acl.Place{File: "a.yml"}}, "::notice file=a.yml,title=r::s\n"},
	} {
		l := &report.Lint{Findings: []diag.Diagnostic{tt.d}}
		if diff := cmp.Diff(tt.want, formatted(t, l.GitHub)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}

// TestLintEmpty: nothing found is a document too, where the format has documents.
func TestLintEmpty(t *testing.T) {
	for _, l := range []*report.Lint{{}, {Files: []string{"a.yml"}}} {
		for name, write := range formats(l) {
			got := formatted(t, write)
			switch {
			case strings.HasSuffix(name, ".txt") && got != "":
				t.Errorf("%s: %q", name, got)
			case strings.HasSuffix(name, ".json") && !json.Valid([]byte(got)):
				t.Errorf("%s: %q", name, got)
			case strings.HasSuffix(name, ".xml"):
				parseXML(t, got)
			}
		}
	}
}

// TestLintPrintsAreStable: fingerprints stay when lines move, and differ.
func TestLintPrintsAreStable(t *testing.T) {
	prints := func(l *report.Lint) [2][]string {
		var log struct {
			Runs []struct {
				Results []struct {
					PartialFingerprints map[string]string
				}
			}
		}
		var issues []struct{ Fingerprint string }
		for text, into := range map[string]any{formatted(t, l.SARIF): &log, formatted(t, l.GitLab): &issues} {
			if err := json.Unmarshal([]byte(text), into); err != nil {
				t.Fatal(err)
			}
		}
		var out [2][]string
		for _, r := range log.Runs[0].Results {
			for _, v := range r.PartialFingerprints {
				out[0] = append(out[0], v)
			}
		}
		for _, i := range issues {
			out[1] = append(out[1], i.Fingerprint)
		}
		return out
	}
	before := prints(sample(t))
	moved := sample(t)
	for i := range moved.Findings {
		if s := &moved.Findings[i].Place.Span; s.IsValid() {
			s.Start.Line, s.End.Line = s.Start.Line+7, s.End.Line+7
		}
	}
	if after := prints(moved); !reflect.DeepEqual(before, after) {
		t.Errorf("(-before +after):\n%s", cmp.Diff(before, after))
	}
	for _, all := range before {
		if len(all) != len(moved.Findings) || len(slices.Compact(slices.Sorted(slices.Values(all)))) != len(all) {
			t.Errorf("not all different: %q", all)
		}
	}
}

// FuzzLintFormats: whatever findings and files say, documents are well formed, and
// nothing is printed that moves a terminal.
func FuzzLintFormats(f *testing.F) {
	f.Add("a.yml", "- Name: x\n", "summary", "detail", "acl", uint16(2), uint16(3))
	f.Add("-", "\x00\xff\x1b[31m", "]]>\x00<![CDATA[", "\r\n%", "\ufffe\u202e", uint16(0), uint16(9))
	f.Add("C:\\x y\n", "\t日本\r\n", "&amp;\ud7ff", "::error::", "'\"", uint16(1), uint16(0))
	f.Fuzz(func(t *testing.T, file, text, summary, detail, name string, from, length uint16) {
		start := min(int(from), len(text))
		end := min(start+int(length), len(text))
		place := acl.Place{File: file, Span: acl.Span{Start: posIn(text, start), End: posIn(text, end)}}
		l := &report.Lint{
			Files: []string{file}, Sources: map[string][]byte{file: []byte(text)}, Rules: sampleRules(), Version: summary,
			Findings: []diag.Diagnostic{
				{Rule: diag.Rule(name), Summary: summary, Detail: detail, ACL: name, Place: place, Related: []diag.Related{{Place: place, Message: detail}},
					Fixes: []diag.Fix{{Title: detail, Edits: []diag.Edit{{Span: place.Span, New: name}}}}},
				{Rule: diag.UnknownModifier, Severity: diag.Error, Summary: detail, Place: acl.Place{File: file}},
			},
		}
		for format, write := range formats(l) {
			got := formatted(t, write)
			switch {
			case strings.HasSuffix(format, ".json"):
				if !json.Valid([]byte(got)) {
					t.Errorf("%s: %s", format, got)
				}
			case strings.HasSuffix(format, ".xml"):
				parseXML(t, got)
			default:
				if clean := report.Clean(strings.ReplaceAll(got, "\n", "")); clean != strings.ReplaceAll(got, "\n", "") {
					t.Errorf("%s: %q", format, got)
				}
			}
		}
	})
}

// posIn is the place of an offset, as readers count.
func posIn(text string, offset int) acl.Pos {
	before := text[:offset]
	line := strings.LastIndexByte(before, '\n') + 1
	return acl.Pos{
		Offset: uint32(offset), Line: uint32(strings.Count(before, "\n")) + 1, Column: uint32(len([]rune(before[line:]))) + 1,
	}
}
