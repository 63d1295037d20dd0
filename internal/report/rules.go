package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/lint"
)

// Rules are what is known about rules: docs/schema/rules.schema.json.
type Rules struct {
	Target string     `json:"target,omitempty"` // for which the rules speak, where one was named
	Rules  []RuleInfo `json:"rules"`

	rules []lint.Rule
}

// RuleInfo is one rule.
type RuleInfo struct {
	Name     string `json:"name"`
	Family   string `json:"family"`
	Severity string `json:"severity"`
	On       bool   `json:"on"` // by default
	// Inventory: it speaks only with an inventory of the system.
	Inventory bool   `json:"inventory"`
	Targets   string `json:"targets"` // for which it speaks, in words
	Title     string `json:"title"`
	Text      string `json:"text"`
	Fix       string `json:"fix,omitempty"` // what --fix does
	// Bad is a file on which it fires, Good the same as it should be.
	Bad  *RuleExample `json:"bad,omitempty"`
	Good *RuleExample `json:"good,omitempty"`
}

// RuleExample is a file that shows a rule.
type RuleExample struct {
	Target string       `json:"target"`
	File   string       `json:"file"`
	Text   string       `json:"text"`
	Places []MarkedPart `json:"places"` // what is at fault
	// Inventory is what exists in the system, "" where nothing is said of that.
	Inventory string `json:"inventory,omitempty"`
}

// MarkedPart is a part of a file: its end is behind the last character, and
// columns count code points from 1.
type MarkedPart struct {
	Line      uint32 `json:"line"`
	Column    uint32 `json:"column"`
	EndLine   uint32 `json:"end_line"`
	EndColumn uint32 `json:"end_column"`
}

// NewRules describes rules, those that speak for a target if there is one.
func NewRules(rules []lint.Rule, t *product.Target) *Rules {
	out := &Rules{Rules: []RuleInfo{}}
	if t != nil {
		out.Target = t.ID
	}
	levels := patchLevels()
	for i := range rules {
		r := &rules[i]
		if t != nil && !r.Applies(t) {
			continue
		}
		out.rules = append(out.rules, *r)
		out.Rules = append(out.Rules, ruleInfo(r, levels))
	}
	return out
}

func ruleInfo(r *lint.Rule, levels []*product.Target) RuleInfo {
	return RuleInfo{
		Name: string(r.ID), Family: r.Family, Severity: r.Severity.String(), On: !r.Off, Inventory: r.Inventory,
		Targets: targetsOf(levels, r.Applies), Title: r.Title, Text: r.Text, Fix: r.Fix,
		Bad: ruleExample(r.Bad), Good: ruleExample(r.Good),
	}
}

func ruleExample(e lint.Example) *RuleExample {
	if e.Marked == "" {
		return nil
	}
	x := &RuleExample{Target: cmp.Or(e.Target, product.Default().ID), File: e.Name(), Text: e.Source(), Places: []MarkedPart{}, Inventory: e.Inventory}
	for _, s := range e.Spans() {
		x.Places = append(x.Places, MarkedPart{s.Start.Line, s.Start.Column, s.End.Line, s.End.Column})
	}
	return x
}

// JSON writes what docs/schema/rules.schema.json describes.
func (r *Rules) JSON(out io.Writer) error { return writeJSON(out, r) }

// level is how severe a rule's findings are, or that it is off.
func (r *RuleInfo) level() string {
	if !r.On {
		return "off (" + r.Severity + ")"
	}
	return r.Severity
}

// about is what there is to know of a rule in a list, beside its level.
func (r *RuleInfo) about() []string {
	var out []string
	if r.Inventory {
		out = append(out, "with an inventory")
	}
	if r.Fix != "" {
		out = append(out, "--fix")
	}
	if r.Targets != allTargets {
		out = append(out, r.Targets)
	}
	return out
}

// families are the families of rules in their order, each with its rules.
func (r *Rules) families() []ruleFamily {
	var out []ruleFamily
	for i := range r.Rules {
		if n := len(out); n == 0 || out[n-1].name != r.Rules[i].Family {
			out = append(out, ruleFamily{name: r.Rules[i].Family})
		}
		last := &out[len(out)-1]
		last.rules = append(last.rules, &r.Rules[i])
	}
	return out
}

type ruleFamily struct {
	name  string
	rules []*RuleInfo
}

// allTargets is what is said of a rule that speaks for every target.
const allTargets = "all"

// patchLevels are all patch levels that are known, in the order of products.
func patchLevels() []*product.Target {
	var out []*product.Target
	for _, newest := range product.All() {
		if !newest.Newest {
			continue
		}
		for patch := range newest.Version.Patch {
			if t, err := product.Parse(fmt.Sprintf("%s.%d", newest.Family, patch)); err == nil {
				out = append(out, t)
			}
		}
		out = append(out, newest)
	}
	return out
}

// targetsOf says in words for which patch levels something holds: whole products,
// and ranges of them; or all but some, where that is shorter.
func targetsOf(levels []*product.Target, holds func(*product.Target) bool) string {
	are, areNot := rangesOf(levels, holds), rangesOf(levels, func(t *product.Target) bool { return !holds(t) })
	switch {
	case len(areNot) == 0:
		return allTargets
	case len(are) == 0:
		return "none"
	case len(areNot) < len(are):
		return "all but " + strings.Join(areNot, ", ")
	}
	return strings.Join(are, ", ")
}

func rangesOf(levels []*product.Target, holds func(*product.Target) bool) []string {
	var out []string
	for len(levels) > 0 {
		n := slices.IndexFunc(levels, func(t *product.Target) bool { return t.Product != levels[0].Product })
		if n < 0 {
			n = len(levels)
		}
		one := levels[:n]
		levels = levels[n:]
		for i := 0; i < n; i++ {
			if !holds(one[i]) {
				continue
			}
			from := i
			for i+1 < n && holds(one[i+1]) {
				i++
			}
			out = append(out, rangeOf(one, from, i))
		}
	}
	return out
}

// rangeOf names a range within one product: by families where it begins or ends
// with one, else by patch levels.
func rangeOf(one []*product.Target, from, to int) string {
	first, last := one[from].ID, one[to].ID
	if one[from].Version.Patch == 0 {
		first = one[from].Family
	}
	switch begins, ends := from == 0, to == len(one)-1; {
	case begins && ends:
		return one[from].Product
	case ends:
		return first + " and later"
	case first == last:
		return first
	}
	return first + " to " + last
}
