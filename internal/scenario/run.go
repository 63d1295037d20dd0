package scenario

import (
	"maps"

	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/simulate"
)

// run walks through the stages of one screen.
type run struct {
	s      *Scenario
	w      *World
	screen *product.Screen
	moment Moment
	inv    *inventory.Inventory // with open entries for what the scenario names
	// person is UserID or CustomerUserID of who acts.
	personKey string
	person    inventory.Value
	agent     *inventory.Agent
	ownAgent  bool            // agent is not as the inventory has it
	opened    map[string]bool // kinds of which inv has entries that the inventory has not, people aside
	ticket    inventory.Attrs // as stored now; setters change it, see ownTicket
	shared    bool            // others hold ticket too
	evaluated []inventory.Value
	process   Process // completed, ids
	fields    map[string]*entry
	dynamic   map[string]inventory.Value // form values that were sent, DynamicField_X
	held      inventory.Attrs            // what the page has made of fields that nobody touched, see Plan.Held
	hash      map[string]inventory.Value // nil: none
	inDialog  bool                       // the fields at hand are those of the dialog
	changed   []string                   // form elements whose change is being answered
	sys       *simulate.System
	plan      *Plan
	save      *saver // of what was sent; nil at other moments
	page      *Page
	refusedAt int  // how many calls were made until the screen refused
	looping   bool // over the lists of a form
	// initial: the first round of a first display, which nothing limits.
	initial   bool
	visible   map[string]bool      // dynamic fields shown; nil: not asked yet
	formAsked int                  // the call that said so
	served    []simulate.Candidate // what the last question for services left; nil: not asked
	touched   []touch              // what the screen itself changed in this round
}

// entry is one form field as it stands.
type entry struct {
	field product.Field
	sent  bool
	raw   string // as sent, to tell "||-" from nothing
	value inventory.Value
	// posted is what was sent, even where the screen has emptied it since.
	posted inventory.Value
}

// system is the world as the next call sees it; one for all calls between which
// nothing was stored.
func (r *run) system() *simulate.System {
	if r.sys == nil {
		r.sys = &simulate.System{Inventory: r.inv}
		if r.ticket != nil {
			r.sys.Tickets = map[string]inventory.Attrs{r.ticket["TicketID"].Text: r.ticket}
			r.shared = true
		}
	}
	return r.sys
}

// ownTicket lets the stored ticket be changed: those who have seen it keep what
// they saw.
func (r *run) ownTicket() {
	if r.shared {
		r.ticket, r.shared = maps.Clone(r.ticket), false
	}
	r.sys = nil
}

// stages runs a list; the stages of a form are run until its values settle.
func (r *run) stages(list []product.Stage) {
	for i := 0; i < len(list); i++ {
		st := &list[i]
		if r.stops(st) {
			return
		}
		if !r.holds(st.If, nil) {
			continue
		}
		switch {
		case st.Loop:
			var fields *product.Stage
			if i+1 < len(list) && list[i+1].Fields {
				i++
				fields = &list[i]
			}
			r.form(st, fields)
		case st.Fields:
			r.form(nil, st)
		default:
			r.prepare(st.Hash)
			r.askAll(st)
		}
		if r.plan.Unsettled != nil {
			return
		}
		if len(st.PerDialog) > 0 {
			r.dialogs(st.PerDialog)
		}
		if st.Access {
			r.lock()
		}
	}
}

// dialogs runs stages for each dialog that the ticket's activity offers.
func (r *run) dialogs(list []product.Stage) {
	hash, process := r.hash, r.process
	for _, d := range r.offeredDialogs() {
		r.hash, r.inDialog, r.process.ActivityDialogEntityID = nil, true, d.ID
		r.stages(list)
	}
	r.hash, r.process, r.inDialog = hash, process, false
}

// prepare makes the hash of dynamic fields that a stage passes.
func (r *run) prepare(h product.Hash) {
	switch h {
	case product.HashPosted, product.HashTrue:
		r.hash = r.posted(h == product.HashTrue)
	case product.HashShown:
		if r.hash == nil {
			r.hash = map[string]inventory.Value{}
		}
		for _, f := range r.shown() {
			r.hash["DynamicField_"+f.Name] = r.displayed(f)
		}
	case product.HashFill:
		for _, f := range r.shown() {
			if _, there := r.hash["DynamicField_"+f.Name]; !there && r.hash != nil {
				r.hash["DynamicField_"+f.Name] = inventory.Value{}
			}
		}
	}
}

// posted is the hash of what the browser sent.
func (r *run) posted(onlyTrue bool) map[string]inventory.Value {
	hash := map[string]inventory.Value{}
	for _, f := range r.shown() {
		v, sent := r.dynamic["DynamicField_"+f.Name]
		switch {
		case f.Type == "Multiselect" && v.Kind != inventory.List:
			if v.Kind == inventory.Text && v.Text != "" {
				v = inventory.ListValue(v.Text)
			} else if v.Kind != inventory.Unknown {
				v = inventory.ListValue()
			}
		case !sent:
			continue
		}
		if !onlyTrue || v.Kind == inventory.Unknown || v.IsTrue() {
			hash["DynamicField_"+f.Name] = v
		}
	}
	return hash
}

// displayed is a dynamic field on a page that is delivered: the stored value,
// or the default of a new ticket.
func (r *run) displayed(f *inventory.DynamicField) inventory.Value {
	if r.ticket != nil {
		return r.ticket["DynamicField_"+f.Name]
	}
	if v, chosen := r.dynamic["DynamicField_"+f.Name]; chosen {
		return v
	}
	if v, configured := r.inv.Settings["DynamicField::"+f.Name+"::DefaultValue"]; configured {
		return v
	}
	if r.screen.Dialog && f.Type == "Multiselect" {
		return inventory.ListValue()
	}
	return inventory.TextValue("")
}
