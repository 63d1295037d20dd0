package report_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/report"
)

// written are the lines that show prints of each ACL of a file as they are
// written, with their numbers.
func written(t interface{ Fatal(...any) }, file, text string) map[string][]string {
	read, err := convert.ReadBytes(file, []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	var source report.Source
	source.Add(file, []byte(text))
	out := map[string][]string{}
	for _, a := range read.Set.Order() {
		var b bytes.Buffer
		report.NewShow(read.Set, []*convert.ACL{a}, product.Default(), false, &source).Text(&b, report.NewTerminal(&b, "never"))
		lines := []string{}
		for line := range strings.Lines(b.String()) {
			if number, text, ok := strings.Cut(strings.TrimSuffix(line, "\n"), " |"); ok && strings.Trim(number, " 0123456789") == "" {
				lines = append(lines, strings.TrimSpace(number)+strings.TrimRight(text, " "))
			}
		}
		out[a.Name] = lines
	}
	return out
}

func TestAsWritten(t *testing.T) {
	for _, tt := range []struct {
		name, file, text string
		want             map[string][]string
	}{
		{
			"an export", "a.yml", "---\n# before\n- Name: '1'\n  ValidID: 1 # valid\n  Comment: x\n# after\n- {Name: '2', ValidID: 1}\n",
			map[string][]string{"1": {"3 - Name: '1'", "4   ValidID: 1 # valid", "5   Comment: x"}, "2": {"7 - {Name: '2', ValidID: 1}"}},
		},
		{
			"two on a line", "a.yml", "[{Name: '1', ValidID: 1}, {Name: '2', ValidID: 1}] # both\n",
			map[string][]string{"1": {"1 … {Name: '1', ValidID: 1} …"}, "2": {"1 … {Name: '2', ValidID: 1} …"}},
		},
		{
			"CR LF and tabs", "a.yml", "- Name: '1'\r\n  ValidID: 1\t\r\n",
			map[string][]string{"1": {"1 - Name: '1'", "2   ValidID: 1"}},
		},
		{
			"UTF-16", "a.yml", "\xff\xfe-\x00 \x00N\x00a\x00m\x00e\x00:\x00 \x001\x00\n\x00", map[string][]string{"1": {}},
		},
		{
			"Perl", "a.pm", "$Self->{DatabasePw} = 'secret';\n$Self->{TicketAcl}->{'1'} = {\n\tPossible => {}, # nothing\n};\n$Self->{DatabasePw} = 'secret';\n",
			map[string][]string{"1": {"2 $Self->{TicketAcl}->{'1'} = {", "3     Possible => {}, # nothing", "4 };"}},
		},
		{
			"beside a password", "a.pm", "$Self->{DatabasePw} = 'secret'; $Self->{TicketAcl}->{'1'} = {}; $Self->{DatabasePw} = 'secret';\n",
			map[string][]string{"1": {"1 … '1'} = {} …"}},
		},
		{
			"before a comment", "a.pm", "$Self->{TicketAcl}{'1'} = {}; # secret\n",
			map[string][]string{"1": {"1 $Self->{TicketAcl}{'1'} = {} …"}},
		},
		{
			"the hash of all", "a.pm", "$Self->{TicketAcl} = {\n  '1' => { Possible => {} },\n  # secret\n  '2' => {\n  },\n};\n",
			map[string][]string{"1": {"2   '1' => { Possible => {} },"}, "2": {"4   '2' => {", "5   },"}},
		},
		{
			"in parts", "a.pm", "$Self->{TicketAcl}{'1'}{Possible}{Ticket}{Queue} = ['Raw'];\n$Self->{Pw} = 'secret';\n$Self->{TicketAcl}->{'1'}->{StopAfterMatch} = 1; $Self->{Pw} = 'secret';\n",
			map[string][]string{"1": {
				"1 $Self->{TicketAcl}{'1'}{Possible}{Ticket}{Queue} = ['Raw'];", "3 $Self->{TicketAcl}->{'1'}->{StopAfterMatch} = 1 …",
			}},
		},
		{
			"from a variable", "a.pm", "my @Secret = ('secret', 'Raw');\n$Self->{TicketAcl}{'1'} = { Possible => { Ticket => { Queue => [ $Secret[1] ] } } };\n",
			map[string][]string{"1": {"2 $Self->{TicketAcl}{'1'} = { Possible => { Ticket => { Queue => [ $Secret[1] ] } } };"}},
		},
		{
			"the blocks alone", "1.pl", "Properties => {\n},\nPossible => {},\n",
			map[string][]string{"1": {"1 Properties => {", "2 },", "3 Possible => {},"}},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, written(t, tt.file, tt.text)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestNoPasswordIsShown puts passwords around ACLs in every way that fits on
// lines of a Config.pm.
func TestNoPasswordIsShown(t *testing.T) {
	const password = "sEcReT"
	other := rapid.SampledFrom([]string{
		"$Self->{DatabasePw} = '" + password + "';", "# " + password + "\n", "my $Pw = q{" + password + "};", "$Self->{'Pw'}{x} = ['" + password + "'];",
		"=pod\n\n" + password + "\n\n=cut\n", "sub x { '" + password + "' }", "$Self->{Text} = <<'EOT';\n" + password + "\nEOT\n", "\n", " ", "",
	})
	acl := rapid.SampledFrom([]string{
		"$Self->{TicketAcl}->{'1'} = { Possible => {} };", "$Self->{TicketAcl}{'1'}{Possible}{Action}[1] = 'x';", "$Self->{TicketAcl} = { '1' => {}, '2' => { Possible => {} } };",
		"$Self->{TicketAcl}{'1'} = {\n};", "$Self->{'TicketAcl'}->{\"2\"}->{'Possible'} = {\n};", "push @{ $Self->{TicketAcl}{'1'}{Possible}{Action} }, 'y';",
		"%{ $Self->{TicketAcl}{'2'} } = ( Possible => {} );", "@{ $Self->{TicketAcl} }{'1', '2'} = ( {}, { Possible => {} } );",
	})
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		b.WriteString("$Self->{LogModule} = 'x';")
		for range rapid.IntRange(1, 6).Draw(t, "statements") {
			b.WriteString(other.Draw(t, "other"))
			if strings.HasSuffix(b.String(), "=cut\n") || strings.HasSuffix(b.String(), "EOT\n") {
				b.WriteString("\n")
			}
			b.WriteString(acl.Draw(t, "acl"))
			b.WriteString(rapid.SampledFrom([]string{"", "\n", " "}).Draw(t, "end"))
		}
		b.WriteString(other.Draw(t, "last"))
		for name, lines := range written(t, "Config.pm", b.String()) {
			if strings.Contains(strings.Join(lines, "\n"), password) {
				t.Errorf("%s:\n%s\nof\n%s", name, strings.Join(lines, "\n"), b.String())
			}
		}
	})
}
