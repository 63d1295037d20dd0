package perl

import (
	"fmt"
	"strings"
	"testing"
)

// TestSecretsBehindAMistake: an assignment that a missing bracket or comma puts inside
// an ACL is none of its items, on whatever line it stands.
func TestSecretsBehindAMistake(t *testing.T) {
	for _, assignment := range []string{
		"$Self->{DatabasePw} = 'secret'", "$Self->{DatabasePw}='secret'", "$Self->{'DatabasePw'} ||= 'secret'", "$Self->{A}{B}[0] .= 'secret'",
		"my $Pw = 'secret'", "our $Pw = 'secret'", "local $Pw = 'secret'", "$Pw = 'secret'", "$$Pw{x} = 'secret'",
	} {
		for _, between := range []string{" ", "\n", "; ", ";\n", " }; "} {
			text := "$Self->{TicketAcl}{'1'} = { Possible => { Ticket => { State => ['a'] }" + between + assignment + ";\n};\n1;\n"
			doc := Read("a.pm", []byte(text))
			all := fmt.Sprintf("%+v", doc.Diagnostics)
			for _, a := range doc.Set.ACLs {
				all += a.Name + string(AppendDump(nil, &a.Entry, Dump{}))
			}
			if strings.Contains(all, "secret") {
				t.Errorf("it is in\n%s\nof\n%s", all, text)
			}
			if len(doc.Diagnostics) == 0 {
				t.Errorf("no mistake is found in\n%s", text)
			}
		}
	}
}
