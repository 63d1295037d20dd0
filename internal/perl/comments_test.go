package perl

import (
	"slices"
	"testing"
)

// TestComments: what perl takes for a comment, and nothing that looks like one.
func TestComments(t *testing.T) {
	for _, c := range []struct {
		in   string
		want []string
	}{
		{"", nil},
		{"# a\n$x = 1; # b\n# c", []string{"# a", "# b", "# c"}},
		{"package P;\n# a\nmy $Self = {}; # b\n$Self->{TicketAcl}->{'x'} = { # c\n  K => ['# no'], # d\n}; # e\n", []string{"# a", "# b", "# c", "# d", "# e"}},
		{"$Self->{TicketAcl}->{'x'} = { # a\n  K => 1 + 1, # b\n};\n", []string{"# a", "# b"}},
		{"$x = 'a\n# no\n'; # a", []string{"# a"}},
		{"$x = <<E . <<'F'; # a\n# no\nE\n# no\nF\n# b\n", []string{"# a", "# b"}},
		{"$x = qw(\n# no\n); $y = $#x; s# no#x#; # a\n", []string{"# a"}},
		{"=pod\n\n# no\n\n=cut\n\n# a\n1;\n", []string{"# a"}},
		{"$x = 1; # a\n__END__\n# no\n", []string{"# a"}},
		{"'x' => { # a\n 'Possible' => {}, # b\n},\n", []string{"# a", "# b"}},
		{"$x = 1 # a\n  + 2; # b\n", []string{"# a", "# b"}},
		{"if ( $x ) { # a\n} # b\nelse { # c\n}\n", []string{"# a", "# b", "# c"}},
	} {
		var got []string
		for _, at := range Comments([]byte(c.in)) {
			end := at
			for end < uint32(len(c.in)) && c.in[end] != '\n' {
				end++
			}
			got = append(got, c.in[at:end])
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q: %q, want %q", c.in, got, c.want)
		}
	}
}
