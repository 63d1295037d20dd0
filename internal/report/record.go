package report

import (
	"encoding/json"
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
	// Groups are scenarios in which the same differs, the largest first.
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

// NewRecording groups results by what differs: each difference stands once, with
// all scenarios in which it does, and beside it those that have the same scenarios.
func NewRecording(file string, results []suite.Recorded) *Recording {
	out := &Recording{File: file, Scenarios: len(results), Groups: []*RecordGroup{}}
	at := map[string]*RecordGroup{}
	for i := range results {
		r := &results[i]
		differences := out.count(r)
		name := r.Scenario.Name
		if name == "" {
			name = r.Scenario.Screen
		}
		for _, d := range differences {
			key := d.key()
			if at[key] == nil {
				at[key] = &RecordGroup{Differences: []RecordDifference{d}}
				out.Groups = append(out.Groups, at[key])
			}
			at[key].Scenarios = append(at[key].Scenarios, RecordedScenario{name, placeOf(r.Scenario.Place)})
		}
	}
	var groups []*RecordGroup
	for _, g := range out.Groups {
		same := slices.IndexFunc(groups, func(o *RecordGroup) bool { return slices.Equal(o.Scenarios, g.Scenarios) })
		if same >= 0 {
			groups[same].Differences = append(groups[same].Differences, g.Differences...)
			continue
		}
		groups = append(groups, g)
	}
	slices.SortStableFunc(groups, func(a, b *RecordGroup) int { return len(b.Scenarios) - len(a.Scenarios) })
	if groups != nil {
		out.Groups = groups
	}
	return out
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

// key is equal for differences that are the same.
func (d *RecordDifference) key() string {
	return fmt.Sprintf("%q %q %q %q %q %q %t", d.What, d.Gone, d.New, d.Unknown, d.Why, d.Message, d.NewlyLimited)
}

// JSON writes the shape of docs/schema/record.schema.json.
func (r *Recording) JSON(out io.Writer) error {
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(r)
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
