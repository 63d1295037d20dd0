package convert

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestWriteTo: piece by piece it is what Write makes at once.
func TestWriteTo(t *testing.T) {
	for _, file := range []string{"../testdata/speed/export1000.yml.gz", "../testdata/deploy/visible/002.pm", "../testdata/deploy/visible/002.yml"} {
		sources := map[string][]byte{}
		r, err := Read(context.Background(), file, Options{Source: func(name string, data []byte) { sources[name] = data }})
		if err != nil {
			t.Fatal(err)
		}
		wide := *r.Set
		last := *r.Set.ACLs[len(r.Set.ACLs)-1]
		last.Name = "ü"
		wide.ACLs = append(append([]*ACL{}, wide.ACLs...), &last)
		for _, set := range []*Set{r.Set, &wide, {}} {
			for _, to := range []Output{Export, Deployment, Config, JSONList} {
				opts := writeOptions(t, "otobo-11.0")
				opts.Sources = sources
				want := Write(set, to, opts)
				var got bytes.Buffer
				w, err := WriteTo(&got, set, to, opts)
				if err != nil || w.Data != nil {
					t.Errorf("%s, %s: %v, and %d bytes stay", file, to, err, len(w.Data))
				}
				if !bytes.Equal(got.Bytes(), want.Data) {
					t.Errorf("%s, %s: %d bytes piece by piece, %d at once, and not the same", file, to, got.Len(), len(want.Data))
				}
				if d := cmp.Diff(want.Diagnostics, w.Diagnostics); d != "" || len(w.LeftOut) != len(want.LeftOut) || w.Unstamped != want.Unstamped {
					t.Errorf("%s, %s: other findings: %s", file, to, d)
				}
			}
		}
	}
}

// full takes so many bytes.
type full struct{ left int }

var errFull = errors.New("full")

func (f *full) Write(p []byte) (int, error) {
	if len(p) > f.left {
		return 0, errFull
	}
	f.left -= len(p)
	return len(p), nil
}

func TestWriteToFails(t *testing.T) {
	r, err := Read(context.Background(), "../testdata/speed/export1000.yml.gz", Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, to := range []Output{Export, Deployment, Config, JSONList} {
		for _, left := range []int{0, 2 * spoolBytes} {
			w, err := WriteTo(&full{left}, r.Set, to, writeOptions(t, "otobo-11.0"))
			if !errors.Is(err, errFull) || w == nil {
				t.Errorf("%s: %v", to, err)
			}
		}
	}
}

// TestConfigStamps: every ACL has its own lines about when and by whom, though
// others have the same.
func TestConfigStamps(t *testing.T) {
	var file strings.Builder
	file.WriteString("# OTOBO config file (automatically generated)\npackage Kernel::Config::Files::ZZZACL;\nuse utf8;\nsub Load {\n    my ($File, $Self) = @_;\n\n")
	for _, name := range []string{"a", "b", "c"} {
		file.WriteString("# Created: 2024-03-01 08:00:00 (x)\n# Changed: 2024-03-01 08:00:00 (x)\n$Self->{TicketAcl}->{'" + name + "'} = {};\n\n")
	}
	file.WriteString("    return;\n}\n1;\n")
	r, err := ReadBytes("ZZZACL.pm", []byte(file.String()))
	if err != nil {
		t.Fatal(err)
	}
	opts := writeOptions(t, "otobo-11.0")
	opts.Sources = map[string][]byte{"ZZZACL.pm": []byte(file.String())}
	got := string(Write(r.Set, Config, opts).Data)
	if strings.Count(got, "# Created: ") != 3 || strings.Count(got, "# Changed: ") != 3 {
		t.Errorf("not one for each of three ACLs:\n%s", got)
	}
}
