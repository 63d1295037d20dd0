package perl

import (
	"bufio"
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ticketacl/ticketacl/internal/peer"
)

const testdata = "../../testdata"

var update = flag.Bool("update", false, "write down anew what perl sees in the files of testdata")

// loaded is what perl saw in a file, as testdata/perl/load.pl says it.
type loaded struct {
	File      string          `json:"file,omitempty"`
	Compiles  int             `json:"compiles"` // -1: perl did not come to an end
	TicketACL json.RawMessage `json:"TicketAcl,omitempty"`
	Died      string          `json:"died,omitempty"`  // while it ran
	Error     string          `json:"error,omitempty"` // the first one, where it does not compile
	Line      int             `json:"line,omitempty"`  // of Died or Error, where perl names one
	Dynamic   bool            `json:"dynamic,omitempty"`
}

// loader is a perl that loads one file after the other.
type loader struct {
	mu  sync.Mutex
	in  io.Writer
	out *bufio.Reader
}

// startPerl starts one. With compileOnly it runs nothing.
func startPerl(tb testing.TB, compileOnly bool) *loader {
	tb.Helper()
	args := []string{filepath.Join(testdata, "perl/load.pl")}
	if compileOnly {
		args = append(args, "-c")
	}
	cmd := exec.Command(peer.Perl(tb), append(args, "-")...)
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
		if err := cmd.Wait(); err != nil {
			tb.Errorf("perl: %v", err)
		}
	})
	return &loader{in: in, out: bufio.NewReader(out)}
}

// load asks perl about one file.
func (p *loader) load(tb testing.TB, file string, text []byte) loaded {
	tb.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	if _, err := fmt.Fprintf(p.in, "%d %s\n%s", len(text), file, text); err != nil {
		tb.Fatalf("perl: %v", err)
	}
	line, err := p.out.ReadBytes('\n')
	if err != nil {
		tb.Fatalf("%s: perl: %v", file, err)
	}
	var l loaded
	if err := json.Unmarshal(line, &l); err != nil {
		tb.Fatalf("%s: perl: %v in %s", file, err, line)
	}
	return l
}

// acls are the ACLs that perl saw, by name, each as show writes it.
func (l *loaded) acls(tb testing.TB) map[string]string {
	tb.Helper()
	out := map[string]string{}
	for name, v := range l.trees(tb) {
		out[name] = showTree(v)
	}
	return out
}

// trees are the ACLs that perl saw, by name.
func (l *loaded) trees(tb testing.TB) map[string]any {
	tb.Helper()
	if l.TicketACL == nil {
		return nil
	}
	d := json.NewDecoder(bytes.NewReader(l.TicketACL))
	d.UseNumber()
	var out map[string]any
	if err := d.Decode(&out); err != nil {
		tb.Fatalf("%s: %v", l.File, err)
	}
	return out
}

// showTree writes a value of JSON in one line: n"7" is a number, ~ is undef.
func showTree(v any) string {
	switch v := v.(type) {
	case nil:
		return "~"
	case json.Number:
		return fmt.Sprintf("n%q", v.String())
	case string:
		return fmt.Sprintf("%q", v)
	case []any:
		out := make([]string, len(v))
		for i := range v {
			out[i] = showTree(v[i])
		}
		return "[" + strings.Join(out, ",") + "]"
	case map[string]any:
		if n, ok := v["number"].(string); ok && len(v) == 1 { // Inf and NaN, which JSON does not have
			return fmt.Sprintf("n%q", n)
		}
		var out []string
		for _, k := range slices.Sorted(maps.Keys(v)) {
			out = append(out, fmt.Sprintf("%q:%s", k, showTree(v[k])))
		}
		return "{" + strings.Join(out, ",") + "}"
	}
	return fmt.Sprintf("%v", v)
}

// goldenFiles are the files of testdata beside which it says what perl sees in
// them.
func goldenFiles(tb testing.TB) []string {
	tb.Helper()
	var out []string
	for _, pattern := range []string{"perl/*.p[lm]", "perl/broken/*.p[lm]", "seeds/*.p[lm]"} {
		files, err := filepath.Glob(filepath.Join(testdata, pattern))
		if err != nil || len(files) == 0 {
			tb.Fatalf("%s: %d files, %v", pattern, len(files), err)
		}
		out = append(out, files...)
	}
	slices.Sort(out)
	out = slices.DeleteFunc(out, func(f string) bool { return filepath.Base(f) == "load.pl" })
	for i := 1; i < len(out); i++ {
		if goldenOf(out[i]) == goldenOf(out[i-1]) {
			tb.Fatalf("%s and %s share %s", out[i-1], out[i], goldenOf(out[i]))
		}
	}
	return out
}

// goldenOf is the file that says what perl sees in a file.
func goldenOf(file string) string { return strings.TrimSuffix(file, filepath.Ext(file)) + ".json" }

// readGolden reads it.
func readGolden(tb testing.TB, file string) loaded {
	tb.Helper()
	data, err := os.ReadFile(goldenOf(file))
	if err != nil {
		tb.Fatalf("%v (-update writes it)", err)
	}
	var l loaded
	if err := json.Unmarshal(data, &l); err != nil {
		tb.Fatalf("%s: %v", goldenOf(file), err)
	}
	l.File = filepath.Base(file)
	return l
}

// writeGolden writes it, one ACL in a line.
func writeGolden(tb testing.TB, file string, l loaded) {
	tb.Helper()
	acls := l.TicketACL
	l.File, l.TicketACL = "", nil
	head, err := json.Marshal(l)
	if err != nil {
		tb.Fatal(err)
	}
	var out bytes.Buffer
	out.Write(head[:len(head)-1])
	var byName map[string]json.RawMessage
	if acls != nil {
		if err := json.Unmarshal(acls, &byName); err != nil {
			tb.Fatalf("%s: %v", file, err)
		}
		out.WriteString(",\"TicketAcl\":{")
		for i, name := range slices.Sorted(maps.Keys(byName)) {
			if i > 0 {
				out.WriteByte(',')
			}
			quoted, err := json.Marshal(name)
			if err != nil {
				tb.Fatal(err)
			}
			fmt.Fprintf(&out, "\n%s:%s", quoted, byName[name])
		}
		out.WriteString("\n}")
	}
	out.WriteString("}\n")
	if err := os.WriteFile(goldenOf(file), out.Bytes(), 0o644); err != nil {
		tb.Fatal(err)
	}
}

// TestGoldenIsPerl holds what is written down to the perl of this machine.
func TestGoldenIsPerl(t *testing.T) {
	p := startPerl(t, false)
	for _, file := range goldenFiles(t) {
		got := p.load(t, filepath.Base(file), readFile(t, file))
		got.Dynamic = len(wishesOf(t, file)["dynamic-perl"]) > 0
		if *update {
			writeGolden(t, file, got)
			continue
		}
		want := readGolden(t, file)
		if got.Compiles != want.Compiles || got.Line != want.Line || got.Dynamic != want.Dynamic || (got.Died == "") != (want.Died == "") {
			t.Errorf("%s: perl says %+v, written down is %+v", file, got, want)
		}
		if diff := cmp.Diff(want.acls(t), got.acls(t)); diff != "" {
			t.Errorf("%s: written down (-), perl (+):\n%s", file, diff)
		}
	}
}

// TestDeployedIsPerl does so for the files that real systems wrote.
func TestDeployedIsPerl(t *testing.T) {
	p := startPerl(t, false)
	for _, folder := range []string{"visible", "real/visible", "real/handwritten"} {
		var out bytes.Buffer
		written := map[string]loaded{}
		if !*update {
			written = deployed(t, folder)
		}
		for _, file := range deployedFiles(t, folder) {
			got := p.load(t, filepath.Base(file), readFile(t, file))
			if *update {
				line, err := json.Marshal(got)
				if err != nil {
					t.Fatal(err)
				}
				out.Write(append(line, '\n'))
				continue
			}
			want, ok := written[got.File]
			if !ok || got.Compiles != want.Compiles {
				t.Errorf("%s: perl says %+v, written down is %+v", file, got, want)
			}
			if diff := cmp.Diff(want.acls(t), got.acls(t)); diff != "" {
				t.Errorf("%s: written down (-), perl (+):\n%s", file, diff)
			}
		}
		// What was recorded with the exports stays as it was recorded.
		if *update && folder != "visible" {
			if err := os.WriteFile(deployedGolden(folder), out.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}
