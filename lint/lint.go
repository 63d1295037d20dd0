// Package lint finds mistakes in ticket ACLs. A rule says what an engine will do
// with what is written; where nobody can know, it is silent.
package lint

import (
	"cmp"
	"slices"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/perlre"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// What this package hands out, under names that other modules can write.
type (
	// Diagnostic is one finding.
	Diagnostic = diag.Diagnostic
	// Severity says how bad a finding is.
	Severity = diag.Severity
	// RuleID is the stable name of a rule.
	RuleID = diag.Rule
	// Related is another place that explains a finding.
	Related = diag.Related
	// Fix is a change to one file that mends a finding.
	Fix = diag.Fix
	// Edit replaces the bytes of a span.
	Edit = diag.Edit
)

// Input is one set: what was read, and the files it was read from.
type Input struct {
	Read *convert.Result
	// Sources are the files of Read by name, as convert.Options.Source gets
	// them. Without a file's text what stands in its comments is not seen, and it
	// is not mended.
	Sources map[string][]byte
}

// Setting is what somebody wants of a rule.
type Setting struct {
	Off      bool
	Severity Severity // of findings that have the rule's own
}

// Extensions are what packages add to a system.
type Extensions struct {
	Areas      []string            // of conditions
	Attributes map[string][]string // by area
	Actions    []string
}

// Options says how to look at a set. The zero value looks as the default
// target does.
type Options struct {
	Target *product.Target
	// Inventory is what exists in the system; nil where nobody gave one. The
	// stock inventory must not be given.
	Inventory *inventory.Inventory
	// Only, if not empty, are the rules that speak at all; they are on. Except are
	// rules that do not.
	Only, Except []RuleID
	// Settings changes rules: those that are off are switched on by one.
	Settings map[RuleID]Setting
	// Scheme is what names must match; nil: three digits and a hyphen.
	Scheme     *perlre.Pattern
	Extensions Extensions
	// WithInvalid: ACLs that are not valid count as if they were.
	WithInvalid bool
	// Home: the set is an installation's.
	Home bool
}

// Lint looks at one set. The findings, those of its readers included, are in
// their total order; each names its ACL where it stands in one. Of what could not be read
// the errors are always told. Those in ACLs
// that are not deployed are mere information. Ignores are not looked at: see
// Ignores.
func Lint(in *Input, opts Options) []Diagnostic {
	if opts.Target == nil {
		opts.Target = product.Default()
	}
	p := newPass(in, &opts)
	rules := Rules()
	for i := range rules {
		if opts.wants(&rules[i]) {
			p.rules = append(p.rules, &rules[i])
		}
	}
	p.run()
	p.readers(rules)
	p.settle(rules)
	p.sureFixes()
	diag.Sort(p.findings)
	return slices.CompactFunc(p.findings, func(a, b Diagnostic) bool { // what two ACLs share by an alias
		return a.Place == b.Place && a.Rule == b.Rule && a.Summary == b.Summary
	})
}

// wants reports whether a rule speaks.
func (o *Options) wants(r *Rule) bool {
	set, isSet := o.Settings[r.ID]
	switch {
	case slices.Contains(o.Except, r.ID), !r.Applies(o.Target), r.Inventory && o.Inventory == nil:
		return false
	case len(o.Only) > 0:
		return slices.Contains(o.Only, r.ID)
	case isSet:
		return !set.Off
	}
	return !r.Off || r.Shown && o.Inventory != nil
}

// asked reports whether a rule is on as such, and not only for what an inventory
// shows.
func (o *Options) asked(r *Rule) bool {
	set, isSet := o.Settings[r.ID]
	return len(o.Only) > 0 || isSet && !set.Off || !r.Off
}

// pass is one look at one set.
type pass struct {
	reading.Reader
	opts     *Options
	in       *Input
	patterns reading.Patterns
	known    map[string][]string // see attributes
	existing *knownNames         // see names
	// screenCalls: see calls.
	screenCalls *calls
	listed      *references       // see reference
	screens     *screens          // see screenTable
	actionNames *actionNames      // see actions
	formChanges *formChanges      // see changes
	givers      map[given][]*view // see relations.givers
	usedFields  map[string]bool   // see usesField
	rules       []*Rule
	rule        *Rule // whose turn it is
	views       []*view
	places      places
	// relations: see related.
	relations *relations
	findings  []Diagnostic
}

// view is an ACL as rules see it.
type view struct {
	*acl.ACL
	// lists are what the target reads of it, while rules look at one ACL after
	// the other: for all of a set at once they would take as much memory as it.
	lists []reading.List
	// counts: the system deploys it.
	counts bool
	index  int // among the views
}

func newPass(in *Input, opts *Options) *pass {
	p := &pass{Reader: reading.For(opts.Target), opts: opts, in: in, patterns: reading.Patterns{}, known: map[string][]string{}}
	all := make([]view, len(in.Read.Set.ACLs))
	p.views = make([]*view, len(all))
	for i, a := range in.Read.Set.ACLs {
		all[i] = view{ACL: a, index: i, counts: opts.WithInvalid || a.Validity() == acl.Valid}
		p.views[i] = &all[i]
	}
	p.places = newPlaces(p.views)
	return p
}

// run lets every rule look. Those about the whole set have a pass of their own, at the same
// time: they share with the others nothing that changes.
func (p *pass) run() {
	sets := *p
	sets.patterns, sets.known, sets.findings = reading.Patterns{}, map[string][]string{}, nil
	done := make(chan struct{})
	go func() {
		defer close(done)
		for _, sets.rule = range p.rules {
			if sets.rule.set != nil {
				sets.rule.set(&sets)
			}
		}
	}()
	var lists []reading.List
	for _, v := range p.views {
		lists = p.AppendLists(lists[:0], v.ACL)
		v.lists = lists
		for _, p.rule = range p.rules {
			p.look(v)
		}
		v.lists = nil
	}
	for _, p.rule = range p.rules {
		if p.rule.file == nil {
			continue
		}
		for _, name := range p.in.Read.Files {
			if data, ok := p.in.Sources[name]; ok {
				p.rule.file(p, &source{name: name, data: data})
			}
		}
	}
	<-done
	p.findings = append(p.findings, sets.findings...)
}

// look lets one rule look at one ACL.
func (p *pass) look(v *view) {
	r := p.rule
	if r.acl != nil {
		r.acl(p, v)
	}
	if r.list == nil && r.item == nil {
		return
	}
	for i := range v.lists {
		l := &v.lists[i]
		if r.list != nil {
			r.list(p, v, l)
		}
		if r.item == nil || l.Wanted() != "list" || l.Value().Kind != acl.List {
			continue
		}
		items := l.Value().Items()
		for k := range items {
			if items[k].IsScalar() {
				r.item(p, v, l, &items[k])
			}
		}
	}
}

// find notes a finding of the rule whose turn it is. What is returned can be
// changed until the next one.
func (p *pass) find(v *view, at acl.Span, summary, detail string) *Diagnostic {
	if !at.IsValid() {
		at = v.Place().Span
	}
	p.findings = append(p.findings, Diagnostic{
		Rule: p.rule.ID, Severity: p.rule.Severity, ACL: v.Name,
		Place: acl.Place{File: v.File, Span: at}, Summary: summary, Detail: detail,
	})
	return &p.findings[len(p.findings)-1]
}

// readers takes what readers found, as far as its rules speak.
func (p *pass) readers(rules []Rule) {
	known := map[RuleID]*Rule{}
	for i := range rules {
		known[rules[i].ID] = &rules[i]
	}
	for _, d := range p.in.Read.Diagnostics {
		r := known[d.Rule]
		if r != nil && !p.opts.wants(r) && !(p.in.Read.Partial && d.Severity == diag.Error) {
			continue // but what could not be read must not pass for clean
		}
		if d.Rule == diag.DuplicateKey {
			p.fixKeyTwice(&d)
		}
		p.findings = append(p.findings, d)
	}
}

// settle gives findings their ACLs and their severities.
func (p *pass) settle(rules []Rule) {
	own := map[RuleID]Severity{}
	for i := range rules {
		own[rules[i].ID] = rules[i].Severity
	}
	for i := range p.findings {
		d := &p.findings[i]
		v := p.places.at(d.Place)
		if d.ACL == "" && v != nil {
			d.ACL = v.Name
		}
		if s, ok := p.opts.Settings[d.Rule]; ok && !s.Off && d.Severity == own[d.Rule] {
			d.Severity = s.Severity
		}
		if v != nil && !v.counts && d.Rule != diag.BadValue { // which may be why it does not count
			d.Severity = diag.Info
		}
	}
}

// places finds the ACL at a place.
type places map[string][]*view

func newPlaces(views []*view) places {
	ps := places{}
	for _, v := range views {
		ps[v.File] = append(ps[v.File], v)
	}
	for _, vs := range ps {
		slices.SortStableFunc(vs, func(a, b *view) int { return cmp.Compare(start(a), start(b)) })
	}
	return ps
}

// start is where an ACL begins, end where it ends, in bytes.
func start(v *view) uint32 {
	if v.NameSpan.IsValid() && v.Entry.Span.IsValid() {
		return min(v.NameSpan.Start.Offset, v.Entry.Span.Start.Offset)
	}
	return max(v.NameSpan.Start.Offset, v.Entry.Span.Start.Offset)
}

func end(v *view) uint32 { return max(v.NameSpan.End.Offset, v.Entry.Span.End.Offset) }

func (ps places) at(place acl.Place) *view {
	if !place.Span.IsValid() {
		return nil
	}
	vs := ps[place.File]
	at := place.Span.Start.Offset
	i, _ := slices.BinarySearchFunc(vs, at+1, func(v *view, to uint32) int { return cmp.Compare(start(v), to) })
	if i == 0 || at >= max(end(vs[i-1]), start(vs[i-1])+1) {
		return nil
	}
	return vs[i-1]
}
