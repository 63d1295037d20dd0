package migrate_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/ticketacl/ticketacl/internal/migrate"
)

var update = flag.Bool("update", false, "write the tables of docs/migrate.md")

const page = "../../docs/migrate.md"

// TestPage: the page lists every rule and every class, in their words.
func TestPage(t *testing.T) {
	data, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	var rules, classes strings.Builder
	family := ""
	for _, r := range migrate.Rules() {
		if r.Family != family {
			family = r.Family
			fmt.Fprintf(&rules, "\n### %s%s\n\n", strings.ToUpper(family[:1]), family[1:])
		}
		fmt.Fprintf(&rules, "- **`%s`** (%s) %s", r.Kind, r.Kind.Title(), r.When)
		if r.Behaviour {
			rules.WriteString(" (not with `--literal`)")
		}
		fmt.Fprintf(&rules, ". %s\n", r.Text)
	}
	for _, c := range migrate.Classes() {
		differs := ""
		if !c.Differs {
			differs = " Nothing behaves differently."
		}
		fmt.Fprintf(&classes, "- **`%s`** (%s) %s%s\n", c.ID, c.ID.Title(), c.Text, differs)
	}
	want := string(data)
	for name, text := range map[string]string{"rules": rules.String(), "classes": classes.String()} {
		begin, end := "<!-- "+name+": written by go test ./internal/migrate -run TestPage -update -->\n", "\n<!-- end of "+name+" -->"
		head, rest, ok := strings.Cut(want, begin)
		_, tail, ended := strings.Cut(rest, end)
		if !ok || !ended {
			t.Fatalf("%s has no place for the %s", page, name)
		}
		want = head + begin + text + end + tail
	}
	if want == string(data) {
		return
	}
	if !*update {
		t.Fatalf("%s is not what the rules say; run go test ./internal/migrate -run TestPage -update", page)
	}
	if err := os.WriteFile(page, []byte(want), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestClosed: kinds and classes are there once, and a note is short enough for the
// description of an ACL to hold several.
func TestClosed(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range migrate.Rules() {
		if seen["rule "+string(r.Kind)] || r.Text == "" || r.Kind.Title() == "" || r.When == "" || r.Family == "" || len(r.Note) > 60 || !strings.HasSuffix(r.Text, ".") {
			t.Errorf("rule %+v", r)
		}
		seen["rule "+string(r.Kind)] = true
	}
	for _, c := range migrate.Classes() {
		if seen["class "+string(c.ID)] || c.Text == "" || c.ID.Title() == "" || !strings.HasSuffix(c.Text, ".") {
			t.Errorf("class %+v", c)
		}
		seen["class "+string(c.ID)] = true
	}
}
