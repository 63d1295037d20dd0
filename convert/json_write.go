package convert

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/ticketacl/ticketacl/internal/acl"
)

// jsonNumber is a number as JSON writes it; YAML knows more spellings.
var jsonNumber = regexp.MustCompile(`\A-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?\z`)

// writeJSON writes what an export holds as JSON, with the same keys. It is read
// again as an export: a list of JSON is YAML too.
func writeJSON(set *Set, opts WriteOptions, out *Written) {
	acls := exportable(set, out)
	out.lostComments(set, opts)
	if len(acls) == 0 {
		out.Data = append(out.Data, "[]\n"...)
		return
	}
	separator := "[\n  "
	for _, a := range acls {
		out.actions(a.ACL, JSONList, &opts)
		v := exportEntry(a.ACL, a.id, opts, out)
		out.Data = appendJSON(append(out.Data, separator...), &v, 1)
		out.Data = out.spool.spill(out.Data)
		separator = ",\n  "
	}
	out.Data = append(out.Data, "\n]\n"...)
}

func appendJSON(dst []byte, v *Value, depth int) []byte {
	line := func(dst []byte, i, depth int) []byte {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(dst, '\n')
		return append(dst, strings.Repeat("  ", depth)...)
	}
	switch v.Kind {
	case acl.Undef:
		return append(dst, "null"...)
	case acl.Bool:
		return fmt.Appendf(dst, "%t", v.IsTrue())
	case acl.List:
		if len(v.Items()) == 0 {
			return append(dst, "[]"...)
		}
		dst = append(dst, '[')
		for i := range v.Items() {
			dst = appendJSON(line(dst, i, depth+1), &v.Items()[i], depth+1)
		}
		return append(line(dst, 0, depth), ']')
	case acl.Hash:
		if len(v.Entries()) == 0 {
			return append(dst, "{}"...)
		}
		sorted := v.AppendSorted(nil)
		dst = append(dst, '{')
		for i := range sorted {
			dst = append(appendJSONText(line(dst, i, depth+1), sorted[i].Key), ": "...)
			dst = appendJSON(dst, &sorted[i].Value, depth+1)
		}
		return append(line(dst, 0, depth), '}')
	}
	if v.Kind == acl.Number && jsonNumber.MatchString(v.Text) {
		return append(dst, v.Text...)
	}
	return appendJSONText(dst, v.Text)
}

// appendJSONText escapes what JSON must, and what YAML takes for a line end or
// refuses.
func appendJSONText(dst []byte, s string) []byte {
	dst = append(dst, '"')
	for _, r := range s {
		switch {
		case r == '"', r == '\\':
			dst = append(dst, '\\', byte(r))
		case r == '\n':
			dst = append(dst, `\n`...)
		case r == '\t':
			dst = append(dst, `\t`...)
		case r < ' ', r >= 0x7f && r <= 0x9f, r == 0x2028, r == 0x2029, r == 0xfeff, r == 0xfffe, r == 0xffff:
			dst = fmt.Appendf(dst, `\u%04x`, r)
		default:
			dst = utf8.AppendRune(dst, r)
		}
	}
	return append(dst, '"')
}
