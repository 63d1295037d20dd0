package lint

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// Rule is one rule: its page, its line in lists and the help in reports all
// come from here.
type Rule struct {
	ID       diag.Rule
	Family   string
	Severity Severity // of its findings, where they say nothing else
	Off      bool     // it is there to be switched on
	// Shown: although Off it says, where an inventory is given, what only that
	// shows to be wrong; see Options.asked.
	Shown bool
	// Inventory: it speaks only where an inventory of the system is given.
	Inventory bool
	Title     string // what it finds, in a few words, lower case
	// Text says what the engine does, and what to do instead: paragraphs with an
	// empty line between them.
	Text string
	// Bad is a file on which it fires, with « and » around what is at fault;
	// Good is the same as it should be.
	Bad, Good Example
	// Fix says what --fix does, "" where nothing does.
	Fix string
	// On says for which targets it speaks; nil: for all.
	On func(*product.Target) bool

	check
}

// check is how a rule looks at ACLs. A rule without any has its findings from
// readers.
type check struct {
	// list looks at each list of each ACL that the target reads, and at what
	// stands in the place of one.
	list func(*pass, *view, *reading.List)
	// item looks at each scalar of each such list.
	item func(*pass, *view, *reading.List, *acl.Value)
	// acl looks at each ACL.
	acl func(*pass, *view)
	// set looks at all ACLs together.
	set func(*pass)
	// file looks at each file.
	file func(*pass, *source)
}

// Applies reports whether the rule speaks for a target.
func (r *Rule) Applies(t *product.Target) bool { return r.On == nil || r.On(t) }

// ForAll reports whether the rule speaks for every target.
func (r *Rule) ForAll() bool {
	return !slices.ContainsFunc(product.All(), func(t *product.Target) bool { return !r.Applies(t) })
}

// Example is a file that shows a rule.
type Example struct {
	Target string // "" for the default one
	// File is its name where that matters; "" for an export of any name.
	File string
	// Inventory is what exists in the system, "" where nothing is said of that.
	Inventory string
	// Marked is its text, with « and » around each place at fault.
	Marked string
}

const (
	markStart = '«'
	markEnd   = '»'
)

// Source is the example's text without marks.
func (e Example) Source() string {
	return strings.NewReplacer(string(markStart), "", string(markEnd), "").Replace(e.Marked)
}

// Name is the example's file name.
func (e Example) Name() string {
	if e.File == "" {
		return "acls.yml"
	}
	return e.File
}

// Spans are the marked places, as they are in Source.
func (e Example) Spans() []acl.Span {
	var spans []acl.Span
	at := acl.Pos{Line: 1, Column: 1}
	for _, r := range e.Marked {
		switch r {
		case markStart:
			spans = append(spans, acl.Span{Start: at, End: at})
		case markEnd:
			spans[len(spans)-1].End = at
		case '\n':
			at = acl.Pos{Offset: at.Offset + 1, Line: at.Line + 1, Column: 1}
		default:
			at.Offset += uint32(utf8.RuneLen(r))
			at.Column++
		}
	}
	return spans
}

// The families, in the order in which lists have them.
const (
	Structure  = "Structure"
	Modifiers  = "Modifiers and patterns"
	Names      = "Names and order"
	Conditions = "Conditions that never or always hold"
	Effect     = "Effect"
	References = "References"
	Files      = "Files"
	Machinery  = "Reading and ignoring"
)

// Rules are all rules, by family.
func Rules() []Rule {
	families := []struct {
		name  string
		rules []Rule
	}{
		{Structure, structureRules()},
		{Modifiers, modifierRules()},
		{Names, nameRules()},
		{Conditions, conditionRules()},
		{Effect, append(effectRules(), setRules()...)},
		{References, referenceRules()},
		{Files, fileRules()},
		{Machinery, machineryRules()},
	}
	var all []Rule
	for _, f := range families {
		for _, r := range f.rules {
			r.Family = f.name
			all = append(all, r)
		}
	}
	return all
}

// RuleNamed is the rule of that name; ok is false where there is none.
func RuleNamed(id string) (r Rule, ok bool) {
	for _, r := range Rules() {
		if string(r.ID) == id {
			return r, true
		}
	}
	return Rule{}, false
}

// RuleNames are the names of all rules, in the order of Rules.
func RuleNames() []string {
	var names []string
	for _, r := range Rules() {
		names = append(names, string(r.ID))
	}
	return names
}
