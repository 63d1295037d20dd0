package report_test

import (
	"bytes"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/lipgloss"
	"github.com/google/go-cmp/cmp"

	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/report"
	"github.com/ticketacl/ticketacl/lint"
)

const (
	ruleFolder = "../../docs/rules"
	// ruleIndexHead is what stands above the tables of docs/rules/README.md.
	ruleIndexHead = "# Rules\n\nWhat `ticketacl lint` finds, by family. `ticketacl rules NAME` prints a page in the terminal; severities, ignores and what " +
		"packages add are set in `.ticketacl.yaml`. These pages are written from the rules themselves:\n" +
		"`go test ./internal/report -run TestRulePages -update`.\n\n"
)

// rulePages are the files of docs/rules by name.
func rulePages(t *testing.T) map[string]string {
	t.Helper()
	index := report.NewRules(lint.Rules(), nil)
	pages := map[string]string{"README.md": ruleIndexHead + formatted(t, index.Markdown)}
	for _, r := range lint.Rules() {
		pages[string(r.ID)+".md"] = formatted(t, report.NewRules([]lint.Rule{r}, nil).PageMarkdown)
	}
	return pages
}

// TestRulePages holds docs/rules to the rules, and to nothing else: a page of a rule
// that is gone fails it.
func TestRulePages(t *testing.T) {
	want := rulePages(t)
	there := map[string]string{}
	entries, err := os.ReadDir(ruleFolder)
	if err != nil && !*update {
		t.Fatal(err)
	}
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(ruleFolder, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		there[e.Name()] = string(data)
	}
	if *update {
		updatePages(t, there, want)
		return
	}
	if diff := cmp.Diff(want, there); diff != "" {
		t.Errorf("docs/rules (-rules +there); write it with -update:\n%s", diff)
	}
}

func updatePages(t *testing.T, there, want map[string]string) {
	t.Helper()
	if err := os.MkdirAll(ruleFolder, 0o755); err != nil {
		t.Fatal(err)
	}
	for name := range there {
		if _, ok := want[name]; !ok {
			if err := os.Remove(filepath.Join(ruleFolder, name)); err != nil {
				t.Fatal(err)
			}
		}
	}
	for name, text := range want {
		if err := os.WriteFile(filepath.Join(ruleFolder, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// The bounds of what a rule says: nobody reads more.
const (
	maxRuleTitle      = 76 // columns of a list that is 80 wide
	maxRuleParagraphs = 4
	maxRuleParagraph  = 700 // bytes
)

// TestRuleTexts: titles fit a line of the list, and texts are a few paragraphs.
func TestRuleTexts(t *testing.T) {
	for _, r := range lint.Rules() {
		first, _ := utf8.DecodeRuneInString(r.Title)
		second, _ := utf8.DecodeRuneInString(strings.TrimPrefix(r.Title, string(first)))
		switch {
		case r.Title == "" || lipgloss.Width(r.Title) > maxRuleTitle:
			t.Errorf("%s: a title of %d columns: %s", r.ID, lipgloss.Width(r.Title), r.Title)
		case strings.HasSuffix(r.Title, "."), unicode.IsUpper(first) && unicode.IsLower(second) && !slices.Contains(properNames(), strings.Fields(r.Title)[0]):
			t.Errorf("%s: a title is lower case without a full stop: %s", r.ID, r.Title)
		}
		if strings.HasSuffix(r.Fix, ".") || r.Fix != strings.TrimSpace(r.Fix) {
			t.Errorf("%s: fix: %q", r.ID, r.Fix)
		}
		paragraphs := strings.Split(r.Text, "\n\n")
		if len(paragraphs) > maxRuleParagraphs {
			t.Errorf("%s: %d paragraphs", r.ID, len(paragraphs))
		}
		for _, p := range paragraphs {
			if p == "" || len(p) > maxRuleParagraph || p != strings.Join(strings.Fields(p), " ") {
				t.Errorf("%s: a paragraph of %d bytes, or with blanks to spare: %q", r.ID, len(p), p)
			}
			if end := strings.TrimSuffix(p, ")"); !strings.HasSuffix(end, ".") && !strings.HasSuffix(end, "?") {
				t.Errorf("%s: a paragraph is sentences: %q", r.ID, p)
			}
		}
	}
}

// properNames may begin a title.
func properNames() []string { return []string{"Perl"} }

// TestRulesFitTheTerminal: no line of the list and of the pages is wider than the
// terminal, but examples; none ends in a blank.
func TestRulesFitTheTerminal(t *testing.T) {
	all := report.NewRules(lint.Rules(), nil)
	for _, width := range []int{60, 80, 120} {
		terminal := report.NewTerminal(io.Discard, "never")
		terminal.Width = width
		for what, write := range map[string]func(io.Writer, *report.Terminal) error{"list": all.Text, "page": all.PageText} {
			text := formatted(t, func(w io.Writer) error { return write(w, terminal) })
			for line := range strings.Lines(text) {
				line = strings.TrimSuffix(line, "\n")
				if w := lipgloss.Width(line); w > width && (what == "list" || !strings.HasPrefix(line, "  ")) {
					t.Errorf("%s: %d of %d columns: %s", what, w, width, line)
				}
				if strings.TrimRight(line, " ") != line {
					t.Errorf("%s: a blank at the end: %q", what, line)
				}
			}
			for _, r := range lint.Rules() {
				if width == 80 && what == "list" && !strings.Contains(text, "\n    "+r.Title+"\n") {
					t.Errorf("%s has no line of its own in the list: %s", r.ID, r.Title)
				}
			}
		}
	}
}

// TestRuleTargets: for which targets a rule speaks, in words.
func TestRuleTargets(t *testing.T) {
	at := func(name string) *product.Target {
		x, err := product.Parse(name)
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	from := func(family, name string) func(*product.Target) bool {
		v := at(name).Version
		return func(x *product.Target) bool { return x.Product == family && x.Version.Compare(v) >= 0 }
	}
	within := func(first, last string) func(*product.Target) bool {
		a, b := at(first), at(last)
		return func(x *product.Target) bool {
			return x.Product == a.Product && x.Version.Compare(a.Version) >= 0 && x.Version.Compare(b.Version) <= 0
		}
	}
	not := func(f func(*product.Target) bool) func(*product.Target) bool {
		return func(x *product.Target) bool { return !f(x) }
	}
	for want, on := range map[string]func(*product.Target) bool{
		"all":                          nil,
		"none":                         func(*product.Target) bool { return false },
		"otobo":                        func(x *product.Target) bool { return x.Product == product.OTOBO },
		"otobo-11.0 and later":         from("otobo", "otobo-11.0.0"),
		"otobo-10.1.5 and later":       from("otobo", "otobo-10.1.5"),
		"otrs-4.0 to otrs-5.0.12":      within("otrs-4.0.0", "otrs-5.0.12"),
		"otrs-4.0 to otrs-5.0":         within("otrs-4.0.0", "otrs-5.0.42"),
		"otrs-5.0.7":                   within("otrs-5.0.7", "otrs-5.0.7"),
		"all but otrs-2.0 to otrs-3.3": not(within("otrs-2.0.0", "otrs-3.3.20")),
		"all but otrs":                 func(x *product.Target) bool { return x.Product != product.OTRS },
	} {
		r := report.NewRules([]lint.Rule{{ID: "r", On: on}}, nil)
		if got := r.Rules[0].Targets; got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

// TestRulesForTarget: with a target there are only rules that speak for it.
func TestRulesForTarget(t *testing.T) {
	for _, name := range []string{"otrs-2.0", "otrs-3.3", "otrs-5.0.8", "otobo-11.0"} {
		target, err := product.Parse(name)
		if err != nil {
			t.Fatal(err)
		}
		want, got := map[string]bool{}, map[string]bool{}
		for _, r := range lint.Rules() {
			if r.Applies(target) {
				want[string(r.ID)] = true
			}
		}
		for _, r := range report.NewRules(lint.Rules(), target).Rules {
			got[r.Name] = true
		}
		if !maps.Equal(want, got) {
			t.Errorf("%s: %s", name, cmp.Diff(want, got))
		}
	}
}

// TestRuleMarkdown: nothing of a text is taken for markup.
func TestRuleMarkdown(t *testing.T) {
	for text, want := range map[string]string{
		"Write [RegExp].":            `Write \[RegExp\].`,
		"a *b* (see 'c_d') --fix":    `a \*b\* (see 'c\_d') --fix`,
		"null, ~ and '~'; <b>&amp;":  `null, \~ and '\~'; \<b\>\&amp;`,
		"with `ticks` and \\":        "with \\`ticks\\` and \\\\",
		"(a|b)$ and [^x]":            `(a\|b)\$ and \[^x\]`,
		"plain; words, and (a few).": "plain; words, and (a few).",
	} {
		page := formatted(t, report.NewRules([]lint.Rule{{ID: "r", Text: text}}, nil).PageMarkdown)
		if got := strings.Split(page, "\n\n")[2]; strings.TrimSpace(got) != want {
			t.Errorf("%s\nis   %s\nwant %s", text, got, want)
		}
	}
}

// TestRulePagesHoldAll: what the rule says stands on its page, in both forms.
func TestRulePagesHoldAll(t *testing.T) {
	wide := report.NewTerminal(io.Discard, "never")
	wide.Width = 10_000
	for _, r := range lint.Rules() {
		one := report.NewRules([]lint.Rule{r}, nil)
		var text bytes.Buffer
		if err := one.PageText(&text, wide); err != nil {
			t.Fatal(err)
		}
		wants := append(strings.Split(r.Text, "\n\n"), string(r.ID), r.Title, r.Family, r.Fix, r.Severity.String())
		for _, want := range wants {
			if !strings.Contains(text.String(), want) {
				t.Errorf("%s: no %q in\n%s", r.ID, want, text.String())
			}
		}
		markdown := formatted(t, one.PageMarkdown)
		for page, indent := range map[string]string{text.String(): "  ", markdown: ""} {
			rest := page
			for line := range strings.Lines(r.Bad.Source() + r.Good.Source()) {
				line = strings.ReplaceAll(strings.TrimRight(line, " \n"), "\t", "    ")
				_, behind, ok := strings.Cut(rest, strings.TrimRight(indent+line, " "))
				if !ok {
					t.Errorf("%s: no line %q of an example in\n%s", r.ID, line, page)
				}
				rest = behind
			}
			if got, want := strings.Count(page, "^"), len(r.Bad.Spans()); got < want {
				t.Errorf("%s: %d carets for %d places", r.ID, got, want)
			}
		}
	}
}
