package report_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/report"
	"github.com/ticketacl/ticketacl/lint"
)

// linted is what all rules say of one file.
func linted(t interface{ Fatal(...any) }, file, text string) *report.Lint {
	read, err := convert.ReadBytes(file, []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	sources := map[string][]byte{file: []byte(text)}
	opts := lint.Options{Target: product.Default(), Settings: map[lint.RuleID]lint.Setting{}}
	for _, r := range lint.Rules() {
		opts.Settings[r.ID] = lint.Setting{Severity: diag.Error}
	}
	return &report.Lint{
		Target: opts.Target, Files: read.Files, Sources: sources, ACLs: read.Set.ACLs, Rules: lint.Rules(),
		Findings: lint.Lint(&lint.Input{Read: read, Sources: sources}, opts),
	}
}

// TestLintShows: which lines of a file are shown beside a finding at a place.
func TestLintShows(t *testing.T) {
	for _, tt := range []struct {
		name, file, text string
		want             string // "" for none
	}{
		{"an export", "a", "- Name: «x» # all of it\n", "- Name: x # all of it"},
		{"YAML that is no export", "a.yaml", "acls: «x» # all of it\n", "acls: x # all of it"},
		{"what is nothing else", "a", "password: «x»\n", ""},
		{"UTF-16", "a.yml", "\xff\xfe-\x00«»", ""},
		{"a broken export", "a", "---\n- Name: «@»x\n", "- Name: @x"},
		{"an item", "a.pm", "$Self->{TicketAcl}{'1'} = {\n\tPossible => { Action => «'x'» }, # comment\n};\n", "\tPossible => { Action => 'x' }, "},
		{"a name", "a.pm", "$Self->{TicketAcl}->{«'1'»} = { Possible => {} }; # secret\n", "$Self->{TicketAcl}->{'1'} = { Possible => {} }; "},
		{"before an ACL", "a.pm", "«$Self»->{Pw} = 'secret';\n$Self->{TicketAcl}->{'1'} = {};\n", ""},
		{"beside an ACL", "a.pm", "«$Self»->{Pw} = 'secret'; $Self->{TicketAcl}->{'1'} = {};\n", ""},
		{"behind a password", "a.pm", "$Self->{Pw} = 'secret'; $Self->{TicketAcl}->{'1'} = { Possible => { Action => «'x'» } }; $Self->{Pw} = 'secret';\n",
			"}->{'1'} = { Possible => { Action => 'x' } }; "},
		{"words", "a.pm", "$Self->{TicketAcl}{'1'} = {\n Possible => { Action => [ qw(«a» b) ] } };\n", " Possible => { Action => [ qw(a b) ] } };"},
		{"code beside it", "a.pm", "$Self->{TicketAcl}{'1'} = { Possible => { Action => [ «'x'», secret('y') ] } };\n", "$Self->{TicketAcl}{'1'} = { Possible => { Action => [ 'x', "},
		{"behind a bracket that is missing", "a.pm", "$Self->{TicketAcl}{'1'} = { Possible => { Action => [ 'x', 'x' ] } $Self->{Pw} = «'secret'» };\n", ""},
		{"before a bracket that is missing", "a.pm", "$Self->{TicketAcl}{'1'} = { Possible => { Action => [ «'x'», 'x' ] } $Self->{Pw} = 'secret' };\n", ""},
		{"a part", "a.pm", "$Self->{TicketAcl}{'1'}{Possible}{Action} = [«'x'», 'x'];\n", "$Self->{TicketAcl}{'1'}{Possible}{Action} = ['x', 'x'];"},
		{"from a variable", "a.pm", "my @Secret = («'secret'», 'Raw');\n$Self->{TicketAcl}{'1'} = { Possible => { Ticket => { Queue => [ $Secret[1] ] } } };\n", ""},
		{"the package", "a.pm", "«package Kernel::Config::Files::X»;\n$Self->{TicketAcl}->{'1'} = {};\n", ""},
		{"a row of a dump", "a.sql", "INSERT INTO `users` VALUES (1,'root','secret');\n" +
			"INSERT INTO `acl` VALUES (1,«'100-a'»,'','',1,0,'--- {}\\n','--- {}\\n','2020-01-01 00:00:00',1,'2020-01-01 00:00:00',1); -- secret\n",
			"(1,'100-a','','',1,0,'--- {}\\n','--- {}\\n','2020-01-01 00:00:00',1,'2020-01-01 00:00:00',1)"},
		{"another table of a dump", "a.sql", "INSERT INTO `users` VALUES («1»,'root','secret');\n" +
			"INSERT INTO `acl` VALUES (1,'100-a','','',1,0,'--- {}\\n','--- {}\\n','2020-01-01 00:00:00',1,'2020-01-01 00:00:00',1);\n", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m := mark(tt.file, tt.text)
			l := &report.Lint{Sources: map[string][]byte{m.name: m.text}, Findings: []diag.Diagnostic{{Place: m.places[0]}}}
			if read, err := convert.ReadBytes(m.name, m.text); err == nil {
				l.ACLs = read.Set.ACLs
			}
			got := ""
			if s := l.Document().Findings[0].Source; s != nil {
				got = s.Text
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestLintWithoutACLs: of Perl nothing is shown where nobody says which ACLs it
// has.
func TestLintWithoutACLs(t *testing.T) {
	m := mark("a.pm", "$Self->{TicketAcl}->{«'1'»} = {};\n")
	l := &report.Lint{Sources: map[string][]byte{m.name: m.text}, Findings: []diag.Diagnostic{{Place: m.places[0]}}}
	if s := l.Document().Findings[0].Source; s != nil {
		t.Errorf("shows %q", s.Text)
	}
}

// TestLintShowsNoPassword puts passwords around ACLs with mistakes in every way that
// fits on lines of a Config.pm, and looks for them in every format.
func TestLintShowsNoPassword(t *testing.T) {
	const password = "sEcReT"
	other := rapid.SampledFrom([]string{
		"$Self->{DatabasePw} = '" + password + "';", "# " + password + "\n", "my $Pw = q{" + password + "};", "$Self->{'Pw'}{x} = ['" + password + "'];",
		"=pod\n\n" + password + "\n\n=cut\n", "sub x { '" + password + "' }", "$Self->{Text} = <<'EOT';\n" + password + "\nEOT\n", "\n", " ", "",
		"$Self->{Pw} = '" + password + "'", "if ('" + password + "') {", "}", "my %H = ( Pw => '" + password + "' 'x' );",
	})
	acls := rapid.SampledFrom([]string{
		"$Self->{TicketAcl}->{'1'} = { Possible => { Action => 'x' } };", "$Self->{TicketAcl}{'1'}{Possible}{Action}[1] = 'x';",
		"$Self->{TicketAcl} = { '1' => { Possibel => 1 }, '2' => { Possible => { Action => ['a', 'a'] } } };",
		"$Self->{TicketAcl}{'1'} = {\n  Properties => { Ticket => { Queue => [ '[Regexp]x', undef ] } },\n};",
		"$Self->{'TicketAcl'}->{\"2\"}->{'Possible'} = {\n  Ticket => 'Raw', Ticket => 'x' };", "push @{ $Self->{TicketAcl}{'1'}{Possible}{Action} }, 'y';",
		"%{ $Self->{TicketAcl}{'2'} } = ( Possible => {} );", "@{ $Self->{TicketAcl} }{'1', '2'} = ( {}, { Possible => {} } );",
		"$Self->{TicketAcl}{'3'} = { Possible => { Action => [ 'a' 'b' ] } };", "$Self->{TicketAcl}{'4'} = { Possible => { Action => [ 'a', ] }",
	})
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		b.WriteString("$Self->{LogModule} = 'x';")
		for range rapid.IntRange(1, 6).Draw(t, "statements") {
			b.WriteString(other.Draw(t, "other"))
			if strings.HasSuffix(b.String(), "=cut\n") || strings.HasSuffix(b.String(), "EOT\n") {
				b.WriteString("\n")
			}
			b.WriteString(acls.Draw(t, "acl"))
			b.WriteString(rapid.SampledFrom([]string{"", "\n", " "}).Draw(t, "end"))
		}
		b.WriteString(other.Draw(t, "last"))
		l := linted(t, "Config.pm", b.String())
		l.Rules = nil
		for i := range l.Findings { // what rules say is for them to test
			l.Findings[i].Summary, l.Findings[i].Detail, l.Findings[i].Related, l.Findings[i].Fixes = "x", "", nil, nil
		}
		for name, write := range formats(l) {
			var out strings.Builder
			if err := write(&out); err != nil {
				t.Fatal(err)
			}
			if strings.Contains(out.String(), password) {
				t.Errorf("%s:\n%s\nof\n%s", name, out.String(), b.String())
			}
		}
	})
}
