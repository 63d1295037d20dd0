package report_test

import (
	"bytes"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/charmbracelet/lipgloss"
	"github.com/google/go-cmp/cmp"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/report"
	"github.com/ticketacl/ticketacl/lint"
)

var update = flag.Bool("update", false, "write docs/rules and the expected outputs of lint's formats")

// marked is a file with places in it: what stands between « and ».
type marked struct {
	name   string
	text   []byte
	places []acl.Place
}

func mark(name, text string) marked {
	m := marked{name: name}
	at := acl.Pos{Line: 1, Column: 1}
	for len(text) > 0 {
		r, size := utf8.DecodeRuneInString(text)
		switch r {
		case '«':
			m.places = append(m.places, acl.Place{File: name, Span: acl.Span{Start: at, End: at}})
		case '»':
			m.places[len(m.places)-1].Span.End = at
		default:
			m.text = append(m.text, text[:size]...)
			at.Offset += uint32(size)
			if at.Column++; r == '\n' {
				at.Line, at.Column = at.Line+1, 1
			}
		}
		text = text[size:]
	}
	return m
}

// sample is a lint with everything that is hard to print: names of files with
// signs that formats give a meaning, wide characters, tabs, control characters,
// long lines, places over several lines and without any line, Perl with a password,
// standard input.
func sample(t testing.TB) *report.Lint {
	t.Helper()
	export := mark("sets/Ümläute, 50%: a.yml", "- Name: «100-日本-müll»\n  ConfigChange:\n    PossibleNot:\n      Ticket:\n        Queue:\n"+
		"        - «'[Regexp]^日本$'» # wide\n\t\t- «Ra\tw» «ctrl\x1b[31m»\n"+
		"«- Name: 200-two\n  ValidID: 1»\n"+
		"- Name: 300-long\n  Comment: "+strings.Repeat("word ", 60)+"«here»"+strings.Repeat(" more", 60)+"\n")
	perl := mark("Kernel/Config.pm", "$Self->{DatabasePw} = 'sEcReT'; «»$Self->{X} = 1;\n"+
		"$Self->{TicketAcl}->{'400-perl'} = { Possible => { Action => «'x'» } }; # sEcReT\n1;\n")
	stdin := mark("-", "- Name: '500-stdin'\n  ConfigMatch: «»\n")
	l := &report.Lint{
		Target: product.Default(), Assumed: true, Version: "v0.0.0-test",
		Files:   []string{export.name, "clean.yml", perl.name, stdin.name},
		Sources: map[string][]byte{export.name: export.text, "clean.yml": nil, perl.name: perl.text, stdin.name: stdin.text},
		Ignored: 2, Baselined: 1, Rules: sampleRules(),
	}
	read, err := convert.ReadBytes(perl.name, perl.text)
	if err != nil {
		t.Fatal(err)
	}
	l.ACLs = read.Set.ACLs
	at, in := export.places, perl.places
	queue := at[1].Span
	queue.Start.Offset, queue.Start.Column = queue.Start.Offset+1, queue.Start.Column+1
	queue.End = queue.Start
	queue.End.Offset, queue.End.Column = queue.End.Offset+8, queue.End.Column+8
	l.Findings = []diag.Diagnostic{
		{Rule: diag.OrderNotNumeric, Severity: diag.Info, Place: at[0], ACL: "100-日本-müll", Summary: "a name with wide characters"},
		{
			Rule: diag.UnknownModifier, Severity: diag.Error, Place: at[1], ACL: "100-日本-müll",
			Summary: "'[Regexp]^日本$' is no modifier: the engine compares it as plain text and never matches",
			Detail:  "did you mean [RegExp]?",
			Related: []diag.Related{
				{Place: at[0], Message: "brought back by 100-日本-müll"}, {Place: acl.Place{File: "other file.yml"}, Message: "the same there"},
			},
			Fixes: []diag.Fix{{Title: "write [RegExp]", Edits: []diag.Edit{{Span: queue, New: "[RegExp]"}}}},
		},
		{Rule: diag.DuplicateItem, Severity: diag.Warning, Place: at[2], ACL: "100-日本-müll", Summary: "tabs\tand <tags> & \"quotes\", 100%: twice"},
		{Rule: diag.DuplicateItem, Severity: diag.Warning, Place: at[3], ACL: "100-日本-müll", Summary: "control \x1b[31m characters \u202e and \x00\u0085\ufffe\n::error::x"},
		{Rule: diag.NoEffect, Severity: diag.Warning, Place: at[4], ACL: "200-two", Summary: "over two lines", Detail: "first\n\nsecond ::warning::"},
		{Rule: diag.DuplicateItem, Severity: diag.Warning, Place: at[5], ACL: "300-long", Summary: "in a long line"},
		{Rule: diag.DuplicateItem, Severity: diag.Warning, Place: at[5], ACL: "300-long", Summary: "in a long line"},
		{Rule: diag.PerlSyntax, Severity: diag.Error, Place: in[0], Summary: "beside a password"},
		{Rule: diag.NotAList, Severity: diag.Error, Place: in[1], ACL: "400-perl", Summary: "a scalar where a list belongs"},
		{Rule: diag.EmptyConfig, Severity: diag.Warning, Place: stdin.places[0], ACL: "500-stdin", Summary: "nothing there"},
		{Rule: diag.YAMLRoot, Severity: diag.Error, Place: acl.Place{File: "/abs/dir x/ü.yml"}, Summary: "no list of ACLs"},
	}
	return l
}

func sampleRules() []lint.Rule {
	return []lint.Rule{
		{
			ID: diag.UnknownModifier, Severity: diag.Error, Family: lint.Modifiers, Title: "a misspelt modifier",
			Text: "[Regexp] is no modifier, *and* <not> one_of `them`.\n\nWrite [RegExp].",
			Bad:  lint.Example{Marked: "- [«'[Regexp]^日本'», «x»]\n"}, Good: lint.Example{Marked: "- ['[RegExp]^日本']\n"},
			Fix: "writes it right",
		},
		{ID: diag.DuplicateItem, Severity: diag.Warning, Family: lint.Structure, Title: "an item twice", Text: "Once is enough.", Off: true},
		{
			ID: diag.OrderNotNumeric, Severity: diag.Info, Family: lint.Names, Title: "a name without a number", Text: "Write one.", Inventory: true,
			On: func(t *product.Target) bool { return t.Product == product.OTOBO },
		},
	}
}

// formats are all that lint writes.
func formats(l *report.Lint) map[string]func(io.Writer) error {
	return map[string]func(io.Writer) error{
		"text.txt": func(w io.Writer) error {
			t := report.NewTerminal(io.Discard, "never")
			t.Width = 80
			return l.Text(w, t)
		},
		"compact.txt": l.Compact, "json.json": l.JSON, "sarif.json": l.SARIF, "junit.xml": l.JUnit, "github.txt": l.GitHub,
		"gitlab.json": l.GitLab, "checkstyle.xml": l.Checkstyle,
	}
}

func formatted(t testing.TB, write func(io.Writer) error) string {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestLintFormats holds every format to what is in testdata/lint.
func TestLintFormats(t *testing.T) {
	for name, write := range formats(sample(t)) {
		got, path := formatted(t, write), filepath.Join("testdata", "lint", name)
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		if strings.Contains(got, "sEcReT") {
			t.Errorf("%s shows a password", name)
		}
	}
}

// TestLintSummary: what stands on stderr.
func TestLintSummary(t *testing.T) {
	found := func(file string, s diag.Severity, fixes int) diag.Diagnostic {
		return diag.Diagnostic{Place: acl.Place{File: file}, Severity: s, Fixes: make([]diag.Fix, fixes)}
	}
	two := []string{"a.yml", "b.yml"}
	for _, tt := range []struct {
		want string
		lint report.Lint
	}{
		{"no findings in 2 files · target otobo-11.0", report.Lint{Files: two, Target: product.Default()}},
		{"no findings in 1 file · target otobo-11.0 (assumed)", report.Lint{Files: two[:1], Target: product.Default(), Assumed: true}},
		{"no findings in 0 files", report.Lint{}},
		{"1 error in 1 of 2 files", report.Lint{Files: two, Findings: []diag.Diagnostic{found("a.yml", diag.Error, 0)}}},
		{"2 errors, 1 warning, 2 info in 2 files · 2 can be fixed with --fix · target otobo-11.0 (assumed)", report.Lint{
			Files: two, Target: product.Default(), Assumed: true, Findings: []diag.Diagnostic{
				found("a.yml", diag.Error, 1), found("b.yml", diag.Error, 0), found("a.yml", diag.Warning, 2), found("a.yml", diag.Info, 0), found("a.yml", diag.Info, 0),
			},
		}},
		{"1 warning in 1 of 3 files", report.Lint{Files: two, Findings: []diag.Diagnostic{found(".ticketacl.yaml", diag.Warning, 0)}}},
		{"no findings in 2 files · 3 fixed · 1 ignored · 4 in the baseline", report.Lint{Files: two, Ignored: 1, Baselined: 4, Fixed: 3}},
	} {
		if got := tt.lint.Summary(); got != tt.want {
			t.Errorf("%s\nwant %s", got, tt.want)
		}
	}
}

// carets are the lines of a file that the text shows of one finding.
func carets(t *testing.T, width int, m marked) string {
	t.Helper()
	l := &report.Lint{
		Sources:  map[string][]byte{m.name: m.text},
		Findings: []diag.Diagnostic{{Rule: "rule", Place: m.places[0], Summary: "it"}},
	}
	terminal := report.NewTerminal(io.Discard, "never")
	terminal.Width = width
	out := formatted(t, func(w io.Writer) error { return l.Text(w, terminal) })
	_, lines, _ := strings.Cut(out, "\n")
	return lines
}

// TestLintCarets: carets stand under the place, in columns of the terminal.
func TestLintCarets(t *testing.T) {
	for _, tt := range []struct {
		name, text, want string
		width            int
	}{
		{"plain", "a\nb: «c» d\n", "    2 | b: c d\n      |    ^\n", 80},
		{"wide", "日本: «日本» d\n", "    1 | 日本: 日本 d\n      |       ^^^^\n", 80},
		{"combining", "e\u0301: «e\u0301e\u0301»\n", "    1 | e\u0301: e\u0301e\u0301\n      |    ^^\n", 80},
		{"tabs", "\ta\t«b\tc»\td\n", "    1 |     a   b   c   d\n      |         ^^^^^\n", 80},
		{"control characters", "\x1b[31m«\x00» b\n", "    1 | \\x1b[31m\\x00 b\n      |         ^^^^\n", 80},
		{"nothing", "a: «»\n", "    1 | a:\n      |    ^\n", 80},
		{"several lines", "a: «b\nc» d\n", "    1 | a: b\n      |    ^\n", 80},
		{"CR LF", "a: «b\r\nc» d\r\n", "    1 | a: b\n      |    ^\n", 80},
		{"no UTF-8", "\xe9: «\xe9»\n", "    1 | \\ufffd: \\ufffd\n      |         ^^^^^^\n", 80},
		{"an empty line", "«»\n", "    1 |\n      | ^\n", 80},
		{"cut behind", "«abc»" + strings.Repeat(" def", 20) + "\n", "    1 | abc def def def def def def def…\n      | ^^^\n", 40},
		{"cut before", strings.Repeat("abc ", 20) + "«def»\n", "    1 | …abc abc abc abc abc abc abc def\n      |                              ^^^\n", 40},
		{"cut on both sides", strings.Repeat("abc ", 20) + "«def»" + strings.Repeat(" ghi", 20) + "\n",
			"    1 | … abc abc abc def ghi ghi ghi g…\n      |               ^^^\n", 40},
		{"longer than the line", "abc " + "«" + strings.Repeat("def", 20) + "»\n", "    1 | abc defdefdefdefdefdefdefdefdef…\n      |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^\n", 40},
		{"wide and cut", strings.Repeat("日", 50) + "«本»" + strings.Repeat("日", 50) + "\n",
			"    1 | …日日日日日日日本日日日日日日日…\n      |                ^^\n", 40},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, carets(t, tt.width, mark("a.yml", tt.text))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestLintMegabyteLine: of a line of a dump only what is around the place is
// looked at.
func TestLintMegabyteLine(t *testing.T) {
	m := mark("a.yml", strings.Repeat("x", 5_000_000)+"«here»"+strings.Repeat("y", 5_000_000)+"\n")
	l := &report.Lint{Sources: map[string][]byte{m.name: m.text}}
	for range 1_000 {
		l.Findings = append(l.Findings, diag.Diagnostic{Place: m.places[0], Summary: "it"})
	}
	for name, write := range formats(l) {
		if n := len(formatted(t, write)); n > 3_000_000 {
			t.Errorf("%s: %d bytes", name, n)
		}
	}
}

// TestLintFitsTheTerminal: no line is wider than the terminal, but those that name
// a place, and none ends in a blank.
func TestLintFitsTheTerminal(t *testing.T) {
	l := sample(t)
	for _, width := range []int{40, 60, 80, 120} {
		terminal := report.NewTerminal(io.Discard, "never")
		terminal.Width = width
		for line := range strings.Lines(formatted(t, func(w io.Writer) error { return l.Text(w, terminal) })) {
			line = strings.TrimSuffix(line, "\n")
			if w := lipgloss.Width(line); w > width {
				t.Errorf("%d of %d columns: %s", w, width, line)
			}
			if strings.TrimRight(line, " ") != line {
				t.Errorf("a blank at the end at %d columns: %q", width, line)
			}
		}
	}
}

// TestLintColour: colours say nothing that words do not.
func TestLintColour(t *testing.T) {
	l := sample(t)
	text := func(color string) string {
		terminal := report.NewTerminal(io.Discard, color)
		terminal.Width = 80
		return formatted(t, func(w io.Writer) error { return l.Text(w, terminal) })
	}
	plain, coloured := text("never"), text("always")
	if !strings.Contains(coloured, "\x1b[31merror:\x1b[0m") || !strings.Contains(coloured, "\x1b[33mwarning:\x1b[0m") {
		t.Errorf("no colours:\n%q", coloured)
	}
	var bare strings.Builder
	for i, part := range strings.Split(coloured, "\x1b[") {
		if _, rest, ok := strings.Cut(part, "m"); ok && i > 0 {
			part = rest
		}
		bare.WriteString(part)
	}
	if diff := cmp.Diff(plain, bare.String()); diff != "" {
		t.Errorf("(-never +always without colours):\n%s", diff)
	}
}
