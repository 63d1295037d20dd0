package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/report"
	"github.com/ticketacl/ticketacl/lint"
)

type rulesOptions struct {
	*streams
	target targetFlag
	format string
	color  string
}

func newRules(s *streams) *cobra.Command {
	o := &rulesOptions{streams: s}
	cmd := &cobra.Command{
		Use:   "rules [RULE…]",
		Short: "List the rules of lint, or explain some of them",
		Long: "Lists the rules of lint by family: how severe their findings are, whether they are off\n" +
			"until somebody asks for them, for which targets they speak where that is not all, and\n" +
			"whether --fix mends what they find.\n\n" +
			"With RULE: what it finds, what the engine does there, an example, and how to accept a\n" +
			"finding. --target shows only the rules that speak for that target.",
		Example: "  ticketacl rules\n" +
			"  ticketacl rules not-a-list\n" +
			"  ticketacl rules --target otrs-3.3",
		RunE: func(_ *cobra.Command, args []string) error { return o.run(args) },
	}
	cmd.Flags().StringVar(&o.format, "format", "text", "text, json or markdown")
	cmd.Flags().StringVar(&o.color, "color", "auto", "auto, always or never")
	o.target.register(cmd, s)
	return cmd
}

func (o *rulesOptions) run(args []string) error {
	if err := oneOf("format", o.format, "text", "json", "markdown"); err != nil {
		return err
	}
	if err := oneOf("color", o.color, report.ColorModes()...); err != nil {
		return err
	}
	var target *product.Target
	if o.target.name != "" {
		var err error
		if target, _, err = o.target.get(); err != nil {
			return err
		}
	}
	rules := lint.Rules()
	if len(args) > 0 {
		rules = nil
		for _, name := range args {
			r, ok := lint.RuleNamed(name)
			if !ok {
				return fmt.Errorf("there is no rule %q%s", name, diag.Meant(name, lint.RuleNames()))
			}
			if target != nil && !r.Applies(target) {
				fmt.Fprintf(o.err, "ticketacl: %s does not speak for %s\n", name, target.ID)
			}
			rules = append(rules, r)
		}
	}
	if err := o.print(report.NewRules(rules, target), len(args) > 0); err != nil {
		return failure{err}
	}
	return nil
}

func (o *rulesOptions) print(r *report.Rules, pages bool) error {
	w := bufio.NewWriter(o.out)
	t := report.NewTerminal(o.out, o.color)
	write := r.JSON
	switch {
	case o.format == "markdown" && pages:
		write = r.PageMarkdown
	case o.format == "markdown":
		write = r.Markdown
	case o.format == "text" && pages:
		write = func(out io.Writer) error { return r.PageText(out, t) }
	case o.format == "text":
		write = func(out io.Writer) error { return r.Text(out, t) }
	}
	return errors.Join(write(w), w.Flush())
}
