package scenario

import (
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
)

// processFields are the dynamic fields that hold a ticket's place in its process.
func (r *run) processFields() (process, activity string) {
	field := func(setting, otherwise string) string {
		if v := r.inv.Settings[setting]; v.Kind == inventory.Text && v.Text != "" {
			return "DynamicField_" + v.Text
		}
		return "DynamicField_" + otherwise
	}
	return field("Process::DynamicFieldProcessManagementProcessID", "ProcessManagementProcessID"),
		field("Process::DynamicFieldProcessManagementActivityID", "ProcessManagementActivityID")
}

// completeProcess turns names into entity ids, takes what is stored with the
// ticket and, for a process that is started, its first activity and dialog.
func (r *run) completeProcess() {
	p := &r.process
	named := func(to *string, name, id string) {
		if *to != "" && *to == name {
			*to = id
		}
	}
	for _, x := range r.inv.Processes {
		named(&p.ProcessEntityID, x.Name, x.ID)
	}
	for _, x := range r.inv.Activities {
		named(&p.ActivityEntityID, x.Name, x.ID)
	}
	for _, x := range r.inv.Dialogs {
		named(&p.ActivityDialogEntityID, x.Name, x.ID)
	}
	if r.ticket != nil {
		process, activity := r.processFields()
		link := func(id *string, field string) {
			if v, told := r.ticket[field]; told && *id == "" {
				*id = v.Text
			} else if !told && *id != "" {
				r.ticket[field] = inventory.TextValue(*id)
			}
		}
		link(&p.ProcessEntityID, process)
		link(&p.ActivityEntityID, activity)
		return
	}
	for _, x := range r.inv.Processes {
		if p.ProcessEntityID != "" && x.ID == p.ProcessEntityID && p.ActivityEntityID == "" && len(x.Activities) > 0 {
			p.ActivityEntityID = x.Activities[0]
		}
	}
	for _, x := range r.inv.Activities {
		if p.ActivityEntityID != "" && x.ID == p.ActivityEntityID && p.ActivityDialogEntityID == "" && len(x.Dialogs) > 0 {
			p.ActivityDialogEntityID = x.Dialogs[0]
		}
	}
}

func (r *run) dialog(id string) *inventory.ActivityDialog {
	for _, d := range r.inv.Dialogs {
		if d.ID == id {
			return d
		}
	}
	return nil
}

func (r *run) activity() *inventory.Activity {
	for _, a := range r.inv.Activities {
		if a.ID == r.process.ActivityEntityID {
			return a
		}
	}
	return nil
}

// offeredDialogs are the dialogs of the ticket's activity on this side.
func (r *run) offeredDialogs() []*inventory.ActivityDialog {
	a := r.activity()
	if a == nil {
		return nil
	}
	var dialogs []*inventory.ActivityDialog
	for _, id := range a.Dialogs {
		if d := r.dialog(id); d != nil && r.onThisSide(d) {
			dialogs = append(dialogs, d)
		}
	}
	return dialogs
}

func (r *run) onThisSide(d *inventory.ActivityDialog) bool {
	side := "AgentInterface"
	if r.screen.Customer {
		side = "CustomerInterface"
	}
	return len(d.Interfaces) == 0 || slices.Contains(d.Interfaces, side)
}

// shown are the dynamic fields on the screen, in its order.
func (r *run) shown() []*inventory.DynamicField {
	var names []string
	all := true
	if r.screen.Dialog || r.inDialog {
		if d := r.dialog(r.process.ActivityDialogEntityID); d != nil {
			all = false
			for _, f := range d.Fields {
				if name, ok := strings.CutPrefix(f, "DynamicField_"); ok {
					names = append(names, name)
				}
			}
		}
	} else if c := r.configured(); c != nil && c.DynamicFields != nil {
		names, all = c.DynamicFields, false
	}
	var fields []*inventory.DynamicField
	if all {
		for _, f := range r.inv.DynamicFields {
			if (f.ValidID == "" || f.ValidID == "1") && !r.managesProcess(f.Name) {
				fields = append(fields, f)
			}
		}
		return append(fields, r.assumedFields()...)
	}
	for _, n := range names {
		if f := r.inv.DynamicFieldByName(n); f != nil {
			fields = append(fields, f)
		} else {
			fields = append(fields, &inventory.DynamicField{Name: n})
		}
	}
	return fields
}

func (r *run) managesProcess(name string) bool {
	process, activity := r.processFields()
	return "DynamicField_"+name == process || "DynamicField_"+name == activity
}

// assumedFields are those that the scenario or the set names, where the
// inventory does not say which ones exist.
func (r *run) assumedFields() []*inventory.DynamicField {
	if r.inv.Listed["dynamic_fields"] && !r.inv.Open["dynamic_fields"] {
		return nil
	}
	var names []string
	add := func(name string) {
		name, ok := strings.CutPrefix(name, "DynamicField_")
		if ok && r.inv.DynamicFieldByName(name) == nil && !r.managesProcess(name) {
			names = append(names, name)
		}
	}
	for name := range r.s.Ticket {
		add(name)
	}
	for name := range r.s.Form {
		add(name)
	}
	for q := range r.s.Options {
		add(strings.TrimPrefix(q, "Ticket."))
	}
	if r.s.Expect != nil {
		for q := range r.s.Expect.Questions {
			add(strings.TrimPrefix(q, "Ticket."))
		}
	}
	for _, f := range r.w.Fields {
		add("DynamicField_" + f)
	}
	slices.Sort(names)
	var fields []*inventory.DynamicField
	for _, n := range slices.Compact(names) {
		fields = append(fields, &inventory.DynamicField{Name: n})
	}
	return fields
}

// reducible are the questions about what dynamic fields offer. Only these types
// can lose values; what is not known may be of one of them.
func (r *run) reducible() []string {
	var subs []string
	for _, f := range r.shown() {
		switch {
		case r.w.Target.Switches.FreeFields == product.FreeFieldsOnly && !r.w.Target.Asks(f.Name):
			// that product has free fields, and no other ones
		case f.Type == "", f.Type == "Dropdown", f.Type == "Multiselect",
			f.Type == "WebService" && r.w.Target.Switches.WebServiceFields:
			subs = append(subs, "DynamicField_"+f.Name)
		}
	}
	return subs
}
