package simulate_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/simulate"
)

// TestSamples: the ways through patterns, as texts that these hit.
func TestSamples(t *testing.T) {
	for _, c := range []struct {
		item string
		want []string
	}{
		{"[RegExp]^(Re|Fwd|AW): ", []string{"Re: ", "Fwd: ", "AW: "}},
		{"[NotRegExp]^[ab]c?$", []string{"a", "b", "ac"}},
		{"[RegExp]a.*b", []string{"ab", "axb"}},
		{"[RegExp]^\\d{2,}$", []string{"11", "00", "99", "111", "000", "999"}},
		{"[regexp]^vip", []string{"VIP"}},
		{"[RegExp](?<!x)y", nil}, // what Go cannot parse
		{"plain", nil},
	} {
		text := "---\n- Name: a\n  ValidID: 1\n  ConfigMatch: {Properties: {Ticket: {Title: ['" + c.item + "']}}}\n  ConfigChange: {PossibleNot: {Action: [AgentTicketNote]}}\n"
		read, err := convert.Read(context.Background(), "-", convert.Options{Stdin: strings.NewReader(text)})
		if err != nil || read.Partial {
			t.Fatal(err, read.Diagnostics)
		}
		got := simulate.Compile(read.Set, product.Default(), simulate.Options{}).NewSorter().Samples("Ticket", "Title")
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.item, got, c.want)
		}
	}
}
