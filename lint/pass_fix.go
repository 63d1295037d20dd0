package lint

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// text is what stands at a place of a file, "" where its text is not known or
// the place is not in it.
func (p *pass) text(file string, s acl.Span) string {
	data := p.in.Sources[file]
	if !s.IsValid() || s.Start.Offset > s.End.Offset || int(s.End.Offset) > len(data) {
		return ""
	}
	return string(data[s.Start.Offset:s.End.Offset])
}

// isPlainScalar reports whether a text is a scalar that can be put elsewhere on its
// line as it is: quoted, or of characters that mean nothing.
var isPlainScalar = regexp.MustCompile(`^(?:'[^'\n\\]*'|"[^"\n\\]*"|[A-Za-z0-9_.+-]+(?: [A-Za-z0-9_.+-]+)*)$`).MatchString

// fixInBrackets puts a scalar where a list belongs into brackets.
func (p *pass) fixInBrackets(d *Diagnostic, l *reading.List) {
	v := l.Value()
	text := p.text(d.Place.File, v.Span)
	if !v.IsScalar() || v.Kind == acl.Dynamic || l.Wanted() != "list" || !isPlainScalar(text) || p.isTagged(d.Place.File, v.Span) {
		return
	}
	d.Fixes = []Fix{{Title: "write [" + text + "]", Edits: []Edit{{Span: v.Span, New: "[" + text + "]"}}}}
}

// isTagged reports whether a tag or an anchor stands before a value, which would belong to
// whatever is put there.
func (p *pass) isTagged(file string, s acl.Span) bool {
	before := bytes.TrimRight(p.in.Sources[file][:s.Start.Offset], " \t")
	word := before[bytes.LastIndexAny(before, " \t\n")+1:]
	return len(word) > 0 && (word[0] == '!' || word[0] == '&')
}

// fixKey writes another key, with the quotes that it had.
func (p *pass) fixKey(d *Diagnostic, at acl.Span, old, key string) {
	text := p.text(d.Place.File, at)
	if strings.Trim(text, `'"`) != old {
		return
	}
	d.Fixes = []Fix{{Title: "write " + key, Edits: []Edit{{Span: at, New: strings.Replace(text, old, key, 1)}}}}
}

// fixRemoved removes an item from its list, where it stands on a line of its own,
// or between commas. The last item stays: a list without any means something else.
func (p *pass) fixRemoved(d *Diagnostic, list *acl.Value, k int) {
	items := list.Items()
	data := p.in.Sources[d.Place.File]
	it := &items[k]
	if len(items) < 2 || !it.Span.IsValid() || int(it.Span.End.Offset) > len(data) {
		return
	}
	from, to := int(it.Span.Start.Offset), int(it.Span.End.Offset)
	lineStart := bytes.LastIndexByte(data[:from], '\n') + 1
	if string(bytes.TrimSpace(data[lineStart:from])) == "-" {
		end := bytes.IndexByte(data[to:], '\n')
		if end < 0 || len(bytes.TrimSpace(data[to:to+end])) > 0 {
			return
		}
		from, to = lineStart, to+end+1
	} else {
		switch {
		case k+1 < len(items):
			to = int(items[k+1].Span.Start.Offset)
		default:
			from = int(items[k-1].Span.End.Offset)
		}
		if from > to || to > len(data) || strings.Trim(string(data[from:to]), " ,\n\t") != strings.Trim(string(data[it.Span.Start.Offset:it.Span.End.Offset]), " ,\n\t") {
			return // a comment between them, or a word list
		}
		if !bytes.ContainsRune(data[from:to], ',') {
			return
		}
	}
	d.Fixes = []Fix{{Title: "remove it", Edits: []Edit{{Span: acl.Span{
		Start: acl.Pos{Offset: uint32(from), Line: it.Span.Start.Line, Column: 1},
		End:   acl.Pos{Offset: uint32(to), Line: it.Span.End.Line, Column: 1},
	}}}}}
}

// fixKeyTwice removes a key with the value of another one, where it has lines of
// its own.
func (p *pass) fixKeyTwice(d *Diagnostic) {
	v := p.places.at(d.Place)
	if v == nil || d.Severity != diag.Info {
		return
	}
	data := p.in.Sources[d.Place.File]
	e := entryAt(&v.Entry, d.Place.Span.Start.Offset)
	if e == nil || !e.Value.Span.IsValid() || int(e.Value.Span.End.Offset) > len(data) {
		return
	}
	from := bytes.LastIndexByte(data[:e.KeySpan.Start.Offset], '\n') + 1
	to := int(e.Value.Span.End.Offset)
	if data[to-1] != '\n' {
		n := bytes.IndexByte(data[to:], '\n')
		if n < 0 || len(bytes.TrimSpace(data[to:to+n])) > 0 {
			return
		}
		to += n + 1
	}
	if len(bytes.TrimSpace(data[from:e.KeySpan.Start.Offset])) > 0 || bytes.ContainsRune(data[from:to], '#') {
		return
	}
	d.Fixes = []Fix{{Title: "remove it", Keeps: true, Edits: []Edit{{Span: acl.Span{
		Start: acl.Pos{Offset: uint32(from), Line: e.KeySpan.Start.Line, Column: 1},
		End:   acl.Pos{Offset: uint32(to), Line: e.Value.Span.End.Line + 1, Column: 1},
	}}}}}
}

// entryAt is the entry whose key stands at an offset, or nil.
func entryAt(v *acl.Value, at uint32) *acl.Entry {
	for i := range v.Entries() {
		e := &v.Entries()[i]
		if e.KeySpan.IsValid() && e.KeySpan.Start.Offset == at {
			return e
		}
		if within(e.Value.Span, at) {
			return entryAt(&e.Value, at)
		}
	}
	for i := range v.Items() {
		if within(v.Items()[i].Span, at) {
			return entryAt(&v.Items()[i], at)
		}
	}
	return nil
}
