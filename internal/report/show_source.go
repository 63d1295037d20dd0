package report

import (
	"bytes"
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
)

// Source keeps what files hold, to show ACLs as they are written. Nothing but
// the stretch of an ACL is ever shown: a Config.pm holds passwords.
type Source struct {
	files map[string][]byte
}

// Add keeps the content of a file. It is what convert.Options.Source calls.
func (s *Source) Add(file string, data []byte) {
	if s.files == nil {
		s.files = map[string][]byte{}
	}
	s.files[file] = data
}

type sourceLine struct {
	number uint32
	text   string
}

// What may stand beside an ACL on its lines and is shown with it: the dash of
// a list, the path of an assignment into TicketAcl, what closes it. Of anything
// else nobody knows what it is, and it is left out.
var (
	beforeEntry = regexp.MustCompile(`^[ \t]*(- *)*$`)
	beforeName  = regexp.MustCompile(`^[ \t]*(` + ticketACL + `(->)?[ \t]*\{[ \t]*)?['"]?$`)
	beforePart  = regexp.MustCompile(`^[ \t]*` + ticketACL + `((->)?[ \t]*[{\[][^{}\[\];#]*[}\]][ \t]*)+((->)?[ \t]*[{\[]|=)[ \t]*['"]?$`)
	between     = regexp.MustCompile(`^['"]?\s*(\}\s*=|=>|,)\s*$`)
	behind      = regexp.MustCompile(`^[ \t,;})\]]*$`)
)

// ticketACL is how Perl writes the hash of all ACLs.
const ticketACL = `(\$\$?\w+|\$_\[\d+\])[ \t]*(->)?[ \t]*\{[ \t]*['"]?TicketAcl['"]?[ \t]*\}[ \t]*`

// lines are the lines of an ACL with their numbers, made fit to print; none
// where its file was not kept or is UTF-16.
func (s *Source) lines(a *acl.ACL) []sourceLine {
	data := s.files[a.File]
	if bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) {
		return nil
	}
	span, name := a.Entry.Span, a.NameSpan
	if a.Form != acl.Deployed {
		if !within(data, span) {
			return nil
		}
		return cut(data, span, beforeEntry)
	}
	more := parts(data, &a.Entry, span)
	switch {
	case name.Start == name.End: // a file that holds the blocks alone
		if span = blocksOf(a); !within(data, span) {
			return nil
		}
		return cut(data, span, beforeEntry)
	case !within(data, name):
		return more
	case !within(data, span) || covers(span, name): // only parts are assigned
		if len(more) == 0 {
			return cut(data, name, beforeName)
		}
		return more
	case name.End.Offset <= span.Start.Offset && between.Match(data[name.End.Offset:span.Start.Offset]):
		span.Start = name.Start
		return append(cut(data, span, beforeName), more...)
	}
	return slices.Concat(cut(data, name, beforeName), cut(data, span, beforeEntry), more)
}

// blocksOf is the stretch from the first key of an ACL to its last value.
func blocksOf(a *acl.ACL) acl.Span {
	entries := a.Entry.Entries()
	if len(entries) == 0 {
		return a.Entry.Span
	}
	return acl.Span{Start: entries[0].KeySpan.Start, End: entries[len(entries)-1].Value.Span.End}
}

func covers(outer, inner acl.Span) bool {
	return outer.IsValid() && !inner.Start.Before(outer.Start) && !outer.End.Before(inner.End)
}

// parts are assignments to a part of an ACL that stand outside of its own:
// $Self->{TicketAcl}{'name'}{Possible} = …
func parts(data []byte, v *acl.Value, own acl.Span) []sourceLine {
	var out []sourceLine
	add := func(span acl.Span, below *acl.Value) {
		if !within(data, span) || covers(own, span) || !beforePart.Match(lineBefore(data, span)) {
			out = append(out, parts(data, below, own)...)
			return
		}
		out = append(out, cut(data, span, beforePart)...)
	}
	for i := range v.Entries() {
		e := &v.Entries()[i]
		span := acl.Span{Start: e.KeySpan.Start, End: e.Value.Span.End}
		if covers(e.Value.Span, e.KeySpan) { // made by a path that goes on
			span = acl.Span{}
		}
		add(span, &e.Value)
	}
	for i := range v.Items() {
		add(v.Items()[i].Span, &v.Items()[i])
	}
	slices.SortStableFunc(out, func(a, b sourceLine) int { return cmp.Compare(a.number, b.number) })
	return out
}

// lineBefore is what stands before a stretch on its first line.
func lineBefore(data []byte, span acl.Span) []byte {
	start := int(span.Start.Offset)
	return data[bytes.LastIndexByte(data[:start], '\n')+1 : start]
}

// within reports whether a span is a stretch of data.
func within(data []byte, s acl.Span) bool {
	return s.IsValid() && s.Start.Offset <= s.End.Offset && int64(s.End.Offset) <= int64(len(data))
}

// cut are the lines of a stretch. What stands before and behind it on its lines
// is shown only where it belongs to it.
func cut(data []byte, span acl.Span, prefix *regexp.Regexp) []sourceLine {
	start, end := int(span.Start.Offset), int(span.End.Offset)
	text := string(data[start:end])
	switch before := lineBefore(data, span); {
	case prefix.Match(before):
		text = string(before) + text
	default:
		text = "… " + text
	}
	rest := data[end:]
	if i := bytes.IndexByte(rest, '\n'); i >= 0 {
		rest = rest[:i]
	}
	rest = bytes.TrimRight(rest, "\r")
	switch {
	case behind.Match(rest):
		text += string(rest)
	default:
		text += " …"
	}
	var out []sourceLine
	for i, l := range strings.Split(text, "\n") {
		l = strings.ReplaceAll(strings.TrimSuffix(l, "\r"), "\t", "    ")
		out = append(out, sourceLine{span.Start.Line + uint32(i), Clean(l)})
	}
	return out
}
