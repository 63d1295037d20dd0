package project

import (
	"strings"
	"testing"
	"unicode"

	"github.com/ticketacl/ticketacl/internal/ownfile"
)

func FuzzProject(f *testing.F) {
	_, data := full(f)
	f.Add(data)
	for _, c := range badFiles() {
		f.Add([]byte(c.in))
	}
	f.Add([]byte("a: &a [*a]\n<<: *a\n"))
	f.Add([]byte("systems: &s {a: {target: !!binary aGk=}}\r\nsystem: !x a\n"))
	f.Add([]byte("\xef\xbb\xbfacls: [\"\\0\", \u2028]"))
	f.Fuzz(func(t *testing.T, data []byte) {
		file, findings := Parse("f", data, options())
		if len(findings) > ownfile.MaxFindings+1 {
			t.Errorf("%d findings", len(findings))
		}
		for _, d := range findings {
			if d.Summary == "" || d.Rule == "" || strings.ContainsFunc(d.Summary, unicode.IsControl) {
				t.Errorf("finding %+v", d)
			}
			if span := d.Place.Span; span.End.Before(span.Start) || int(span.End.Offset) > len(data) {
				t.Errorf("span %v of %d bytes", span, len(data))
			}
		}
		for _, name := range append(file.Systems, "") {
			s, err := file.System(name)
			if err != nil {
				t.Error(err)
			}
			for _, p := range append(append(s.ACLs, s.Scenarios...), s.Inventory) {
				if p.Written != "" && (p.Name == "" || p.Name[0] == '-') {
					t.Errorf("%q is opened as %q", p.Written, p.Name)
				}
			}
		}
		for _, i := range file.Ignores {
			if i.Rule == "" || i.Reason == "" || glob(i.ACL).check() != "" {
				t.Errorf("%+v", i)
			}
			i.Matches(string(i.Rule), string(data[:min(len(data), 200)]))
		}
		if s := file.Names; s != nil && (s.Text == "" || s.Pattern == nil) {
			t.Errorf("%+v", s)
		}
	})
}
