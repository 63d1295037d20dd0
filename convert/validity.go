package convert

import (
	"bytes"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
)

// validity warns of an ACL whose validity the import makes up. data is the export
// that it stands in, nil for anything else.
func (r *reader) validity(a *ACL, v *Value, data []byte) {
	given := a.Meta.ValidID
	if given != nil && given.Kind != acl.Undef {
		return
	}
	d := Diagnostic{Rule: diag.MissingValidity, Severity: diag.Warning, Place: a.Place(), ACL: a.Name,
		Summary: "no ValidID: imported as valid",
		Detail:  "write ValidID: 1 (valid), 2 (invalid) or 3 (invalid-temporarily)"}
	switch {
	case given == nil:
		d.Fixes = withValidity(v, data)
	case given.Span.IsValid():
		d.Place.Span = given.Span
		if given.Span.Start != given.Span.End {
			d.Fixes = []diag.Fix{{Title: "write 1", Keeps: true, Edits: []diag.Edit{{Span: given.Span, New: "1"}}}}
		}
	}
	r.report(d)
}

// withValidity adds what the import would assume, in the layout of the entry:
// behind its last key where that is on one line, else behind its name.
func withValidity(v *Value, data []byte) []diag.Fix {
	for _, key := range []*Entry{&v.Entries()[len(v.Entries())-1], entryNamed(v)} {
		if e, ok := besides(v, key, data); ok {
			return []diag.Fix{{Title: "write ValidID: 1", Keeps: true, Edits: []diag.Edit{e}}}
		}
	}
	return nil
}

func entryNamed(v *Value) *Entry {
	for i := range v.Entries() {
		if e := &v.Entries()[i]; e.Key == "Name" {
			return e
		}
	}
	return &Entry{}
}

// besides puts ValidID behind a key with its value. ok is false where that is not
// safe.
func besides(v *Value, e *Entry, data []byte) (edit diag.Edit, ok bool) {
	at := e.Value.Span
	if !at.IsValid() || !e.KeySpan.IsValid() || int(at.End.Offset) > len(data) || e.KeySpan.Start.Line != at.End.Line {
		return edit, false
	}
	key := "ValidID"
	if data[e.KeySpan.Start.Offset] == '"' {
		key = `"ValidID"`
	}
	if data[v.Span.Start.Offset] == '{' {
		return diag.Edit{Span: Span{Start: at.End, End: at.End}, New: ", " + key + ": 1"}, true
	}
	line := data[bytes.LastIndexByte(data[:e.KeySpan.Start.Offset], '\n')+1 : e.KeySpan.Start.Offset]
	if strings.Trim(string(line), " -") != "" || !e.Value.IsScalar() && data[at.Start.Offset] != '{' && data[at.Start.Offset] != '[' {
		return edit, false
	}
	rest, _, more := bytes.Cut(data[at.End.Offset:], []byte("\n"))
	if comment := bytes.TrimSpace(rest); len(comment) > 0 && comment[0] != '#' {
		return edit, false
	}
	end := at.End
	end.Offset += uint32(len(rest))
	text := strings.Repeat(" ", len(line)) + key + ": 1"
	if !more {
		end.Column += uint32(len([]rune(string(rest))))
		return diag.Edit{Span: Span{Start: end, End: end}, New: "\n" + text}, true
	}
	ends := "\n"
	if bytes.HasSuffix(rest, []byte("\r")) {
		ends = "\r\n"
	}
	end = Pos{Offset: end.Offset + 1, Line: end.Line + 1, Column: 1}
	return diag.Edit{Span: Span{Start: end, End: end}, New: text + ends}, true
}
