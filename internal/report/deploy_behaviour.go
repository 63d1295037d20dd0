package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/charmbracelet/lipgloss"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diff"
	"github.com/ticketacl/ticketacl/internal/suite"
)

// DeployBehaviour is which answers differ between what is in force and what would be, in short.
type DeployBehaviour struct {
	Scenarios    int  `json:"scenarios"`    // that were tried
	Differing    int  `json:"differing"`    // in which something differs
	Undetermined int  `json:"undetermined"` // in which nobody knows
	Complete     bool `json:"complete"`     // there is no other difference
	// Incomplete says why there may be; "" where it is complete.
	Incomplete  string             `json:"incomplete,omitempty"`
	Differences []DeployDifference `json:"differences"`
}

// DeployDifference are answers that differ for one reason.
type DeployDifference struct {
	What      string   `json:"what"`               // lost, gained, or a phrase
	Question  string   `json:"question,omitempty"` // as scenarios write it: State, Action; "": the form
	Values    []string `json:"values"`
	Before    []string `json:"acls_before"` // responsible now
	Then      []string `json:"acls_then"`   // responsible then
	Scenarios int      `json:"scenarios"`   // in which the most frequent of the values differs
	Example   string   `json:"example"`     // a scenario, in a line
}

// NewDeployBehaviour puts together what differs for one reason: what people lose first, and what only
// follows from it last.
func NewDeployBehaviour(b *diff.Behaviour) *DeployBehaviour {
	out := &DeployBehaviour{
		Scenarios: b.Scenarios, Differing: b.Differing, Undetermined: b.Undetermined, Complete: b.Complete, Incomplete: b.Incomplete, Differences: []DeployDifference{},
	}
	at := map[string]int{}
	for _, x := range b.Differences {
		one := DeployDifference{What: noticed(x), Question: suite.Short(x.Question), Values: []string{}, Before: aclNames(x.Old), Then: aclNames(x.New)}
		if s := cmp.Or(x.Scenario, x.Found); s != nil {
			one.Example = scenarioWords(s)
		}
		key := fmt.Sprintf("%q", []any{one.What, one.Question, one.Before, one.Then})
		i, known := at[key]
		if !known {
			i = len(out.Differences)
			at[key], out.Differences = i, append(out.Differences, one)
		}
		of := &out.Differences[i]
		if x.Value != "" && !slices.Contains(of.Values, x.Value) {
			of.Values = append(of.Values, x.Value)
		}
		of.Scenarios = max(of.Scenarios, x.Count)
	}
	slices.SortStableFunc(out.Differences, func(a, b DeployDifference) int {
		return cmp.Or(cmp.Compare(a.weight(), b.weight()), b.Scenarios-a.Scenarios)
	})
	return out
}

func (x *DeployDifference) weight() int {
	switch {
	case x.Question == "":
		return 3
	case x.What == "lost":
		return 0
	case x.What == "gained":
		return 1
	}
	return 2
}

// noticed is what happens to people, in a word or two.
func noticed(x *diff.Difference) string {
	if x.What == diff.InList {
		switch {
		case x.Lost():
			return "lost"
		case x.Gained():
			return "gained"
		case x.Is == diff.Unknown:
			return "perhaps lost"
		}
		return "perhaps gained"
	}
	bad := map[diff.What]string{diff.Dies: "ends in an error page", diff.Saves: "loses what is sent", diff.Settles: "never comes to rest"}[x.What]
	switch {
	case x.Maybe():
		return "perhaps " + bad
	case x.Gained():
		return bad + " no more"
	}
	return bad
}

func aclNames(acls []*acl.ACL) []string {
	out := []string{}
	for _, a := range acls {
		out = append(out, a.Name)
	}
	return out
}

// maxNoticed is how many differences a plan lists, and maxValues how many values of a list: it has
// to be read at a glance.
const (
	maxNoticed = 8
	maxValues  = 4
)

// noticed are the answers that differ.
func (d *Deployment) noticed(out io.Writer, t *Terminal) {
	b := d.Behaviour
	if b == nil {
		return
	}
	fmt.Fprintln(out, "\nWhat people will notice")
	for i := range b.Differences[:min(len(b.Differences), maxNoticed)] {
		b.Differences[i].text(out, t)
	}
	if more := len(b.Differences) - maxNoticed; more > 0 {
		t.block(out, "  ", 2, wordsIn(fmt.Sprintf("and %d more: ticketacl diff --mode behaviour lists them", more)))
	}
	if len(b.Differences) == 0 {
		text := "nothing: no answer differs"
		if !b.Complete || b.Undetermined > 0 {
			text = "nothing was found"
		}
		t.block(out, "  ", 2, wordsIn(text))
	}
	if b.Scenarios == 0 {
		return
	}
	text := Plural(b.Scenarios, "scenario") + " tried"
	if b.Undetermined > 0 {
		text += fmt.Sprintf("; in %d nobody knows whether something differs", b.Undetermined)
	}
	switch {
	case b.Complete && b.Undetermined > 0:
		text += "; these are all that conditions tell apart"
	case b.Complete:
		text += ", which are all that conditions tell apart: there is no other difference"
	default:
		text += "; there may be other differences: " + cmp.Or(b.Incomplete, "a higher --limit tries more")
	}
	t.block(out, "  ", 2, wordsIn(Clean(text)))
}

func (x *DeployDifference) text(out io.Writer, t *Terminal) {
	style := map[string]lipgloss.Style{"lost": t.bad, "gained": t.good}[x.What]
	head, words := "  "+style.Render(pad(x.What, 8)), []string{Clean(x.Question) + ":"}
	if x.Question == "" {
		head, words = "  a form  ", wordsIn(x.What)
	} else {
		if len(x.What) >= 8 {
			head += " "
		}
		var values []string
		for _, v := range x.Values[:min(len(x.Values), maxValues)] {
			values = append(values, Clean(shown(v)))
		}
		if more := len(x.Values) - maxValues; more > 0 {
			values = append(values, fmt.Sprintf("%d more", more))
		}
		words = append(words, wordsIn(strings.Join(values, ", "))...)
	}
	acls := x.Then
	if len(acls) == 0 {
		acls = x.Before
	}
	if len(acls) > 0 {
		words = append(words, "·")
		words = append(words, wordsIn(Clean(strings.Join(acls, ", ")))...)
	}
	t.block(out, head, 10, append(words, wordsIn("· "+Plural(x.Scenarios, "scenario"))...))
	t.block(out, "", 10, append([]string{"such as"}, wordsIn(Clean(x.Example))...))
}
