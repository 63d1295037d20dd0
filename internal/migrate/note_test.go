package migrate_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/migrate"
)

// TestDescriptionsFit: a description holds as many notes as the database has room for,
// each whole, and says how many more the report has. What stood there stays first.
func TestDescriptionsFit(t *testing.T) {
	const body = `Properties => { PropertiesDatabase => {}, User => { Role => ['[Not]x'] }, Ticket => { DynamicField_TicketFreeText1 => ['[RegExp]^k'], Queue => ['[Not]Raw', undef] } },
 Possible => { Ticket => { State => ['new', 'open'] }, Action => { AgentTicketClose => 0, AgentTicketPhone => 0 }, Process => ['P1', 'P2'] }, PossibleNot => { Ticket => { State => ['open'], Priority => ['x'], DynamicField_TicketFreeText1 => [''] } }, StopAfterMatch => 1`
	one := func(name string) string { return name + ": " + strings.ReplaceAll(body, "\n", "") }
	from := parse(t, "otrs-3.3")
	long := strings.Repeat("quite long, ", 12) + "kept."
	for _, old := range []string{"", "Short.", long, strings.Repeat("word ", 47) + "kept.", strings.Repeat("word ", 70) + "too long."} {
		set := perl(t, one("a")+"\n"+one("b"))
		if old != "" {
			read, err := convert.ReadBytes("Export_ACL.yml", convert.Write(set, convert.Export, convert.WriteOptions{Target: from}).Data)
			if err != nil {
				t.Fatal(err)
			}
			if set = read.Set; set.ACLs[0].Meta.Description == nil {
				t.Fatal("no description to write over")
			}
			for _, a := range set.ACLs {
				a.Meta.Description.Text = old
			}
		}
		r, err := migrate.Migrate(set, migrate.Options{From: from, To: parse(t, "otobo-11.0")})
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range r.Set.ACLs {
			d := a.Meta.Description.Text
			rest := strings.TrimSpace(strings.TrimPrefix(d, old))
			switch {
			case utf8.RuneCountInString(d) > convert.TextMax:
				t.Errorf("%d characters: %s", utf8.RuneCountInString(d), d)
			case utf8.RuneCountInString(old) > convert.TextMax:
				if !strings.HasSuffix(d, "word …") {
					t.Errorf("cut in a word: %s", d)
				}
			case !strings.HasPrefix(d, old):
				t.Errorf("%q does not begin with %q", d, old)
			case utf8.RuneCountInString(old) > 235 && rest == "":
			case !strings.HasPrefix(rest, "From otrs-3.3") || !strings.HasSuffix(rest, "."):
				t.Errorf("not readable: %s", d)
			}
			if old == long && !strings.HasSuffix(d, " more in the report.") {
				t.Errorf("this should have more notes than room: %s", d)
			}
		}
		// The report has what the description has no room for.
		kinds := map[migrate.Kind]bool{}
		for _, x := range r.Rewrites {
			kinds[x.Kind] = true
			if x.Reason == "" {
				t.Errorf("%s without a reason", x.Kind)
			}
		}
		if len(kinds) < 5 {
			t.Errorf("only %d kinds of rewriting", len(kinds))
		}
	}
}
