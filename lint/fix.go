package lint

import (
	"cmp"
	"maps"
	"slices"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// maxRounds bounds how often fixes are looked for in what fixes made.
const maxRounds = 60

// Fixing is what mending a set takes.
type Fixing struct {
	Options Options
	// Keep leaves out findings that are not to be mended: ignored ones.
	Keep func(*Input, []Diagnostic) []Diagnostic
	// Read reads the set again, with other texts in place of those of its files.
	Read func(overlay map[string][]byte) (*convert.Result, error)
}

// Fixed is what mending came to.
type Fixed struct {
	Input  *Input       // as it would be
	Mended []Diagnostic // findings that are mended
	// Refused are findings whose fixes are left out, and why: what they make would be
	// worse, would not end the finding or, against what they say, change an answer.
	Refused []Refused
}

// Refused is a fix that is left out.
type Refused struct {
	Finding Diagnostic
	Why     string
}

// Fix mends what can be mended. What it makes is read and looked at again, and fixes that
// fail are left out. Nothing is written.
func (f *Fixing) Fix(in *Input) *Fixed {
	out := &Fixed{Input: in}
	refused := map[Key]bool{}
	share := 1 // of the fixes that are tried at once
	for range maxRounds {
		findings := f.Keep(out.Input, Lint(out.Input, f.Options))
		ks := newKeys(out.Input)
		fixable := slices.DeleteFunc(slices.Clone(findings), func(d Diagnostic) bool { return len(d.Fixes) == 0 || refused[ks.of(&d)] })
		if slices.ContainsFunc(fixable, func(d Diagnostic) bool { return d.Fixes[0].Keeps }) {
			fixable = slices.DeleteFunc(fixable, func(d Diagnostic) bool { return !d.Fixes[0].Keeps })
		}
		if len(fixable) == 0 {
			break
		}
		fixable = fixable[:max(1, len(fixable)/share)]
		next, done, why := f.round(out.Input, findings, fixable)
		switch {
		case why == "":
			out.Input, out.Mended = next, append(out.Mended, done...)
			share = max(1, share/2)
		case len(done) == 1:
			refused[ks.of(&done[0])] = true
			out.Refused = append(out.Refused, Refused{done[0], why})
			share = 1
		default:
			share *= 4
		}
	}
	return out
}

// round applies fixes. done are those that were tried; why says what is wrong with what
// they make, "" where nothing is.
func (f *Fixing) round(in *Input, findings, fixable []Diagnostic) (next *Input, done []Diagnostic, why string) {
	texts := maps.Clone(in.Sources)
	for _, file := range in.Read.Files {
		text, ds := Mended(file, in.Sources[file], fixable)
		if len(ds) > 0 {
			texts[file] = text
			done = append(done, ds...)
		}
	}
	if len(done) == 0 {
		return nil, fixable[:1], "its place is not in the file"
	}
	read, err := f.Read(texts)
	if err != nil {
		return nil, done, "what it makes cannot be read: " + err.Error()
	}
	next = &Input{Read: read, Sources: texts}
	if why := f.worse(in, next, findings, done); why != "" {
		return nil, done, why
	}
	if done[0].Fixes[0].Keeps {
		if where := differs(in.Read.Set, read.Set, f.Options.Target); where != "" {
			return nil, done, "an answer about " + where + " would be another one"
		}
	}
	return next, done, ""
}

// worse says in which way what fixes made is worse than what was there, "" where it
// is not.
func (f *Fixing) worse(in, next *Input, findings, done []Diagnostic) string {
	switch {
	case next.Read.Partial && !in.Read.Partial || next.Read.Refused && !in.Read.Refused:
		return "the system would refuse what it makes"
	case len(next.Read.Set.ACLs) != len(in.Read.Set.ACLs) && !in.Read.Partial:
		return "there would be other ACLs"
	}
	was, left := map[RuleID]int{}, map[RuleID]int{}
	for _, d := range findings {
		was[d.Rule]++
	}
	mildest := diag.Error // what mends that may bring to light what is as bad
	for _, d := range done {
		mildest = min(mildest, d.Severity)
	}
	after := f.Keep(next, Lint(next, f.Options))
	for _, d := range after {
		left[d.Rule]++
	}
	for _, d := range done {
		if left[d.Rule] >= was[d.Rule] {
			return "it would not end " + string(d.Rule)
		}
	}
	for _, d := range after {
		if left[d.Rule] > was[d.Rule] && (d.Severity > mildest || d.Rule == diag.YAMLSyntax || d.Rule == diag.PerlSyntax) {
			return "it would bring " + string(d.Rule)
		}
	}
	return ""
}

// sureFixes takes the fixes off findings that rest on a kind of which the inventory lists not
// all: what it does not list may exist.
func (p *pass) sureFixes() {
	refers := map[RuleID]bool{}
	for _, r := range Rules() {
		refers[r.ID] = r.Inventory
	}
	for i := range p.findings {
		d := &p.findings[i]
		if len(d.Fixes) > 0 && refers[d.Rule] && !p.isSure(d) {
			d.Fixes = nil
		}
	}
}

// isSure reports whether the inventory lists all of what a finding is about.
func (p *pass) isSure(d *Diagnostic) bool {
	v := p.places.at(d.Place)
	if v == nil {
		return false
	}
	at := d.Place.Span.Start.Offset
	for _, l := range p.Lists(v.ACL) {
		naming, named := p.Names(&l)
		switch {
		case within(l.Entry.KeySpan, at): // the name of a field
			naming = reading.Naming{Kind: "dynamic_fields", By: reading.ByField}
		case !named || !within(l.Value().Span, at):
			continue
		}
		r := p.reference(naming)
		return r != nil && r.complete
	}
	return false
}

// Mended applies the first fix of each finding about a file to its text, as far as they
// do not touch each other. It returns the text, and the findings that were mended.
func Mended(file string, data []byte, fixable []Diagnostic) (text []byte, mended []Diagnostic) {
	var edits []Edit
	end := int64(-1) // of the last edit
	for _, d := range byFirstEdit(file, fixable) {
		mine := slices.Clone(d.Fixes[0].Edits)
		slices.SortFunc(mine, func(a, b Edit) int { return cmp.Compare(a.Span.Start.Offset, b.Span.Start.Offset) })
		if !fits(mine, end, len(data)) {
			continue // the next round may take it
		}
		end = int64(mine[len(mine)-1].Span.End.Offset)
		edits = append(edits, mine...)
		mended = append(mended, d)
	}
	at := uint32(0)
	for _, e := range edits {
		text = append(text, data[at:e.Span.Start.Offset]...)
		text = append(text, e.New...)
		at = e.Span.End.Offset
	}
	return append(text, data[at:]...), mended
}

// byFirstEdit are the findings about a file that can be mended, in the order of their
// edits.
func byFirstEdit(file string, fixable []Diagnostic) []Diagnostic {
	first := func(d Diagnostic) uint32 {
		at := d.Fixes[0].Edits[0].Span.Start.Offset
		for _, e := range d.Fixes[0].Edits {
			at = min(at, e.Span.Start.Offset)
		}
		return at
	}
	var mine []Diagnostic
	for _, d := range fixable {
		if d.Place.File == file && len(d.Fixes) > 0 && len(d.Fixes[0].Edits) > 0 {
			mine = append(mine, d)
		}
	}
	slices.SortStableFunc(mine, func(a, b Diagnostic) int { return cmp.Compare(first(a), first(b)) })
	return mine
}

// fits reports whether sorted edits are in the text, behind an offset, and apart.
func fits(edits []Edit, end int64, size int) bool {
	for _, e := range edits {
		if int64(e.Span.Start.Offset) <= end || e.Span.Start.Offset > e.Span.End.Offset || int(e.Span.End.Offset) > size {
			return false
		}
		end = int64(e.Span.End.Offset)
	}
	return true
}
