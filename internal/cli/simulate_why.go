package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/report"
	"github.com/ticketacl/ticketacl/internal/scenario"
)

// wish is one thing that --why asks for: an ACL, or a value of a list.
type wish struct {
	acl             *acl.ACL
	question, value string
}

// wishes reads the values of --why. The name of an ACL comes before a value of
// a list, for names may hold "=".
func (b *bench) wishes(why []string) ([]wish, error) {
	var out []wish
	order := b.engine.Order(b.set)
	for _, text := range why {
		if i := slices.IndexFunc(order, func(a *acl.ACL) bool { return a.Name == text }); i >= 0 {
			out = append(out, wish{acl: order[i]})
			continue
		}
		name, value, isValue := strings.Cut(text, "=")
		if !isValue {
			near := slices.DeleteFunc(slices.Clone(order), func(a *acl.ACL) bool { return !a.Computed && !diag.IsNear(text, a.Name) })
			return nil, fmt.Errorf("--why takes the name of an ACL or QUESTION=VALUE, such as State=open: %w", unknownACL(near, text))
		}
		if name == "" {
			return nil, fmt.Errorf("--why %s: the question is missing; write QUESTION=VALUE, such as State%s", text, text)
		}
		question, known := scenario.Question(name)
		if !known {
			return nil, fmt.Errorf("--why %s: no screen asks for %s%s", text, name, meant(name, scenario.QuestionNames()))
		}
		out = append(out, wish{question: question, value: value})
	}
	return out, nil
}

// fulfil adds to a simulation what --why asks for. form is what was simulated.
func (b *bench) fulfil(r *report.Simulation, form *report.Form, answers []report.Answered, wishes []wish) error {
	for _, w := range wishes {
		if w.acl != nil {
			r.AddLook(form, w.acl, answers)
			continue
		}
		asked := make([]*scenario.Asked, len(answers))
		for i := range answers {
			asked[i] = answers[i].Asked
		}
		if _, err := chosen(asked, []string{w.question}, form.Plan.Screen.Name); err != nil {
			if r.AddHidden(form, w.question, w.value) {
				continue
			}
			return err
		}
		for _, a := range answers {
			if a.Asked.Call.Question() == w.question {
				r.AddStory(form, a, w.value, form.Plan.NotOffered(a.Asked, w.value))
			}
		}
	}
	return nil
}
