package yamlx

import (
	"bytes"
	"math/rand/v2"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
)

// fill repeats s up to about n bytes.
func fill(s string, n int) []byte { return bytes.Repeat([]byte(s), n/len(s)) }

// TestGarbage reads 50 MB of what nobody wrote: each ends in a diagnostic with
// a place. No time is checked; a reader that hangs fails by the test's limit.
func TestGarbage(t *testing.T) {
	if testing.Short() {
		t.Skip("50 MB files")
	}
	const n = 50 << 20
	r := rand.New(rand.NewPCG(1, 2))
	random := make([]byte, n)
	for i := range random {
		random[i] = byte(r.Uint32())
	}
	signs := make([]byte, n)
	for i := range signs {
		signs[i] = " \n-:abc[]{}'\",#&*!|>?"[int(random[i])%21]
	}
	tests := []struct {
		name string
		data func() []byte
	}{
		{"random bytes", func() []byte { return random }},
		{"random signs", func() []byte { return signs }},
		{"brackets", func() []byte { return fill("[", n) }},
		{"braces", func() []byte { return fill("{", n) }},
		{"lists in lists", func() []byte { return fill("- ", n) }},
		{"keys in keys", func() []byte { return fill("? ", n) }},
		{"one line of keys", func() []byte { return fill("a: ", n) }},
		{"pairs", func() []byte { return fill("a: b\n", n) }},
		{"open flow list", func() []byte { return append([]byte("["), fill("a,", n)...) }},
		{"open quote", func() []byte { return append([]byte("- \""), fill("some text\n", n)...) }},
		{"entries in an open quote", func() []byte { return append([]byte("- \""), fill("- b\n", n/50)...) }},
		{"broken entries", func() []byte { return fill("- Name: [Not]abc\n  ValidID: 1\n", n) }},
		{"documents", func() []byte { return fill("--- a\n", n) }},
		{"NUL", func() []byte { return make([]byte, n) }},
		{"tabs", func() []byte { return fill("\t", n) }},
		{"tags", func() []byte { return fill("! ", n) }},
		{"equal keys", func() []byte { return append([]byte("- a: 1\n"), fill("  a: 2\n", n)...) }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			data := tt.data()
			d := Load("x.yml", data)
			if len(d.Diagnostics) == 0 {
				t.Fatal("nothing to say")
			}
			if p := d.Diagnostics[0].Place.Span.Start; !p.IsValid() || int(p.Offset) > len(data) {
				t.Errorf("no place: %+v", d.Diagnostics[0])
			}
			if len(d.Diagnostics) > MaxDiagnostics {
				t.Errorf("%d findings", len(d.Diagnostics))
			}
		})
	}
}

// TestDepth reads 10,000 levels, and says where there are more.
func TestDepth(t *testing.T) {
	block := func(n int, open string) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(strings.Repeat(" ", i) + open + "\n")
		}
		return b.String() + strings.Repeat(" ", n) + "b\n"
	}
	for name, text := range map[string]string{
		"flow lists":    strings.Repeat("[", 9_999) + "a" + strings.Repeat("]", 9_999),
		"flow hashes":   strings.Repeat("{a: ", 9_999) + "b" + strings.Repeat("}", 9_999),
		"lists in line": strings.Repeat("- ", 9_999) + "a\n",
		"block":         block(1_000, "a:"),
	} {
		d := Load("x.yml", []byte(text))
		if d.Refused {
			t.Errorf("%s: %v", name, d.Diagnostics)
			continue
		}
		depth, v := 0, &d.Root
		for ; !v.IsScalar(); depth++ {
			if v.Kind == acl.List {
				v = &v.Items()[0]
			} else {
				v = &v.Entries()[0].Value
			}
		}
		if name != "block" && depth != 9_999 {
			t.Errorf("%s: %d levels", name, depth)
		}
		checkSpans(t, []byte(text), &Document{Root: acl.Value{Span: d.Root.Span}})
	}
	for name, text := range map[string]string{
		"flow lists":    strings.Repeat("[", 10_001) + strings.Repeat("]", 10_001),
		"lists in line": strings.Repeat("- ", 10_001) + "a\n",
	} {
		d := Load("x.yml", []byte(text))
		if len(d.Diagnostics) != 1 || d.Diagnostics[0].Summary != "nested deeper than 10000 levels" || d.Diagnostics[0].Place.Span.Start.Column < 10_000 {
			t.Errorf("%s: %v", name, d.Diagnostics)
		}
	}
}

// TestAliasBomb holds that nothing walks over more than MaxAliasValues values
// that nobody wrote.
func TestAliasBomb(t *testing.T) {
	var b strings.Builder
	b.WriteString("- &a0 [x,x,x,x,x,x,x,x,x,x]\n")
	for i := range 30 {
		ref := "*a" + strconv.Itoa(i)
		b.WriteString("- &a" + strconv.Itoa(i+1) + " [" + strings.Repeat(ref+",", 9) + ref + "]\n")
	}
	d := Load("x.yml", []byte(b.String()))
	if d.Refused || len(d.Diagnostics) == 0 {
		t.Fatalf("refused %v, %d findings", d.Refused, len(d.Diagnostics))
	}
	if x := d.Diagnostics[0]; x.Rule != diag.YAMLAlias || x.Place.String() != "x.yml:6:8" && !x.Place.Span.IsValid() {
		t.Errorf("%+v", x)
	}
	if n := count(&d.Root); n > 3*MaxAliasValues {
		t.Errorf("%d values", n)
	}
}

func count(v *acl.Value) int {
	n := 1
	for i := range v.Items() {
		n += count(&v.Items()[i])
	}
	for i := range v.Entries() {
		n += count(&v.Entries()[i].Value)
	}
	return n
}

func TestSelfContaining(t *testing.T) {
	for text, want := range map[string]string{
		"&a\n- *a\n- b\n":               `[~,"b"]`,
		"- &a {b: *a}\n":                `[{"b":~}]`,
		"- &a [&b [*a, *b], *b]\n":      `[[[~,~],[~,~]]]`,
		"- &a [*a]\n- *a\n":             `[[~],[~]]`,
		"&x a: &y {b: *x, c: [*y]}\n":   `{"a":{"b":"a","c":[~]}}`,
		"- a\n- &c {d: {e: [f, *c]}}\n": `["a",{"d":{"e":["f",~]}}]`,
	} {
		d := Load("x.yml", []byte(text))
		if got := showValue(&d.Root); got != want {
			t.Errorf("%q: got %s, want %s", text, got, want)
		}
		if strings.Contains(want, "~") && (len(d.Diagnostics) == 0 || d.Diagnostics[0].Rule != diag.YAMLAlias) {
			t.Errorf("%q: %v", text, d.Diagnostics)
		}
	}
}

// TestMemory holds that a large export needs no more than a bounded multiple
// of its size.
func TestMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("large file")
	}
	var b bytes.Buffer
	for i := 0; b.Len() < 8<<20; i++ {
		b.WriteString("- ChangeBy: root@localhost\n  ChangeTime: 2024-03-02 09:30:00\n  Comment: some comment\n  ConfigChange:\n    Possible:\n      Ticket:\n        Queue:\n        - Alert\n        - '[RegExp]^Raw'\n  ConfigMatch:\n    Properties:\n      Ticket:\n        Priority:\n        - 5 very high\n  Name: " + strconv.Itoa(i) + "-ACL\n  ValidID: '1'\n")
	}
	data := b.Bytes()
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	d := Load("x.yml", data)
	runtime.GC()
	runtime.ReadMemStats(&after)
	if d.Refused {
		t.Fatal(d.Diagnostics)
	}
	kept := float64(after.HeapAlloc-before.HeapAlloc) / float64(len(data))
	t.Logf("the values of %d entries take %.1f times the file", len(d.Root.Items()), kept)
	if kept > 12 {
		t.Errorf("the values take %.1f times the file", kept)
	}
	runtime.KeepAlive(d)
	runtime.KeepAlive(data)
}
