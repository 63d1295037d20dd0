package yamlx

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/peer"
)

// yamlXS is a perl that loads one text after the other.
type yamlXS struct {
	mu  sync.Mutex
	in  io.Writer
	out io.Reader
}

func newYAMLXS(tb testing.TB) *yamlXS { return startYAMLXS(tb, "testdata/load.pl") }

func startYAMLXS(tb testing.TB, script string) *yamlXS {
	tb.Helper()
	cmd := exec.Command(peer.YAMLXS(tb), script)
	in, err := cmd.StdinPipe()
	if err != nil {
		tb.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		tb.Fatal(err)
	}
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		in.Close()
		cmd.Wait()
	})
	return &yamlXS{in: in, out: out}
}

func (p *yamlXS) load(tb testing.TB, text []byte) string {
	tb.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	head := binary.BigEndian.AppendUint32(nil, uint32(len(text)))
	if _, err := p.in.Write(append(head, text...)); err != nil {
		tb.Fatalf("perl: %v", err)
	}
	if _, err := io.ReadFull(p.out, head); err != nil {
		tb.Fatalf("perl: %v", err)
	}
	answer := make([]byte, binary.BigEndian.Uint32(head))
	if _, err := io.ReadFull(p.out, answer); err != nil {
		tb.Fatalf("perl: %v", err)
	}
	return string(answer)
}

// place is where YAML::XS says that a text is wrong; zero where it does not say.
func place(answer string) (line, column int) {
	m := regexp.MustCompile(`was found at document: \d+, line: (\d+), column: (\d+)`).FindStringSubmatch(answer)
	if m == nil {
		return 0, 0
	}
	line, _ = strconv.Atoi(m[1])
	column, _ = strconv.Atoi(m[2])
	return line, column
}

// show writes a document as testdata/load.pl does.
func show(d *Document) string {
	if d.Refused {
		return "died"
	}
	return fmt.Sprintf("ok %d %s", d.Documents, showValue(&d.Root))
}

func showValue(v *acl.Value) string {
	switch v.Kind {
	case acl.Undef:
		return "~"
	case acl.Number, acl.Bool:
		return "n" + quote(v.Text)
	case acl.List:
		out := make([]string, 0, len(v.Items()))
		for i := range v.Items() {
			out = append(out, showValue(&v.Items()[i]))
		}
		return "[" + strings.Join(out, ",") + "]"
	case acl.Hash:
		shown := map[string]string{}
		for i := range v.Entries() {
			shown[quote(v.Entries()[i].Key)] = showValue(&v.Entries()[i].Value)
		}
		keys := make([]string, 0, len(shown))
		for k := range shown {
			keys = append(keys, k)
		}
		slices.Sort(keys)
		for i, k := range keys {
			keys[i] = k + ":" + shown[k]
		}
		return "{" + strings.Join(keys, ",") + "}"
	}
	return quote(v.Text)
}

func quote(s string) string {
	var out strings.Builder
	out.WriteByte('"')
	for i := range len(s) {
		if c := s[i]; c >= ' ' && c <= '~' && c != '"' && c != '\\' {
			out.WriteByte(c)
		} else {
			fmt.Fprintf(&out, "\\x%02x", c)
		}
	}
	return out.String() + `"`
}

// differs tells whether a text is one that this package reads otherwise than
// YAML::XS, on purpose: a bound, an object that no ACL can hold, a value that
// contains itself, several lists or hashes as keys.
func differs(d *Document) bool {
	complexKeys := 0 // which load.pl shows without their addresses
	for _, x := range d.Diagnostics {
		if x.Rule == diag.UnknownKey {
			complexKeys++
		}
	}
	return complexKeys > 1 || slices.ContainsFunc(d.Diagnostics, func(d diag.Diagnostic) bool {
		return d.Rule == diag.YAMLAlias || strings.Contains(d.Summary, "nested deeper") ||
			strings.Contains(d.Summary, "makes a Perl object")
	})
}

// isKnown tells whether a text holds what the library refuses and libyaml takes.
// All of these are refused here, with a place, and nobody writes them: keys with
// '?' in flow collections and plain scalars there in which a word starts
// with '?', a comma right behind a tag, a version directive with a comment right
// behind it, a tag that a directive renames. A second byte order mark is refused too; libyaml skips some.
func isKnown(text []byte, d *Document) bool {
	text, _, _ = decode(text)
	return d.Refused && (bytes.IndexByte(text, '?') >= 0 && bytes.ContainsAny(text, "[{") ||
		bytes.IndexByte(text, '!') >= 0 && bytes.IndexByte(text, ',') >= 0 ||
		bytes.Contains(text, []byte("!<!")) || bytes.Contains(text, []byte("%YAML")) || bytes.Contains(text, []byte("%TAG")) ||
		bytes.Contains(text, []byte(bom)))
}

// compare holds one text against YAML::XS; known differences may be excused.
func compare(t testing.TB, p *yamlXS, text []byte, excuse bool) {
	t.Helper()
	d := Load("x.yml", text)
	want := p.load(t, text)
	if strings.HasPrefix(want, "died") && d.Refused || differs(d) || excuse && isKnown(text, d) {
		return
	}
	if got := show(d); got != want {
		t.Errorf("%q\n got %s\nwant %s\n%v", text, got, want, d.Diagnostics)
	}
}

// TestPeer reads texts with YAML::XS itself.
func TestPeer(t *testing.T) {
	p := newYAMLXS(t)
	for _, text := range texts(t) {
		compare(t, p, []byte(text), false)
	}
}

// TestPeerMutations reads what becomes of texts when somebody's cat walks over
// the keyboard.
func TestPeerMutations(t *testing.T) {
	p := newYAMLXS(t)
	r := rand.New(rand.NewPCG(1, 2))
	seeds := texts(t)
	near, refused := 0, 0
	for range 4000 {
		text := mutate(r, seeds)
		compare(t, p, text, true)
		line, column := place(p.load(t, text))
		if d := Load("x.yml", text); d.Refused && line > 0 {
			refused++
			if at := d.Diagnostics[0].Place.Span.Start; int(at.Line) == line && abs(int(at.Column)-column) <= 2 {
				near++
			}
		}
	}
	// Where something is unclosed or a key lacks its colon, the place here is
	// better than that of libyaml, which notices only later.
	t.Logf("%d of %d places are libyaml's", near, refused)
	if near*2 < refused { // most of the rest is unclosed
		t.Errorf("only %d of %d places are near libyaml's", near, refused)
	}
}

func abs(n int) int { return max(n, -n) }

// pieces that mean something to YAML.
func tokens() []string {
	return []string{" ", "  ", "\n", "\t", "-", "- ", ":", ": ", "?", "? ", "#", " #", "'", "\"", "[", "]", "{", "}", ",", ", ",
		"|", ">", "|-", "&a ", "*a", "*a ", "!!str ", "!x ", "! ", "!", "%", "---", "---\n", "...\n", "a", "1", "~", "true",
		"\r\n", "\r", "é", "\u0085", "\u2028", "\\", "\n  ", "\n- ", "@", "key: ", "\n\n", "# c\n", "\n# c\n", "!!int "}
}

func mutate(r *rand.Rand, seeds []string) []byte {
	tokens := tokens()
	s := seeds[r.IntN(len(seeds))]
	if r.IntN(2) == 0 {
		s = ""
		for range 1 + r.IntN(10) {
			s += tokens[r.IntN(len(tokens))]
		}
	}
	for range 1 + r.IntN(3) {
		k := r.IntN(len(s) + 1)
		if r.IntN(2) == 0 {
			s = s[:k] + tokens[r.IntN(len(tokens))] + s[k:]
		} else {
			s = s[:k] + s[min(len(s), k+1+r.IntN(3)):]
		}
	}
	return []byte(s)
}
