package project

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/ownfile"
	"github.com/ticketacl/ticketacl/internal/product"
)

// part is what one system, or the top level, says about itself.
type part struct {
	settings Settings
	given    map[string]bool // the keys that it has
}

// partKeys are what a system may set for itself.
func partKeys() []string { return []string{"target", "acls", "together", "inventory", "scenarios"} }

// over lays what a part says over another one.
func (p part) over(below part, name string) Settings {
	s, own := below.settings, p.settings
	s.System = name
	for key := range maps.Keys(p.given) {
		switch key {
		case "target":
			s.Target, s.TargetPlace = own.Target, own.TargetPlace
		case "acls":
			s.ACLs = own.ACLs
		case "together":
			s.Together = own.Together
		case "inventory":
			s.Inventory = own.Inventory
		case "scenarios":
			s.Scenarios = own.Scenarios
		}
	}
	s.ACLs, s.Scenarios = slices.Clone(s.ACLs), slices.Clone(s.Scenarios)
	return s
}

// set reads one key of a part.
func (r *reader) set(p *part, x ownfile.Pair) {
	if p.given == nil {
		p.given = map[string]bool{}
	}
	p.given[x.Name] = true
	s := &p.settings
	switch x.Name {
	case "target":
		s.Target, s.TargetPlace = r.target(x.Value), r.Place(x.Value)
	case "acls":
		s.ACLs = r.paths(x.Value, x.Name)
	case "together":
		if x.Value.Kind != yaml.ScalarNode || x.Value.Tag != "!!bool" {
			r.notOneOf(x.Value, x.Name, "true or false")
			return
		}
		s.Together = strings.EqualFold(x.Value.Value, "true")
	case "inventory":
		s.Inventory, _ = r.path(x.Value, x.Name)
	case "scenarios":
		s.Scenarios = r.paths(x.Value, x.Name)
	}
}

func (r *reader) target(n *yaml.Node) *product.Target {
	name, ok := r.word(n, "target")
	if !ok || r.full() {
		return nil
	}
	t, err := product.Parse(name)
	if err != nil {
		r.Report(diag.BadValue, n, err.Error())
		return nil
	}
	return t
}

// paths are a list of paths, or one alone. Nothing at all is refused: in a
// system it could mean "none" as well as "those of the top level".
func (r *reader) paths(n *yaml.Node, of string) []Path {
	switch {
	case ownfile.IsNull(n):
		r.Wrong(n, of, "a path or a list of paths")
		return nil
	case n.Kind == yaml.ScalarNode:
		if p, ok := r.path(n, of); ok {
			return []Path{p}
		}
		return nil
	}
	var ps []Path
	seen := map[string]bool{}
	for _, item := range r.List(n, of) {
		p, ok := r.path(item, "a path of "+of)
		if !ok {
			continue
		}
		if seen[p.Name] {
			r.Report(diag.DuplicateName, item, of+" has "+ownfile.Quote(p.Written)+" already")
			continue
		}
		seen[p.Name] = true
		ps = append(ps, p)
	}
	return ps
}

func (r *reader) path(n *yaml.Node, of string) (Path, bool) {
	written, ok := r.word(n, of)
	if !ok {
		return Path{}, false
	}
	name := filepath.FromSlash(written)
	if !filepath.IsAbs(name) {
		name = filepath.Join(r.dir, name)
		// Neither standard input nor REV:PATH, which would mean something else
		// in each working directory.
		if strings.HasPrefix(name, "-") || !filepath.IsAbs(name) && strings.Contains(name, ":") {
			name = "." + string(filepath.Separator) + name
		}
	}
	return Path{Name: name, Written: written, Place: r.Place(n)}, true
}
