package convert_test

import (
	"maps"
	"testing"

	"github.com/ticketacl/ticketacl/convert"
)

// TestDefaultActions: what a configuration forbids everywhere is read with its ACLs, in
// whichever way it is written, and what code computes is left out.
func TestDefaultActions(t *testing.T) {
	const acls = "\n$Self->{TicketAcl}->{'100'} = { PossibleNot => { Ticket => { State => ['new'] } } };\n"
	for perl, want := range map[string]map[string]string{
		"": nil,
		"$Self->{'TicketACL::Default::Action'} = {};":                                                         {},
		"$Self->{'TicketACL::Default::Action'} = { A => 0, B => 1, C => '', D => foo() };":                    {"A": "0", "B": "1", "C": ""},
		"$Self->{'TicketACL::Default::Action'}->{A} = 0; $Self->{'TicketACL::Default::Action'}{B} = '1';":     {"A": "0", "B": "1"},
		"$Self->{'TicketACL::Default::Action'} = { A => 0 }; $Self->{'TicketACL::Default::Action'}->{A} = 1;": {"A": "1"},
		"$Self->{'TicketACL::Default::Action'} = [1];":                                                        {},
		"$Self->{'TicketACL::Default::Action'} = foo();":                                                      {},
	} {
		read, err := convert.ReadBytes("Config.pm", []byte(perl+acls))
		if err != nil {
			t.Fatal(err)
		}
		if got := read.Set.DefaultActions; !maps.Equal(got, want) {
			t.Errorf("%s: %v, want %v", perl, got, want)
		}
		if len(read.Set.ACLs) != 1 {
			t.Errorf("%s: %d ACLs", perl, len(read.Set.ACLs))
		}
	}
}
