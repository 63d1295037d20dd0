package report_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/report"
	"github.com/ticketacl/ticketacl/lint"
)

// sarifSchema is the published one; testdata has its terms beside it.
func sarifSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	schema, err := c.Compile("testdata/sarif-schema-2.1.0.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// TestLintSARIF validates logs against the published schema.
func TestLintSARIF(t *testing.T) {
	schema := sarifSchema(t)
	all := sample(t)
	all.Rules = lint.Rules()
	for name, l := range map[string]*report.Lint{"sample": sample(t), "all rules": all, "empty": {}, "clean": {Files: []string{"a.yml"}}} {
		doc, err := jsonschema.UnmarshalJSON(strings.NewReader(formatted(t, l.SARIF)))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(doc); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestSARIFSchemaRefuses: a schema that takes everything proves nothing.
func TestSARIFSchemaRefuses(t *testing.T) {
	schema, text := sarifSchema(t), formatted(t, sample(t).SARIF)
	for _, change := range [][2]string{
		{`"version": "2.1.0"`, `"version": "2.0.0"`}, {`"level": "note"`, `"level": "info"`}, {`"startLine": `, `"startLine": -`}, {`"uri": "`, `"uri": "%%`},
		{`"columnKind": "unicodeCodePoints"`, `"columnKind": "bytes"`}, {`"results": [`, `"findings": [`}, {`"artifactChanges": [`, `"changes": [`},
	} {
		changed := strings.Replace(text, change[0], change[1], 1)
		if changed == text {
			t.Errorf("%s is not in the log", change[0])
			continue
		}
		doc, err := jsonschema.UnmarshalJSON(strings.NewReader(changed))
		if err != nil {
			t.Fatal(err)
		}
		if schema.Validate(doc) == nil {
			t.Errorf("%s in place of %s is taken", change[1], change[0])
		}
	}
}

// sarif is what the tests look at.
type sarif struct {
	Runs []struct {
		Tool struct {
			Driver struct {
				Rules []struct {
					ID                   string
					DefaultConfiguration struct {
						Enabled bool
						Level   string
					}
					Help struct{ Text, Markdown string }
				}
			}
		}
		Results []struct {
			RuleID    string
			RuleIndex *int
			Locations []struct {
				PhysicalLocation struct {
					ArtifactLocation struct{ URI string }
					Region           *struct {
						StartLine, StartColumn, EndLine, EndColumn int
						Snippet                                    *struct{ Text string }
					}
				}
			}
			Fixes []struct {
				ArtifactChanges []struct {
					ArtifactLocation struct{ URI string }
					Replacements     []struct {
						DeletedRegion   struct{ StartLine, StartColumn, EndLine, EndColumn, ByteOffset, ByteLength int }
						InsertedContent struct{ Text string }
					}
				}
			}
		}
	}
}

func sarifOf(t *testing.T, l *report.Lint) *sarif {
	t.Helper()
	var log sarif
	if err := json.Unmarshal([]byte(formatted(t, l.SARIF)), &log); err != nil {
		t.Fatal(err)
	}
	return &log
}

// TestSARIFRules: every result finds its rule, whose help is its page.
func TestSARIFRules(t *testing.T) {
	run := sarifOf(t, sample(t)).Runs[0]
	for _, r := range run.Results {
		if r.RuleIndex != nil && run.Tool.Driver.Rules[*r.RuleIndex].ID != r.RuleID {
			t.Errorf("rule %d is %s, not %s", *r.RuleIndex, run.Tool.Driver.Rules[*r.RuleIndex].ID, r.RuleID)
		}
	}
	rules := run.Tool.Driver.Rules
	if c := rules[0].DefaultConfiguration; !c.Enabled || c.Level != "error" {
		t.Errorf("%+v", c)
	}
	if c := rules[1].DefaultConfiguration; c.Enabled || c.Level != "warning" {
		t.Errorf("%+v", c)
	}
	for _, text := range []string{rules[0].Help.Text, rules[0].Help.Markdown} {
		if !strings.Contains(text, "- ['[Regexp]^日本', x]\n") || !strings.Contains(text, "- ['[RegExp]^日本']\n") {
			t.Errorf("no examples:\n%s", text)
		}
	}
}

// TestSARIFFiles: the names of files as URIs.
func TestSARIFFiles(t *testing.T) {
	for file, want := range map[string]string{
		"a.yml": "a.yml", "./sets/a.yml": "sets/a.yml", "../a.yml": "../a.yml", "a b/ü%.yml": "a%20b/%C3%BC%25.yml", "HEAD:a.yml": "HEAD%3Aa.yml",
		"a?b#c.yml": "a%3Fb%23c.yml", "/abs/a b.yml": "file:///abs/a%20b.yml", "-": "file:///dev/stdin", "\xff\n": "%FF%0A",
	} {
		l := &report.Lint{Findings: []diag.Diagnostic{{Place: acl.Place{File: file}}}}
		if got := sarifOf(t, l).Runs[0].Results[0].Locations[0].PhysicalLocation.ArtifactLocation.URI; got != want {
			t.Errorf("%q is %q, want %q", file, got, want)
		}
	}
}

// TestLintEdits: the fixes of SARIF and JSON say the same in bytes and in lines,
// whatever line and column their edits have.
func TestLintEdits(t *testing.T) {
	text := "- ü\n- x: 'a'\n- b\n"
	at := func(s string) uint32 { return uint32(strings.Index(text, s)) }
	m := marked{name: "a.yml", text: []byte(text)}
	l := &report.Lint{
		Sources: map[string][]byte{m.name: m.text},
		Findings: []diag.Diagnostic{{Place: acl.Place{File: m.name}, Fixes: []diag.Fix{{Title: "mend", Edits: []diag.Edit{
			{Span: acl.Span{Start: acl.Pos{Offset: at("- b"), Line: 9, Column: 9}, End: acl.Pos{Offset: uint32(len(text)), Line: 9, Column: 9}}},
			{Span: acl.Span{Start: acl.Pos{Offset: at("'a'"), Line: 1, Column: 1}, End: acl.Pos{Offset: at("'a'") + 3, Line: 1, Column: 1}}, New: "['a']"},
		}}}}},
	}
	type region struct{ line, column, endLine, endColumn, offset, length int }
	want := []region{{2, 6, 2, 9, 10, 3}, {3, 1, 4, 1, 14, 4}}
	var got []region
	for _, r := range sarifOf(t, l).Runs[0].Results[0].Fixes[0].ArtifactChanges[0].Replacements {
		d := r.DeletedRegion
		got = append(got, region{d.StartLine, d.StartColumn, d.EndLine, d.EndColumn, d.ByteOffset, d.ByteLength})
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(region{})); diff != "" {
		t.Errorf("SARIF (-want +got):\n%s", diff)
	}
	got = nil
	for _, e := range l.Document().Findings[0].Fixes[0].Edits {
		got = append(got, region{int(e.Line), int(e.Column), int(e.EndLine), int(e.EndColumn), int(e.Offset), int(e.EndOffset - e.Offset)})
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(region{})); diff != "" {
		t.Errorf("JSON (-want +got):\n%s", diff)
	}
}
