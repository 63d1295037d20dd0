package acl

import (
	"strings"
	"unicode/utf8"
)

// Header is the lines of comment that a deployment writes before an ACL
// (semantics, "ZZZACL.pm"), as they stand in the file; "" where there are none:
//
//	# Created: 2024-03-01 08:00:00 (root@localhost)
//	# Changed: 2024-03-02 09:30:00 (root@localhost)
//	# Comment: text
type Header string

// The lines by what they begin with.
const (
	createdLine = "# Created: "
	changedLine = "# Changed: "
	commentLine = "# Comment: "
)

// HeaderOf cuts the header out of the blanks and comments before an ACL: the
// lines of the last stretch of comment without an empty line in it.
func HeaderOf(comments string) Header {
	if !strings.Contains(comments, "# C") {
		return ""
	}
	h := comments
	for strings.TrimSpace(h[strings.LastIndexByte(h, '\n')+1:]) == "" && h != "" {
		h = strings.TrimSuffix(h[:max(strings.LastIndexByte(h, '\n'), 0)], "\r")
	}
	for _, gap := range []string{"\n\n", "\n\r\n"} {
		if i := strings.LastIndex(h, gap); i >= 0 {
			h = h[i+len(gap):]
		}
	}
	h = strings.TrimLeft(h, " \t\r\n")
	for line := range strings.Lines(h) {
		if strings.HasPrefix(line, createdLine) || strings.HasPrefix(line, changedLine) || strings.HasPrefix(line, commentLine) {
			return Header(h)
		}
	}
	return ""
}

// line is what follows a beginning, and whether there is such a line. Text that
// is no UTF-8 is read as Latin-1.
func (h Header) line(begin string) (string, bool) {
	for line := range strings.Lines(string(h)) {
		text, ok := strings.CutPrefix(line, begin)
		if !ok {
			continue
		}
		text = strings.TrimRight(text, "\r\n")
		if !utf8.ValidString(text) {
			var b strings.Builder
			for i := range len(text) {
				b.WriteRune(rune(text[i]))
			}
			text = b.String()
		}
		return text, true
	}
	return "", false
}

// stamp reads "time (login)".
func (h Header) stamp(begin string) (time, login string) {
	text, _ := h.line(begin)
	time, login, _ = strings.Cut(strings.TrimRight(text, " \t"), " (")
	return time, strings.TrimSuffix(login, ")")
}

// Comment is the ACL's comment, "" where it has none.
func (a *ACL) Comment() string {
	if a.Meta.Comment != nil {
		return a.Meta.Comment.Text
	}
	text, _ := a.Header.line(commentLine)
	return text
}

// Created says when the ACL was made and by whom, as the file has it; "" where it
// does not say.
func (a *ACL) Created() (time, login string) {
	if a.Form == Deployed {
		return a.Header.stamp(createdLine)
	}
	return text(a.Meta.CreateTime), text(a.Meta.CreateBy)
}

// Changed says the same of the last change.
func (a *ACL) Changed() (time, login string) {
	if a.Form == Deployed {
		return a.Header.stamp(changedLine)
	}
	return text(a.Meta.ChangeTime), text(a.Meta.ChangeBy)
}

func text(v *Value) string {
	if v == nil {
		return ""
	}
	return v.Text
}
