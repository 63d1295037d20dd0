package yamlx

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/ticketacl/ticketacl/internal/acl"
)

// positions counts lines and columns afresh, character by character.
func positions(text []byte) map[uint32]acl.Pos {
	out := map[uint32]acl.Pos{}
	p := acl.Pos{Line: 1, Column: 1}
	if strings.HasPrefix(string(text), bom) {
		p.Offset = 3
	}
	for i := int(p.Offset); ; {
		out[p.Offset] = p
		if i >= len(text) {
			return out
		}
		r, n := utf8.DecodeRune(text[i:])
		i += n
		p.Offset = uint32(i)
		if isBreak(r) && (r != '\r' || i >= len(text) || text[i] != '\n') {
			p.Line++
			p.Column = 1
		} else if r != '\r' {
			p.Column++
		} else {
			// The LF of CR LF has no column of its own; nothing ends between them.
		}
	}
}

// checkSpans holds all places of a document against its text.
func checkSpans(t testing.TB, text []byte, d *Document) {
	t.Helper()
	if strings.HasPrefix(string(text), "\xff\xfe") || strings.HasPrefix(string(text), "\xfe\xff") {
		return
	}
	at := positions(text)
	check := func(what string, s acl.Span) {
		for _, p := range []acl.Pos{s.Start, s.End} {
			if at[p.Offset] != p {
				t.Errorf("%q: %s at %+v, want %+v", text, what, p, at[p.Offset])
			}
		}
		if s.End.Before(s.Start) {
			t.Errorf("%q: %s ends before it starts: %v", text, what, s)
		}
	}
	var walk func(v *acl.Value, in acl.Span)
	walk = func(v *acl.Value, in acl.Span) {
		check(v.Kind.String()+" "+v.Text, v.Span)
		alias := int(v.Span.Start.Offset) < len(text) && text[v.Span.Start.Offset] == '*'
		if v.Span.Start.Before(in.Start) || in.End.Before(v.Span.End) {
			t.Errorf("%q: %s at %v is outside of %v", text, v.Kind, v.Span, in)
		}
		if alias {
			return // the contents are elsewhere
		}
		for i := range v.Items() {
			walk(&v.Items()[i], v.Span)
		}
		for i := range v.Entries() {
			check("key "+v.Entries()[i].Key, v.Entries()[i].KeySpan)
			walk(&v.Entries()[i].Value, v.Span)
		}
	}
	if d.Root.Span.IsValid() {
		walk(&d.Root, d.Root.Span)
	}
	for _, x := range d.Diagnostics {
		if !x.Place.Span.IsValid() {
			t.Errorf("%q: no place: %v", text, x)
			continue
		}
		check(x.Summary, x.Place.Span)
		for _, r := range x.Related {
			check(r.Message, r.Place.Span)
		}
	}
}

func TestSpansOfTexts(t *testing.T) {
	for _, text := range texts(t) {
		checkSpans(t, []byte(text), Load("x.yml", []byte(text)))
	}
}

// TestSpans shows what each value covers.
func TestSpans(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string // of all values in order: "line:column text"
	}{
		{"plain", "- Raw  # c\n- a b\n", []string{"1:1 - Raw  # c\n- a b", "1:3 Raw", "2:3 a b"}},
		{"umlauts", "Größe: [ä, 'ö ü', \"ß\"]\n", []string{"1:1 Größe: [ä, 'ö ü', \"ß\"]", "1:1 Größe", "1:8 [ä, 'ö ü', \"ß\"]", "1:9 ä", "1:12 'ö ü'", "1:19 \"ß\""}},
		{"emoji", "😀: 😀😀 # 😀\n", []string{"1:1 😀: 😀😀", "1:1 😀", "1:4 😀😀"}},
		{"CRLF", "- a\r\n- b: 'c'\r\n", []string{"1:1 - a\r\n- b: 'c'", "1:3 a", "2:3 b: 'c'", "2:3 b", "2:6 'c'"}},
		{"byte order mark", "\ufeff- a\n", []string{"1:1 - a", "1:3 a"}},
		{"flow", "{a: [1, {b: c}], d: }\n", []string{"1:1 {a: [1, {b: c}], d: }", "1:2 a", "1:5 [1, {b: c}]", "1:6 1", "1:9 {b: c}", "1:10 b", "1:13 c", "1:18 d", "1:21 "}},
		{"flow over lines", "[ a, # ]\n  'b',\n]\n", []string{"1:1 [ a, # ]\n  'b',\n]", "1:3 a", "2:3 'b'"}},
		{"pair in a list", "[a: b, c]", []string{"1:1 [a: b, c]", "1:2 a: b", "1:2 a", "1:5 b", "1:8 c"}},
		{"literal", "- a: |\n    x\n\n    y\n\n- b\n", []string{"1:1 - a: |\n    x\n\n    y\n\n- b", "1:3 a: |\n    x\n\n    y", "1:3 a", "1:6 |\n    x\n\n    y", "6:3 b"}},
		{"folded", "- >-  # c\n  x\n  y z\n", []string{"1:1 - >-  # c\n  x\n  y z", "1:3 >-  # c\n  x\n  y z"}},
		{"plain over lines", "- a\n  b\n\n  c\n- d\n", []string{"1:1 - a\n  b\n\n  c\n- d", "1:3 a\n  b\n\n  c", "5:3 d"}},
		{"quoted over lines", "- 'it''s\n  b'\n- \"a\\\"\\\n   b\"\n", []string{"1:1 - 'it''s\n  b'\n- \"a\\\"\\\n   b\"", "1:3 'it''s\n  b'", "3:3 \"a\\\"\\\n   b\""}},
		{"nothing", "a:\nb: ~\n", []string{"1:1 a:\nb: ~", "1:1 a", "1:3 ", "2:1 b", "2:4 ~"}},
		{"list at its key", "a:\n- b\nc: d\n", []string{"1:1 a:\n- b\nc: d", "1:1 a", "2:1 - b", "2:3 b", "3:1 c", "3:4 d"}},
		{"anchor and tag", "- &a !x 'b'\n- *a\n- &c [d]\n- !!str\n", []string{"1:1 - &a !x 'b'\n- *a\n- &c [d]\n- !!str", "1:9 'b'", "2:3 *a", "3:6 [d]", "3:7 d", "4:3 !!str"}},
		{"anchor before a block", "a: &x\n  b: c\n", []string{"1:1 a: &x\n  b: c", "1:1 a", "2:3 b: c", "2:3 b", "2:6 c"}},
		{"complex key", "? a\n: b\n", []string{"1:1 ? a\n: b", "1:3 a", "2:3 b"}},
		{"tab in a text", "- x\ty\n", []string{"1:1 - x\ty", "1:3 x\ty"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := Load("x.yml", []byte(tt.text))
			var got []string
			add := func(s acl.Span) {
				got = append(got, s.Start.String()+" "+tt.text[s.Start.Offset:s.End.Offset])
			}
			var walk func(v *acl.Value)
			walk = func(v *acl.Value) {
				add(v.Span)
				for i := range v.Items() {
					walk(&v.Items()[i])
				}
				for i := range v.Entries() {
					add(v.Entries()[i].KeySpan)
					walk(&v.Entries()[i].Value)
				}
			}
			walk(&d.Root)
			if g, w := strings.Join(got, "\n"), strings.Join(tt.want, "\n"); g != w {
				t.Errorf("got\n%s\nwant\n%s\n%v", g, w, d.Diagnostics)
			}
		})
	}
}

func TestOffsetsOfUTF16(t *testing.T) {
	for _, order := range []string{"little", "big"} {
		text := utf16Of("- ä\n- 😀: b\n", order == "big")
		d := Load("x.yml", text)
		if d.Refused || len(d.Root.Items()) != 2 {
			t.Fatalf("%s: %v", order, d.Diagnostics)
		}
		b := d.Root.Items()[1].Entries()[0].Value.Span
		// Mark 2, "- ä\n" 8, "- " 4, the pair 4, ": " 4.
		if want := (acl.Pos{Offset: 22, Line: 2, Column: 6}); b.Start != want || b.End.Offset != 24 {
			t.Errorf("%s: b at %+v, want %+v", order, b, want)
		}
	}
}

func utf16Of(s string, big bool) []byte {
	out := []byte{0xff, 0xfe}
	if big {
		out = []byte{0xfe, 0xff}
	}
	unit := func(r rune) {
		if big {
			out = append(out, byte(r>>8), byte(r))
		} else {
			out = append(out, byte(r), byte(r>>8))
		}
	}
	for _, r := range s {
		if r > 0xffff {
			unit(0xd800 + (r-0x10000)>>10)
			unit(0xdc00 + (r-0x10000)&0x3ff)
		} else {
			unit(r)
		}
	}
	return out
}
