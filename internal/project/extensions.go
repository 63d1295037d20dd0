package project

import (
	"errors"

	"go.yaml.in/yaml/v3"

	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/ownfile"
	"github.com/ticketacl/ticketacl/internal/perlre"
	"github.com/ticketacl/ticketacl/internal/product"
)

func extensionKeys() []string { return []string{"areas", "attributes", "actions"} }

func (r *reader) extensions(n *yaml.Node) {
	var attributes *yaml.Node // the areas may come after them
	e := &r.file.Extensions
	for _, p := range r.Mapping(n, "extensions", extensionKeys()) {
		switch p.Name {
		case "areas":
			e.Areas = r.words(p.Value, p.Name)
		case "attributes":
			attributes = p.Value
		case "actions":
			e.Actions = r.words(p.Value, p.Name)
		}
	}
	if attributes == nil {
		return
	}
	e.Attributes = map[string][]string{}
	valid := append(areas(), e.Areas...)
	known := map[string]bool{}
	for _, a := range valid {
		known[a] = true
	}
	for _, p := range r.Mapping(attributes, "attributes", nil) {
		if !known[p.Name] {
			r.UnknownKey(p.Key, "attributes, which go by areas", valid[:min(len(valid), maxMeant)])
			continue
		}
		e.Attributes[p.Name] = r.words(p.Value, "attributes of "+p.Name)
	}
}

// areas are those of all targets: the systems of a project may have several.
func areas() []string {
	var all product.SectionSet
	for _, t := range product.All() {
		all |= t.Switches.Sections
	}
	return all.Names()
}

// names reads the name scheme.
func (r *reader) names(n *yaml.Node) {
	if n.Kind != yaml.ScalarNode || ownfile.IsNull(n) {
		r.Wrong(n, "names", "a pattern")
		return
	}
	pattern, err := perlre.Compile(n.Value, false)
	if err == nil {
		r.file.Names = &Scheme{Text: n.Value, Pattern: pattern, Place: r.Place(n)}
		return
	}
	var refused *perlre.SyntaxError
	var unsupported *perlre.UnsupportedError
	switch {
	case errors.Is(err, perlre.ErrEmpty):
		r.Report(diag.BadValue, n, "names is an empty pattern; leave it out for no scheme")
	case errors.As(err, &refused):
		r.Report(diag.BadValue, r.within(n, refused.Offset), "names: Perl refuses the pattern: "+refused.Message)
	case errors.As(err, &unsupported):
		r.Report(diag.BadValue, r.within(n, unsupported.Offset), "names: what the pattern matches cannot be told exactly: "+unsupported.Construct)
	default:
		r.Report(diag.BadValue, n, "names: "+err.Error())
	}
}

// within is a place in a text, if it stands in the file as it is read.
func (r *reader) within(n *yaml.Node, offset int) *yaml.Node {
	span := r.Place(n).Span
	if span.Start == span.End {
		return n
	}
	if n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0 {
		offset++
	}
	return &yaml.Node{Line: n.Line, Column: n.Column + offset}
}
