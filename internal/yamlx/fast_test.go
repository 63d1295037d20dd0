package yamlx

import (
	"bytes"
	"compress/gzip"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/ticketacl/ticketacl/internal/acl"
)

// byLibrary reads a text as Load would without the fast reader.
func byLibrary(data []byte) *Document {
	l := &loader{file: "x.yml", keys: map[string]string{}, budget: 12 << 20}
	text, start, wide := decode(data)
	l.library(text, cursor{pos: start, wide: wide})
	return l.document()
}

// byFast reads a text by the fast reader alone; nil is that it gave up.
func byFast(data []byte) *Document {
	l := &loader{file: "x.yml", keys: map[string]string{}}
	text, start, wide := decode(data)
	if !l.fast(text, cursor{pos: start, wide: wide}) {
		return nil
	}
	return l.document()
}

// checkFast holds the two readers to one result, and tells whether the fast one
// took the text.
func checkFast(t testing.TB, data []byte) bool {
	t.Helper()
	got := byFast(data)
	if got == nil {
		return false
	}
	want := byLibrary(data)
	if !sameDocument(want, got) {
		t.Errorf("%q\nlibrary: %+v %s\nfast:    %+v %s", data, want, showValue(&want.Root), got, showValue(&got.Root))
	}
	return true
}

// sameDocument holds two documents to the last place.
func sameDocument(a, b *Document) bool {
	x, y := *a, *b
	x.Root, y.Root = acl.Value{}, acl.Value{}
	return acl.Same(&a.Root, &b.Root) && reflect.DeepEqual(x, y)
}

func fromGzip(t testing.TB, path string) []byte {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestFastReadsExports: what systems exported is read fast, all of it, and as
// the library reads it.
func TestFastReadsExports(t *testing.T) {
	files, left := 0, 0
	err := filepath.WalkDir("../../testdata", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".yml" {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		exported := strings.Contains(path, "/deploy/real/") || strings.Contains(path, "/deploy/visible/")
		if taken := checkFast(t, data); exported {
			files++
			if !taken {
				left++
				if !bytes.Contains(data, []byte(": &")) && !bytes.Contains(data, []byte("- &")) && !bytes.Contains(data, []byte("\u2028")) {
					t.Errorf("%s: left to the library", path)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d exports, %d with anchors or U+2028 left to the library", files, left)
	if files < 60 {
		t.Errorf("only %d files", files)
	}
	for _, name := range []string{"export1000", "export10000"} {
		data := fromGzip(t, "../../testdata/speed/"+name+".yml.gz")
		if !checkFast(t, data) {
			t.Errorf("%s: left to the library", name)
		}
	}
}

// TestFastTexts tries texts of all kinds, and what becomes of them by chance.
func TestFastTexts(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 1))
	seeds := texts(t)
	for _, text := range seeds {
		checkFast(t, []byte(text))
	}
	taken := 0
	for range 30_000 {
		if checkFast(t, mutate(r, seeds)) {
			taken++
		}
	}
	t.Logf("%d of 30000 read fast", taken)
	if taken < 1000 {
		t.Errorf("only %d texts were read fast", taken)
	}
}

// TestFastReadsWhatIsWritten: of what Append writes only raw line ends of other
// kinds, and the mark behind a text that ends with blank lines, are left to the
// library.
func TestFastReadsWhatIsWritten(t *testing.T) {
	left := 0
	for n := range 3000 {
		v := list(randomValue(rand.New(rand.NewPCG(9, uint64(n))), 5))
		data := Append(nil, &v)
		if checkFast(t, data) {
			continue
		}
		if left++; !bytes.ContainsAny(data, "\u0085\u2028\u2029") && !bytes.HasSuffix(data, []byte("\n...\n")) {
			t.Errorf("%q: left to the library", data)
		}
	}
	t.Logf("%d of 3000 left to the library", left)
}

// TestFastShapes shows what belongs to the plain shape and what does not.
func TestFastShapes(t *testing.T) {
	long := strings.Repeat("k", 200)
	for text, want := range map[string]bool{
		"--- []\n": true, "--- {}\n": true,
		"---\n- a\n":                         true,
		"- a\n- b: c\n  d:\n  - e\n  f: g\n": true,
		"a:\n  b: {}\n  c: []\n":             true,
		"a:\n  - b\n":                        true,
		"- - a\n  - - b\n":                   true,
		"? a\n: - b\n  - c\n":                true,
		"? " + long + "\n: c: d\n  e: f\n":   true,
		"- |\n  a\n   b\n\n  c\n- b\n":       true,
		"- |+\n  a\n\n- b\n":                 true,
		"- |2-\n\n   a\n":                    true,
		"- a word\n  goes on\n":              true,
		"- 'a word\n  goes on'\n":            true,
		"- \"a word\n  \\ goes on\"\n":       true,
		"- 'a\n\n\n  b'\n":                   true, "- \"a\n\n  b\n\n  \"\n": true,
		"- \"\\x41\\u00E4\\U0001F600\"\n": true,
		"- null\n- ~\n- true\n- 1e5\n":    true,
		"true: a\n":                       true,
		"b: 1\na: 2\n":                    true,
		"- 😀: ö\n":                        true,

		"":                      false,
		"- a":                   false,
		"- a\r\n":               false,
		"- a\tb\n":              false,
		"- a # c\n":             false,
		"# c\n- a\n":            false,
		"- a\n\n- b\n":          false,
		"- a \n":                false,
		"- &x a\n- *x\n":        false,
		"- !!str a\n":           false,
		"- [a]\n":               false,
		"- >\n  a\n":            false,
		"- a\n---\n- b\n":       false,
		"- a\n...\n":            false,
		"%YAML 1.1\n---\n- a\n": false,
		"\ufeff- a\n":           false,
		"- a\u2028b\n":          false,
		"- \xe4\n":              false,
		"a: 1\na: 2\n":          false,
		"a:\nb: c\n":            false,
		"-\n- a\n":              false,
		"- - a\n b\n":           false,
		"a: b: c\n":             false,
		"- 'a'b\n":              false,
		"- \"\\/\"\n":           false,
		"- \"\\uD800\"\n":       false,
		"- \"\\UFFFFFFFF\"\n":   false,
		"- \"a\n":               false,
		"- {\n":                 false,
		"- \n":                  false,
		"? \n":                  false,
		"a: \n":                 false,
		"a:\n":                  false,
		"- |\n":                 false,
		"- |\n a\n b: c\n":      true,
		strings.Repeat("- ", fastDepth+1) + "a\n": false,
		strings.Repeat("k", fastKey+1) + ": a\n":  false,
	} {
		if got := checkFast(t, []byte(text)); got != want {
			t.Errorf("%q: read fast: %t", text, got)
		}
	}
}

// TestFastBounds: what is beyond a bound is left to the library before much of
// it is read.
func TestFastBounds(t *testing.T) {
	for name, data := range map[string][]byte{
		"too many values":  fill("- a\n", 4*(MaxValues+10)),
		"a large entry":    append([]byte("- a:\n"), fill("  - b\n", 2<<20)...),
		"a long text":      append([]byte("- |\n"), fill("  some text\n", 2<<20)...),
		"a large hash":     append([]byte("x: y\n"), fill("  a: b\n", 2<<20)...),
		"a hash of a hash": append([]byte("x:\n"), fill("  a: b\n", 2<<20)...),
	} {
		if byFast(data) != nil {
			t.Errorf("%s: read fast", name)
		}
	}
}

// FuzzFast holds the fast reader to the library.
func FuzzFast(f *testing.F) {
	addSeeds(f)
	for n := range 200 {
		v := list(randomValue(rand.New(rand.NewPCG(11, uint64(n))), 4))
		f.Add(Append(nil, &v))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) <= 1<<14 {
			checkFast(t, data)
		}
	})
}

// BenchmarkLoad reads an export of 10,000 ACLs.
func BenchmarkLoad(b *testing.B) {
	data := fromGzip(b, "../../testdata/speed/export10000.yml.gz")
	for _, c := range []struct {
		name string
		load func([]byte) *Document
	}{{"fast", byFast}, {"library", byLibrary}} {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				if d := c.load(data); len(d.Root.Items()) != 10_000 {
					b.Fatal(len(d.Root.Items()))
				}
			}
		})
	}
}
