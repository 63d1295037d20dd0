package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/suite"
)

// Recording is how what scenarios do differs from what was recorded, in the shape
// of the JSON output.
type Recording struct {
	File          string `json:"file"`
	Scenarios     int    `json:"scenarios"`
	Unchanged     int    `json:"unchanged"`
	Changed       int    `json:"changed"`
	Broken        int    `json:"broken"` // could not be run
	Skipped       int    `json:"skipped"`
	Bare          int    `json:"without_expectation"`
	Updated       bool   `json:"updated"` // the file was written anew
	Target        string `json:"target"`
	TargetAssumed bool   `json:"target_assumed"`
	// Groups are scenarios in which the same differs: first those in which that is
	// more than which ACLs match, and the largest of each first.
	Groups []*RecordGroup `json:"groups"`
}

// RecordGroup are scenarios in which the same differs. One in which several things
// do may be in several groups.
type RecordGroup struct {
	Scenarios   []RecordedScenario `json:"scenarios"`
	Differences []RecordDifference `json:"differences"`
}

// RecordedScenario names a scenario.
type RecordedScenario struct {
	Name  string `json:"name"`
	Place Place  `json:"place"`
}

// RecordDifference is one thing that differs.
type RecordDifference struct {
	What    string   `json:"what"` // matched, used, State, …; "" for what keeps the scenario from being run
	Gone    []string `json:"gone,omitempty"`
	New     []string `json:"new,omitempty"`
	Unknown []string `json:"not_known,omitempty"`
	Why     []string `json:"why,omitempty"`
	Deleted []string `json:"deleted,omitempty"` // of gone: there is no such ACL any more
	Message string   `json:"message,omitempty"`
	// NewlyLimited: the list was not recorded, for no ACL could change it.
	NewlyLimited bool `json:"newly_limited,omitempty"`
}

// NewRecording groups results by what differs: each single difference stands once,
// beside those that the same scenarios have.
func NewRecording(file string, results []suite.Recorded) *Recording {
	out := &Recording{File: file, Scenarios: len(results), Groups: []*RecordGroup{}}
	at := map[string]int{}
	var single []RecordDifference
	var in [][]int // scenarios of each
	for i := range results {
		for _, d := range out.count(&results[i]) {
			for _, one := range d.apart() {
				key := fmt.Sprintf("%q", []any{one.What, one.Gone, one.New, one.Unknown, one.Why, one.Message, one.NewlyLimited})
				n, known := at[key]
				if !known {
					n = len(single)
					at[key], single, in = n, append(single, one), append(in, nil)
				}
				if k := len(in[n]); k == 0 || in[n][k-1] != i { // a list may hold a name twice
					in[n] = append(in[n], i)
				}
			}
		}
	}
	groups := map[string]*RecordGroup{}
	for n, d := range single {
		key := fmt.Sprint(in[n])
		g := groups[key]
		if g == nil {
			g = &RecordGroup{Differences: []RecordDifference{}}
			for _, i := range in[n] {
				g.Scenarios = append(g.Scenarios, recordedScenario(&results[i]))
			}
			groups[key] = g
			out.Groups = append(out.Groups, g)
		}
		g.add(d)
	}
	for _, g := range out.Groups {
		slices.SortStableFunc(g.Differences, func(a, b RecordDifference) int { return a.rank() - b.rank() })
	}
	slices.SortStableFunc(out.Groups, func(a, b *RecordGroup) int {
		return cmp.Or(a.Differences[0].rank()-b.Differences[0].rank(), len(b.Scenarios)-len(a.Scenarios))
	})
	return out
}

// rank puts what people see, and what could not be run, before the ACLs behind it.
func (d *RecordDifference) rank() int {
	if slices.Contains([]string{"matched", "not_matched", "used", "stopped_by"}, d.What) {
		return 1
	}
	return 0
}

func recordedScenario(r *suite.Recorded) RecordedScenario {
	return RecordedScenario{cmp.Or(r.Scenario.Name, r.Scenario.Screen), placeOf(r.Scenario.Place)}
}

// count counts a result and returns what differs in it.
func (r *Recording) count(of *suite.Recorded) (out []RecordDifference) {
	switch {
	case of.Scenario.Skip != "":
		r.Skipped++
	case of.Err != nil:
		r.Broken++
		return []RecordDifference{{Message: of.Err.Error()}}
	case len(of.Changes) > 0:
		r.Changed++
		for _, c := range of.Changes {
			out = append(out, RecordDifference{
				What: c.What, Gone: c.Gone, New: c.New, Unknown: c.Maybe, Why: c.Why, Deleted: c.Deleted, Message: c.Message, NewlyLimited: c.Unlimited,
			})
		}
	case of.Scenario.Expect == nil || of.Scenario.Expect.Empty():
		r.Bare++
	default:
		r.Unchanged++
	}
	return out
}

// apart is the difference value by value.
func (d *RecordDifference) apart() []RecordDifference {
	var out []RecordDifference
	for _, v := range d.Gone {
		one := RecordDifference{What: d.What, Gone: []string{v}, NewlyLimited: d.NewlyLimited}
		if slices.Contains(d.Deleted, v) {
			one.Deleted = one.Gone
		}
		out = append(out, one)
	}
	for _, v := range d.New {
		out = append(out, RecordDifference{What: d.What, New: []string{v}, NewlyLimited: d.NewlyLimited})
	}
	for _, v := range d.Unknown {
		out = append(out, RecordDifference{What: d.What, Unknown: []string{v}, Why: d.Why, NewlyLimited: d.NewlyLimited})
	}
	if len(out) == 0 {
		out = append(out, *d)
	}
	return out
}

// add joins a difference to those of the group that are about the same.
func (g *RecordGroup) add(d RecordDifference) {
	i := slices.IndexFunc(g.Differences, func(o RecordDifference) bool {
		return o.What == d.What && o.NewlyLimited == d.NewlyLimited && o.Message == d.Message && slices.Equal(o.Why, d.Why)
	})
	if i < 0 {
		g.Differences = append(g.Differences, d)
		return
	}
	o := &g.Differences[i]
	o.Gone, o.New = slices.Concat(o.Gone, d.Gone), slices.Concat(o.New, d.New)
	o.Unknown, o.Deleted = slices.Concat(o.Unknown, d.Unknown), slices.Concat(o.Deleted, d.Deleted)
}

// JSON writes the shape of docs/schema/record.schema.json.
func (r *Recording) JSON(out io.Writer) error {
	return writeJSON(out, r)
}

// fewScenarios is how many of a group are named.
const fewScenarios = 3

// Text prints what differs, once for all scenarios in which it does.
func (r *Recording) Text(to io.Writer, t *Terminal) error {
	out := &failing{out: to}
	for _, g := range r.Groups {
		if n := len(g.Scenarios); n > 1 {
			fmt.Fprintln(out, t.name.Render(Plural(n, "scenario")))
		}
		for i, s := range g.Scenarios {
			if i == fewScenarios && len(g.Scenarios) > fewScenarios+1 {
				fmt.Fprintf(out, "and %d more\n", len(g.Scenarios)-i)
				break
			}
			t.blockAt(out, "", 0, strings.Fields(Clean(s.Name)), s.Place.String())
		}
		for i := range g.Differences {
			g.Differences[i].text(out, t)
		}
		fmt.Fprintln(out)
	}
	parts := []string{fmt.Sprintf("%d of %s as recorded", r.Unchanged, Plural(r.Scenarios, "scenario"))}
	add := func(n int, words string) {
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, words))
		}
	}
	words := "changed"
	if r.Updated {
		words = "changed and updated"
	}
	add(r.Changed, words)
	add(r.Broken, "could not be run")
	add(r.Skipped, "skipped")
	words = "without an expectation"
	if r.Updated {
		words = "recorded for the first time"
	}
	add(r.Bare, words)
	target := "target " + r.Target
	if r.TargetAssumed {
		target += " (assumed)"
	}
	t.block(out, "", 0, strings.Fields(strings.Join(parts, ", ")+" · "+target))
	return out.err
}

func (d *RecordDifference) text(out io.Writer, t *Terminal) {
	const indent = 16
	what := Clean(d.What)
	if len([]rune(what)) > indent-4 {
		t.block(out, "", 2, []string{t.name.Render(what)})
		what = ""
	}
	line := func(word string, values []string, note func(string) string) {
		if len(values) == 0 {
			return
		}
		pieces := strings.Fields(word)
		for i, v := range values {
			p := shown(v)
			if note != nil {
				p += note(v)
			}
			if i < len(values)-1 {
				p += ","
			}
			pieces = append(pieces, p)
		}
		t.block(out, "  "+t.name.Render(what), indent, pieces)
		what = ""
	}
	word := "gone"
	if d.NewlyLimited {
		word = "newly limited, gone"
	}
	line(word, d.Gone, func(v string) string {
		if slices.Contains(d.Deleted, v) {
			return " (deleted)"
		}
		return ""
	})
	line("new", d.New, nil)
	line("not known any more", d.Unknown, nil)
	if d.Message != "" {
		t.block(out, "  "+t.name.Render(what), indent, strings.Fields(Clean(d.Message)))
	}
	for _, w := range d.Why {
		t.block(out, "", indent, append([]string{"because"}, strings.Fields(Clean(w))...))
	}
}
