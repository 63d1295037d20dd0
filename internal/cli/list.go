package cli

import (
	"bufio"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/overview"
	"github.com/ticketacl/ticketacl/internal/report"
)

type listOptions struct {
	*streams
	acls      aclsFlag
	target    targetFlag
	inventory string
	filter    string
	uses      []string
	format    string
	color     string
}

func newList(s *streams) *cobra.Command {
	o := &listOptions{streams: s}
	cmd := &cobra.Command{
		Use:   "list [PATH…]",
		Short: "Show all ACLs in evaluation order: what they limit, and when",
		Long: "Lists ACLs in the order in which the engine evaluates them, with their validity,\n" +
			"whether they stop the evaluation, when they apply and what they limit then.\n\n" +
			"--uses ATTRIBUTE=VALUE finds every item that has to do with a value: exactly, negated,\n" +
			"by pattern, or naming a child of it (Misc::Sub). The attribute is Queue, State,\n" +
			"Priority, Type, Service, SLA, Owner, Responsible, CustomerUser, Role, Group_rw, Action,\n" +
			"Process, DynamicField_X …, under whichever names conditions and changes have it, or one\n" +
			"attribute alone, such as User.Role. With --inventory ids count too. Code that computes\n" +
			"an item, and patterns that nobody can decide, may hit.\n\n" +
			"--filter keeps the ACLs that have a text, in whatever case, in their name, comment,\n" +
			"description, attributes (Ticket.Queue) or items.",
		Example: "  ticketacl list Export_ACL.yml\n" +
			"  ticketacl list Export_ACL.yml --uses Queue=Misc --inventory inventory.yml\n" +
			"  ticketacl list acls/ --filter AgentTicketClose --format csv",
		RunE: func(cmd *cobra.Command, args []string) error { return o.run(cmd, args) },
	}
	o.acls.register(cmd)
	f := cmd.Flags()
	f.StringVar(&o.inventory, "inventory", "", "what exists in the system: ids, children and names for --uses")
	f.StringVar(&o.filter, "filter", "", "only ACLs with this text in name, comment, attributes or items")
	f.StringArrayVar(&o.uses, "uses", nil, "where a value is used, such as Queue=Misc or User.Role=admin (repeatable)")
	f.StringVar(&o.format, "format", "text", "text, json, csv or markdown")
	f.StringVar(&o.color, "color", "auto", "auto, always or never")
	o.target.register(cmd, s)
	return cmd
}

func (o *listOptions) run(cmd *cobra.Command, args []string) error {
	if err := oneOf("format", o.format, "text", "json", "csv", "markdown"); err != nil {
		return err
	}
	if err := oneOf("color", o.color, report.ColorModes()...); err != nil {
		return err
	}
	inv, findings, err := o.loadInventory(o.inventory)
	if err != nil {
		return err
	}
	defer func() { report.Compact(o.err, findings) }()
	target, assumed, err := o.target.getWith(inv)
	if err != nil {
		return err
	}
	read, err := o.acls.load(cmd, o.streams, target, args, "ticketacl list Export_ACL.yml", nil)
	if err != nil {
		return err
	}
	unread := hasError(findings)
	findings = append(findings, read.Diagnostics...)
	if read.Partial && len(read.Set.ACLs) == 0 {
		return errUnread
	}
	target, assumed = recognised(read, target, assumed)
	r := overview.For(target)
	keep := func(a *convert.ACL) bool { return o.filter == "" || r.Mentions(a, o.filter) }
	l := report.NewList(read.Set, target, assumed, read.Files, keep)
	if target.Assumed != "" {
		l.Notes = append(l.Notes, target.ID+": "+target.Assumed)
	}
	if err := o.addUses(l, r, read.Set, inv, keep); err != nil {
		return err
	}
	if err := o.print(l); err != nil {
		return failure{err}
	}
	if unread {
		return exit(exitFailed)
	}
	return exitOf(read)
}

func hasError(ds []diag.Diagnostic) bool {
	worst, ok := diag.Worst(ds)
	return ok && worst == diag.Error
}

// addUses answers --uses. What nothing uses is said beside the output.
func (o *listOptions) addUses(l *report.List, r overview.Reader, set *convert.Set, inv *inventory.Inventory, keep func(*convert.ACL) bool) error {
	if len(o.uses) == 0 {
		return nil
	}
	order := set.Order()
	var acls []*convert.ACL
	for _, a := range order {
		if keep(a) {
			acls = append(acls, a)
		}
	}
	var queries []*overview.Query
	for _, text := range o.uses {
		q, err := r.NewQuery(text, order, inv)
		if err != nil {
			return fmt.Errorf("--uses %w", err)
		}
		queries = append(queries, q)
	}
	for _, q := range queries {
		hits := r.Uses(q, acls)
		l.AddUses(q, order, hits)
		if q.Unlisted != "" {
			fmt.Fprintf(o.err, "ticketacl: %s\n", report.Clean(q.Unlisted))
		}
		if len(hits) == 0 {
			fmt.Fprintf(o.err, "ticketacl: nothing uses %s\n", report.Clean(q.Attribute+"="+q.Value))
		}
	}
	l.OnlyUsed()
	return nil
}

func (o *listOptions) print(l *report.List) error {
	w := bufio.NewWriter(o.out)
	var err error
	switch o.format {
	case "json":
		err = l.JSON(w)
	case "csv":
		err = l.CSV(w)
	case "markdown":
		err = l.Markdown(w)
	default:
		l.Text(w, report.NewTerminal(o.out, o.color))
	}
	return errors.Join(err, w.Flush())
}
