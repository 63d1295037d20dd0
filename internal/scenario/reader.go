package scenario

import (
	"go.yaml.in/yaml/v3"

	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/ownfile"
)

// reader reads one scenario file.
type reader struct{ *ownfile.Reader }

func format() ownfile.Format {
	return ownfile.Format{
		Name: "a scenario file", Empty: "the file is empty; a scenario file has a list named scenarios", NotAList: diag.BadValue,
	}
}

func (r *reader) texts(n *yaml.Node, of string) []string { return r.Texts(n, of, "an item of "+of) }

func (r *reader) flag(n *yaml.Node, of string) *bool {
	s, ok := r.Text(n, of)
	switch {
	case !ok:
		return nil
	case n.Tag != "!!bool" && s != "0" && s != "1":
		r.Report(diag.BadValue, n, of+" is true or false, not "+ownfile.Quote(s))
		return nil
	}
	on := s == "1"
	return &on
}

// attrs are attributes and their values: a single one, null, or a list.
func (r *reader) attrs(n *yaml.Node, of string) inventory.Attrs {
	attrs := inventory.Attrs{}
	for _, p := range r.Mapping(n, of, nil) {
		if p.Name == "" {
			r.Report(diag.BadValue, p.Key, "an attribute of "+of+" has no name")
			continue
		}
		attrs[p.Name], _ = inventory.ReadValue(r.Reader, p.Value, p.Name, "an item of "+p.Name)
	}
	return attrs
}
