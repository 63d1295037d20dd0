package scenario

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/ownfile"
	"github.com/ticketacl/ticketacl/internal/product"
)

// QuestionNames are the questions of screens, as files may write them short;
// those about dynamic fields are named DynamicField_ and the field, and a free field may
// go by its own name.
func QuestionNames() []string {
	return []string{
		"Queue", "State", "Priority", "Type", "Service", "SLA", "Owner", "NewOwner", "OldOwner", "Responsible",
		"NewResponsible", "Action", "Process", "ActivityDialog", "Form", "FormStd",
	}
}

// Question is the full name of a question ("Ticket.State") from its short or
// full one; ok is false where there is no such question.
func Question(name string) (full string, ok bool) {
	if slices.Contains([]string{"Action", "Process", "ActivityDialog", "Form", "FormStd"}, name) {
		return name, true
	}
	sub := strings.TrimPrefix(name, "Ticket.")
	if product.IsFree(sub) {
		sub = "DynamicField_" + sub // scenarios know them as what they became
	}
	field, isField := strings.CutPrefix(sub, "DynamicField_")
	if isField && field != "" {
		return "Ticket." + sub, true
	}
	i := slices.Index(QuestionNames(), sub)
	if i < 0 || i >= slices.Index(QuestionNames(), "Action") {
		return "", false
	}
	return "Ticket." + sub, true
}

func (r *reader) expect(n *yaml.Node) *Expect {
	e := &Expect{Place: r.Place(n), Questions: map[string]Offer{}}
	for _, p := range r.Mapping(n, "expect", nil) {
		switch p.Name {
		case "matched":
			e.Matched = r.acls(p.Value, p.Name)
		case "not_matched":
			e.NotMatched = r.names(p.Value, p.Name)
		case "used":
			e.Used = r.acls(p.Value, p.Name)
		case "stopped_by":
			e.StoppedBy = r.names(p.Value, p.Name)
		case "saves":
			e.Saves = r.flag(p.Value, p.Name)
		case "undetermined":
			e.Undetermined = r.doubt(p.Value, p.Name)
		default:
			q, ok := Question(p.Name)
			if !ok {
				r.UnknownKey(p.Key, "expect", append(expectKeys(), QuestionNames()...))
				continue
			}
			if _, twice := e.Questions[q]; twice {
				r.Report(diag.DuplicateKey, p.Key, q+" is expected twice")
				continue
			}
			e.Questions[q] = r.offer(p.Value, p.Name)
		}
	}
	return e
}

// names are a list of names, or one alone.
func (r *reader) names(n *yaml.Node, of string) Names {
	if n.Kind == yaml.ScalarNode && !ownfile.IsNull(n) {
		name, _ := r.Text(n, of)
		return Names{Place: r.Place(n), Given: true, List: []string{name}}
	}
	return Names{Place: r.Place(n), Given: true, List: r.texts(n, of)}
}

// acls are an offer, or the name of one ACL.
func (r *reader) acls(n *yaml.Node, of string) *Offer {
	o := Offer{Place: r.Place(n), Exact: true}
	if n.Kind == yaml.ScalarNode && !ownfile.IsNull(n) {
		o.Has = r.names(n, of).List
	} else {
		o = r.offer(n, of)
	}
	return &o
}

func (r *reader) doubt(n *yaml.Node, of string) Doubt {
	if n.Kind == yaml.ScalarNode && n.Value == "allow" {
		return DoubtAllowed
	}
	if n.Kind == yaml.ScalarNode && n.Tag == "!!str" && n.Value != "0" && n.Value != "1" {
		r.Report(diag.BadValue, n, of+" is allow, true or false, not "+ownfile.Quote(n.Value))
		return DoubtFails
	}
	switch f := r.flag(n, of); {
	case f == nil:
		return DoubtFails
	case *f:
		return DoubtWanted
	}
	return DoubtRefused
}

// offer is a list, which is exact, or a mapping of has and lacks.
func (r *reader) offer(n *yaml.Node, of string) Offer {
	o := Offer{Place: r.Place(n)}
	if n.Kind != yaml.MappingNode {
		o.Exact, o.Has = true, r.texts(n, of)
		return o
	}
	for _, p := range r.Pairs(n, of, []string{"has", "lacks"}) {
		switch p.Name {
		case "has":
			o.Has = r.names(p.Value, p.Name).List
		case "lacks":
			o.Lacks = r.names(p.Value, p.Name).List
		}
	}
	for _, name := range o.Has {
		if slices.Contains(o.Lacks, name) {
			r.Report(diag.BadValue, n, of+" cannot both have and lack "+ownfile.Quote(name))
		}
	}
	return o
}
