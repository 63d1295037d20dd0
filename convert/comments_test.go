package convert

import (
	"strings"
	"testing"
)

// TestCommentsOfPerl: of a file with passwords only comments come along that
// stand inside an ACL, in its lines, or directly above it.
func TestCommentsOfPerl(t *testing.T) {
	const in = `package Kernel::Config;
use utf8;
sub Load {
    my $Self = shift;
    # SECRET above the password
    $Self->{DatabasePw} = 'SECRET'; # SECRET behind it
    # kept 1
    # kept 2
    # Comment: of the ACL
    $Self->{TicketAcl}->{'A'} = { # kept 3
        # Comment: inside
        # kept 4
        Possible => { Ticket => { State => ['SECRET #no', "x
# no comment
"] } }, # kept 5
        # kept 6
    }; # kept 7
    # SECRET below
    $Self->{X} = 1; # Comment: SECRET
    $Self->{TicketAcl}->{'A0'} = {};

    # SECRET far above

    $Self->{X} = 1; $Self->{TicketAcl}->{'B'} = {}; $Self->{Pw} = 'x'; # SECRET
    $Self->{Pw} = 'y
# SECRET in a text
'; $Self->{TicketAcl}->{'C'} = {};
    $Self->{Pw} = <<EOT;
# SECRET of a document
EOT
    $Self->{TicketAcl}->{'D'} = {};

=pod

# SECRET in POD

=cut

    $Self->{TicketAcl}{'E'} = {};
    return 1;
}
# SECRET at the end
1;
`
	for to, frame := range map[Output]string{Export: "# Comment: of the ACL\n", Config: "# Comment: of the ACL\n"} {
		w := written(t, "Config.pm", in, to, writeOptions(t, "otobo-11.0"))
		var comments []string
		for line := range strings.Lines(string(w.Data)) {
			if text, ok := strings.CutPrefix(strings.TrimSpace(line), "# kept "); ok {
				comments = append(comments, text)
			} else if strings.HasPrefix(strings.TrimSpace(line), "# SECRET") || strings.Contains(line, "Comment: SECRET") {
				t.Errorf("%v: %s", to, line)
			}
		}
		if len(comments) != 7 {
			t.Errorf("%v: kept %v of 7 in\n%s", to, comments, w.Data)
		}
		if s := string(w.Data); strings.Count(s, frame) != 1 || strings.Count(s, "# Comment: inside\n") != 1 {
			t.Errorf("%v: a comment of the ACL or inside it is not there once:\n%s", to, s)
		}
		if got := told(w); got != "" {
			t.Errorf("%v: %s", to, got)
		}
	}
}

// TestCommentsOfAPart: what is not in the set has no comments, and values with
// "#" of other ACLs are none.
func TestCommentsOfAPart(t *testing.T) {
	const in = "# head\n- Name: one # one\n  Comment: 'Ticket #1'\n  Description: |\n    text\n    # no comment\n# two\n- Name: two # behind\n  Comment: \"a\n    #b\" # of Comment\n  Description: x\n# tail\n"
	r, err := ReadBytes("in.yml", []byte(in))
	if err != nil {
		t.Fatal(err)
	}
	opts := writeOptions(t, "otobo-11.0")
	opts.Sources = map[string][]byte{"in.yml": []byte(in)}
	for i, want := range []string{"# head\n# one\n", "# two\n# behind\n# of Comment\n# tail\n"} {
		whole := opts.commentsFor(r.Set)["in.yml"]
		a := r.Set.ACLs[i]
		var got []string
		for _, e := range append([]Entry{{KeySpan: a.Entry.Span}}, a.Entry.Entries()...) {
			got = append(got, whole.Take(e.KeySpan)...)
		}
		got = append(got, whole.tail([]*ACL{a})...)
		if s := strings.Join(got, "\n") + "\n"; s != want {
			t.Errorf("ACL %d has\n%s, want\n%s", i, s, want)
		}
		alone := Write(&Set{ACLs: []*ACL{a}}, Export, opts)
		if n := strings.Count(string(alone.Data), "\n#") + strings.Count(string(alone.Data), "\n  #"); strings.Contains(string(alone.Data), "\n# no") || n == 0 {
			t.Errorf("alone:\n%s", alone.Data)
		}
	}
}
