// Package suite tests scenarios: it runs what they describe and holds what comes
// out to what they expect.
package suite

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/simulate"
)

// Bench is what the scenarios of a file are tested with. It may be shared between
// goroutines.
type Bench struct {
	Engine    *simulate.Engine
	World     *scenario.World
	Inventory *inventory.Inventory
	// Names are all ACLs of the set, also those that are not deployed.
	Names []string
	// Relevant says which tickets are alike; nil: nobody knows.
	Relevant *scenario.Relevant
	once     sync.Once
	rank     map[*acl.ACL]int
}

// ranks are the places of the ACLs in evaluation order.
func (b *Bench) ranks() map[*acl.ACL]int {
	b.once.Do(func() {
		b.rank = map[*acl.ACL]int{}
		for i, a := range b.Engine.ACLs() {
			b.rank[a] = i
		}
	})
	return b.rank
}

// Outcome is how a scenario ended.
type Outcome uint8

// The outcomes. Broken ones could not be run: the scenario says something that
// there is not. Of an Undetermined one nobody can tell whether it holds. Bare ones
// expect nothing.
const (
	Passed Outcome = iota
	Failed
	Undetermined
	Broken
	Skipped
	Bare
)

func (o Outcome) String() string {
	return [...]string{"passed", "failed", "undetermined", "broken", "skipped", "no expectation"}[o]
}

// Fails reports whether the outcome makes a run fail.
func (o Outcome) Fails() bool { return o == Failed || o == Undetermined || o == Broken }

// Result is what came of one scenario.
type Result struct {
	Scenario *scenario.Scenario
	Outcome  Outcome
	// Checks is how many expectations were held against the answers.
	Checks   int
	Failures []Failure
	// Notes say what else somebody should know who reads the result.
	Notes []string
}

// Failure is one expectation that does not hold, or of which that is not known.
type Failure struct {
	Place acl.Place
	// What is expected: a question as scenarios write it (State, Action), matched,
	// not_matched, used, stopped_by, saves, undetermined; "" for what broke the
	// scenario.
	What string
	// Unknown: whether it holds is not known, for the reasons in Why.
	Unknown bool
	Why     []string
	// Message says it in a sentence where there is no list to show.
	Message string
	// Exact: the list was to be Want and nothing else; else it was to have Want and
	// to lack Lacks.
	Exact       bool
	Want, Lacks []string
	Got         []string // what there is, for certain
	Maybe       []string // what there is in some possible answers
	// Missing are expected and not there, Extra there and not expected.
	Missing, Extra []string
	// Question is the full name of the question that it is about, "" for none.
	Question string
}

// Wrong are the values whose story tells why the expectation does not hold.
func (f *Failure) Wrong() []string {
	var out []string
	for _, v := range slices.Concat(f.Missing, f.Extra, f.Maybe) {
		if !slices.Contains(out, v) && v != scenario.AnyOther {
			out = append(out, v)
		}
	}
	return out
}

// Run tests one scenario.
func (b *Bench) Run(s *scenario.Scenario) *Result { return b.judge(s, b.play(s)) }

// played is what a scenario does, whatever it expects.
type played struct {
	plan    *scenario.Plan
	err     error
	asked   []*scenario.Asked
	answers []*simulate.Answer // of asked; nil until somebody looks
	notes   []string
}

// isTested reports whether a scenario is run, and how it ends where it is not.
func isTested(s *scenario.Scenario) (yes bool, o Outcome) {
	switch {
	case s.Skip != "":
		return false, Skipped
	case s.Expect == nil || s.Expect.Empty():
		return false, Bare
	}
	return true, Passed
}

// play runs a scenario; nil for one that is not tested.
func (b *Bench) play(s *scenario.Scenario) *played {
	if tested, _ := isTested(s); !tested {
		return nil
	}
	return b.perform(s)
}

// perform runs a scenario.
func (b *Bench) perform(s *scenario.Scenario) *played {
	p := &played{}
	if p.plan, p.err = scenario.Calls(s, b.World); p.err != nil {
		return p
	}
	p.asked = p.plan.Answers()
	p.answers = make([]*simulate.Answer, len(p.asked))
	p.notes = scenario.Unlisted(s, b.Inventory)
	return p
}

// judge holds what was played to what a scenario expects.
func (b *Bench) judge(s *scenario.Scenario, p *played) *Result {
	r := &Result{Scenario: s}
	if tested, o := isTested(s); !tested {
		r.Outcome = o
		return r
	}
	if p == nil {
		p = b.play(s)
	}
	if p.err != nil {
		return r.broken(s.Place, p.err.Error())
	}
	c := &checker{Bench: b, played: p, result: r, expect: s.Expect}
	r.Notes = p.notes
	c.questions()
	c.acls()
	c.saves()
	c.doubts()
	if len(r.Failures) > 0 && p.plan.Refused {
		r.Notes = append(slices.Clip(r.Notes), p.plan.RefusedNote())
	}
	r.conclude()
	return r
}

// broken is the result of a scenario that cannot be run.
func (r *Result) broken(at acl.Place, message string) *Result {
	r.Outcome = Broken
	r.Failures = append(r.Failures, Failure{Place: at, Message: message})
	return r
}

func (r *Result) conclude() {
	for i := range r.Failures {
		switch f := &r.Failures[i]; {
		case f.What == "":
			r.Outcome = Broken
			return
		case !f.Unknown:
			r.Outcome = Failed
		case r.Outcome == Passed:
			r.Outcome = Undetermined
		}
	}
}

// checker holds the answers of one scenario to what it expects.
type checker struct {
	*Bench
	*played
	result *Result
	expect *scenario.Expect
}

// answer is what the engine says to one of the asked questions.
func (c *checker) answer(i int) *simulate.Answer {
	if c.answers[i] == nil {
		c.answers[i] = c.World.Judge(c.asked[i])
	}
	return c.answers[i]
}

// fail notes an expectation that does not hold, or may not.
func (c *checker) fail(f Failure) {
	if f.Unknown && (c.expect.Undetermined == scenario.DoubtAllowed || c.expect.Undetermined == scenario.DoubtWanted) {
		return
	}
	c.result.Failures = append(c.result.Failures, f)
}

// saves: whether everything that is sent is stored.
func (c *checker) saves() {
	want := c.expect.Saves
	if want == nil {
		return
	}
	c.result.Checks++
	f := Failure{Place: c.expect.Place, What: "saves"}
	saving, err := scenario.FormSaved(c.result.Scenario, c.World)
	switch {
	case err != nil:
		f.What, f.Message = "", err.Error()
		c.fail(f)
		return
	case saving == nil:
		f.Message = "nothing can be sent from " + c.plan.Screen.Name
		c.fail(f)
		return
	}
	got, known := saving.Saves()
	if known && got == *want {
		return
	}
	f.Unknown = !known
	var lost []string
	for _, v := range saving.Lost() {
		name := v.Name
		if name == "" {
			name = v.Value.Text
		}
		line := v.Attr + " " + name + ": " + v.Outcome.String()
		if v.Because != "" {
			line += " because of " + v.Because
		}
		lost = append(lost, line)
		if v.Why != "" {
			f.Why = append(f.Why, v.Why)
		}
	}
	if saving.Doubt != "" {
		f.Why = append(f.Why, saving.Doubt)
	}
	f.Message = "expected to lose something; everything that is sent is stored"
	if !got || !known {
		f.Message = "expected to store all that is sent; not stored"
		if !known {
			f.Message = "whether all that is sent is stored is not known"
		}
		if len(lost) > 0 {
			f.Message += ": " + strings.Join(lost, ", ")
		}
		if saving.Refused != 0 {
			f.Message += " (" + refusalWords(saving) + ")"
		}
	}
	c.fail(f)
}

func refusalWords(s *scenario.Saving) string {
	if s.Access {
		return "the screen refuses to open"
	}
	return map[product.Refusal]string{
		product.RefusedSilently: "the screen closes as if it had worked", product.RefusedError: "an error page",
		product.RefusedField: "the form comes back",
	}[s.Refused]
}

// doubts: whether something is undetermined, where that is expected or refused.
func (c *checker) doubts() {
	want := c.expect.Undetermined
	if want != scenario.DoubtWanted && want != scenario.DoubtRefused {
		return
	}
	c.result.Checks++
	var names, why []string
	for i, a := range c.asked {
		if d := c.answer(i).Undetermined; d != nil {
			names = append(names, Short(a.Call.Question()))
			for _, w := range c.answer(i).Unknown {
				if !slices.Contains(why, w) {
					why = append(why, w)
				}
			}
		}
	}
	switch {
	case want == scenario.DoubtWanted && len(names) == 0:
		c.fail(Failure{Place: c.expect.Place, What: "undetermined", Message: "everything is determined"})
	case want == scenario.DoubtRefused && len(names) > 0:
		c.fail(Failure{
			Place: c.expect.Place, What: "undetermined", Message: "not known: " + strings.Join(names, ", "), Why: why,
		})
	}
}

// Short is a question as scenarios write it.
func Short(question string) string { return strings.TrimPrefix(question, "Ticket.") }

// unknownACL says that there is no ACL of a name; "" where there is.
func (b *Bench) unknownACL(name string) string {
	if slices.Contains(b.Names, name) {
		return ""
	}
	return fmt.Sprintf("there is no ACL %s%s", name, diag.Meant(name, b.Names))
}
