package report

import (
	"bytes"
	"cmp"
	"math"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/acl"
)

// SourceLine is as much of the line of a finding as may be shown, and as is
// anything to read.
type SourceLine struct {
	Line   uint32 `json:"line"`
	Column uint32 `json:"column"` // of the first character of Text
	Text   string `json:"text"`

	// The finding, in code points of Text; to is behind the line where the
	// finding goes on below it.
	from, to int
	cut      bool // something is left out behind Text
}

// shownRunes is how much of a line is kept before and behind the start of a
// finding, in code points: a dump has lines of megabytes.
const shownRunes = 500

// sourceLine is the line in which a finding starts; nil where it must not be
// shown, or where the place is not one of the text at hand.
func (l *Lint) sourceLine(p acl.Place) *SourceLine {
	data, ok := l.Sources[p.File]
	at := p.Span.Start
	if !ok || !p.Span.IsValid() || at.Column == 0 || int64(at.Offset) > int64(len(data)) || isUTF16(data) {
		return nil
	}
	lo, hi, ok := l.mayShow(p.File, int(at.Offset))
	if !ok {
		return nil
	}
	start, before := int(at.Offset), 0
	for before < int(at.Column)-1 && before < shownRunes && start > lo {
		r, size := utf8.DecodeLastRune(data[lo:start])
		if r == '\n' {
			return nil // not the text that the column was counted in
		}
		start -= size
		before++
	}
	end, after := int(at.Offset), 0
	for end < hi && after < shownRunes && data[end] != '\n' && data[end] != '\r' {
		_, size := utf8.DecodeRune(data[end:hi])
		end += size
		after++
	}
	s := &SourceLine{Line: at.Line, Column: at.Column - uint32(before), from: before}
	rest := data[end:]
	s.cut = len(rest) > 0 && rest[0] != '\n' && rest[0] != '\r'
	s.Text = string(data[start:end])
	if !s.cut {
		to := at.Offset - uint32(start)
		s.Text = s.Text[:to] + strings.TrimRight(s.Text[to:], " \t")
	}
	switch e := p.Span.End; {
	case !e.IsValid() || !at.Before(e):
		s.to = s.from + 1
	case e.Line == at.Line:
		s.to = s.from + int(e.Column-at.Column)
	default:
		s.to = max(s.from+1, utf8.RuneCountInString(s.Text))
	}
	return s
}

// snippet is the text of a span, where all of it may be shown and it is in one
// line.
func (l *Lint) snippet(p acl.Place) string {
	data := l.Sources[p.File]
	if l.sourceLine(p) == nil || !within(data, p.Span) {
		return ""
	}
	_, hi, ok := l.mayShow(p.File, int(p.Span.Start.Offset))
	text := data[p.Span.Start.Offset:p.Span.End.Offset]
	if !ok || int(p.Span.End.Offset) > hi || bytes.ContainsAny(text, "\r\n") || len(text) > shownRunes {
		return ""
	}
	return string(text)
}

// shownSource knows what may be shown of each file.
type shownSource struct {
	files map[string]*shownFile
	lines map[string][]int // where lines start
}

type shownFile struct {
	stretches []stretch // in order, apart from each other; nil where open
	open      bool      // all of it
}

// stretch is a part of a file, in bytes.
type stretch struct{ from, to int }

// mayShow is the stretch around an offset of a file that may be shown.
func (l *Lint) mayShow(file string, offset int) (from, to int, ok bool) {
	f := l.shownFile(file)
	if f.open {
		return 0, len(l.Sources[file]), true
	}
	i := sort.Search(len(f.stretches), func(i int) bool { return f.stretches[i].to > offset })
	if i == len(f.stretches) || f.stretches[i].from > offset {
		return 0, 0, false
	}
	return f.stretches[i].from, f.stretches[i].to, true
}

func (l *Lint) shownFile(file string) *shownFile {
	if f := l.shown.files[file]; f != nil {
		return f
	}
	if l.shown.files == nil {
		l.shown.files = map[string]*shownFile{}
	}
	data := l.Sources[file]
	f := &shownFile{open: l.isOpen(file, data)}
	l.shown.files[file] = f
	if f.open {
		return f
	}
	for _, a := range l.ACLs {
		if a.File == file {
			f.stretches = append(f.stretches, stretches(data, a)...)
		}
	}
	slices.SortFunc(f.stretches, func(a, b stretch) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to)) })
	merged := f.stretches[:0]
	for _, s := range f.stretches {
		if n := len(merged); n > 0 && s.from <= merged[n-1].to {
			merged[n-1].to = max(merged[n-1].to, s.to)
			continue
		}
		merged = append(merged, s)
	}
	f.stretches = merged
	return f
}

// isOpen reports whether a file is an export, or plain YAML: one that can hold
// nothing but ACLs and what somebody wrote for this program. What merely is
// nothing else is not open.
func (l *Lint) isOpen(file string, data []byte) bool {
	if convert.Detect(data) != convert.YAML {
		return false
	}
	if ext := filepath.Ext(file); ext == ".yml" || ext == ".yaml" {
		return true
	}
	head := bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\uFEFF")), " \t\r\n")
	if bytes.HasPrefix(head, []byte("-")) || bytes.HasPrefix(head, []byte("%YAML")) {
		return true
	}
	return slices.ContainsFunc(l.ACLs, func(a *acl.ACL) bool { return a.File == file && a.Form == acl.Export })
}

// stretches are the parts of a file that belong to an ACL: of a dump its row; of
// Perl the names, keys and items that stand there as literals, and the brackets
// and commas between them. Code is left out, and comments: where a bracket is
// missing, an ACL reaches over the statements below it.
func stretches(data []byte, a *acl.ACL) []stretch {
	if a.Form == acl.Export {
		if !within(data, a.Entry.Span) {
			return nil
		}
		return []stretch{{int(a.Entry.Span.Start.Offset), int(a.Entry.Span.End.Offset)}}
	}
	out := literals(data, &a.Entry)
	if isLiteral(data, a.NameSpan) {
		out = append(out, a.NameSpan)
	}
	shown := make([]stretch, len(out))
	for i, s := range out {
		shown[i] = widened(data, s)
	}
	return shown
}

// literals are the literals that a value is made of. Where something else than
// brackets, commas and comments is between those of one pair of brackets, what
// follows may be anything.
func literals(data []byte, v *acl.Value) []acl.Span {
	var out []acl.Span
	if (v.IsScalar() || v.Kind == acl.Undef) && v.Kind != acl.Dynamic && isLiteral(data, v.Span) {
		return append(out, v.Span)
	}
	for i := range v.Entries() {
		if e := &v.Entries()[i]; isLiteral(data, e.KeySpan) {
			out = append(out, e.KeySpan)
		}
		out = append(out, literals(data, &v.Entries()[i].Value)...)
	}
	for i := range v.Items() {
		out = append(out, literals(data, &v.Items()[i])...)
	}
	if !within(data, v.Span) || v.Span.Start == v.Span.End || strings.IndexByte("{[(", data[v.Span.Start.Offset]) < 0 {
		return out
	}
	slices.SortStableFunc(out, func(a, b acl.Span) int { return cmp.Compare(a.Start.Offset, b.Start.Offset) })
	end := v.Span.Start.Offset
	return slices.DeleteFunc(out, func(s acl.Span) bool {
		switch {
		case !covers(v.Span, s):
			return false
		case s.Start.Offset < end: // once more, or behind what may be anything
			return end == noEnd
		case !nothing.Match(data[end:s.Start.Offset]):
			end = noEnd
			return true
		}
		end = s.End.Offset
		return false
	})
}

func isLiteral(data []byte, s acl.Span) bool {
	return within(data, s) && s.Start.Offset < s.End.Offset && literal.Match(data[s.Start.Offset:s.End.Offset])
}

const noEnd = math.MaxUint32

// nothing is what stands between literals and is none of anybody's business.
var nothing = regexp.MustCompile(`^([\s{}\[\](),'"]|=>|\bqw\b|#[^\n]*\n)*$`)

// literal is what a name, key or item is written as where no code makes it.
var literal = regexp.MustCompile(`^('[^'\n]*'|"[^"$@\n]*"|[\w. :-]+)$`)

// maxGlue bounds what is looked at beside a literal, in bytes.
const maxGlue = 200

// widened is a literal with the brackets and commas beside it on its line, and the
// path of an assignment into TicketAcl.
func widened(data []byte, s acl.Span) stretch {
	from, to := int(s.Start.Offset), int(s.End.Offset)
	if before := lineBefore(data, s); len(before) <= maxGlue && (beforeName.Match(before) || beforePart.Match(before)) {
		from -= len(before)
	}
	for n := 0; n < maxGlue && from > 0; n++ {
		if isGlue(data[from-1]) {
			from--
		} else if rest := data[:from]; data[from] == '(' && bytes.HasSuffix(rest, []byte("qw")) && len(rest) > 2 && isGlue(rest[len(rest)-3]) {
			from -= 2
		} else {
			break
		}
	}
	for n := 0; n < maxGlue && to < len(data) && isGlue(data[to]); n++ {
		to++
	}
	return stretch{from, to}
}

func isGlue(c byte) bool { return strings.IndexByte(" \t{}[](),;=>'\"-", c) >= 0 }

// pos is the place of an offset of a file.
func (s *shownSource) pos(file string, data []byte, offset uint32) acl.Pos {
	if s.lines == nil {
		s.lines = map[string][]int{}
	}
	lines := s.lines[file]
	if lines == nil {
		lines = []int{0}
		for i, c := range data {
			if c == '\n' {
				lines = append(lines, i+1)
			}
		}
		s.lines[file] = lines
	}
	line := sort.SearchInts(lines, int(offset)+1) - 1
	return acl.Pos{
		Offset: offset, Line: uint32(line) + 1,
		Column: uint32(utf8.RuneCount(data[lines[line]:offset])) + 1,
	}
}
