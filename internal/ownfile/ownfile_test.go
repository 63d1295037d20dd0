package ownfile

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
)

// read reads a mapping of two keys: a list of texts and a mapping of anything.
func read(f Format, in string) []diag.Diagnostic {
	r := f.NewReader("f", []byte(in))
	return r.Read(func(n *yaml.Node) {
		for _, p := range r.Mapping(n, "the root", []string{"list", "mapping"}) {
			if p.Name == "list" {
				r.Texts(p.Value, p.Name, "an item of it")
				continue
			}
			for _, q := range r.Mapping(p.Value, p.Name, nil) {
				r.Text(q.Value, q.Name)
			}
		}
	})
}

func TestFindings(t *testing.T) {
	plain := Format{Name: "a thing", NotAList: diag.NotAList}
	strict := Format{
		Name: "a thing", Empty: "there is nothing", Twice: ", once too often", Key: "a key is a word", NotAList: diag.BadValue,
	}
	for _, c := range []struct {
		format   Format
		in, want string
	}{
		{plain, "", ""},
		{plain, "\t\n", ""},
		{plain, "list:\nmapping: ~\n", ""},
		{strict, "# nothing\n", "f: there is nothing [yaml-root]"},
		{strict, "\t\n", "f:1:1: found character that cannot start any token [yaml-syntax]"},
		{plain, "a: [\n\n]: }", "f:3:1: mapping values are not allowed in this context [yaml-syntax]"},
		{plain, "list: []\n---\n", "f:2:1: a thing is one document, and this is another [yaml-root]"},
		{plain, "Ä: 1", `f:1:1: unknown key "Ä" in the root; there is list, mapping [unknown-key]`},
		{plain, "{list: [ä], lost: x}", `f:1:13: unknown key "lost" in the root; did you mean list? [unknown-key]`},
		{plain, "list: []\nlist: []", `f:2:1: key "list" in the root occurs twice [duplicate-key]`},
		{strict, "list: []\nlist: []", `f:2:1: key "list" in the root occurs twice, once too often [duplicate-key]`},
		{plain, "? [a]\n: b", "f:1:3: a key of the root is a single value, not a list [bad-value]"},
		{strict, "? [a]\n: b", "f:1:3: a key is a word, not a list [bad-value]"},
		{plain, "list: a", "f:1:7: list is a list, not a single value [not-a-list]"},
		{strict, "list: a", "f:1:7: list is a list, not a single value [bad-value]"},
		{plain, "list: [~]", "f:1:8: an item of it is a single value, not nothing [bad-value]"},
		{plain, "mapping: [a]", "f:1:10: mapping is a mapping, not a list [bad-value]"},
		{plain, "mapping: {a: &b x, c: *b}", "f:1:23: a thing has no aliases: write the value out [yaml-alias]"},
	} {
		var got []string
		for _, d := range read(c.format, c.in) {
			got = append(got, d.Error()+" ["+string(d.Rule)+"]")
		}
		if strings.Join(got, "\n") != c.want {
			t.Errorf("%q:\n got %s\nwant %s", c.in, strings.Join(got, "\n     "), c.want)
		}
	}
}

func TestText(t *testing.T) {
	for in, want := range map[string]string{
		"true": "1", "False": "0", "'true'": "true", "007": "007", "1.50": "1.50", "yes": "yes", `"a\tb"`: "a\tb",
	} {
		r := Format{}.NewReader("f", []byte(in))
		r.Read(func(n *yaml.Node) {
			if got, ok := r.Text(n, "it"); !ok || got != want {
				t.Errorf("%s reads as %q, want %q", in, got, want)
			}
		})
	}
}

// TestPlaces: a finding marks a whole scalar with its quotes, else one place.
func TestPlaces(t *testing.T) {
	for in, want := range map[string]string{
		"list:\n- Ä\nKommentar: x": "Kommentar",
		`"Übung": x`:               `"Übung"`,
		"mapping: {ö: 1, é: {}}":   "",
		`"a\tb": x`:                "", // its text stands otherwise in the file
	} {
		findings := read(Format{}, in)
		if len(findings) != 1 {
			t.Fatalf("%q: %v", in, findings)
		}
		span := findings[0].Place.Span
		if got := in[span.Start.Offset:span.End.Offset]; got != want {
			t.Errorf("%q: the finding marks %q, want %q", in, got, want)
		}
	}
}

func TestBounds(t *testing.T) {
	findings := read(Format{}, strings.Repeat("y: 1\n", 10_000))
	if len(findings) != MaxFindings+1 {
		t.Errorf("%d findings", len(findings))
	}
	findings = read(Format{}, strings.Repeat("ä", 500_000)+": 1")
	if len(findings) != 1 || len(findings[0].Summary) > 300 || strings.Contains(findings[0].Summary, "\\x") {
		t.Errorf("a hostile key is printed in full or cut within a letter: %d bytes", len(findings[0].Summary))
	}
	const larger = "larger than 16 MB"
	if findings := read(Format{}, strings.Repeat(" ", MaxSize+1)); len(findings) != 1 || findings[0].Summary != larger {
		t.Errorf("a file that is too large: %v", findings)
	}
	path := filepath.Join(t.TempDir(), "large")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(path, MaxSize+1); err != nil {
		t.Fatal(err)
	}
	if _, err := Load(path); err == nil || err.Error() != path+": "+larger {
		t.Errorf("loading a file that is too large: %v", err)
	}
}

// TestPlacesInAnyOrder: places of one line do not depend on those asked before.
func TestPlacesInAnyOrder(t *testing.T) {
	const in = "[ä, bü, \"c\", d]\n[e]"
	want := map[acl.Pos]string{
		{Line: 1, Column: 2}: "ä", {Line: 1, Column: 5}: "bü", {Line: 1, Column: 9}: `"c"`, {Line: 1, Column: 14}: "d", {Line: 2, Column: 2}: "e",
	}
	for range 20 { // in the order of a map
		r := Format{}.NewReader("f", []byte(in))
		for range 3 {
			for pos, text := range want {
				n := &yaml.Node{Kind: yaml.ScalarNode, Value: strings.Trim(text, `"`), Line: int(pos.Line), Column: int(pos.Column)}
				span := r.Place(n).Span
				if got := in[span.Start.Offset:span.End.Offset]; got != text || span.Start.Column != pos.Column {
					t.Fatalf("at %v stands %q, want %q", pos, got, text)
				}
			}
		}
	}
}
