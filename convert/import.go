package convert

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
)

// TextMax is the length in characters of a comment and of a description in the
// database (behaviour "Database schema facts").
const TextMax = 250

// importer fills an empty system with the entries of an export (semantics,
// "Import").
type importer struct {
	opts     WriteOptions
	into     *Set
	findings []Diagnostic
	shared   int32 // numbers given out
	// over: the box for overwriting is ticked.
	over    bool
	refused []*ACL
}

// Import is what an empty system has after it imported a set, without the box
// for overwriting: the ACLs that it took, in the order of their new IDs, with
// what the import changed about them. The findings name what it refuses and what
// it changes. A source in Perl is taken for its export.
func Import(set *Set, opts WriteOptions) (*Set, []Diagnostic) {
	im := &importer{opts: opts, into: &Set{}}
	im.all(set)
	return im.into, im.findings
}

// Imported is what an import leaves.
type Imported struct {
	Set         *Set
	Diagnostics []Diagnostic
	// Refused are ACLs of the imported set that it does not take; where it dies at one, that is the last.
	Refused []*ACL
}

// ImportOver is what a system that has a set has after it imported another one with the box for
// overwriting: ACLs of the same name, capitals included, become what the import says, and nothing is
// deleted.
func ImportOver(has, set *Set, opts WriteOptions) *Imported {
	im := &importer{opts: opts, into: &Set{ACLs: slices.Clone(has.ACLs), Doubts: has.Doubts}, over: true}
	im.all(set)
	return &Imported{im.into, im.findings, im.refused}
}

// all imports one ACL after the other.
func (im *importer) all(set *Set) {
	for _, from := range set.ACLs {
		a, before := from, len(im.refused)
		if cannotBeWritten(a) {
			im.refused = append(im.refused, a)
			im.report(diag.DynamicPerl, diag.Error, a, a.Place().Span, fmt.Sprintf("'%s' is left out: code makes it, and no export can have it", a.Name), "write it out, or keep it where it is")
			continue
		}
		if a.Form == acl.Deployed {
			w := &Written{}
			entry := exportEntry(a, 1, im.opts, w)
			im.findings = append(im.findings, w.Diagnostics...)
			a = newACL(a.File, &entry)
		}
		more := im.entry(a)
		if !more || len(im.refused) > before { // the one of the set, not what was made of it
			im.refused = append(im.refused[:before], from)
		}
		if !more {
			break
		}
	}
	diag.Sort(im.findings)
}

func (im *importer) report(rule Rule, severity Severity, a *ACL, span Span, summary, hint string) {
	if !span.IsValid() {
		span = a.Place().Span
	}
	im.findings = append(im.findings, Diagnostic{Rule: rule, Severity: severity, ACL: a.Name, Place: Place{File: a.File, Span: span}, Summary: summary, Detail: hint})
}

// refuse says why the system does not take an ACL.
func (im *importer) refuse(rule Rule, a *ACL, span Span, why, hint string) bool {
	im.report(rule, diag.Error, a, span, fmt.Sprintf("'%s' is refused: %s", a.Name, why), hint)
	im.refused = append(im.refused, a)
	return true
}

// entry imports one ACL. It reports false where the import ends there and then.
func (im *importer) entry(a *ACL) bool {
	m := &a.Meta
	change := copied(m.ConfigChange)
	if change.Kind == acl.Hash && im.opts.Target.Switches.ActionLists {
		if !im.possible(a, &change) {
			return false
		}
	}
	for _, section := range []struct {
		key string
		v   *Value
	}{{"ConfigMatch", m.ConfigMatch}, {"ConfigChange", &change}} {
		if v := section.v; v != nil && v.IsTrue() && (v.Kind != acl.Hash || len(v.Entries()) == 0) {
			return im.refuse(diag.BadValue, a, v.Span, section.key+" is "+emptyOr(v)+", and must be a hash with something in it",
				"leave the key out, or write ''")
		}
	}
	switch {
	case !isNamed(&a.Entry):
		return im.refuse(diag.MissingName, a, a.NameSpan, "it has no name", "give it a Name that is not empty and not 0")
	case m.ValidID != nil && m.ValidID.Kind != acl.Undef && !m.ValidID.IsTrue():
		return im.refuse(diag.BadValue, a, m.ValidID.Span, "its ValidID is 0", "write 1, 2 or 3")
	case m.ValidID.IsTrue() && strings.Trim(m.ValidID.Text, "0123456789") != "":
		return im.refuse(diag.BadValue, a, m.ValidID.Span, "its ValidID is no number", "write 1, 2 or 3")
	case m.StopAfterMatch.IsTrue() && m.StopAfterMatch.Kind != acl.Bool && strings.Trim(m.StopAfterMatch.Text, "0123456789") != "":
		return im.refuse(diag.BadValue, a, m.StopAfterMatch.Span, "its StopAfterMatch is no number", "write 0 or 1")
	}
	at := len(im.into.ACLs)
	for i, old := range im.into.ACLs {
		if im.over && old.Name == a.Name {
			at = i
			break
		}
		if strings.EqualFold(old.Name, a.Name) {
			return im.refuse(diag.DuplicateName, a, a.NameSpan, fmt.Sprintf("'%s' is there already; capitals make no difference", old.Name), "rename or remove one")
		}
	}
	for _, text := range []struct {
		what string
		max  int
		v    *Value
	}{{"name", im.opts.Target.Switches.Schema.NameMax, &Value{Text: a.Name, Span: a.NameSpan}}, {"comment", TextMax, m.Comment}, {"description", TextMax, m.Description}} {
		if n := utf8.RuneCountInString(textOf(text.v)); n > text.max {
			return im.refuse(diag.BadValue, a, text.v.Span, fmt.Sprintf("its %s has %d characters, and the database takes %d", text.what, n, text.max),
				"shorten it (MySQL that is not strict cuts it instead)")
		}
	}
	im.put(at, a, change)
	return true
}

func emptyOr(v *Value) string {
	if v.Kind == acl.Hash {
		return "empty"
	}
	return "a " + v.Kind.String()
}

func textOf(v *Value) string {
	if v == nil {
		return ""
	}
	return v.Text
}

// possible does what turning a list of actions of OTRS 3.3 into one of today
// leaves behind: Possible is there, and a hash of actions under it becomes a list
// under PossibleNot (behaviour "hash style in general").
func (im *importer) possible(a *ACL, change *Value) bool {
	possible := change.Get("Possible")
	if possible == nil {
		change.SetEntries(append(change.Entries(), Entry{Key: "Possible"}))
		possible = &change.Entries()[len(change.Entries())-1].Value
	}
	switch possible.Kind {
	case acl.Undef:
		possible.Kind = acl.Hash
	case acl.Hash:
	default:
		im.report(diag.BadValue, diag.Error, a, possible.Span, "Possible is a "+possible.Kind.String()+": the import dies here, and reads nothing behind it", "write a hash")
		return false
	}
	action := possible.Get("Action")
	if action == nil || action.Kind != acl.Hash {
		return true
	}
	list := Value{Kind: acl.List}
	for _, e := range action.Effective() {
		if n, err := strconv.ParseFloat(strings.TrimSpace(e.Value.Text), 64); e.Value.IsScalar() && (err != nil || n == 0) {
			list.SetItems(append(list.Items(), Value{Kind: acl.String, Text: e.Key, Span: e.KeySpan}))
		}
	}
	slices.SortFunc(list.Items(), func(x, y Value) int { return strings.Compare(x.Text, y.Text) })
	im.report(diag.BadValue, diag.Warning, a, action.Span, "Possible.Action is a hash, as up to OTRS 3.3: the import makes PossibleNot.Action of it", "write the list of forbidden actions")
	possible.SetEntries(slices.DeleteFunc(possible.Entries(), func(e Entry) bool { return e.Key == "Action" }))
	not := change.Get("PossibleNot")
	if not == nil || not.Kind != acl.Hash {
		change.SetEntries(slices.DeleteFunc(change.Entries(), func(e Entry) bool { return e.Key == "PossibleNot" }))
		change.SetEntries(append(change.Entries(), Entry{Key: "PossibleNot", Value: Value{Kind: acl.Hash}}))
		not = &change.Entries()[len(change.Entries())-1].Value
	}
	not.SetEntries(slices.DeleteFunc(not.Entries(), func(e Entry) bool { return e.Key == "Action" }))
	not.SetEntries(append(not.Entries(), Entry{Key: "Action", Value: list}))
	return true
}

// put puts an ACL into the system, at the place of the one that it overwrites or behind
// all.
func (im *importer) put(at int, a *ACL, change Value) {
	m := &a.Meta
	number := func(text string) Value { return Value{Kind: acl.Number, Text: text} }
	given := func(v *Value, otherwise string) Value {
		if !v.IsTrue() {
			return Value{Kind: acl.String, Text: otherwise}
		}
		return Value{Kind: acl.String, Text: v.Text, Span: v.Span}
	}
	comment := Value{}
	if m.Comment != nil {
		comment = *m.Comment
	}
	stop, valid := "0", "1"
	if m.StopAfterMatch.IsTrue() {
		stop = m.StopAfterMatch.Text
	}
	if m.ValidID.IsTrue() {
		valid = m.ValidID.Text
	}
	by := Value{Kind: acl.String, Text: im.opts.By}
	now := Value{Kind: acl.String, Text: im.opts.now()}
	entry := acl.NewHash([]Entry{
		{Key: "ChangeBy", Value: by},
		{Key: "ChangeTime", Value: now},
		{Key: "Comment", Value: comment},
		{Key: "ConfigChange", Value: im.column(&change)},
		{Key: "ConfigMatch", Value: im.column(m.ConfigMatch)},
		{Key: "CreateBy", Value: by},
		{Key: "CreateTime", Value: now},
		{Key: "Description", Value: given(m.Description, "")},
		{Key: "ID", Value: number(strconv.Itoa(at + 1))},
		{Key: "Name", Value: Value{Kind: acl.String, Text: a.Name, Span: a.NameSpan}},
		{Key: "StopAfterMatch", Value: number(stop)},
		{Key: "ValidID", Value: number(valid)},
	})
	entry.Span = a.Entry.Span
	taken := newACL(a.File, &entry)
	if at < len(im.into.ACLs) {
		im.into.ACLs[at] = taken
		return
	}
	im.into.ACLs = append(im.into.ACLs, taken)
}

// column is a value as it comes back out of its column of the database, which
// holds it as YAML: what is shared is shared within the column only.
func (im *importer) column(v *Value) Value {
	if v == nil || !v.IsTrue() {
		return Value{Kind: acl.String}
	}
	numbers := map[int32]int32{}
	c := copied(v)
	var walk func(v *Value)
	walk = func(v *Value) {
		if v.Shared != 0 {
			if numbers[v.Shared] == 0 {
				im.shared++
				numbers[v.Shared] = im.shared
			}
			v.Shared = numbers[v.Shared]
		}
		for i := range v.Items() {
			walk(&v.Items()[i])
		}
		for i := range v.Entries() {
			walk(&v.Entries()[i].Value)
		}
	}
	walk(&c)
	return c
}

// copied is a value that can be changed.
func copied(v *Value) Value {
	if v == nil {
		return Value{}
	}
	c := *v
	c.SetItems(slices.Clone(v.Items()))
	c.SetEntries(slices.Clone(v.Entries()))
	for i := range c.Items() {
		c.Items()[i] = copied(&c.Items()[i])
	}
	for i := range c.Entries() {
		c.Entries()[i].Value = copied(&c.Entries()[i].Value)
	}
	return c
}
