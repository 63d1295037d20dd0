package scenario

import (
	"slices"
	"strconv"
	"strings"

	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/simulate"
)

// actions are registered modules, numbered in their order; or the screen itself.
func (r *run) actions(kind product.ListKind) []simulate.Candidate {
	if kind == product.ListSelf {
		return []simulate.Candidate{{ID: "1", Name: r.screen.ActionName()}}
	}
	facts := r.w.Target.Facts()
	modules, prefix := r.inv.AgentModules, "Agent"
	if modules == nil {
		modules = facts.AgentModules
	}
	switch kind {
	case product.ListTicketModules:
		prefix = "AgentTicket"
	case product.ListCustomerModule:
		prefix, modules = "Customer", r.inv.CustomerModules
		if modules == nil {
			modules = facts.CustomerModules
		}
	}
	var names []string
	for _, m := range modules {
		if strings.HasPrefix(m, prefix) {
			names = append(names, m)
		}
	}
	if kind == product.ListCustomerModule && r.w.Target.Switches.ZoomReply {
		names = append(names, "CustomerTicketZoomReply")
	}
	slices.Sort(names)
	var data []simulate.Candidate
	for i, n := range slices.Compact(names) {
		data = append(data, simulate.Candidate{ID: strconv.Itoa(i + 1), Name: n})
	}
	return data
}

func (r *run) processes() list {
	var l list
	if !r.inv.Listed["processes"] || r.inv.Open["processes"] {
		l.why = "the inventory does not list all processes"
	}
	for _, p := range r.inv.Processes {
		if p.State == "" || p.State == "Active" {
			l.data = append(l.data, simulate.Candidate{ID: p.ID, Name: p.ID})
		}
	}
	return l
}

// dialogList: the dialogs of an activity keep the number of their place in it.
func (r *run) dialogList(kind product.ListKind) list {
	a := r.activity()
	if kind == product.ListDialog {
		return list{data: []simulate.Candidate{{ID: "1", Name: r.process.ActivityDialogEntityID}}}
	}
	if a == nil {
		return list{why: "the inventory does not list the dialogs of the activity"}
	}
	var l list
	for _, d := range r.offeredDialogs() {
		place := slices.Index(a.Dialogs, d.ID) + 1
		l.data = append(l.data, simulate.Candidate{ID: strconv.Itoa(place), Name: d.ID})
	}
	return l
}
