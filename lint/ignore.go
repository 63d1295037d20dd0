package lint

import (
	"bytes"
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/perl"
)

// Ignore is what a project file wants ignored.
type Ignore struct {
	Rule RuleID
	// Matches reports whether it is about findings in an ACL of that name; "" is
	// that of findings about a file.
	Matches func(acl string) bool
	Place   acl.Place // where it is written
}

// Ignores leaves out what somebody wants ignored, in one run over any number of
// sets. There are three ways to say so: the project file; a comment; and a marker
// in an ACL's Comment or Description, which survives an import. A comment counts for
// its line, or where it stands alone for the next one; where an ACL begins there, for
// the whole ACL.
type Ignores struct {
	project []Ignore
	used    []bool
	met     []bool          // some ACL that was looked at is meant
	spoke   map[RuleID]bool // rules that looked at some set
}

// NewIgnores takes what a project file ignores.
func NewIgnores(project []Ignore) *Ignores {
	return &Ignores{project: project, used: make([]bool, len(project)), met: make([]bool, len(project)), spoke: map[RuleID]bool{}}
}

// Apply returns the findings that are not ignored, and how many are. Ignores in
// the files that match nothing are findings themselves.
func (ig *Ignores) Apply(in *Input, opts Options, findings []Diagnostic) (kept []Diagnostic, ignored int) {
	for _, r := range Rules() {
		ig.spoke[r.ID] = ig.spoke[r.ID] || opts.wants(&r)
	}
	for k := range ig.project {
		ig.met[k] = ig.met[k] || slices.ContainsFunc(in.Read.Set.ACLs, func(a *acl.ACL) bool { return ig.project[k].Matches(a.Name) })
	}
	m := newMarkers(in, &opts)
	for i := range findings {
		d := &findings[i]
		hit := m.ignores(d)
		for k := range ig.project {
			if p := &ig.project[k]; p.Rule == d.Rule && p.Matches(d.ACL) {
				hit, ig.used[k] = true, true
			}
		}
		if hit {
			ignored++
			continue
		}
		kept = append(kept, *d)
	}
	kept = append(kept, m.findings(&opts)...)
	diag.Sort(kept)
	return kept, ignored
}

// Without returns the findings that the project file does not want ignored.
func (ig *Ignores) Without(findings []Diagnostic) []Diagnostic {
	return slices.DeleteFunc(slices.Clone(findings), func(d Diagnostic) bool {
		return slices.ContainsFunc(ig.project, func(p Ignore) bool { return p.Rule == d.Rule && p.Matches(d.ACL) })
	})
}

// Unused are findings about what the project file ignores and no set had. whole: all
// that the project has was looked at; else only what is about ACLs that were counts.
func (ig *Ignores) Unused(opts Options, whole bool) []Diagnostic {
	var out []Diagnostic
	for i := range ig.project {
		p := &ig.project[i]
		if !ig.used[i] && ig.spoke[p.Rule] && (whole || ig.met[i] && !p.Matches("")) {
			out = append(out, Diagnostic{Place: p.Place, Summary: "this ignores " + string(p.Rule) + ", which finds nothing there", Detail: "remove it"})
		}
	}
	return opts.speak(diag.UnusedIgnore, out)
}

// speak gives findings of a rule of the machinery their severity, if it speaks.
func (o *Options) speak(id RuleID, ds []Diagnostic) []Diagnostic {
	r, _ := RuleNamed(string(id))
	if !o.wants(&r) {
		return nil
	}
	severity := r.Severity
	if s, ok := o.Settings[id]; ok {
		severity = s.Severity
	}
	for i := range ds {
		ds[i].Rule, ds[i].Severity = id, severity
	}
	return ds
}

// marker is one ignore in a file.
type marker struct {
	rule   RuleID
	reason string
	place  acl.Place
	acl    *view  // whose it is; nil where it counts for one line
	line   uint32 // for which it counts
	name   string // of the ACL that it stands in
	used   bool
	// written: its first word is as it should be.
	written bool
}

// markers are those of one input.
type markers struct {
	all    []marker
	places places
}

const sign = "ticketacl:ignore"

// signed also finds what is nearly one, so that it can be told.
var signed = regexp.MustCompile(`(?:(?i:ticketacl):[ \t]*(?:[Ii]gnore|IGNORE))\b[ \t]*([^\s;'"]*)[ \t]*([^\n;]*)`)

func newMarkers(in *Input, opts *Options) *markers {
	m := &markers{}
	for _, file := range in.Read.Files {
		data := in.Sources[file]
		// Whatever the pattern finds has this in it, and most files have not: the pattern
		// alone would take as long as all rules.
		if !bytes.Contains(data, []byte("gnore")) && !bytes.Contains(data, []byte("GNORE")) || !signed.Match(data) {
			continue
		}
		if m.places == nil {
			m.places = newKeys(in).places
		}
		m.file(&source{name: file, data: data})
	}
	return m
}

// file finds the markers of a file: in comments, and in the ACLs' own texts.
func (m *markers) file(s *source) {
	comments := perlComments(s.data)
	for _, at := range signed.FindAllSubmatchIndex(s.data, -1) {
		mk := marker{
			rule: RuleID(s.data[at[2]:at[3]]), reason: strings.TrimRight(strings.TrimSpace(string(s.data[at[4]:at[5]])), `'"`),
			place:   acl.Place{File: s.name, Span: s.span(at[0], max(at[0]+len(sign), at[3]))},
			written: string(s.data[at[0]:min(at[0]+len(sign), len(s.data))]) == sign,
		}
		v := m.places.at(mk.place)
		if v != nil {
			mk.name = v.Name
		}
		lineStart := bytes.LastIndexByte(s.data[:at[0]], '\n') + 1
		hash := commentStart(s.data, lineStart, at[0], comments)
		if v != nil && inText(v, uint32(at[0])) {
			mk.acl = v
		} else if hash < 0 || v != nil && inScalar(&v.Entry, uint32(hash)) {
			continue // some other text
		} else if mk.line = mk.place.Span.Start.Line; len(bytes.TrimSpace(s.data[lineStart:hash])) == 0 {
			mk.line = s.nextLine(at[1])
		}
		if mk.acl == nil {
			mk.acl = m.beginsAt(s, mk.line)
		}
		if mk.acl != nil {
			mk.name = mk.acl.Name
		}
		m.all = append(m.all, mk)
	}
}

// perlComments are the comments of a Perl file; nil of any other.
func perlComments(data []byte) []uint32 {
	if !bytes.Contains(data, []byte("TicketAcl")) {
		return nil
	}
	return perl.Comments(data)
}

// commentStart is where the comment begins that an offset is in, -1 for none.
func commentStart(data []byte, lineStart, at int, comments []uint32) int {
	for i := lineStart; i < at; i++ {
		if data[i] != '#' {
			continue
		}
		if _, isPerl := slices.BinarySearch(comments, uint32(i)); isPerl || comments == nil && (i == lineStart || data[i-1] == ' ' || data[i-1] == '\t') {
			return i
		}
	}
	return -1
}

// nextLine is the line of the next thing behind an offset that is neither blank nor
// a comment.
func (s *source) nextLine(at int) uint32 {
	for at < len(s.data) {
		end := bytes.IndexByte(s.data[at:], '\n')
		if end < 0 {
			break
		}
		at += end + 1
		if line := bytes.TrimSpace(s.data[at:]); len(line) > 0 && line[0] != '#' && s.data[at] != '\n' && s.data[at] != '\r' {
			first := bytes.TrimLeft(s.data[at:], " \t")
			if len(first) > 0 && first[0] != '\n' && first[0] != '\r' {
				return s.pos(at).Line
			}
		}
	}
	return s.pos(at).Line
}

// beginsAt is the ACL that begins in a line of a file, or nil.
func (m *markers) beginsAt(s *source, line uint32) *view {
	vs := m.places[s.name]
	i, _ := slices.BinarySearchFunc(vs, line, func(v *view, line uint32) int { return cmp.Compare(firstLine(v), line) })
	if i < len(vs) && firstLine(vs[i]) == line {
		return vs[i]
	}
	return nil
}

func firstLine(v *view) uint32 {
	if v.NameSpan.IsValid() && v.NameSpan.Start.Before(v.Entry.Span.Start) || !v.Entry.Span.IsValid() {
		return v.NameSpan.Start.Line
	}
	return v.Entry.Span.Start.Line
}

// inText reports whether an offset is in an ACL's comment or description.
func inText(v *view, at uint32) bool {
	for _, t := range []*acl.Value{v.Meta.Comment, v.Meta.Description} {
		if t != nil && t.IsScalar() && within(t.Span, at) {
			return true
		}
	}
	return false
}

// inScalar reports whether an offset is in a scalar.
func inScalar(v *acl.Value, at uint32) bool {
	if v.IsScalar() {
		return v.Kind != acl.Undef && within(v.Span, at)
	}
	for i := range v.Entries() {
		if e := &v.Entries()[i]; within(e.KeySpan, at) || inScalar(&e.Value, at) {
			return true
		}
	}
	return slices.ContainsFunc(v.Items(), func(it acl.Value) bool { return inScalar(&it, at) })
}

// ignores reports whether some marker is about a finding.
func (m *markers) ignores(d *Diagnostic) bool {
	hit := false
	for i := range m.all {
		mk := &m.all[i]
		if mk.rule != d.Rule || mk.reason == "" || !mk.written || mk.place.File != d.Place.File {
			continue
		}
		if mk.acl != nil && m.places.at(d.Place) == mk.acl || mk.acl == nil && d.Place.Span.Start.Line == mk.line {
			hit, mk.used = true, true
		}
	}
	return hit
}

// findings are about the markers themselves.
func (m *markers) findings(opts *Options) []Diagnostic {
	var bad, unused []Diagnostic
	names := RuleNames()
	for i := range m.all {
		mk := &m.all[i]
		d := Diagnostic{Place: mk.place, ACL: mk.name}
		r, known := RuleNamed(string(mk.rule))
		switch {
		case !mk.written:
			d.Summary, d.Detail = "this ignores nothing: it is not written "+sign, "write "+sign+" RULE reason"
			bad = append(bad, d)
		case mk.rule == "":
			d.Summary, d.Detail = "this ignores nothing: no rule is named", "write "+sign+" RULE reason"
			bad = append(bad, d)
		case !known:
			d.Summary, d.Detail = "there is no rule "+string(mk.rule), strings.TrimPrefix(diag.Meant(string(mk.rule), names), "; ")
			bad = append(bad, d)
		case mk.reason == "":
			d.Summary, d.Detail = "this ignores nothing: no reason is given", "write "+sign+" "+string(mk.rule)+" and why"
			bad = append(bad, d)
		case !mk.used && opts.wants(&r):
			d.Summary, d.Detail = "this ignores "+string(mk.rule)+", which finds nothing there", "remove it"
			unused = append(unused, d)
		}
	}
	return append(opts.speak(diag.BadIgnore, bad), opts.speak(diag.UnusedIgnore, unused)...)
}
