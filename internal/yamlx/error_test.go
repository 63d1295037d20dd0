package yamlx

import (
	"strings"
	"testing"

	"github.com/ticketacl/ticketacl/internal/diag"
)

// TestErrors shows the sentences of what people get wrong, and what is still
// read.
func TestErrors(t *testing.T) {
	tests := []struct {
		name, text    string
		error, detail string
		root          string
	}{
		{"modifier", "- a\n- [Not]Raw\n- b\n", "2:3: text behind ']': an item that starts with a bracket needs quotes", "quote the item: '[Not]Raw'", `["a","b"]`},
		{"modifier in depth", "- Name: x\n  Q:\n  - b\n  - [RegExp]^it's (a|b)$  # c\n- c\n", "4:5: text behind ']': an item that starts with a bracket needs quotes", "quote the item: '[RegExp]^it''s (a|b)$'", `["c"]`},
		{"modifier as value", "- a: [Not] x\n", "1:6: text behind ']': an item that starts with a bracket needs quotes", "quote the item: '[Not] x'", `[]`},
		{"modifier behind umlauts", "- ä: [Not]é\n", "1:6: text behind ']': an item that starts with a bracket needs quotes", "quote the item: '[Not]é'", `[]`},
		{"tab", "- a:\n\t- b\n- c\n", "2:1: tab where YAML allows only blanks", "indent with blanks", `["c"]`},
		{"tab behind a comment", "- a\n# c\n\t\n- c\n", "3:1: tab where YAML allows only blanks", "indent with blanks", `["c"]`},
		{"at", "- @x\n- c\n", "1:3: a text cannot start with '@'", "quote it: '@x'", `["c"]`},
		{"backtick", "- a: `x y`\n", "1:6: a text cannot start with '`'", "quote it: '`x y`'", `[]`},
		{"colon", "- Name: a: b\n", "1:10: ': ' where no key can stand", "quote a text that holds ': '; a key stands at the indentation of its neighbours", `[]`},
		{"double quote", "- a\n- \"b\n- c\n", "2:3: the quote \" is not closed", "close it; in single quotes a quote is written twice", `["a","c"]`},
		{"single quote", "- a\n- 'b\n- c\n", "2:3: the quote ' is not closed", "close it; in single quotes a quote is written twice", `["a","c"]`},
		{"apostrophe", "- 'it's'\n- c\n", "1:7: text behind the closing quote", `in single quotes write a quote twice; in double quotes write \"`, `["c"]`},
		{"escape", "- \"\\d+\"\n", "1:4: unknown escape in double quotes", `write the backslash twice, or use single quotes: '\d'`, `[]`},
		{"apostrophe escape", "- \"it\\'s\"\n", `1:6: unknown escape \' in double quotes`, "leave the backslash out", `[]`},
		{"bracket", "- a: [b\n  c: d\n- e\n", "1:6: '[' is not closed", "close it, or quote the text that starts with it", `["e"]`},
		{"brace", "- a: {\n- e\n", "1:6: '{' is not closed", "close it, or quote the text that starts with it", `["e"]`},
		{"alias", "- a\n- *Raw\n", "2:3: no anchor for alias *Raw", "quote a text that starts with '*': '*Raw'", `["a"]`},
		{"no colon", "- Name: a\n  ValidID 1\n  b: c\n- d\n", "2:3: a key without ':'", "put ': ' behind the key; indent a text that goes on in the next line", `["d"]`},
		{"indentation", "- Name: a\n   ValidID: 1\n", "2:11: ': ' where no key can stand", "quote a text that holds ': '; a key stands at the indentation of its neighbours", `[]`},
		{"less indentation", "- Name: a\n  C:\n    D: x\n   E: y\n", "4:4: a key is expected here", "check the indentation: what belongs together starts in one column", `[]`},
		{"control character", "- a\n- b\x07\n", "2:4: control character U+0007", "YAML allows it only as an escape in double quotes: \"\\u0007\"", `["a"]`},
		{"NUL", "- a\x00\n- b\n", "1:4: control character U+0000", "YAML allows no NUL; remove it (the file may be UTF-16 without a byte order mark)", `["b"]`},
		{"Latin-1", "- a\n- Gr\xf6\xdfe\n- b\n", "2:5: byte 0xf6 is no UTF-8", "the system refuses the whole file; save it as UTF-8 (it may be Latin-1)", `["a","b"]`},
		{"byte order mark within", "- a\n\ufeff- b\n- c\n", "2:1: byte order mark inside the file", "remove it; files were joined here, it seems", `["c"]`},
		{"null tag", "- !!null x\n", "1:10: tag !!null does not go with a scalar", "leave the tag out; quote what is to be text", `[]`},
		{"int tag", "- !!int x\n", "1:9: tag !!int on a text that is no number", "leave the tag out; quote what is to be text", `[]`},
		{"code", "- !!perl/code '{ 1 }'\n", "1:15: tag !!perl/code makes a Perl object, which no ACL can hold", "leave the tag out; quote what is to be text", `[]`},
		{"no list", "a: b\nc: [Not]x\n", "2:4: text behind ']': an item that starts with a bracket needs quotes", "quote the item: '[Not]x'", `~`},
		{"hexadecimal", "- \"\\u12\"\n", "1:5: not enough hexadecimal digits in an escape", `\x takes 2, \u 4 and \U 8; write a backslash that is meant as such twice`, `[]`},
		{"inside a question", "- [a?, b]\n- [c?]x\n", "2:3: text behind ']': an item that starts with a bracket needs quotes", "quote the item: '[c?]x'", `[["a?","b"]]`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := Load("x.yml", []byte(tt.text))
			checkSpans(t, []byte(tt.text), d)
			if !d.Refused || len(d.Diagnostics) != 1 {
				t.Fatalf("%v", d.Diagnostics)
			}
			x := d.Diagnostics[0]
			if got := strings.TrimPrefix(x.Error(), "x.yml:"); got != tt.error || x.Detail != tt.detail || x.Rule != diag.YAMLSyntax || x.Severity != diag.Error {
				t.Errorf("got  %s | %s\nwant %s | %s", got, x.Detail, tt.error, tt.detail)
			}
			if got := showValue(&d.Root); got != tt.root {
				t.Errorf("read %s, want %s", got, tt.root)
			}
		})
	}
}

// TestSeveralErrors holds that one mistake hides no other, and that what is
// read has its places in the whole file.
func TestSeveralErrors(t *testing.T) {
	text := "# head\n---\n- Name: a\n- Name: [Not]b\n- Name: ä\n  Comment: 'c\n- Name: d\n- Name: @e\n- Name: f\n"
	d := Load("x.yml", []byte(text))
	var got []string
	for _, x := range d.Diagnostics {
		got = append(got, x.Place.Span.Start.String())
	}
	if g := strings.Join(got, " "); g != "4:9 6:12 8:9" {
		t.Errorf("errors at %s", g)
	}
	got = nil
	for i := range d.Root.Items() {
		e := d.Root.Items()[i].Entries()[0]
		got = append(got, e.Value.Text+" "+e.KeySpan.Start.String())
	}
	if g := strings.Join(got, ", "); g != "a 3:3, d 7:3, f 9:3" {
		t.Errorf("read %s", g)
	}
	checkSpans(t, []byte(text), d)
}

// TestEntriesAcross holds that cutting a file into entries is no more than a
// way to read it.
func TestEntriesAcross(t *testing.T) {
	for text, want := range map[string]string{
		"- 'a\n- b'\n- c\n":                       `["a - b","c"]`,
		"- &x [a]\n- *x\n":                        `[["a"],["a"]]`,
		"- &x [a]\n- *x\n- &x b\n- *x\n":          `[["a"],["a"],"b","b"]`,
		"- a\n...\n# c\n":                         `["a"]`,
		"- {a: \"b\n- c\"}\n- d\n":                `[{"a":"b - c"},"d"]`,
		"%YAML 1.1\n# c\n---\n\n- a\n-\n  - b\n":  `["a",["b"]]`,
		"- a\n---\n- b\n- 'c\n---\n- d\n- [e]f\n": `["d"]`,
	} {
		if d := Load("x.yml", []byte(text)); showValue(&d.Root) != want {
			t.Errorf("%q: got %s, want %s %v", text, showValue(&d.Root), want, d.Diagnostics)
		}
	}
}

func TestMistakesAreCounted(t *testing.T) {
	d := Load("x.yml", []byte(strings.Repeat("- [Not]a\n", 3*MaxDiagnostics)+"- b\n"))
	if len(d.Diagnostics) != MaxDiagnostics || !d.Refused {
		t.Fatalf("%d findings", len(d.Diagnostics))
	}
	if last := d.Diagnostics[MaxDiagnostics-1]; !strings.Contains(last.Detail, "what follows was not read") {
		t.Errorf("%q", last.Detail)
	}
	d = Load("x.yml", []byte("- a: 1\n"+strings.Repeat("  a: 2\n", MaxDiagnostics+500)))
	if last := d.Diagnostics[len(d.Diagnostics)-1]; len(d.Diagnostics) != MaxDiagnostics || !strings.Contains(last.Detail, "500 more findings") {
		t.Errorf("%d findings, %q", len(d.Diagnostics), last.Detail)
	}
}
