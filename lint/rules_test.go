package lint_test

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/lint"
)

// lintText lints one file, with one rule alone or, for "", with all that are on.
func lintText(t *testing.T, name, text, target string, rule lint.RuleID, inv *inventory.Inventory) []lint.Diagnostic {
	t.Helper()
	to, err := product.Parse(cmp.Or(target, "otobo-11.0"))
	if err != nil {
		t.Fatal(err)
	}
	read, err := convert.ReadBytes(name, []byte(text))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	opts := lint.Options{Target: to, Inventory: inv}
	if rule != "" {
		opts.Only = []lint.RuleID{rule}
	}
	in := &lint.Input{Read: read, Sources: map[string][]byte{name: []byte(text)}}
	if rule == "unused-ignore" || rule == "bad-ignore" {
		opts.Only = append(opts.Only, "duplicate-item", "null-item")
	}
	all, _ := lint.NewIgnores(nil).Apply(in, opts, lint.Lint(in, opts))
	return slices.DeleteFunc(all, func(d lint.Diagnostic) bool { return rule != "" && d.Rule != rule })
}

// spansOf are the places of findings as "line:column-line:column", sorted.
func spansOf[T any](list []T, span func(T) acl.Span) []string {
	out := []string{}
	for _, x := range list {
		s := span(x)
		out = append(out, fmt.Sprintf("%v-%v", s.Start, s.End))
	}
	slices.Sort(out)
	return out
}

// checkMarks holds the findings of a rule to the marked places of a text.
func checkMarks(t *testing.T, e lint.Example, rule lint.RuleID, inv *inventory.Inventory) {
	t.Helper()
	found := lintText(t, e.Name(), e.Source(), e.Target, rule, inv)
	want := spansOf(e.Spans(), func(s acl.Span) acl.Span { return s })
	got := spansOf(found, func(d lint.Diagnostic) acl.Span { return d.Place.Span })
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Errorf("%s on %s (-marked +found):\n%s%s\n%s", rule, cmp.Or(e.Target, "otobo-11.0"), diff, e.Source(), described(found))
	}
}

func described(ds []lint.Diagnostic) string {
	var b strings.Builder
	for _, d := range ds {
		fmt.Fprintf(&b, "%s: %s: %s [%s]\n", d.Place, d.Severity, d.Summary, d.Rule)
	}
	return b.String()
}

// systemOf is the inventory of an example, nil where it has none.
func systemOf(t *testing.T, text string) *inventory.Inventory {
	t.Helper()
	if text == "" {
		return nil
	}
	inv, wrong := inventory.Parse("inventory.yml", []byte(text))
	if len(wrong) > 0 {
		t.Fatal(wrong)
	}
	return inv
}

// TestExamples: every rule, on by default or not, fires on its own bad example, exactly
// where that is marked, and not on the good one.
func TestExamples(t *testing.T) {
	for _, r := range lint.Rules() {
		t.Run(string(r.ID), func(t *testing.T) {
			if r.ID == "unreadable" { // the command tells of it
				return
			}
			if len(r.Bad.Spans()) == 0 || len(r.Good.Spans()) > 0 {
				t.Fatal("a bad example has marks, a good one none")
			}
			checkMarks(t, r.Bad, r.ID, systemOf(t, r.Bad.Inventory))
			checkMarks(t, r.Good, r.ID, systemOf(t, r.Good.Inventory))
		})
	}
}

// TestFiles: testdata/RULE.txtar has files on which RULE fires where they are
// marked, and near misses. A file's name begins with bad or near and names targets
// behind it: "bad otrs-6.0 otobo-11.0"; without one the default is meant. What
// begins with Kernel/ is a path behind the targets. A file named inventory is the
// inventory for those behind it.
func TestFiles(t *testing.T) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatal(err, len(archives))
	}
	for _, path := range archives {
		rule := lint.RuleID(strings.TrimSuffix(filepath.Base(path), ".txtar"))
		if _, ok := lint.RuleNamed(string(rule)); !ok {
			t.Errorf("%s: no such rule", path)
		}
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var inv *inventory.Inventory
		for i, f := range archive.Files {
			if f.Name == "inventory" {
				inv = systemOf(t, string(f.Data))
				continue
			}
			words := strings.Fields(f.Name)
			kind, targets, file := words[0], words[1:], ""
			if n := len(targets) - 1; n >= 0 && strings.ContainsAny(targets[n], "/") {
				targets, file = targets[:n], targets[n]
			} else if n >= 0 && strings.HasSuffix(targets[n], ".pm") {
				targets, file = targets[:n], targets[n]
			}
			if len(targets) == 0 {
				targets = []string{"otobo-11.0"}
			}
			t.Run(fmt.Sprintf("%s/%d %s", rule, i+1, f.Name), func(t *testing.T) {
				for _, target := range targets {
					e := lint.Example{Target: target, File: file, Marked: string(f.Data)}
					switch marks := len(e.Spans()); {
					case kind == "bad" && marks == 0, kind == "near" && marks > 0, kind != "bad" && kind != "near":
						t.Fatal("bad has marks, near has none, and there is nothing else")
					}
					checkMarks(t, e, rule, inv)
				}
			})
		}
	}
}
