package convert_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/ticketacl/ticketacl/convert"
)

// TestNumbers: in an export each ACL has a number of its own, wherever they come from:
// the one it had, else its place, else the next one.
func TestNumbers(t *testing.T) {
	entry := func(name string, id int) string {
		s := "- Name: " + name + "\n  ConfigMatch: {}\n  ConfigChange: {}\n"
		if id > 0 {
			s += fmt.Sprintf("  ID: %d\n", id)
		}
		return s
	}
	perl := func(name string) string { return "$Self->{TicketAcl}->{'" + name + "'} = {};\n" }
	for _, tt := range []struct {
		sources []string
		want    string
	}{
		{[]string{entry("a", 0), entry("b", 0), entry("c", 0)}, "1 2 3"},
		{[]string{perl("a"), perl("b")}, "1 2"},
		{[]string{entry("a", 0), entry("b", 0), perl("c"), entry("d", 0)}, "1 2 3 4"},
		{[]string{entry("a", 7), entry("b", 0), entry("c", 2)}, "7 8 2"},
		{[]string{entry("a", 2), perl("b"), entry("c", 0)}, "2 4 3"},
	} {
		set := &convert.Set{}
		for i, source := range tt.sources {
			r, err := convert.ReadBytes(fmt.Sprint(i), []byte(source))
			if err != nil {
				t.Fatal(err)
			}
			set.ACLs = append(set.ACLs, r.Set.ACLs...)
		}
		set, _ = convert.Completed(set, convert.WriteOptions{})
		w := convert.Write(set, convert.Export, convert.WriteOptions{})
		var got []string
		for _, line := range strings.Split(string(w.Data), "\n") {
			if id, ok := strings.CutPrefix(strings.TrimPrefix(line, "  "), "ID: "); ok {
				got = append(got, strings.Trim(id, "'"))
			}
		}
		if s := strings.Join(got, " "); s != tt.want || len(slices.Compact(slices.Sorted(slices.Values(got)))) != len(tt.sources) {
			t.Errorf("%q: %s, want %s", tt.sources, s, tt.want)
		}
	}
}
