package diag

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ticketacl/ticketacl/internal/acl"
)

func at(file string, line, column uint32) acl.Place {
	return acl.Place{File: file, Span: acl.Span{Start: acl.Pos{Line: line, Column: column}}}
}

// TestSortCriteria: each criterion decides where all before it are equal, and
// whatever those after it say.
func TestSortCriteria(t *testing.T) {
	for _, c := range []struct {
		name          string
		first, second Diagnostic
	}{
		{
			"file",
			Diagnostic{Place: at("a.yml", 9, 9), Severity: Info, Rule: "z", ACL: "z", Summary: "z"},
			Diagnostic{Place: at("b.yml", 1, 1), Severity: Error, Rule: "a", ACL: "a", Summary: "a"},
		},
		{
			"line, as a number",
			Diagnostic{Place: at("a.yml", 9, 9), Severity: Info, Rule: "z", ACL: "z", Summary: "z"},
			Diagnostic{Place: at("a.yml", 10, 1), Severity: Error, Rule: "a", ACL: "a", Summary: "a"},
		},
		{
			"column, as a number",
			Diagnostic{Place: at("a.yml", 1, 9), Severity: Info, Rule: "z", ACL: "z", Summary: "z"},
			Diagnostic{Place: at("a.yml", 1, 10), Severity: Error, Rule: "a", ACL: "a", Summary: "a"},
		},
		{
			"an error before a warning",
			Diagnostic{Place: at("a.yml", 1, 1), Severity: Error, Rule: "z", ACL: "z", Summary: "z"},
			Diagnostic{Place: at("a.yml", 1, 1), Severity: Warning, Rule: "a", ACL: "a", Summary: "a"},
		},
		{
			"a warning before an information",
			Diagnostic{Place: at("a.yml", 1, 1), Severity: Warning, Rule: "z", ACL: "z", Summary: "z"},
			Diagnostic{Place: at("a.yml", 1, 1), Severity: Info, Rule: "a", ACL: "a", Summary: "a"},
		},
		{
			"rule",
			Diagnostic{Place: at("a.yml", 1, 1), Rule: "a", ACL: "z", Summary: "z"},
			Diagnostic{Place: at("a.yml", 1, 1), Rule: "b", ACL: "a", Summary: "a"},
		},
		{
			"ACL",
			Diagnostic{Place: at("a.yml", 1, 1), Rule: "a", ACL: "a", Summary: "z"},
			Diagnostic{Place: at("a.yml", 1, 1), Rule: "a", ACL: "b", Summary: "a"},
		},
		{
			"summary",
			Diagnostic{Place: at("a.yml", 1, 1), Rule: "a", ACL: "a", Summary: "a"},
			Diagnostic{Place: at("a.yml", 1, 1), Rule: "a", ACL: "a", Summary: "b"},
		},
		{
			"a file as a whole before what is in it",
			Diagnostic{Place: acl.Place{File: "a.yml"}, Severity: Info},
			Diagnostic{Place: at("a.yml", 1, 1), Severity: Error},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, ds := range [][]Diagnostic{{c.first, c.second}, {c.second, c.first}} {
				Sort(ds)
				if diff := cmp.Diff([]Diagnostic{c.first, c.second}, ds); diff != "" {
					t.Error(diff)
				}
			}
		})
	}
}

// TestSortShuffled: the order of the input is of no importance, however many
// findings there are.
func TestSortShuffled(t *testing.T) {
	var want []Diagnostic
	for _, file := range []string{"-", "a.yml", "b.yml"} {
		for _, p := range []acl.Pos{{}, {Line: 2, Column: 1}, {Line: 2, Column: 11}, {Line: 10, Column: 3}} {
			for _, severity := range []Severity{Error, Warning, Info} {
				for _, rule := range []Rule{BadValue, UnknownKey} {
					for _, name := range []string{"", "100", "20"} {
						for _, summary := range []string{"one", "two"} {
							want = append(want, Diagnostic{
								Place: acl.Place{File: file, Span: acl.Span{Start: p}}, Severity: severity, Rule: rule, ACL: name, Summary: summary,
							})
						}
					}
				}
			}
		}
	}
	for seed := range uint64(20) {
		got := slices.Clone(want)
		rand.New(rand.NewPCG(seed, 1)).Shuffle(len(got), func(i, j int) { got[i], got[j] = got[j], got[i] })
		Sort(got)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("seed %d: %s", seed, diff)
		}
	}
}

// TestSortStable: what is equal by all criteria stays as it came.
func TestSortStable(t *testing.T) {
	var ds []Diagnostic
	for i := range 200 {
		ds = append(ds, Diagnostic{Place: at("a.yml", uint32(i%2), 1), Detail: fmt.Sprintf("%03d", i)})
	}
	Sort(ds)
	for i := 1; i < len(ds); i++ {
		a, b := ds[i-1], ds[i]
		if a.Place == b.Place && a.Detail > b.Detail {
			t.Fatalf("%s comes before %s", a.Detail, b.Detail)
		}
	}
}

func TestWorst(t *testing.T) {
	for _, c := range []struct {
		name       string
		severities []Severity
		want       Severity
		ok         bool
	}{
		{"none", nil, Info, false},
		{"an information alone", []Severity{Info}, Info, true},
		{"a warning first", []Severity{Warning, Info}, Warning, true},
		{"a warning last", []Severity{Info, Warning}, Warning, true},
		{"an error in the middle", []Severity{Warning, Error, Info}, Error, true},
	} {
		var ds []Diagnostic
		for _, s := range c.severities {
			ds = append(ds, Diagnostic{Severity: s})
		}
		if got, ok := Worst(ds); got != c.want || ok != c.ok {
			t.Errorf("%s: %v, %t, want %v, %t", c.name, got, ok, c.want, c.ok)
		}
	}
}

func TestSeverityNames(t *testing.T) {
	for severity, want := range map[Severity]string{Info: "info", Warning: "warning", Error: "error"} {
		if got := severity.String(); got != want {
			t.Errorf("severity %d is %q, want %q", severity, got, want)
		}
	}
}

// TestAsError: the place and the summary, nothing else.
func TestAsError(t *testing.T) {
	more := Diagnostic{Rule: BadValue, Severity: Error, ACL: "100", Summary: "no such state", Detail: "there is more"}
	for _, c := range []struct {
		name  string
		place acl.Place
		want  string
	}{
		{"in a file", at("a.yml", 3, 14), "a.yml:3:14: no such state"},
		{"in standard input", at("-", 1, 1), "-:1:1: no such state"},
		{"about a file", acl.Place{File: "a.yml"}, "a.yml: no such state"},
	} {
		more.Place = c.place
		if got := error(more).Error(); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
