package lint

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// Hit is what one pattern hits.
type Hit struct {
	Place   acl.Place
	ACL     string
	List    string // Properties.Ticket.Queue
	Pattern string // the item, modifier and all
	Negated bool   // it stands for everything but what it hits
	Kind    string // what its list names, as inventories call it; "" where that is nothing with names
	What    string // the same as several in words, and by what the list names them
	// Known are the values that it hits of those that the inventory lists, or,
	// where it lists none of the kind, every fresh installation has. Of are all of them.
	Known []string
	Of    int
	// Source is where Known are from: inventory, stock, or "" where nobody knows any.
	Source string
	// Complete: there are no others.
	Complete bool
	// Written are values that it hits beside these, which the set names in lists of
	// the same kind.
	Written []string
	// Why nobody can tell what it hits; "" where it can be told.
	Why string
}

// Hits tells what each pattern of a set hits, of what is known to exist and of what
// the set itself names.
func Hits(in *Input, opts Options) []Hit {
	if opts.Target == nil {
		opts.Target = product.Default()
	}
	h := hitter{p: newPass(in, &opts), pools: map[poolKey]*pool{}}
	var lists []reading.List
	for _, v := range h.p.views {
		lists = h.p.AppendLists(lists[:0], v.ACL)
		for i := range lists {
			h.note(&lists[i])
		}
	}
	var hits []Hit
	for _, v := range h.p.views {
		lists = h.p.AppendLists(lists[:0], v.ACL)
		for i := range lists {
			if l := &lists[i]; l.Value().Kind == acl.List {
				for k := range l.Value().Items() {
					if hit, ok := h.hit(v, l, &l.Value().Items()[k]); ok {
						hits = append(hits, hit)
					}
				}
			}
		}
	}
	slices.SortStableFunc(hits, func(a, b Hit) int {
		p, q := a.Place.Span.Start, b.Place.Span.Start
		return cmp.Or(cmp.Compare(a.Place.File, b.Place.File), cmp.Compare(p.Line, q.Line), cmp.Compare(p.Column, q.Column))
	})
	return hits
}

// hitter looks for what patterns hit.
type hitter struct {
	p     *pass
	pools map[poolKey]*pool
}

// poolKey is what a list names, and by what: logins are others than display names.
type poolKey struct {
	reading.Naming
	other string // the attribute or question, where the list names nothing of a kind
}

// pool are the values of what lists name.
type pool struct {
	kind, what, source string
	complete           bool
	known              []string
	written            []string
	seen               map[string]bool
	hits               map[string]*Hit // by pattern, with its modifier
}

// pool is that of a list: of its kind, where it names one, else of the
// attribute or question.
func (h *hitter) pool(l *reading.List) *pool {
	naming, named := h.p.Names(l)
	key := poolKey{Naming: naming}
	switch {
	case named:
	case l.Block.IsMatch():
		key.other = attribute(l)
	default:
		key.other = l.Name()
	}
	if po := h.pools[key]; po != nil {
		return po
	}
	po := &pool{seen: map[string]bool{}, hits: map[string]*Hit{}}
	h.pools[key] = po
	switch {
	case named:
		po.kind, po.what = naming.Kind, several(naming)
		if naming.By == reading.ByKey || naming.By == reading.ByLabel {
			po.kind = "DynamicField_" + naming.Field
		}
		h.fill(po, naming)
	case l.Name() == "Action" || l.Name() == "Frontend.Action":
		po.kind, po.what = "actions", "actions"
		h.fillActions(po)
	}
	for _, name := range po.known {
		po.seen[name] = true
	}
	return po
}

// several are the things that a list names, in words.
func several(n reading.Naming) string {
	switch n.By {
	case reading.ByID:
		return n.Noun()[:len(n.Noun())-len(" with the id")] + " ids"
	case reading.ByShown:
		return "display names of agents"
	case reading.ByFormer:
		return "former owners"
	case reading.ByType:
		return "state types"
	case reading.ByCustomerID:
		return "customer ids"
	case reading.ByKey:
		return "values of DynamicField_" + n.Field
	case reading.ByLabel:
		return "labels of DynamicField_" + n.Field
	case reading.ByActivity:
		return "activities"
	case reading.ByDialog:
		return "activity dialogs"
	}
	if n.Kind == "agents" {
		return "logins of agents"
	}
	return strings.ReplaceAll(n.Kind, "_", " ")
}

// fill takes the inventory's values, else those of every fresh installation.
func (h *hitter) fill(po *pool, n reading.Naming) {
	if n.By == reading.ByFormer { // the number before a name is anything
		return
	}
	if r := h.p.reference(n); r != nil {
		po.source, po.complete, po.known = "inventory", r.complete, r.all()
		return
	}
	stock := &reference{Naming: n, valid: map[string]bool{}, loose: map[string]string{}, instead: map[string][]string{}}
	of := inventory.Stock(h.p.Target)
	stock.fill(of, of)
	if po.known = stock.all(); len(po.known) > 0 {
		po.source = "stock"
	}
}

// all are the names that there are; ids, which nobody suggests, too.
func (r *reference) all() []string {
	if r.By == reading.ByID {
		return slices.SortedFunc(maps.Keys(r.valid), func(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) })
	}
	return r.names
}

func (h *hitter) fillActions(po *pool) {
	inv, facts := h.p.opts.Inventory, h.p.Target.Facts()
	po.source = "stock"
	po.known = slices.Concat(facts.AgentModules, facts.CustomerModules)
	if inv != nil && inv.Listed["actions"] {
		po.source, po.complete = "inventory", inv.Complete("actions")
		po.known = slices.Concat(inv.AgentModules, inv.CustomerModules)
	}
}

// note takes the names that a list has.
func (h *hitter) note(l *reading.List) {
	if l.Value().Kind != acl.List {
		return
	}
	po := h.pool(l)
	for i := range l.Value().Items() {
		name, ok := h.p.IsPlainName(&l.Value().Items()[i])
		if ok && !po.seen[name] && !looksLikePattern(name) {
			po.seen[name] = true
			po.written = append(po.written, name)
		}
	}
}

// hit is what an item hits; ok is false where it is no pattern.
func (h *hitter) hit(v *view, l *reading.List, it *acl.Value) (hit Hit, ok bool) {
	if !it.IsScalar() {
		return hit, false
	}
	m, rest := h.p.split(l, it)
	if !m.IsPattern() {
		return hit, false
	}
	po := h.pool(l)
	key := map[bool]string{true: "i"}[m.IgnoresCase()] + " " + rest
	found := po.hits[key]
	if found == nil {
		found = &Hit{Kind: po.kind, What: po.what, Source: po.source, Complete: po.complete, Of: len(po.known), Known: []string{}, Written: []string{}}
		found.Known, found.Why = h.among(po.known, rest, m, found.Why)
		found.Written, found.Why = h.among(po.written, rest, m, found.Why)
		po.hits[key] = found
	}
	hit = *found
	hit.Place, hit.ACL, hit.List, hit.Pattern, hit.Negated = acl.Place{File: v.File, Span: it.Span}, v.Name, l.Where(), it.Text, m.IsNegated()
	return hit, true
}

// among are the values that a pattern hits.
func (h *hitter) among(values []string, pattern string, m acl.Modifier, why string) ([]string, string) {
	hit := []string{}
	if _, err := h.p.patterns.Compile(pattern, m.IgnoresCase()); err != nil && why == "" {
		why = err.Error()
	}
	for _, value := range values {
		switch v, unknown := h.p.Found(h.p.patterns, m, pattern, value); {
		case v == reading.Yes:
			hit = append(hit, value)
		case v == reading.Unknown && why == "":
			why = unknown
		}
	}
	return hit, why
}
