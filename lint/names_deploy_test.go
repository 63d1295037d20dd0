package lint_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/peer"
	"github.com/ticketacl/ticketacl/internal/product"
)

// inForce loads deployed files, and prints for each the names of its ACLs as
// numbers of characters, one line a file.
const inForce = `for my $f (@ARGV) {
    my $Self = {};
    undef &Kernel::Config::Files::ZZZACL::Load;
    my $ok = do $f;
    $ok &&= eval { Kernel::Config::Files::ZZZACL->Load($Self); 1 };
    print $ok ? join(';', map { join ',', map { ord } split //, $_ } sort keys %{ $Self->{TicketAcl} }) : 'broken', "\n";
}`

// deployed is what perl finds in what a target deploys of each of some exports.
func deployed(t *testing.T, exports []string, to *product.Target) []string {
	t.Helper()
	perl, dir := peer.Perl(t), t.TempDir()
	args := []string{"-e", inForce}
	for i, text := range exports {
		read, err := convert.ReadBytes("acls.yml", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		w := convert.Write(read.Set, convert.Deployment, convert.WriteOptions{Target: to, Now: time.Unix(0, 0), By: "jdoe", Faithful: true})
		args = append(args, filepath.Join(dir, fmt.Sprintf("%d.pm", i)))
		if err := os.WriteFile(args[len(args)-1], w.Data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	out, err := exec.Command(perl, args...).Output()
	if err != nil {
		t.Fatalf("perl: %v", err)
	}
	lines := strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
	if len(lines) != len(exports) {
		t.Fatalf("%d answers to %d files", len(lines), len(exports))
	}
	return lines
}

// numbered is a name as inForce prints it.
func numbered(name string) string {
	var out []string
	for _, r := range name {
		out = append(out, fmt.Sprint(r))
	}
	return strings.Join(out, ",")
}

func target(t *testing.T, id string) *product.Target {
	t.Helper()
	to, err := product.Parse(id)
	if err != nil {
		t.Fatal(err)
	}
	return to
}

// TestNamesDeployed: what name-breaks-deployment says of a name, perl makes of the
// file that the target deploys.
func TestNamesDeployed(t *testing.T) {
	names := []string{
		"100-plain", "100-Jane's", `100-"x"`, "100-ä", `100-C:\new`, `100-C:\temp\`, `100\\200`, `100\'x`, `\`, `\\`, `a\"b`, `\x41`, `\N`, `\u00e4`, `\Ux`, `100-\$x`,
		"100-$price", "100-$", "100 $ x", "100-$1", "100-$_", "$Self", "$Self->{x}", "$File", "@File", "${x}", "@{[1]}", "$x[0]", "$$", "$-x", "$(", "$)x",
		"100-me@example.org", "@", "a @ b", "@1", "@_", "a@-b", "a@+", "a@{b}", "two\nlines", "cr\rlf\r\n", "tab\t", "#", "{}", "[empty]", "$VAR1", "%x", "&x", "`x`",
	}
	var exports []string
	for _, name := range names {
		exports = append(exports, fmt.Sprintf("- Name: %s\n  ValidID: 1\n  ConfigMatch: ''\n  ConfigChange:\n    PossibleNot:\n      Action: [AgentTicketClose]\n", strconv.Quote(name)))
	}
	for _, id := range []string{"otrs-3.3", "otrs-5.0.8", "otrs-5.0.12", "otrs-6.0", "znuny-7.0", "znuny-6.0.43", "otobo-10.1.4", "otobo-10.1", "otobo-11.0"} {
		to := target(t, id)
		got := deployed(t, exports, to)
		for i, name := range names {
			said := ""
			for _, d := range lintText(t, "acls.yml", exports[i], id, "name-breaks-deployment", nil) {
				said += d.Summary
			}
			read, _ := convert.DeployedName(name, &to.Switches.Frame)
			var right bool
			switch {
			case said == "":
				right = got[i] == numbered(name)
			case strings.Contains(said, "breaks the deployment"):
				right = got[i] == "broken"
			case strings.Contains(said, "variable"):
				right = got[i] != "broken" && got[i] != numbered(name)
			default:
				right = got[i] == numbered(read)
			}
			if !right {
				t.Errorf("%s: %q: %q, and perl finds %s", id, name, said, got[i])
			}
		}
	}
}

// TestCommentsDeployed: the same of comments and of what an anchor shares.
func TestCommentsDeployed(t *testing.T) {
	cases := []struct{ rule, comment, match string }{
		{"comment-breaks-deployment", "plain", "''"},
		{"comment-breaks-deployment", "one\nask Jane about it", "''"},
		{"comment-breaks-deployment", "one\n\n# two\n", "''"},
		{"comment-breaks-deployment", "\nask Jane about it", "''"},
		{"comment-breaks-deployment", "one\rask Jane about it", "''"},
		{"comment-breaks-deployment", "see $VAR1", "''"},
		{"comment-breaks-deployment", "see $VAR[empty]1", "''"},
		{"comment-breaks-deployment", "one\nsee $VAR1 there", "''"},
		{"comment-breaks-deployment", "see [empty] there", "''"},
		{"yaml-alias", "plain", "{Properties: {Ticket: {Queue: &q [Raw]}, Queue: {Name: *q}}}"},
		{"yaml-alias", "plain", "{Properties: {Ticket: {Queue: [&q Raw]}, Queue: {Name: [*q]}}}"},
		{"yaml-alias", "plain", "{Properties: {Ticket: {Queue: [Raw]}, Queue: {Name: [Raw]}}}"},
	}
	var exports []string
	for _, c := range cases {
		exports = append(exports, fmt.Sprintf("- Name: 100\n  ValidID: 1\n  Comment: %s\n  ConfigMatch: %s\n  ConfigChange: ''\n", strconv.Quote(c.comment), c.match))
	}
	for _, id := range []string{"otrs-3.3", "otrs-5.0.12", "otrs-6.0", "znuny-7.0", "otobo-10.1", "otobo-11.0"} {
		got := deployed(t, exports, target(t, id))
		for i, c := range cases {
			want := numbered("100")
			for _, d := range lintText(t, "acls.yml", exports[i], id, convert.Rule(c.rule), nil) {
				if strings.Contains(d.Summary, "refuses") {
					want = "broken"
				}
			}
			if got[i] != want {
				t.Errorf("%s: %q, %s: perl finds %s, want %s", id, c.comment, c.match, got[i], want)
			}
		}
	}
}
