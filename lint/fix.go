package lint

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/diag"
)

// maxRounds bounds how often fixes are looked for in what fixes made.
const maxRounds = 20

// Fixing is what mending a set takes.
type Fixing struct {
	Options Options
	// Keep leaves out findings that are not to be mended: ignored ones.
	Keep func(*Input, []Diagnostic) []Diagnostic
	// Read reads the set again, with other texts in place of those of its files.
	Read func(overlay map[string][]byte) (*convert.Result, error)
}

// Fix mends what can be mended. What it makes is read and looked at again; a fix
// that would leave a file worse, leave its finding as it is or, against what it says,
// change an answer, is not taken, and the error says so. It returns the input as it would
// be, and the findings that are mended. Nothing is written.
func (f *Fixing) Fix(in *Input) (*Input, []Diagnostic, error) {
	var mended []Diagnostic
	var refused error
	for range maxRounds {
		findings := f.Keep(in, Lint(in, f.Options))
		next, done, err := f.round(in, findings, true)
		if err != nil {
			refused = err
		}
		if len(done) == 0 {
			if next, done, err = f.round(in, findings, false); err != nil {
				refused = err
			}
		}
		if len(done) == 0 {
			break
		}
		in, mended = next, append(mended, done...)
	}
	return in, mended, refused
}

// round applies the fixes that keep all answers, or the others.
func (f *Fixing) round(in *Input, findings []Diagnostic, keeps bool) (*Input, []Diagnostic, error) {
	texts := maps.Clone(in.Sources)
	var done []Diagnostic
	for _, file := range in.Read.Files {
		text, ds := Mended(file, in.Sources[file], findings, keeps)
		if len(ds) > 0 {
			texts[file] = text
			done = append(done, ds...)
		}
	}
	if len(done) == 0 {
		return in, nil, nil
	}
	read, err := f.Read(texts)
	if err != nil {
		return in, nil, fmt.Errorf("what the fixes make cannot be read (%w): they are left out", err)
	}
	next := &Input{Read: read, Sources: texts}
	if why := f.worse(in, next, findings, done); why != "" {
		return in, nil, fmt.Errorf("the fixes are left out: %s", why)
	}
	if keeps {
		if where := differs(in.Read.Set, read.Set, f.Options.Target); where != "" {
			return in, nil, fmt.Errorf("the fixes are left out: an answer about %s would be another one", where)
		}
	}
	return next, done, nil
}

// worse says in which way what fixes made is worse than what was there, "" where it
// is not.
func (f *Fixing) worse(in, next *Input, findings, done []Diagnostic) string {
	switch {
	case next.Read.Partial && !in.Read.Partial || next.Read.Refused && !in.Read.Refused:
		return "the system would refuse what they make"
	case len(next.Read.Set.ACLs) != len(in.Read.Set.ACLs) && !in.Read.Partial:
		return "there would be other ACLs"
	}
	left := map[RuleID]int{}
	for _, d := range f.Keep(next, Lint(next, f.Options)) {
		left[d.Rule]++
	}
	was := map[RuleID]int{}
	for _, d := range findings {
		was[d.Rule]++
	}
	for _, d := range done {
		if left[d.Rule] >= was[d.Rule] {
			return "they would not end " + string(d.Rule)
		}
	}
	if left[diag.YAMLSyntax] > was[diag.YAMLSyntax] || left[diag.PerlSyntax] > was[diag.PerlSyntax] {
		return "what they make has mistakes of its own"
	}
	return ""
}

// Mended applies the first fix of each finding about a file to its text, as far
// as they do not overlap; keeps says whether to take those that change no answer, or
// the others. It returns the text, and the findings that were mended.
func Mended(file string, data []byte, findings []Diagnostic, keeps bool) (text []byte, mended []Diagnostic) {
	type change struct {
		Edit
		of int
	}
	var edits []change
	for i := range findings {
		d := &findings[i]
		if d.Place.File != file || len(d.Fixes) == 0 || d.Fixes[0].Keeps != keeps {
			continue
		}
		mine := d.Fixes[0].Edits
		if slices.ContainsFunc(mine, func(e Edit) bool {
			from, to := e.Span.Start.Offset, e.Span.End.Offset
			return from > to || int(to) > len(data) || slices.ContainsFunc(edits, func(c change) bool {
				return from <= c.Span.End.Offset && to >= c.Span.Start.Offset
			})
		}) {
			continue // the next round may take it
		}
		for _, e := range mine {
			edits = append(edits, change{e, i})
		}
		mended = append(mended, *d)
	}
	slices.SortFunc(edits, func(a, b change) int { return cmp.Compare(a.Span.Start.Offset, b.Span.Start.Offset) })
	at := uint32(0)
	for _, e := range edits {
		text = append(text, data[at:e.Span.Start.Offset]...)
		text = append(text, e.New...)
		at = e.Span.End.Offset
	}
	return append(text, data[at:]...), mended
}
