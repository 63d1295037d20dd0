package cli

import (
	"slices"

	"github.com/spf13/cobra"

	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/report"
	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/simulate"
)

// viaService is the only other way than a screen on which values are sent.
const viaService = "generic-interface"

// How many values are tried, without and with --saves.
const (
	fewValues  = 2000
	manyValues = 20000
)

// saveFlags say what of saving is told.
type saveFlags struct {
	all bool
	via string
}

func (f *saveFlags) register(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&f.all, "saves", false, "what becomes of every value when it is saved, not only of those that surprise")
	cmd.Flags().StringVar(&f.via, "via", "", "send the values another way: "+viaService+" (TicketUpdate, or TicketCreate without a ticket)")
}

func (f *saveFlags) check() error {
	if f.via == "" {
		return nil
	}
	return oneOf("via", f.via, viaService)
}

// routed is a scenario whose values take the way of --via: a form is sent as the
// attributes of an operation.
func (f *saveFlags) routed(s *scenario.Scenario, target *product.Target) *scenario.Scenario {
	if f.via == "" {
		return s
	}
	c := *s
	c.Screen, c.Moment, c.Changed = product.ServiceScreen(s.Stored(), s.Customer != nil), scenario.Save, ""
	if s.Form == nil {
		return &c
	}
	c.Form = inventory.Attrs{}
	elements := map[string]string{}
	if from := target.Screen(s.Screen); from != nil && !from.Setter {
		for _, e := range from.Fields {
			if e.Attr != "" {
				elements[e.Name] = e.Attr
				if !e.ByName {
					elements[e.Name] += "ID"
				}
			}
		}
	}
	for name, v := range s.Form {
		if attr := elements[name]; attr != "" {
			name = attr
		}
		c.Form[name] = v
	}
	return &c
}

// saving is what comes of sending the scenario's form; nil where nothing is sent.
func (b *bench) saving(s *scenario.Scenario, plan *scenario.Plan, ask []string) (*report.Saving, error) {
	limit := fewValues
	if b.saves {
		limit = manyValues
	}
	saves, err := scenario.SavesOf(s, b.world, limit)
	if err != nil || saves == nil {
		return nil, err
	}
	if len(ask) > 0 {
		saves.Values = slices.DeleteFunc(saves.Values, func(v scenario.Value) bool {
			return !slices.Contains(ask, "Ticket."+v.Attr) && !slices.Contains(ask, "Ticket.New"+v.Attr)
		})
	}
	explain := func(a *scenario.Asked) *simulate.Explanation { return b.engine.ExplainAll(&a.Call, a.System) }
	return report.NewSaving(saves, explain, plan.Moment == scenario.Save, b.saves), nil
}
