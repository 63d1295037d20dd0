package lint

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// isImported reports whether an ACL stands in an export: the rows of a dump are in
// their database already.
func (p *pass) isImported(v *view) bool {
	data, ok := p.in.Sources[v.File]
	return v.Form == acl.Export && !(ok && convert.Detect(data) == convert.SQL)
}

// emptyConfig looks for what the import takes for neither nothing nor something.
// An empty ConfigChange is none any more when it looks at it: turning actions of
// OTRS 3.3 into a list of today leaves a Possible behind.
func emptyConfig(p *pass, v *view) {
	for _, section := range []struct {
		key     string
		v       *acl.Value
		refused bool
	}{{"ConfigMatch", v.Meta.ConfigMatch, true}, {"ConfigChange", v.Meta.ConfigChange, !p.Target.Switches.ActionLists}} {
		s := section.v
		if !section.refused || s == nil || s.Kind != acl.Hash || len(s.Entries()) > 0 || !p.isImported(v) {
			continue
		}
		d := p.find(v, s.Span, section.key+" is an empty hash: the import refuses the ACL", "write '', or leave it out")
		switch e := entryOf(&v.Entry, s); {
		case strings.ReplaceAll(p.text(v.File, s.Span), " ", "") != "{}":
		case strings.HasPrefix(p.text(v.File, e.KeySpan), `"`):
			d.Fixes = []Fix{{Title: `write ""`, Edits: []Edit{{Span: s.Span, New: `""`}}}}
		default:
			d.Fixes = []Fix{{Title: "write ''", Edits: []Edit{{Span: s.Span, New: "''"}}}}
		}
	}
}

// entryOf is the entry of a hash that holds a value.
func entryOf(in, v *acl.Value) *acl.Entry {
	for i := range in.Entries() {
		if e := &in.Entries()[i]; &e.Value == v {
			return e
		}
	}
	return &acl.Entry{}
}

// sharedInside looks for what stands twice in one column of the database.
func sharedInside(p *pass, v *view) {
	if v.Form != acl.Export || !p.Target.HasEditor() {
		return
	}
	for _, blocks := range [][]acl.BlockName{{acl.Properties, acl.PropertiesDatabase}, {acl.Possible, acl.PossibleAdd, acl.PossibleNot}} {
		seen := map[int32]*acl.Value{}
		for _, b := range blocks {
			p.shared(v, v.Block(b), seen)
		}
	}
}

// shared looks at lists and hashes only: of scalars a copy is stored.
func (p *pass) shared(v *view, val *acl.Value, seen map[int32]*acl.Value) {
	if val.IsScalar() {
		return
	}
	if val.Shared != 0 {
		if first := seen[val.Shared]; first != nil {
			d := p.find(v, val.Span, "a second use of one anchor: "+p.broken(), "write it out")
			d.Related = []Related{{Place: acl.Place{File: v.File, Span: first.Span}, Message: "the anchor"}}
			p.fixAlias(d, val)
			return
		}
		seen[val.Shared] = val
	}
	for i := range val.Items() {
		p.shared(v, &val.Items()[i], seen)
	}
	for i := range val.Entries() {
		p.shared(v, &val.Entries()[i].Value, seen)
	}
}

// fixAlias writes a list of plain items out.
func (p *pass) fixAlias(d *Diagnostic, v *acl.Value) {
	if v.Kind != acl.List || !strings.HasPrefix(p.text(d.Place.File, v.Span), "*") {
		return
	}
	var texts []string
	for i := range v.Items() {
		text := p.text(d.Place.File, v.Items()[i].Span)
		if !v.Items()[i].IsScalar() || !isPlainScalar(text) {
			return
		}
		texts = append(texts, text)
	}
	list := "[" + strings.Join(texts, ", ") + "]"
	d.Fixes = []Fix{{Title: "write " + list, Keeps: true, Edits: []Edit{{Span: v.Span, New: list}}}}
}

// The ids that OTRS 4 replaced.
var (
	isOldProcess  = regexp.MustCompile(`^P[0-9]+$`).MatchString
	isOldActivity = regexp.MustCompile(`^A[0-9]+$`).MatchString
	isOldDialog   = regexp.MustCompile(`^AD[0-9]+$`).MatchString
)

// entityOf is what the items of a list are the ids of, and how its old ids look;
// "" for any other list.
func entityOf(l *reading.List) (what string, isOld func(string) bool) {
	name := l.Name()
	if l.Area == "Ticket" && strings.HasPrefix(l.Attr, "DynamicField_") {
		name = "DynamicField." + l.Attr
	}
	switch name {
	case "Process", "Process.ProcessEntityID", "DynamicField.DynamicField_ProcessManagementProcessID":
		return "a process", isOldProcess
	case "Process.ActivityEntityID", "DynamicField.DynamicField_ProcessManagementActivityID":
		return "an activity", isOldActivity
	case "ActivityDialog", "Process.ActivityDialogEntityID":
		return "an activity dialog", isOldDialog
	}
	return "", nil
}

func oldEntityID(p *pass, v *view, l *reading.List, it *acl.Value) {
	what, isOld := entityOf(l)
	if what == "" || !comparable(it) {
		return
	}
	m, rest := p.Split(it.Text)
	if m.IsPattern() || !isOld(rest) || p.hasEntity(rest) {
		return
	}
	does := "it never holds"
	switch {
	case !l.Block.IsMatch():
		does = "it hits nothing"
	case m.IsNegated():
		does = "it excludes nothing"
	}
	p.find(v, it.Span, fmt.Sprintf("%s is the id of %s in the form of OTRS 3: %s", rest, what, does), "write its new id")
}

// hasEntity reports whether the inventory has something under an id.
func (p *pass) hasEntity(id string) bool {
	inv := p.opts.Inventory
	if inv == nil {
		return false
	}
	for _, x := range inv.Processes {
		if x.ID == id {
			return true
		}
	}
	for _, x := range inv.Activities {
		if x.ID == id {
			return true
		}
	}
	return slices.ContainsFunc(inv.Dialogs, func(x *inventory.ActivityDialog) bool { return x.ID == id })
}

// notRun takes what convert says of a file that it read without a target.
func notRun(p *pass, s *source) {
	if p.opts.Home {
		return // it was read for one
	}
	if d := p.in.Read.NotRun(s.name, p.Target); d != nil && d.Rule == p.rule.ID {
		p.findings = append(p.findings, *d)
	}
}

func invalidACL(p *pass, v *view) {
	if v.counts {
		return
	}
	valid := v.Meta.ValidID
	switch {
	case !valid.IsTrue():
		p.find(v, valid.Span, "ValidID is false: the import refuses the ACL", "write 1 (valid), 2 (invalid) or 3 (invalid-temporarily)")
	case !valid.IsScalar() || strings.Trim(valid.Text, "0123456789") != "":
		p.find(v, valid.Span, "ValidID is no number: the import refuses the ACL", "write 1 (valid), 2 (invalid) or 3 (invalid-temporarily)")
	default:
		p.find(v, valid.Span, v.Validity().String()+": not deployed", "")
	}
}
