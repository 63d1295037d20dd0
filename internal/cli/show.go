package cli

import (
	"bufio"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/report"
)

type showOptions struct {
	*streams
	acls   aclsFlag
	target targetFlag
	all    bool
	format string
	color  string
}

func newShow(s *streams) *cobra.Command {
	o := &showOptions{streams: s}
	cmd := &cobra.Command{
		Use:   "show NAME… --acls PATH",
		Short: "Show an ACL in plain words, then as it is written",
		Long: "Says of an ACL to whom it applies, when, and what happens then to which list, with what\n" +
			"a reader would get wrong about it on this target; then its lines as they are written.",
		Example: "  ticketacl show 100-Example-ACL --acls Export_ACL.yml\n" +
			"  ticketacl show --all --acls Export_ACL.yml --format json",
		RunE: func(cmd *cobra.Command, args []string) error { return o.run(cmd, args) },
	}
	o.acls.register(cmd)
	f := cmd.Flags()
	f.BoolVar(&o.all, "all", false, "all ACLs, in evaluation order")
	f.StringVar(&o.format, "format", "text", "text or json")
	f.StringVar(&o.color, "color", "auto", "auto, always or never")
	o.target.register(cmd, s)
	return cmd
}

func (o *showOptions) run(cmd *cobra.Command, names []string) error {
	if err := oneOf("format", o.format, "text", "json"); err != nil {
		return err
	}
	if err := oneOf("color", o.color, report.ColorModes()...); err != nil {
		return err
	}
	switch {
	case len(names) == 0 && !o.all:
		return errors.New("which ACL? name it, or give --all: ticketacl show 100-Example-ACL --acls Export_ACL.yml")
	case len(names) > 0 && o.all:
		return fmt.Errorf("--all shows every ACL, and %s names one: give one of them", names[0])
	}
	target, assumed, err := o.target.get()
	if err != nil {
		return err
	}
	var sources report.Source
	usage := "ticketacl show --all --acls Export_ACL.yml"
	if len(names) > 0 {
		usage = "ticketacl show " + names[0] + " --acls Export_ACL.yml"
	}
	read, err := o.acls.load(cmd, o.streams, target, nil, usage, sources.Add)
	if err != nil {
		return err
	}
	defer func() { report.Compact(o.err, read.Diagnostics) }()
	if read.Partial && len(read.Set.ACLs) == 0 {
		return errUnread
	}
	chosen := read.Set.Order()
	if !o.all {
		if chosen, err = named(chosen, names); err != nil {
			return err
		}
	}
	target, assumed = recognised(read, target, assumed)
	s := report.NewShow(read.Set, chosen, target, assumed, &sources)
	w := bufio.NewWriter(o.out)
	if o.format == "json" {
		err = s.JSON(w)
	} else {
		s.Text(w, report.NewTerminal(o.out, o.color))
	}
	if err := errors.Join(err, w.Flush()); err != nil {
		return failure{err}
	}
	noteAssumed(o.streams, target)
	return exitOf(read)
}

// named are the ACLs of some names, in the order in which they are named. Of
// one name there are several where nobody can tell which of them counts.
func named(all []*convert.ACL, names []string) ([]*convert.ACL, error) {
	var out []*convert.ACL
	for _, name := range names {
		found := false
		for _, a := range all {
			if a.Name == name {
				out, found = append(out, a), true
			}
		}
		if !found {
			return nil, unknownACL(all, name)
		}
	}
	return out, nil
}

// unknownACL says that there is no ACL of a name, which are nearest, and where
// code may make one.
func unknownACL(all []*convert.ACL, name string) error {
	var names, computed []string
	for _, a := range all {
		if a.Computed {
			computed = append(computed, report.Clean(a.Name+" ("+a.Place().String()+")"))
			continue
		}
		names = append(names, report.Clean(a.Name))
	}
	text := "there is no ACL " + report.Clean(name) + diag.Meant(name, names)
	if len(computed) > 0 {
		text += "; code makes " + strings.Join(computed, ", ")
	}
	return errors.New(text)
}
