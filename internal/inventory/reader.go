package inventory

import (
	"go.yaml.in/yaml/v3"

	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/ownfile"
)

// reader reads one inventory file.
type reader struct {
	*ownfile.Reader
	inv   *Inventory
	taken map[string]string // "kind id" -> the name of the entry that has it
	// load reads a file that the inventory names; nil where there is no such way.
	load    func(path string) ([]byte, error)
	inFiles []diag.Diagnostic // in such files
	// untold are kinds that are named, and have no list.
	untold       []diag.Diagnostic
	relationSize int // rows of all relations
}

func format() ownfile.Format {
	return ownfile.Format{
		Name: "an inventory", Twice: "; the first one counts", Key: "a key is a plain string", NotAList: diag.NotAList,
	}
}

// ReadValue reads the value of an attribute: a single one, null, or a list of
// them; item is what findings call one of those. Where ok is false there is a
// finding instead.
func ReadValue(r *ownfile.Reader, n *yaml.Node, of, item string) (v Value, ok bool) {
	switch {
	case ownfile.IsNull(n):
		return Value{}, true
	case n.Kind != yaml.SequenceNode:
		s, ok := r.Text(n, of)
		return TextValue(s), ok
	}
	v = ListValue()
	for _, i := range n.Content {
		if ownfile.IsNull(i) {
			v.List = append(v.List, Value{})
		} else if s, ok := r.Text(i, item); ok {
			v.List = append(v.List, TextValue(s))
		}
	}
	return v, true
}

func (r *reader) value(n *yaml.Node, of string) (Value, bool) { return ReadValue(r.Reader, n, of, of) }

func (r *reader) texts(n *yaml.Node, of string) []string { return r.Texts(n, of, of) }

// flag is a value that is true as Perl has it.
func (r *reader) flag(n *yaml.Node, of string) bool {
	if ownfile.IsNull(n) {
		return false
	}
	s, ok := r.Text(n, of)
	return ok && TextValue(s).IsTrue()
}
