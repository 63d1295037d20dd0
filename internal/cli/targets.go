package cli

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/report"
)

type targetsOptions struct {
	*streams
	format string
	color  string
}

func newTargets(s *streams) *cobra.Command {
	o := &targetsOptions{streams: s}
	cmd := &cobra.Command{
		Use:   "targets [TARGET [TARGET]]",
		Short: "Show the products and versions that are known, and what differs between them",
		Long: "Lists every product and version with what sets it apart from the one before it. One\n" +
			"TARGET shows that one alone, two of them name all that differs between them. Patch\n" +
			"levels find their place: otobo-10.1.4 is what it was before OTOBO 10.1.5.",
		Example: "  ticketacl targets\n" +
			"  ticketacl targets otrs-6.0 otobo-11.0",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 2 {
				return fmt.Errorf("targets compares two targets, not %d", len(args))
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return o.run(args) },
	}
	cmd.Flags().StringVar(&o.format, "format", "text", "text or json")
	cmd.Flags().StringVar(&o.color, "color", "auto", "auto, always or never")
	return cmd
}

func (o *targetsOptions) run(args []string) error {
	if err := oneOf("format", o.format, "text", "json"); err != nil {
		return err
	}
	if err := oneOf("color", o.color, "auto", "always", "never"); err != nil {
		return err
	}
	targets := product.All()
	if len(args) > 0 {
		targets = nil
		for _, name := range args {
			t, err := product.Parse(name)
			if err != nil {
				return err
			}
			targets = append(targets, t)
		}
	}
	if len(args) == 2 {
		r := report.CompareTargets(targets[0], targets[1])
		return o.print(r, r.CompareText)
	}
	r := report.NewTargets(targets)
	return o.print(r, r.Text)
}

func (o *targetsOptions) print(r *report.Targets, text func(io.Writer, *report.Terminal)) error {
	if o.format == "json" {
		enc := json.NewEncoder(o.out)
		enc.SetIndent("", "  ")
		return enc.Encode(r)
	}
	text(o.out, report.NewTerminal(o.out, o.color))
	return nil
}
