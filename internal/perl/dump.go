package perl

import (
	"strconv"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
)

// Reference is how Data::Dumper names the value that it dumps.
const Reference = "$VAR1"

// Dump says how AppendDump writes what Data::Dumper would write in two ways.
type Dump struct {
	// Stored: the value came through the system's database or cache, which made
	// strings of its numbers. Else one that is an integer of up to ten characters
	// stands without quotes; of others Data::Dumper is not sure.
	Stored bool
	// Twice: what is Shared is written out wherever it is met, so that strict
	// perl loads it. Else it is written where it is met first, and as a path from
	// $VAR1 everywhere else.
	Twice bool
}

// AppendDump writes "$VAR1 = …;" and a line end, as Data::Dumper does with
// Indent 1 and Sortkeys, to the byte. Bool is what perl makes of a truth: 1 or
// the text as it is. What is Dynamic is written as its text.
func AppendDump(dst []byte, v *acl.Value, how Dump) []byte {
	d := dumper{buf: append(dst, Reference...), how: how}
	d.buf = append(d.buf, " = "...)
	d.path = append(d.path, Reference...)
	d.value(v, 0)
	return append(d.buf, ";\n"...)
}

type dumper struct {
	buf     []byte
	how     Dump
	path    []byte // of the value at hand
	seen    map[int32]string
	entries []*acl.Entry // scratch
}

func (d *dumper) value(v *acl.Value, depth int) {
	switch v.Kind {
	case acl.Undef:
		d.buf = append(d.buf, "undef"...)
	case acl.Number, acl.Bool:
		if IsBareNumber(v.Text) && !(d.how.Stored && v.Kind == acl.Number) {
			d.buf = append(d.buf, v.Text...)
		} else {
			d.buf = AppendQuoted(d.buf, v.Text)
		}
	case acl.List, acl.Hash:
		if v.Shared != 0 && !d.how.Twice {
			if path, again := d.seen[v.Shared]; again {
				d.buf = append(d.buf, path...)
				return
			}
			if d.seen == nil {
				d.seen = map[int32]string{}
			}
			d.seen[v.Shared] = string(d.path)
		}
		if v.Kind == acl.List {
			d.list(v, depth)
		} else {
			d.hash(v, depth)
		}
	default:
		d.buf = AppendQuoted(d.buf, v.Text)
	}
}

func (d *dumper) list(v *acl.Value, depth int) {
	if len(v.Items()) == 0 {
		d.buf = append(d.buf, "[]"...)
		return
	}
	d.buf = append(d.buf, '[')
	here := len(d.path)
	for i := range v.Items() {
		d.line(i, depth+1)
		if !d.how.Twice && !v.Items()[i].IsScalar() {
			d.step("[" + strconv.Itoa(i) + "]")
		}
		d.value(&v.Items()[i], depth+1)
		d.path = d.path[:here]
	}
	d.line(0, depth)
	d.buf = append(d.buf, ']')
}

func (d *dumper) hash(v *acl.Value, depth int) {
	if len(v.Entries()) == 0 {
		d.buf = append(d.buf, "{}"...)
		return
	}
	d.buf = append(d.buf, '{')
	here, base := len(d.path), len(d.entries)
	d.entries = v.AppendSorted(d.entries)
	for i := range len(d.entries) - base {
		entry := d.entries[base+i] // the scratch may move
		d.line(i, depth+1)
		d.buf = AppendQuoted(d.buf, entry.Key)
		d.buf = append(d.buf, " => "...)
		if !d.how.Twice && !entry.Value.IsScalar() {
			d.step("{" + string(AppendQuoted(nil, entry.Key)) + "}")
		}
		d.value(&entry.Value, depth+1)
		d.path = d.path[:here]
	}
	d.entries = d.entries[:base]
	d.line(0, depth)
	d.buf = append(d.buf, '}')
}

// line begins the line of the nth element, behind a comma if it is not the
// first.
func (d *dumper) line(n, depth int) {
	if n > 0 {
		d.buf = append(d.buf, ',')
	}
	d.buf = append(d.buf, '\n')
	for range depth {
		d.buf = append(d.buf, "  "...)
	}
}

// step goes down one level; the first step needs an arrow.
func (d *dumper) step(s string) {
	if len(d.path) == len(Reference) {
		d.path = append(d.path, "->"...)
	}
	d.path = append(d.path, s...)
}

// AppendQuoted writes a text in single quotes.
func AppendQuoted(dst []byte, s string) []byte {
	dst = append(dst, '\'')
	for i := range len(s) {
		if s[i] == '\'' || s[i] == '\\' {
			dst = append(dst, '\\')
		}
		dst = append(dst, s[i])
	}
	return append(dst, '\'')
}

// IsBareNumber reports whether Data::Dumper writes a number without quotes.
func IsBareNumber(s string) bool {
	digits := strings.TrimPrefix(s, "-")
	if digits == "" || len(s) > 10 || digits[0] == '0' && s != "0" {
		return false
	}
	return strings.Trim(digits, "0123456789") == ""
}
