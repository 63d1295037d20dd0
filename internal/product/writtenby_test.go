package product

import (
	"strings"
	"testing"
)

func TestWrittenBy(t *testing.T) {
	const otrs, otobo = "# OTRS config file (automatically generated)\n# VERSION:1.1\n", "# OTOBO config file (automatically generated)\n# VERSION:1.1\n"
	load := "sub Load {\n    my ($File, $Self) = @_;\n"
	for _, c := range []struct {
		text, first, last, likeliest string
		decided                      bool
	}{
		{otrs + load + `$Self->{TicketAcl}->{"a"} = {`, "otrs-3.3", "otrs-3.3", "otrs-3.3", true},
		{otrs + "no warnings 'redefine';\n" + load + `$Self->{TicketAcl}->{"a"} = {`, "otrs-4.0", "otrs-5.0.11", "otrs-5.0.11", true},
		{otrs + "no warnings 'redefine';\n" + load + `$Self->{TicketAcl}->{'a'} = {`, "otrs-5.0.12", "otrs-5.0", "otrs-5.0", false},
		{otrs + "no warnings 'redefine'; ## no critic\n" + load + `$Self->{TicketAcl}->{'a'} = {`, "otrs-6.0.5", "znuny-7.2", "otrs-6.0", false},
		{otobo + "no warnings 'redefine'; ## no critic qw(TestingAndDebugging::ProhibitNoWarnings)\n" + load, "otobo-10.0.21", "otobo-11.0", "otobo-11.0", false},
		{otobo + "no warnings 'redefine'; ## no critic\n" + load, "otobo-10.0.8", "otobo-10.0.8", "otobo-10.0.8", true},
		{otobo + "no warnings 'redefine'; ## no critic qw(TestingAndDebugging::ProhibitNoWarnings)\n" + load +
			"$Self->{TicketAcl}->{'a'} = {\n};\n\n    return;\n}\n1;\n", "otobo-10.0.21", "otobo-10.1.4", "otobo-10.1.4", false},
		{otobo + "no warnings 'redefine'; ## no critic qw(TestingAndDebugging::ProhibitNoWarnings)\n" + load +
			"$Self->{TicketAcl}->{'a'} = {\n};\n\n\n\n    return;\n}\n1;\n", "otobo-10.1.10", "otobo-11.0", "otobo-11.0", false},
		{strings.ReplaceAll(otrs+load, "\n", "\r\n"), "otrs-3.3", "otrs-3.3", "otrs-3.3", true},
	} {
		got := WrittenBy([]byte(c.text))
		if len(got) == 0 {
			t.Errorf("%q: nobody wrote it", c.text)
			continue
		}
		likeliest, decided := Likeliest(got)
		if got[0].ID != c.first || got[len(got)-1].ID != c.last || likeliest.ID != c.likeliest || decided != c.decided {
			t.Errorf("%q: %v, likeliest %s, decided %t; want %s to %s, %s, %t", c.text, got, likeliest, decided, c.first, c.last, c.likeliest, c.decided)
		}
	}
	for _, text := range []string{"", "package X;", "# OTRS config file", "x\n" + otrs} {
		if got := WrittenBy([]byte(text)); got != nil {
			t.Errorf("%q: %v", text, got)
		}
	}
}
