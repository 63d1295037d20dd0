package report

import (
	"cmp"
	"io"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/product"
)

// Upgrades are scenarios that were simulated for several targets.
type Upgrades struct {
	Upgrades []*Upgrade `json:"comparisons"`
}

// JSON writes all of it.
func (u *Upgrades) JSON(out io.Writer) error {
	return writeJSON(out, u)
}

// Upgrade is one scenario for several targets side by side.
type Upgrade struct {
	Scenario string         `json:"scenario,omitempty"`
	Targets  []UpgradeState `json:"targets"`
	// Lists are those that differ, Same the names of those that do not.
	Lists []UpgradeList `json:"differ"`
	Same  []string      `json:"same"`
	// ACLs are those that do not do the same for all targets.
	ACLs []UpgradeACL `json:"acls"`
	// Unlimited are lists that only some of them ask for, and that no ACL limits.
	Unlimited []string      `json:"asked_by_some_limited_by_none"`
	Notes     []UpgradeNote `json:"notes,omitempty"`

	of []*Simulation // by target; nil where it failed
}

// UpgradeState is one of the targets.
type UpgradeState struct {
	Target  string `json:"target"`
	Assumed string `json:"assumed,omitempty"`
	// Error is why the scenario cannot be simulated for it.
	Error string `json:"error,omitempty"`
}

// UpgradeNote is what the answers for some targets should be read with.
type UpgradeNote struct {
	Targets []string `json:"targets"`
	Text    string   `json:"text"`
}

// UpgradeList is a list that is not the same for all targets.
type UpgradeList struct {
	Question string         `json:"question"`
	Groups   []UpgradeGroup `json:"groups"` // targets with the same answer
}

// UpgradeGroup are targets with the same answer to one question.
type UpgradeGroup struct {
	Targets []string `json:"targets"`
	// Asked: the screen asks for the list there. Question is the answer for the
	// first of the targets.
	Asked    bool      `json:"asked"`
	Question *Question `json:"answer,omitempty"`
}

// UpgradeACL is an ACL that does not match for all targets alike.
type UpgradeACL struct {
	Name   string            `json:"name"`
	Place  Place             `json:"place"`
	Groups []UpgradeACLGroup `json:"groups"`
}

// UpgradeACLGroup are targets for which an ACL does the same.
type UpgradeACLGroup struct {
	Targets []string  `json:"targets"`
	Cases   []ACLCase `json:"cases"` // as for the first of the targets
}

// NewUpgrade is an empty comparison; add the targets in the order in which they
// are to be read, then Compare.
func NewUpgrade() *Upgrade {
	return &Upgrade{Targets: []UpgradeState{}, Lists: []UpgradeList{}, Same: []string{}, Unlimited: []string{}, ACLs: []UpgradeACL{}}
}

// Add adds a simulation for one target.
func (u *Upgrade) Add(t *product.Target, s *Simulation) {
	u.Targets = append(u.Targets, UpgradeState{Target: t.ID, Assumed: t.Assumed})
	u.of = append(u.of, s)
}

// Fail says why there is none for a target.
func (u *Upgrade) Fail(t *product.Target, why error) {
	u.Targets = append(u.Targets, UpgradeState{Target: t.ID, Assumed: t.Assumed, Error: why.Error()})
	u.of = append(u.of, nil)
}

// Empty reports whether no target could be simulated.
func (u *Upgrade) Empty() bool {
	return !slices.ContainsFunc(u.of, func(s *Simulation) bool { return s != nil })
}

// Compare finds out what differs, of all questions or some by their full names.
// It returns one that was wished and that no target asks.
func (u *Upgrade) Compare(asked []string) (missing string) {
	var questions []string
	for i, s := range u.of {
		if s == nil {
			continue
		}
		u.Scenario = s.Scenario
		for i := range s.Questions {
			if n := s.Questions[i].Name; !slices.Contains(questions, n) {
				questions = append(questions, n)
			}
		}
		for _, n := range s.Notes {
			at := slices.IndexFunc(u.Notes, func(x UpgradeNote) bool { return x.Text == n })
			if at < 0 {
				at = len(u.Notes)
				u.Notes = append(u.Notes, UpgradeNote{Text: n})
			}
			u.Notes[at].Targets = append(u.Notes[at].Targets, u.Targets[i].Target)
		}
	}
	for i := range asked {
		name := bare(asked[i])
		if !slices.Contains(questions, name) {
			return asked[i]
		}
		asked[i] = name
	}
	if len(asked) > 0 {
		questions = asked
	}
	for _, q := range questions {
		u.compareList(q)
	}
	u.compareACLs()
	return ""
}

// question is the answer of one target to a question: the last one, where it is
// asked several times, is what people see.
func (s *Simulation) question(name string) *Question {
	for i := len(s.Questions) - 1; i >= 0; i-- {
		if s.Questions[i].Name == name {
			return &s.Questions[i]
		}
	}
	return nil
}

func (u *Upgrade) compareList(name string) {
	offered := u.offeredByAll(name)
	list := UpgradeList{Question: name}
	var keys []string
	for i, s := range u.of {
		if s == nil {
			continue
		}
		q := s.question(name)
		key := q.signature(offered)
		at := slices.Index(keys, key)
		if at < 0 {
			at = len(keys)
			keys = append(keys, key)
			list.Groups = append(list.Groups, UpgradeGroup{Targets: []string{}, Asked: q != nil, Question: q})
		}
		list.Groups[at].Targets = append(list.Groups[at].Targets, u.Targets[i].Target)
	}
	limited := slices.ContainsFunc(list.Groups, func(g UpgradeGroup) bool {
		return g.Asked && (g.Question.Limited || g.Question.Undetermined || g.Question.Died != "")
	})
	switch {
	case len(list.Groups) < 2:
		u.Same = append(u.Same, name)
	case limited:
		u.Lists = append(u.Lists, list)
	default:
		u.Unlimited = append(u.Unlimited, name)
	}
}

// offeredByAll are the values that are candidates for every target that asks:
// what one alone offers says nothing about its ACLs.
func (u *Upgrade) offeredByAll(name string) map[string]bool {
	count, asking := map[string]int{}, 0
	for _, s := range u.of {
		if s == nil || s.question(name) == nil {
			continue
		}
		asking++
		seen := map[string]bool{}
		for _, v := range s.question(name).candidates() {
			if !seen[v] {
				count[v]++
			}
			seen[v] = true
		}
	}
	out := map[string]bool{}
	for v, n := range count {
		out[v] = n == asking
	}
	return out
}

// key tells choices apart: those of dynamic fields by their keys, for targets may
// differ in whether they compare these or what is shown.
func (q *Question) key(c *Choice) string {
	switch {
	case c.Any:
		return "\x00any"
	case strings.HasPrefix(q.Name, "DynamicField_") && c.ID != "":
		return c.ID
	}
	return c.Name
}

func (q *Question) candidates() []string {
	var out []string
	for i := range q.Left {
		out = append(out, q.key(&q.Left[i]))
	}
	for i := range q.Maybe {
		out = append(out, q.key(&q.Maybe[i]))
	}
	for i := range q.Gone {
		for k := range q.Gone[i].Choices {
			out = append(out, q.key(&q.Gone[i].Choices[k]))
		}
	}
	return out
}

// signature is equal for answers that leave the same of what all offer.
func (q *Question) signature(offered map[string]bool) string {
	if q == nil {
		return "not asked"
	}
	if q.Died != "" {
		return "died"
	}
	var left, maybe []string
	for i := range q.Left {
		if v := q.key(&q.Left[i]); offered[v] {
			left = append(left, v)
		}
	}
	for i := range q.Maybe {
		if v := q.key(&q.Maybe[i]); offered[v] {
			maybe = append(maybe, v)
		}
	}
	slices.Sort(left)
	slices.Sort(maybe)
	return strings.Join(left, "\x01") + "\x02" + strings.Join(maybe, "\x01")
}

func (u *Upgrade) compareACLs() {
	var names []string
	places := map[string]Place{}
	for _, s := range u.of {
		if s == nil {
			continue
		}
		for i := range s.ACLs {
			if a := &s.ACLs[i]; !slices.Contains(names, a.Name) {
				names = append(names, a.Name)
				places[a.Name] = a.Place
			}
		}
	}
	for _, name := range names {
		x := UpgradeACL{Name: name, Place: places[name]}
		var keys []string
		for i, s := range u.of {
			if s == nil {
				continue
			}
			var cases []ACLCase
			for k := range s.ACLs {
				if s.ACLs[k].Name == name {
					cases = s.ACLs[k].Cases
				}
			}
			key := statuses(cases)
			at := slices.Index(keys, key)
			if at < 0 {
				at = len(keys)
				keys = append(keys, key)
				x.Groups = append(x.Groups, UpgradeACLGroup{Targets: []string{}, Cases: append([]ACLCase{}, cases...)})
			}
			x.Groups[at].Targets = append(x.Groups[at].Targets, u.Targets[i].Target)
		}
		if len(x.Groups) > 1 {
			u.ACLs = append(u.ACLs, x)
		}
	}
}

// statuses is equal for ACLs that match, or do not, for the same reasons:
// whichever questions they are asked for.
func statuses(cases []ACLCase) string {
	var parts []string
	for i := range cases {
		c := &cases[i]
		part := c.Status
		for k := range c.Conditions {
			if x := &c.Conditions[k]; x.Result != "held" || c.Status == "matched" {
				part += "\x01" + x.Block + "." + x.Attr
			}
		}
		parts = append(parts, part)
	}
	slices.SortFunc(parts, cmp.Compare[string])
	return strings.Join(slices.Compact(parts), "\x02")
}

// Others returns the lists of which something else is left for other targets than
// one, and those targets.
func (u *Upgrade) Others(than string) (lists, targets []string) {
	for i := range u.Lists {
		lists = append(lists, u.Lists[i].Question)
		for _, g := range u.Lists[i].Groups {
			for _, t := range g.Targets {
				if !slices.Contains(g.Targets, than) && !slices.Contains(targets, t) {
					targets = append(targets, t)
				}
			}
		}
	}
	return lists, targets
}
