package convert

import (
	"unicode/utf8"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
)

// texts warns of texts that somebody wrote as others than perl reads: UTF-8
// without "use utf8", of which every byte is a character, and what is no UTF-8.
func (w *Written) texts(set *Set) {
	type found struct {
		text string
		in   []*ACL
	}
	single, broken := map[string]*found{}, map[string]*found{}
	for _, a := range set.ACLs {
		if a.Form != acl.Deployed {
			continue
		}
		if _, wide := textWhere(&a.Entry, isWide); !wide && !isWide(a.Name) {
			continue
		}
		note := func(files map[string]*found, is func(string) bool) {
			text, ok := textWhere(&a.Entry, is)
			if is(a.Name) {
				text, ok = a.Name, true
			}
			if !ok {
				return
			}
			if files[a.File] == nil {
				files[a.File] = &found{text: text}
			}
			files[a.File].in = append(files[a.File].in, a)
		}
		note(single, isSingleBytes)
		note(broken, func(s string) bool { return !utf8.ValidString(s) })
	}
	for _, f := range single {
		a := f.in[0]
		w.warn(diag.Mojibake, a, a.Place().Span, listed(f.in)+": without 'use utf8' perl reads '"+string(bytesOf(f.text))+"' as '"+f.text+"', and so it is written", "write 'use utf8;' above it if that is not meant")
	}
	for _, f := range broken {
		a := f.in[0]
		w.warn(diag.LostInTarget, a, a.Place().Span, listed(f.in)+": bytes that are no UTF-8 become U+FFFD where the form knows UTF-8 alone", "save the file as UTF-8")
	}
}

// textWhere is the first text in a value that something holds for.
func textWhere(v *Value, is func(string) bool) (string, bool) {
	if v.IsScalar() {
		return v.Text, is(v.Text)
	}
	for i := range v.Items() {
		if s, ok := textWhere(&v.Items()[i], is); ok {
			return s, true
		}
	}
	for i := range v.Entries() {
		e := &v.Entries()[i]
		if is(e.Key) {
			return e.Key, true
		}
		if s, ok := textWhere(&e.Value, is); ok {
			return s, true
		}
	}
	return "", false
}

// isWide reports whether a text has more than ASCII.
func isWide(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return true
		}
	}
	return false
}

// isSingleBytes reports whether the characters of a text are the bytes of
// another one in UTF-8.
func isSingleBytes(s string) bool {
	if !isWide(s) {
		return false
	}
	for _, r := range s {
		if r > 0xff {
			return false
		}
	}
	return utf8.Valid(bytesOf(s))
}

// bytesOf are the bytes of which each character is one.
func bytesOf(s string) []byte {
	raw := make([]byte, 0, len(s))
	for _, r := range s {
		raw = append(raw, byte(r))
	}
	return raw
}
