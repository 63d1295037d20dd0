package yamlx

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
)

// measured is what YAML::XS 0.86 made of one input.
type measured struct {
	YAML  string  `json:"yaml"`
	JSON  string  `json:"json"`
	Flags string  `json:"flags"` // of the only item of the list
	Died  *string `json:"died"`
}

func golden(tb testing.TB) []measured {
	tb.Helper()
	data, err := os.ReadFile("testdata/yaml_load.json")
	if err != nil {
		tb.Fatal(err)
	}
	var all []measured
	if err := json.Unmarshal(data, &all); err != nil {
		tb.Fatal(err)
	}
	if len(all) != 103 {
		tb.Fatalf("%d measured inputs, want 103", len(all))
	}
	return all
}

func TestMeasured(t *testing.T) {
	for _, m := range golden(t) {
		d := Load("x.yml", []byte(m.YAML))
		if m.Died != nil {
			if !d.Refused || len(d.Diagnostics) == 0 || !d.Diagnostics[0].Place.Span.IsValid() {
				t.Errorf("%q: want a diagnostic with a place: YAML::XS says %q", m.YAML, *m.Died)
			}
			continue
		}
		if d.Refused {
			t.Errorf("%q: %v", m.YAML, d.Diagnostics)
			continue
		}
		var out strings.Builder
		writeJSON(&out, &d.Root)
		if out.String() != m.JSON {
			t.Errorf("%q\n got %s\nwant %s", m.YAML, out.String(), m.JSON)
		}
		if len(d.Root.Items()) == 1 && d.Root.Items()[0].IsScalar() && m.Flags != "" {
			kind := d.Root.Items()[0].Kind
			if isNumber := strings.Contains(m.Flags, "IOK") || strings.Contains(m.Flags, "NOK"); isNumber != (kind == acl.Number || kind == acl.Bool) {
				t.Errorf("%q: %s, but perl has %s", m.YAML, kind, m.Flags)
			}
		}
	}
}

// writeJSON writes scalars as strings, as the measured cases have them.
func writeJSON(out *strings.Builder, v *acl.Value) {
	str := func(s string) {
		var b strings.Builder
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		_ = e.Encode(s)
		out.WriteString(strings.TrimSuffix(b.String(), "\n"))
	}
	switch v.Kind {
	case acl.Undef:
		out.WriteString("null")
	case acl.List:
		out.WriteString("[")
		for i := range v.Items() {
			if i > 0 {
				out.WriteString(",")
			}
			writeJSON(out, &v.Items()[i])
		}
		out.WriteString("]")
	case acl.Hash:
		out.WriteString("{")
		for i, e := range v.Effective() {
			if i > 0 {
				out.WriteString(",")
			}
			str(e.Key)
			out.WriteString(":")
			writeJSON(out, &e.Value)
		}
		out.WriteString("}")
	default:
		str(v.Text)
	}
}

// exports are files that real systems wrote or people write.
func exports(tb testing.TB) map[string]string {
	tb.Helper()
	out := map[string]string{}
	for _, pattern := range []string{"*/*.yml", "*/*/*.yml"} {
		files, err := filepath.Glob("../../testdata/deploy/" + pattern)
		if err != nil {
			tb.Fatal(err)
		}
		for _, f := range files {
			data, err := os.ReadFile(f)
			if err != nil {
				tb.Fatal(err)
			}
			out[f] = string(data)
		}
	}
	if len(out) < 75 {
		tb.Fatalf("only %d exports in testdata", len(out))
	}
	return out
}

func TestExportsHaveNoSyntaxErrors(t *testing.T) {
	for file, text := range exports(t) {
		d := Load(file, []byte(text))
		wantRefused := strings.HasSuffix(file, "/handwritten/h9.yml")
		if d.Refused != wantRefused {
			t.Errorf("%s: refused %v: %v", file, d.Refused, d.Diagnostics)
		}
		checkSpans(t, []byte(text), d)
	}
}

// texts is everything at hand that YAML::XS and this package should agree on.
func texts(tb testing.TB) []string {
	tb.Helper()
	var out []string
	for _, m := range golden(tb) {
		out = append(out, m.YAML)
	}
	for _, text := range exports(tb) {
		if len(text) < 3000 {
			out = append(out, text)
		}
	}
	return append(out, nasty()...)
}

// nasty are hand-written texts, each for a corner where readers part.
func nasty() []string {
	return []string{
		// Where the library and libyaml differ.
		"- [a?, b]\n", "- [a ? b]\n", "- [a???]\n", "- {a? : b}\n", "- [a, b?]\n- [Not]x\n", "- {a:}\n", "- [a:]\n", "- [a:, b]\n", "- [a:b]\n",
		"%YAML 1.2\n---\n- a\n", "%YAML  1.2 # c\n---\n- a\n", "- a\n...\n%YAML 1.2\n---\n- b\n", "- |\n  %YAML 1.2\n", "%YAML 2.0\n---\n- a\n", "%YAML 1.3\n---\n",
		"- \"it\\'s\"\n", "# c\n\t\n- a\n", "- a # c\n\t# c\n- b\n", "- \t# c\n", "?\t# c\n", "ke \n\t\n", "---\t# c\n- a\n",
		"&x a\n---\n*x\n", "- !x,y z\n", "- ![x] z\n",
		// Tags.
		"- ! 1\n", "- ! ~\n", "- ! true\n", "- ! &a 1\n", "- &a ! 1\n", "- &a !!str 1\n- *a\n", "- !!str\n", "- !!str ~\n", "- !!str true\n",
		"- !!null ''\n", "- !!null ~\n", "- !!null\n", "- !!int 0x1\n", "- !!int '7'\n", "- !!int\n", "- !!float 1e3\n", "- !!float x\n",
		"- !!seq [a]\n", "- !!map {a: b}\n", "- !!map [a]\n", "- !!seq {a: b}\n", "- !!set {a}\n", "- !perl/array:X [a]\n", "- !!perl/array:X [a]\n",
		"- !!perl/hash:X {a: b}\n", "- !!perl/hash: {a: b}\n", "- !!perl/scalar:X a\n", "- !!perl/scalar a\n", "- !!python/x a\n", "- !<tag:yaml.org,2002:str> 1\n",
		"? a\n! : b\n", "a: &p\n! b: c\n", "- >\n a\n  b\n \t\n", "- a\ufeffb\n- \ufeffc\n- [d?, \ufeff]\n", "- \ufeff\na", "- \uf6fe \uf63f \uf65c\n", "- !\n- ! # c\n- [! , !]\n", "- !e!a b\n", "- !!str &a\n- b\n", "! a: b\n", "!!map\na: b\n", "&a a: b\n", "&a\n!x a: b\n",
		// Keys.
		"true: a\nfalse: b\n1: c\n~: d\n'': e\n", "{a: b}: c\n", "[a]: c\n", "? |\n  a\n: b\n", "? a\n? b\n", "a:\n  b\n :c\n", "'a' : b\n", "\"a\": b\n",
		"&k a: &v b\n*k : *v\n", "<<: {a: b}\nc: d\n", "a: 1\nb: 2\na: 3\n", "? a\n", "- ? a\n  : b\n", "- ? - a\n  : - b\n", "{? a : b}\n", "[? a : b]\n", "[a: b, c: d]\n", "{a, b: c}\n", "{a: , b: }\n", "{: a}\n", "[: a]\n",
		// Scalars.
		"- 0 but true\n", "- Inf\n", "- -inf\n", "- +nan\n", "- Infinity\n", "- nanq\n", "- -qnanq\n", "- snan(12)\n", "- qinf\n", "- (12)\n", "- qnan(\n", "- 1.#QNAN\n", "- nan(1)\n", "- nan(x)\n", "- nan()\n", "- \"a\\/b\\\\/c\"\n- a\\/b\n- 'a\\/b'\n- [\"\\/\"]\n", "- 1.#INF\n", "- 1#IND\n", "- 1.#INF0\n", "- 1.#IND0\n", "- 1.#QNAN0\n", "- 5.\n", "- .\n", "- +\n", "- 1e\n", "- 1e+\n", "- 1E+5\n", "- 1.5e-3\n", "- .e1\n", "- + 1\n", "- 1 2\n", "- 1\n  2\n", "- '1'\n", "- |\n  1\n", "- >-\n  1\n", "- 0b1\n", "- 0o7\n", "- 1,000\n", "- ١\n", "- 1\u00a0\n",
		"- a\n  b\n\n  c\n", "- a\n \n  b\n", "- a \n  b \n", "- 'a\n\n  b'\n", "- \"a\\\n   b\"\n", "- \"a\\n\\\n  \\  b\"\n", "- \"\\N\\_\\L\\P\\e\\0\\a\\b\\v\\f\\/\"\n", "- \"\\xff\\ud800\"\n", "- \"\\U00110000\"\n", "- \"\\ud83d\\ude00\"\n",
		"- |2\n   a\n  b\n", "- |+\n\n\n", "- |-\n\n a\n\n", "- >+\n a\n\n b\n\n\n", "- >\n a\n  b\n c\n", "- |0\n a\n", "- |a\n", "- |\n\ta\n", "- |\n  \n   \n  a\n", "- |\n a\nb\n", "- >-\n  é\u2028ü\n",
		"- a: |\n    x\n  b: >\n    y\n    z\n\n  c: d\n", "- - - a\n    - b\n  - c\n- d\n", "-\n  - a\n  -\n  - b\n", "a:\n- b\n- c\nd: e\n", "a: - b\n", "a: b: c\n", "a:\tb\n", "a: \tb\n", "- a\t# c\n",
		// Ends, marks, documents.
		"---\n---\n", "---\n...\n---\n", "--- a\n--- b\n... # c\n", "...\n", "a\n...\nb\n", "--- |\n  a\n--- >\n  b\n", "---a\n", "- ---\n", "- a\n--- \n- b\n...\n", "\ufeff", "- \u0085- b\n", "- a\u2028- b\n", "- a\r- b\r", "- 'a\r\n  b'\r\n",
		// Entries that are none, and others that look like some.
		"- 'a\n- b'\n- c\n", "- \"a\n- b\"\n- c\n", "- 'a\n---\n'\n", "- [a,\n- b]\n", "- {a: 'x\n- y'}\n- b\n", "- &a x\n- *a\n- *b\n", "- a\n-b\n", "- a\n-\n- b\n", "- a\n - b\n", " - a\n - b\n", " - a\n- b\n", "#c\n- a\n# c\n- b\n#c", "- a\nb\n- c\n",
		// Anchors.
		"&a\n- *a\n", "- &a [*a]\n", "- &a x\n- &a y\n- *a\n", "- &a\n- *a\n", "- *a\n- &a x\n", "- &ä x\n", "- &a-b_1 x\n- *a-b_1\n", "- *a.b\n", "a: &x {k: v}\nb: *x\nc: *x\n", "- &a a: b\n- *a\n", "- *a : b\n", "- &a b\n- *a : c\n", "- &a *a\n",
	}
}

func TestDocuments(t *testing.T) {
	d := Load("x.yml", []byte("---\n- a\n---\n- b\n--- \n- c\n"))
	if got := showValue(&d.Root); got != `["c"]` || d.Documents != 3 || d.Refused {
		t.Errorf("got %s, %d documents", got, d.Documents)
	}
	var places []string
	for _, x := range d.Diagnostics {
		if x.Rule != diag.YAMLRoot || x.Severity != diag.Warning {
			t.Errorf("%+v", x)
		}
		places = append(places, x.Error())
	}
	want := "x.yml:2:1: document 1 of 3 is not read: the last one counts\nx.yml:4:1: document 2 of 3 is not read: the last one counts"
	if got := strings.Join(places, "\n"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestDuplicateKeys(t *testing.T) {
	d := Load("x.yml", []byte("- {a: 1, b: [x], a: 2, b: [x]}\n"))
	if len(d.Root.Items()) != 1 || len(d.Root.Items()[0].Entries()) != 4 {
		t.Fatalf("entries are lost: %+v", d.Root)
	}
	if len(d.Diagnostics) != 2 {
		t.Fatalf("%v", d.Diagnostics)
	}
	for i, want := range []struct {
		severity       diag.Severity
		place, related string
	}{{diag.Error, "x.yml:1:18", "x.yml:1:4"}, {diag.Info, "x.yml:1:24", "x.yml:1:10"}} {
		got := d.Diagnostics[i]
		if got.Rule != diag.DuplicateKey || got.Severity != want.severity || got.Place.String() != want.place || got.Related[0].Place.String() != want.related {
			t.Errorf("%+v, want %+v", got, want)
		}
	}
}

func TestDuplicateKeysInLargeHashes(t *testing.T) {
	var b strings.Builder
	for i := range 20 {
		b.WriteString("k" + string(rune('a'+i)) + ": x\n")
	}
	b.WriteString("kb: y\nkb: z\n")
	if d := Load("x.yml", []byte(b.String())); len(d.Diagnostics) != 2 || d.Diagnostics[1].Related[0].Place.Span.Start.Line != 21 {
		t.Errorf("%v", d.Diagnostics)
	}
}

func TestShared(t *testing.T) {
	d := Load("x.yml", []byte("- &l [a, b]\n- *l\n- &s x\n- y: *s\n- &unused z\n"))
	v := d.Root.Items()
	if v[0].Shared == 0 || v[0].Shared != v[1].Shared || v[2].Shared == 0 || v[2].Shared != v[3].Entries()[0].Value.Shared || v[0].Shared == v[2].Shared {
		t.Errorf("%d %d %d %d", v[0].Shared, v[1].Shared, v[2].Shared, v[3].Entries()[0].Value.Shared)
	}
	if v[4].Shared != 0 {
		t.Error("an anchor that nothing refers to shares nothing")
	}
	if &v[0].Items()[0] != &v[1].Items()[0] {
		t.Error("an alias copies")
	}
	if got := v[1].Span.Start.String(); got != "2:3" {
		t.Errorf("the alias stands at %s", got)
	}
}

func TestSharedIDsDifferBetweenEntries(t *testing.T) {
	entry := "- a: &x [" + strings.Repeat("long ", batchSize/20) + "]\n  b: *x\n"
	d := Load("x.yml", []byte(strings.Repeat(entry, 5)))
	seen := map[int32]bool{}
	for _, e := range d.Root.Items() {
		id := e.Entries()[0].Value.Shared
		if id == 0 || seen[id] || e.Entries()[1].Value.Shared != id {
			t.Errorf("id %d", id)
		}
		seen[id] = true
	}
	if len(seen) != 5 {
		t.Errorf("%d ids", len(seen))
	}
}

// TestKnownDifferences lists what YAML::XS reads and this package refuses, so
// that a change to it does not go unseen.
func TestKnownDifferences(t *testing.T) {
	for _, text := range []string{
		"[!x, y]\n", "[a - ? b]\n", "[a\n ? b]\n", "{? a}: b\n", "%YAML 1.2#\n---\n- a\n", "- a\n\ufeff- b\n", "\ufeff\ufeff- a\n", "%TAG !e! !x\n---\n- !e!a b\n",
	} {
		if d := Load("x.yml", []byte(text)); !d.Refused || !d.Diagnostics[0].Place.Span.IsValid() {
			t.Errorf("%q is read now: %s", text, showValue(&d.Root))
		}
	}
}
