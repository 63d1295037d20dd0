package yamlx

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
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

func newYAMLXS(tb testing.TB) *yamlXS {
	tb.Helper()
	cmd := exec.Command(peer.YAMLXS(tb), "testdata/load.pl")
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
		out := make([]string, 0, len(v.Items))
		for i := range v.Items {
			out = append(out, showValue(&v.Items[i]))
		}
		return "[" + strings.Join(out, ",") + "]"
	case acl.Hash:
		shown := map[string]string{}
		for i := range v.Entries {
			shown[quote(v.Entries[i].Key)] = showValue(&v.Entries[i].Value)
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

// compare holds one text against YAML::XS.
func compare(t testing.TB, p *yamlXS, text []byte) {
	t.Helper()
	if bytes.Contains(bytes.TrimPrefix(text, []byte(bom)), []byte(bom)) {
		return // libyaml skips it at some places; refused here
	}
	d := Load("x.yml", text)
	want := p.load(t, text)
	got := show(d)
	if slices.ContainsFunc(d.Diagnostics, func(d diag.Diagnostic) bool { return d.Rule == diag.YAMLAlias }) ||
		slices.ContainsFunc(d.Diagnostics, limited) {
		return // a bound of ours
	}
	if slices.ContainsFunc(d.Diagnostics, func(d diag.Diagnostic) bool { return strings.Contains(d.Summary, "makes a Perl object") }) {
		return // refused here, since no ACL can hold it
	}
	if strings.HasPrefix(want, "died") && got == "died" {
		return
	}
	if got != want {
		t.Errorf("%q\n got %s\nwant %s\n%v", text, got, want, d.Diagnostics)
	}
}

func limited(d diag.Diagnostic) bool {
	return strings.Contains(d.Summary, "nested deeper") || strings.Contains(d.Summary, "too large")
}
