package convert

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ticketacl/ticketacl/internal/acl"
)

// FuzzRead holds that no content makes ReadBytes panic, that every finding
// names the file and has a place in it or is about the whole, and that the
// same content gives the same result.
func FuzzRead(f *testing.F) {
	for _, pattern := range []string{"*/*.yml", "*/*/*.yml"} {
		files, err := filepath.Glob("../testdata/deploy/" + pattern)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(data)
		}
	}
	for _, file := range dumps(f) {
		f.Add(contentOf(f, file))
	}
	f.Add(zipped(f, "- Name: a\n"))
	f.Add([]byte("Name: [a]\nConfigMatch: {properties: 1}\n"))
	f.Add([]byte("- Name: &a {b: *a}\n  ValidID: [1]\n  ConfigMatch: [Not]x\n"))
	f.Add([]byte("$Self->{TicketAcl} = {};\n"))
	f.Add([]byte(`{"Name": "a"`))
	byPlace := cmp.Comparer(func(a, b acl.Value) bool { return acl.Same(&a, &b) })
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1<<16 {
			return
		}
		r, err := ReadBytes("x.yml", data)
		again, err2 := ReadBytes("x.yml", data)
		if (err == nil) != (err2 == nil) || !cmp.Equal(r, again, byPlace) {
			t.Errorf("%q: not stable", data)
		}
		var fe *FormatError
		if errors.As(err, &fe) && fe.File != "x.yml" {
			t.Errorf("%q: %v", data, err)
		}
		if err != nil {
			return
		}
		for _, d := range r.Diagnostics {
			if d.Place.File != "x.yml" || d.Rule == "" || d.Summary == "" {
				t.Errorf("%q: %+v", data, d)
			}
		}
		for _, a := range r.Set.ACLs {
			if a.Name == "" || a.Name == "0" || a.File != "x.yml" || !a.NameSpan.IsValid() {
				t.Errorf("%q: %+v", data, a)
			}
		}
	})
}
