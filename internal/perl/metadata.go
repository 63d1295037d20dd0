package perl

import (
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
)

// metadata reads the lines that a deployment writes before an ACL (semantics,
// "ZZZACL.pm"):
//
//	# Created: 2024-03-01 08:00:00 (root@localhost)
//	# Changed: 2024-03-02 09:30:00 (root@localhost)
//	# Comment: text
//
// Only comments that stand directly before it count.
func (e *evaluator) metadata() *acl.Meta {
	at := e.pending
	e.pending = stretch{} // of one ACL only
	if !at.valid() {
		return nil
	}
	text := e.src.text[at.off:at.end]
	if !strings.Contains(text, "# C") {
		return nil
	}
	var m acl.Meta
	found := false
	for off := at.off; len(text) > 0; {
		line := lineOf(text, 0)
		switch trimmed := strings.TrimSpace(line); {
		case trimmed == "":
			if strings.Contains(text[len(line):], "#") {
				m, found = acl.Meta{}, false // a comment further up is not about this
			}
		case strings.HasPrefix(line, "# Created: "):
			m.CreateTime, m.CreateBy = e.stamp(off, line, len("# Created: "))
			found = true
		case strings.HasPrefix(line, "# Changed: "):
			m.ChangeTime, m.ChangeBy = e.stamp(off, line, len("# Changed: "))
			found = true
		case strings.HasPrefix(line, "# Comment: "):
			m.Comment = e.commentText(off, line, len("# Comment: "))
			found = true
		}
		n := min(len(line)+1, len(text))
		off += uint32(n)
		text = text[n:]
	}
	if !found {
		return nil
	}
	return &m
}

// stamp reads "time (login)".
func (e *evaluator) stamp(off uint32, line string, from int) (time, by *acl.Value) {
	rest := strings.TrimRight(line[from:], " \t\r")
	t, login, ok := strings.Cut(rest, " (")
	time = e.commentText(off, line[:from+len(t)], from)
	if ok {
		login = strings.TrimSuffix(login, ")")
		start := from + len(t) + 2
		by = e.commentText(off, line[:start+len(login)], start)
	}
	return time, by
}

// commentText is what stands in a line from a byte on.
func (e *evaluator) commentText(off uint32, line string, from int) *acl.Value {
	text := strings.TrimRight(line[from:], "\r")
	at := stretch{off + uint32(from), off + uint32(from+len(text))}
	if !e.src.valid {
		text = latin1(text)
	}
	return &acl.Value{Kind: acl.String, Text: text, Span: e.src.span(at)}
}
