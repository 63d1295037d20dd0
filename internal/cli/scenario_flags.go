package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/scenario"
)

// scenarioFlags describe one scenario on the command line.
type scenarioFlags struct {
	agent, customer, screen   string
	ticket, form, with        []string
	options                   []string
	moment, changed           string
	process, activity, dialog string
	names                     []string // of the flags
}

func (f *scenarioFlags) register(cmd *cobra.Command) {
	own := pflag.NewFlagSet("scenario", pflag.ContinueOnError)
	own.StringVar(&f.agent, "agent", "", "login of the agent")
	own.StringVar(&f.customer, "customer", "", "login of the customer user")
	own.StringVar(&f.screen, "screen", "", "the screen, such as AgentTicketClose")
	own.StringVar(&f.screen, "action", "", "the same as --screen")
	own.StringArrayVar(&f.ticket, "ticket", nil, "attribute of the stored ticket, such as Queue=Raw (repeatable; one name twice is a list)")
	own.StringArrayVar(&f.form, "form", nil, "value chosen on the screen, such as Priority='3 normal' (repeatable)")
	own.StringArrayVar(&f.with, "with", nil, "attribute of the person, such as User.Role=dispatch (repeatable)")
	own.StringArrayVar(&f.options, "option", nil, "what a list offers, such as State=open (repeatable)")
	own.StringVar(&f.moment, "moment", "", "first, change or save (default: change with --form, else first)")
	own.StringVar(&f.changed, "changed", "", "the form element that changed last")
	own.StringVar(&f.process, "process", "", "process, by entity id or name")
	own.StringVar(&f.activity, "activity", "", "activity, by entity id or name")
	own.StringVar(&f.dialog, "dialog", "", "activity dialog, by entity id or name")
	own.VisitAll(func(fl *pflag.Flag) { f.names = append(f.names, fl.Name) })
	cmd.Flags().AddFlagSet(own)
}

// given is one of the flags that was used, "" for none.
func (f *scenarioFlags) given(cmd *cobra.Command) string {
	for _, n := range f.names {
		if cmd.Flags().Changed(n) {
			return n
		}
	}
	return ""
}

// scenario is what the flags describe.
func (f *scenarioFlags) scenario() (*scenario.Scenario, error) {
	switch {
	case f.screen == "":
		return nil, fmt.Errorf("which screen? name it with --screen, such as AgentTicketClose, or give a file with scenarios")
	case f.agent == "" && f.customer == "":
		return nil, fmt.Errorf("who? name the person with --agent LOGIN or --customer LOGIN")
	}
	return f.partial()
}

// partial is what the flags describe, even where that is not a whole scenario.
func (f *scenarioFlags) partial() (*scenario.Scenario, error) {
	s := &scenario.Scenario{Screen: f.screen, Changed: f.changed, Process: scenario.Process{
		ProcessEntityID: f.process, ActivityEntityID: f.activity, ActivityDialogEntityID: f.dialog,
	}}
	if f.agent != "" && f.customer != "" {
		return nil, fmt.Errorf("--agent and --customer exclude each other: one person uses the screen")
	}
	person, err := f.person()
	switch {
	case err != nil:
		return nil, err
	case f.agent != "":
		s.Agent = person
	case f.customer != "":
		s.Customer = person
	case len(f.with) > 0:
		return nil, fmt.Errorf("--with describes the person that --agent or --customer names")
	}
	if s.Ticket, err = attributes("ticket", f.ticket); err != nil {
		return nil, err
	}
	for name := range s.Ticket {
		if err := scenario.CheckTicketKey(name); err != nil {
			return nil, fmt.Errorf("--ticket %w", err)
		}
	}
	if s.Form, err = attributes("form", f.form); err != nil {
		return nil, err
	}
	if s.Options, err = f.offered(); err != nil {
		return nil, err
	}
	switch {
	case f.moment != "":
		if s.Moment, err = scenario.ParseMoment(f.moment); err != nil {
			return nil, fmt.Errorf("--moment %w", err)
		}
		if s.Moment == scenario.First && f.changed != "" {
			return nil, fmt.Errorf("--changed %s contradicts --moment first: nothing has changed when a screen is displayed first", f.changed)
		}
	case s.Form != nil || f.changed != "":
		s.Moment = scenario.Change
	}
	return s, nil
}

// person is the login with what --with says about it.
func (f *scenarioFlags) person() (*scenario.Person, error) {
	p := &scenario.Person{Login: f.agent + f.customer}
	area := "User"
	if f.customer != "" {
		area = "CustomerUser"
	}
	var own []string
	for _, w := range f.with {
		rest, ok := strings.CutPrefix(w, area+".")
		if !ok {
			return nil, fmt.Errorf("--with %s: it describes the person, as %s.NAME=VALUE", w, area)
		}
		own = append(own, rest)
	}
	attrs, err := attributes("with", own)
	if err != nil {
		return nil, err
	}
	p.Attrs, p.Inline = attrs, attrs != nil
	return p, nil
}

func (f *scenarioFlags) offered() (map[string][]string, error) {
	var out map[string][]string
	for _, o := range f.options {
		name, value, ok := strings.Cut(o, "=")
		q, known := scenario.Question(name)
		switch {
		case !ok:
			return nil, fmt.Errorf("--option %s: NAME=VALUE is expected", o)
		case !known:
			return nil, fmt.Errorf("--option %s: no screen asks for %s%s", o, name, meant(name, scenario.QuestionNames()))
		}
		if out == nil {
			out = map[string][]string{}
		}
		out[q] = append(out[q], value)
	}
	return out, nil
}

// attributes reads NAME=VALUE pairs; a name that comes twice is a list. No
// pairs make no attributes at all.
func attributes(flag string, pairs []string) (inventory.Attrs, error) {
	if len(pairs) == 0 {
		return nil, nil
	}
	out := inventory.Attrs{}
	for _, p := range pairs {
		name, value, ok := strings.Cut(p, "=")
		if !ok || name == "" {
			return nil, fmt.Errorf("--%s %s: NAME=VALUE is expected, such as Queue=Raw", flag, p)
		}
		old, again := out[name]
		switch {
		case !again && isList(name):
			out[name] = inventory.ListValue(value)
		case !again:
			out[name] = inventory.TextValue(value)
		case old.Kind == inventory.List:
			old.List = append(old.List, inventory.TextValue(value))
			out[name] = old
		default:
			out[name] = inventory.ListValue(old.Text, value)
		}
	}
	return out, nil
}

// isList: roles and groups are lists even where there is but one.
func isList(name string) bool { return name == "Role" || strings.HasPrefix(name, "Group_") }
