package simulate

import (
	"maps"
	"strings"

	"github.com/ticketacl/ticketacl/internal/inventory"
)

// overlaid is a section of a few attributes over those of tables, which are
// never written to: form over base.
type overlaid struct {
	over       []attribute
	form, base inventory.Attrs
}

type attribute struct {
	name  string
	value inventory.Value
}

func (o *overlaid) set(name string, v inventory.Value) {
	for i := range o.over {
		if o.over[i].name == name {
			o.over[i].value = v
			return
		}
	}
	o.over = append(o.over, attribute{name, v})
}

func (o *overlaid) isEmpty() bool { return len(o.over) == 0 && len(o.form) == 0 && len(o.base) == 0 }

func (o *overlaid) Attr(name string) inventory.Value {
	for i := range o.over {
		if o.over[i].name == name {
			return o.over[i].value
		}
	}
	if v, chosen := o.form[name]; chosen {
		return v
	}
	return o.base[name]
}

func (o *overlaid) Names() []string {
	all := maps.Clone(o.base)
	if all == nil {
		all = inventory.Attrs{}
	}
	maps.Copy(all, o.form)
	for _, a := range o.over {
		all[a.name] = a.value
	}
	return attrs(all).Names()
}

// fieldSection is the section DynamicField: the form's values, set or not, and
// of the stored ticket what has something in it and is not in the form.
type fieldSection struct {
	form, stored inventory.Attrs
	keepsZero    bool
}

func (s fieldSection) Attr(name string) inventory.Value {
	if v, chosen := s.form[name]; chosen {
		return v
	}
	if v := s.stored[name]; s.takes(name, v) {
		return v
	}
	return inventory.Value{}
}

func (s fieldSection) Names() []string {
	names := attrs(s.form).Names()
	for name, v := range s.stored {
		if _, chosen := s.form[name]; !chosen && s.takes(name, v) {
			names = append(names, name)
		}
	}
	return names
}

// takes reports whether the engine takes a stored field over into the section
// DynamicField: any string but the empty one, and up to OTRS 5.0.17 not "0"
// either.
func (s fieldSection) takes(name string, v inventory.Value) bool {
	if !strings.HasPrefix(name, "DynamicField_") {
		return false
	}
	switch v.Kind {
	case inventory.Text:
		return v.Text != "" && (v.Text != "0" || s.keepsZero)
	case inventory.List:
		return len(v.List) > 0
	case inventory.Undef:
		return false
	}
	return true
}
