package scenario

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/simulate"
)

// completeForm puts the fields of the screen into the state in which the page
// delivers them, and what was chosen on top.
func (r *run) completeForm() error {
	for _, f := range r.screen.Fields {
		e := &entry{field: f}
		r.fields[f.Name] = e
		if r.s.Posted || r.screen.Setter || !r.on(f) || f.Unsent && r.moment != First {
			continue
		}
		e.sent = true
		r.preselect(e)
	}
	r.dynamic = map[string]inventory.Value{}
	if !r.s.Posted && !r.screen.Setter && r.moment != First {
		for _, f := range r.shown() {
			r.dynamic["DynamicField_"+f.Name] = r.delivered(f)
		}
	}
	for _, form := range []inventory.Attrs{r.held, r.s.Form} {
		for _, name := range slices.Sorted(maps.Keys(form)) {
			if err := r.choose(name, form[name]); err != nil {
				return err
			}
		}
	}
	if r.moment == Change {
		r.storedChoices()
	}
	r.changed = r.changedElements()
	return r.checkChanged()
}

// storedChoices puts what is stored into fields that were sent blank, or not at
// all, where the screen does so before it asks.
func (r *run) storedChoices() {
	for _, f := range r.screen.Fields {
		e := r.fields[f.Name]
		if !f.Stored || truthy(e.value) || r.ticket == nil {
			continue
		}
		sent, as := e.sent, e.posted
		e.set(r.ticket[f.Attr+"ID"])
		if e.sent = true; sent {
			e.posted = as
		} else {
			e.posted = inventory.Value{}
		}
	}
}

// checkChanged: the element that changed has to be one of the screen.
func (r *run) checkChanged() error {
	if r.s.Changed == "" || r.s.Posted || strings.HasPrefix(r.s.Changed, "DynamicField_") {
		return nil
	}
	var valid []string
	for _, f := range r.screen.Fields {
		if f.Name == r.changed[0] {
			return nil
		}
		valid = append(valid, cmp.Or(f.Attr, f.Name))
	}
	return fmt.Errorf("changed: %s has no element %s%s", r.screen.Name, r.s.Changed, diag.Meant(r.s.Changed, valid))
}

// changedElements is the form element that changed; where the scenario does not
// say which, all that it chose.
func (r *run) changedElements() []string {
	element := func(name string) string {
		for _, f := range r.screen.Fields {
			if isFor(f, name) || f.Name == name {
				return cmp.Or(f.Changes, f.Name)
			}
		}
		return name
	}
	if r.s.Changed != "" {
		return []string{element(r.s.Changed)}
	}
	var elements []string
	for _, name := range slices.Sorted(maps.Keys(r.s.Form)) {
		elements = append(elements, element(name))
	}
	return elements
}

// isFor reports whether a name is one of the product's for what a field chooses.
func isFor(f product.Field, name string) bool {
	return f.Attr != "" && (name == f.Attr || name == f.Attr+"ID" || name == "New"+f.Attr)
}

// on reports whether a field is on the screen.
func (r *run) on(f product.Field) bool {
	if r.screen.Dialog && f.Attr != "" {
		d := r.dialog(r.process.ActivityDialogEntityID)
		return d == nil || slices.Contains(d.Fields, f.Attr) || f.Attr == "CustomerUser"
	}
	if c := r.configured(); c != nil {
		if on, told := c.Fields[f.Attr]; told {
			return on
		}
	}
	return !f.Off
}

// configured is what the inventory says about the screen.
func (r *run) configured() *inventory.Screen {
	for _, s := range r.inv.Screens {
		if s.Name == r.screen.Name || s.Name == r.screen.ActionName() {
			return s
		}
	}
	return nil
}

// preselect puts a field into the state in which the page shows it. On the first
// display that is the initial value, even one that is not offered; the page that
// a later change comes from has it replaced.
func (r *run) preselect(e *entry) {
	f := e.field
	e.set(r.first(f.Initial, ""))
	if r.moment == First && !truthy(e.value) {
		e.raw = "" // nothing was sent, not even a blank choice
	}
	preselected := r.preselected(f)
	if preselected == "" || r.moment == First {
		return
	}
	name := r.nameOf(kindOf(f.Attr), e.value).Text
	if name == "" && e.raw != "" {
		return // nobody knows what is stored, nor whether it is offered
	}
	a := Asked{Call: simulate.Call{ReturnType: "Ticket", ReturnSubType: f.Attr}}
	r.offer(&a, product.List{})
	offered := func(name string) bool {
		return slices.ContainsFunc(a.Call.Data, func(c simulate.Candidate) bool { return c.Name == name })
	}
	if !offered(name) && offered(preselected) {
		r.chooseNamed(e, inventory.TextValue(preselected))
	}
}

// preselected is the entity that the page preselects in place of a stored one
// that it does not offer (setting StateDefault of the screen).
func (r *run) preselected(f product.Field) string {
	if f.Attr == "State" && f.Stored {
		if v, told := r.inv.Settings["Ticket::Frontend::"+r.screen.ActionName()+"###StateDefault"]; told && v.Kind == inventory.Text {
			return v.Text
		}
	}
	return f.Default
}

// delivered is what a browser sends of a dynamic field that nobody touched.
func (r *run) delivered(f *inventory.DynamicField) inventory.Value {
	v := r.displayed(f)
	switch {
	case v.Kind == inventory.Unknown:
	case f.Type == "Checkbox" && !v.IsTrue():
		return inventory.TextValue("0")
	case f.Type == "Dropdown" && !v.IsTrue() && !f.PossibleNone && len(f.Keys) > 0:
		return inventory.TextValue(firstKey(f, f.Keys))
	case !v.Defined():
		return inventory.TextValue("")
	}
	return v
}

func (e *entry) set(v inventory.Value) {
	e.value, e.raw = v, cmp.Or(v.Text, v.Why)
	if e.posted = e.value; e.field.Label && !truthy(v) {
		e.raw, e.value = "||-", inventory.TextValue("")
	}
}

// choose sets one field: by the name of its form element, or by the product's
// name for an id or a name.
func (r *run) choose(name string, v inventory.Value) error {
	if field, ok := strings.CutPrefix(name, "DynamicField_"); ok {
		r.dynamic["DynamicField_"+field] = v
		return nil
	}
	var valid []string
	for _, f := range r.screen.Fields {
		e := r.fields[f.Name]
		switch name {
		case f.Name, f.Attr + "ID":
			e.sent = true
			if id, _, labelled := strings.Cut(v.Text, "||"); labelled && f.Label {
				e.raw, e.value = v.Text, inventory.TextValue(id)
				e.posted = e.value
				return nil
			}
			e.set(v)
			if r.s.Posted {
				e.raw = v.Text
			}
			return nil
		case f.Attr, "New" + f.Attr: // some screens ask for NewOwner
			r.chooseNamed(e, v)
			return nil
		}
		if f.Attr != "" {
			valid = append(valid, f.Attr)
		}
		valid = append(valid, f.Name)
	}
	return fmt.Errorf("%s has no field %q%s", r.screen.Name, name, diag.Meant(name, valid))
}

func (r *run) chooseNamed(e *entry, v inventory.Value) {
	e.sent = true
	if e.field.ByName || v.Kind != inventory.Text || v.Text == "" {
		e.set(v)
		return
	}
	kind := kindOf(e.field.Attr)
	r.openEntity(kind, v.Text)
	e.set(r.idOf(kind, v))
}

func kindOf(attr string) string {
	for _, ref := range references() {
		if ref.attr == attr {
			return ref.kind
		}
	}
	return "agents"
}
