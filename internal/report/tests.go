package report

import (
	"reflect"
	"slices"

	"github.com/ticketacl/ticketacl/internal/suite"
)

// MaxStories bounds how many wrong values of one failure are told about.
const MaxStories = 20

// Tests are the results of a run, in the shape of the JSON output.
type Tests struct {
	Passed       int       `json:"passed"`
	Failed       int       `json:"failed"` // undetermined and broken ones apart
	Undetermined int       `json:"undetermined"`
	Broken       int       `json:"broken"` // could not be run
	SkippedTests int       `json:"skipped"`
	Bare         int       `json:"without_expectation"`
	NotRun       int       `json:"not_run"` // behind the first failure, with --fail-fast
	Checks       int       `json:"checks"`  // expectations that were held against answers
	Scenarios    []*Tested `json:"scenarios"`
	// Coverage is what they exercised, for each set of ACLs; with --coverage.
	Coverage []*Coverage `json:"coverage,omitempty"`

	// TellsCoverage: the text says what is not covered; else only how much is.
	TellsCoverage bool `json:"-"`

	targets map[string]bool // with what is to be said of each
	order   []string
}

// Tested is one scenario and what came of it.
type Tested struct {
	Name          string        `json:"name"`
	Place         Place         `json:"place"`
	Outcome       string        `json:"outcome"` // passed, failed, undetermined, broken, skipped, no expectation
	Skip          string        `json:"skip,omitempty"`
	Target        string        `json:"target"`
	TargetAssumed bool          `json:"target_assumed"`
	Checks        int           `json:"checks"`
	Failures      []TestFailure `json:"failures"`
	Notes         []string      `json:"notes,omitempty"`

	fails bool
}

// TestFailure is one expectation that does not hold, or of which that is not
// known.
type TestFailure struct {
	What         string   `json:"what"` // State, matched, saves, …; "" for what broke the scenario
	Place        Place    `json:"place"`
	Undetermined bool     `json:"undetermined"`
	Why          []string `json:"why,omitempty"`
	Message      string   `json:"message,omitempty"`
	Exact        bool     `json:"exact"` // the list was to be expected and nothing else
	Want         []string `json:"expected,omitempty"`
	Lacks        []string `json:"expected_to_lack,omitempty"`
	Got          []string `json:"got"`
	Maybe        []string `json:"maybe,omitempty"`
	Missing      []string `json:"missing,omitempty"`
	Extra        []string `json:"extra,omitempty"`
	// Stories tell what became of wrong values, Looks why ACLs matched or did not.
	Stories []Story `json:"stories,omitempty"`
	Looks   []Look  `json:"looks,omitempty"`
	// Untold is how many more wrong values there are.
	Untold int `json:"more_wrong_values,omitempty"`

	told *Simulation
}

// NewTests returns results to which those of scenarios are added.
func NewTests() *Tests { return &Tests{Scenarios: []*Tested{}, targets: map[string]bool{}} }

// Add counts a result and returns what there is to print of it.
func (t *Tests) Add(r *suite.Result) *Tested {
	out := &Tested{
		Name: r.Scenario.Name, Place: placeOf(r.Scenario.Place), Outcome: r.Outcome.String(), Skip: r.Scenario.Skip,
		Checks: r.Checks, Failures: []TestFailure{}, Notes: r.Notes, fails: r.Outcome.Fails(),
	}
	if out.Name == "" {
		out.Name = r.Scenario.Screen
	}
	for i := range r.Failures {
		f := &r.Failures[i]
		out.Failures = append(out.Failures, TestFailure{
			What: f.What, Place: placeOf(f.Place), Undetermined: f.Unknown, Why: f.Why, Message: f.Message, Exact: f.Exact,
			Want: f.Want, Lacks: f.Lacks, Got: orEmpty(f.Got), Maybe: f.Maybe, Missing: f.Missing, Extra: f.Extra,
		})
	}
	*map[suite.Outcome]*int{
		suite.Passed: &t.Passed, suite.Failed: &t.Failed, suite.Undetermined: &t.Undetermined, suite.Broken: &t.Broken,
		suite.Skipped: &t.SkippedTests, suite.Bare: &t.Bare,
	}[r.Outcome]++
	t.Checks += r.Checks
	return out
}

func orEmpty(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

// Explain adds the stories of wrong values; all is how many there are.
func (f *TestFailure) Explain(told *Simulation, all int) {
	told.Stories = together(told.Stories)
	f.told, f.Stories, f.Looks = told, told.Stories, told.Looks
	f.Untold = max(0, all-MaxStories)
}

// together tells stories that differ in nothing but the value once.
func together(stories []Story) []Story {
	var out []Story
	alike := func(y Story) Story {
		y.Value, y.ID, y.Also, y.Nearest = "", "", nil, ""
		return y
	}
	for _, y := range stories {
		same := slices.IndexFunc(out, func(o Story) bool { return o.Nearest == "" && y.Nearest == "" && reflect.DeepEqual(alike(o), alike(y)) })
		if same >= 0 {
			out[same].Also = append(out[same].Also, y.Value)
			continue
		}
		out = append(out, y)
	}
	return out
}

// Tested is how many scenarios were run.
func (t *Tests) Tested() int { return t.Passed + t.Failed + t.Undetermined + t.Broken }

// Fails reports whether some scenario failed, or could not be run or decided.
func (t *Tests) Fails() bool { return t.Failed+t.Undetermined+t.Broken > 0 }

// Skipped notes how many scenarios there were to run.
func (t *Tests) Skipped(all int) { t.NotRun = all - t.Tested() - t.SkippedTests - t.Bare }

// target notes under which target a scenario was tested.
func (t *Tests) target(s *Tested) {
	if s.Target == "" {
		return // nothing was tested
	}
	name := s.Target
	if s.TargetAssumed {
		name += " (assumed)"
	}
	if !t.targets[name] {
		t.targets[name] = true
		t.order = append(t.order, name)
	}
}
