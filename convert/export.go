package convert

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/yamlx"
)

// export reads a YAML export as the products' import does: a list of hashes,
// each one ACL.
func (r *reader) export(file string, data []byte) error {
	doc := yamlx.Load(file, data)
	root := &doc.Root
	if doc.Refused && root.Kind != acl.List {
		if f := jsonOf(data); f != nil {
			f.File = file
			return f
		}
	}
	r.result.Diagnostics = append(r.result.Diagnostics, doc.Diagnostics...)
	r.result.Partial = r.result.Partial || doc.Refused || doc.Documents > 1
	r.result.Refused = r.result.Refused || doc.Refused || root.Kind != acl.List
	start := Place{File: file, Span: firstOf(root.Span)}
	switch {
	case root.Kind == acl.List:
		r.result.Set.ACLs = slices.Grow(r.result.Set.ACLs, len(root.Items()))
		for i := range root.Items() {
			r.entry(file, data, &root.Items()[i], i)
		}
	case root.Kind == acl.Hash && isOneACL(root):
		r.report(Diagnostic{Rule: diag.YAMLRoot, Severity: diag.Error, Place: start,
			Summary: "one ACL that is no list: the system refuses the file",
			Detail:  "put '- ' before the first line and two blanks before the others"})
		r.entry(file, data, root, 0)
	case doc.Refused:
		// The mistake was reported; nothing could be read behind it.
	case doc.Documents == 0 || root.Kind == acl.Undef:
		r.result.Partial = true
		d := Diagnostic{Rule: diag.YAMLRoot, Severity: diag.Error, Place: Place{File: file},
			Summary: "nothing in this file: the system refuses it",
			Detail:  "an export is a list of ACLs, '[]' where there is none"}
		if name := strings.TrimSuffix(file, ".gz"); strings.HasSuffix(name, ".pm") || strings.HasSuffix(name, ".pl") {
			// Content tells the format, and here is none: the name says what was meant.
			d.Summary, d.Detail = "nothing in this file: there are no ACLs in it", "a Config.pm has them as $Self->{TicketAcl}->{'Name'} = { … };"
		}
		r.report(d)
	default:
		r.result.Partial = true
		r.report(Diagnostic{Rule: diag.YAMLRoot, Severity: diag.Error, Place: start,
			Summary: "a " + root.Kind.String() + " where the list of ACLs belongs: the system refuses the file",
			Detail:  "an export is a list of ACLs, each behind '- '"})
	}
	return nil
}

// jsonOf tells whether a text that is no YAML is meant to be JSON.
func jsonOf(data []byte) *FormatError {
	if Detect(data) == JSON {
		return &FormatError{Format: JSON}
	}
	return nil
}

// firstOf is the place where something long starts.
func firstOf(s Span) Span {
	if s.IsValid() {
		s.End = s.Start
	}
	return s
}

// isOneACL reports whether a hash is what a list of ACLs would hold.
func isOneACL(v *Value) bool {
	return v.Get("Name") != nil || v.Get("ConfigMatch") != nil || v.Get("ConfigChange") != nil
}

// entry reads one entry of an export.
func (r *reader) entry(file string, data []byte, v *Value, index int) {
	place := Place{File: file, Span: v.Span}
	if v.Kind != acl.Hash || len(v.Entries()) == 0 {
		what := "a " + v.Kind.String()
		if v.Kind == acl.Undef || v.Kind == acl.Hash {
			what = "empty"
		}
		r.report(Diagnostic{Rule: diag.SkippedEntry, Severity: diag.Warning, Place: place,
			Summary: fmt.Sprintf("entry %d is %s: the system skips it", index+1, what),
			Detail:  "an ACL is a hash with a Name"})
		return
	}
	a := newACL(file, v)
	r.keys(a, v, entryLevel)
	if !isNamed(v) {
		r.result.Partial = true
		r.report(Diagnostic{Rule: diag.MissingName, Severity: diag.Error, Place: namePlace(file, v),
			Summary: "an ACL without Name: the system refuses it",
			Detail:  "give it a Name that is true for Perl (not empty, not 0) and no list or hash"})
		return
	}
	r.validity(a, v, data)
	r.section(a, "ConfigMatch", a.Meta.ConfigMatch, matchLevel)
	r.section(a, "ConfigChange", a.Meta.ConfigChange, changeLevel)
	r.result.Set.ACLs = append(r.result.Set.ACLs, a)
}

// newACL cuts an entry into the model's parts. What is under keys that nobody
// knows stays in Entry alone.
func newACL(file string, v *Value) *ACL {
	a := &ACL{File: file, Form: acl.Export, Entry: *v}
	m := &a.Meta
	for i := range v.Entries() {
		e := &v.Entries()[i]
		switch e.Key { // the last of equal keys counts
		case "Name":
			a.Name, a.NameSpan = e.Value.Text, e.Value.Span
		case "ID":
			m.ID = &e.Value
		case "ValidID":
			m.ValidID = &e.Value
		case "Comment":
			m.Comment = &e.Value
		case "Description":
			m.Description = &e.Value
		case "CreateTime":
			m.CreateTime = &e.Value
		case "CreateBy":
			m.CreateBy = &e.Value
		case "ChangeTime":
			m.ChangeTime = &e.Value
		case "ChangeBy":
			m.ChangeBy = &e.Value
		case "StopAfterMatch":
			m.StopAfterMatch = &e.Value
		case "ConfigMatch":
			m.ConfigMatch = &e.Value
		case "ConfigChange":
			m.ConfigChange = &e.Value
		}
	}
	cutBlocks(a, m.ConfigMatch, true)
	cutBlocks(a, m.ConfigChange, false)
	return a
}

// cutBlocks fills in the blocks that stand under ConfigMatch or ConfigChange;
// the system reads each only there, and by its exact key.
func cutBlocks(a *ACL, section *Value, match bool) {
	if section == nil {
		return
	}
	for i := range section.Entries() {
		e := &section.Entries()[i]
		if name, ok := acl.BlockNamed(e.Key); ok && name.IsMatch() == match {
			a.Blocks[name] = e
		}
	}
}

// isNamed reports whether the system takes the entry's name.
func isNamed(v *Value) bool {
	name := v.Get("Name")
	return name != nil && name.IsScalar() && name.IsTrue()
}

// namePlace is where a bad Name stands, or where the entry starts.
func namePlace(file string, v *Value) Place {
	if name := v.Get("Name"); name != nil && name.Span.IsValid() {
		return Place{File: file, Span: name.Span}
	}
	return Place{File: file, Span: firstOf(v.Span)}
}

// section looks at ConfigMatch or ConfigChange. Systems export both as ” where
// the ACL has none; undef and an empty hash are left to the rules about them.
func (r *reader) section(a *ACL, key string, v *Value, l level) {
	switch {
	case v == nil:
	case v.Kind == acl.Hash:
		r.keys(a, v, l)
	case v.IsTrue():
		r.report(Diagnostic{Rule: diag.NotAList, Severity: diag.Error, Place: Place{File: a.File, Span: v.Span}, ACL: a.Name,
			Summary: fmt.Sprintf("%s is a %s, a hash belongs here: the system refuses the ACL", key, v.Kind),
			Detail:  "it holds " + strings.Join(l.known(), ", ")})
	}
}

// sameName: a Perl hash has one value for a name, and the last one counts.
func (r *reader) sameName(b, a *ACL) {
	if b == nil || b.Name != a.Name || a.Doubt != nil || a.Computed {
		return
	}
	r.report(Diagnostic{Rule: diag.DuplicateName, Severity: diag.Warning, Place: a.Place(), ACL: a.Name,
		Summary: fmt.Sprintf("the name '%s' is here twice: the last one counts", a.Name),
		Detail:  "rename or remove one",
		Related: []diag.Related{{Place: b.Place(), Message: "named here first"}}})
}

// duplicateNames reports ACLs that the system takes for one. Its database does
// not tell names apart by case.
func (r *reader) duplicateNames() {
	names := make([]string, len(r.result.Set.ACLs))
	for i, a := range r.result.Set.ACLs {
		names[i] = strings.ToLower(a.Name)
	}
	slices.Sort(names)
	if len(slices.Compact(names)) == len(r.result.Set.ACLs) {
		return
	}
	first := map[string]*ACL{}
	for _, a := range r.result.Set.ACLs {
		key := strings.ToLower(a.Name)
		b, ok := first[key]
		if !ok || a.Form == acl.Deployed || b.Form == acl.Deployed {
			r.sameName(b, a)
			first[key] = a
			continue
		}
		d := Diagnostic{Rule: diag.DuplicateName, Severity: diag.Error, Place: a.Place(), ACL: a.Name,
			Summary: fmt.Sprintf("the name '%s' is here twice: the import refuses this one, or lets it overwrite the other", a.Name),
			Detail:  "rename or remove one",
			Related: []diag.Related{{Place: b.Place(), Message: "named here first"}}}
		if a.Name != b.Name {
			d.Summary = fmt.Sprintf("'%s' and '%s' differ only in case: the system refuses the second", b.Name, a.Name)
		}
		r.report(d)
	}
}

// EntryACL is the ACL of an entry of an export, which v then holds.
func EntryACL(file string, v *Value) *ACL { return newACL(file, v) }
