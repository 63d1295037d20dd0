package lint

import (
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/reading"
	"github.com/ticketacl/ticketacl/simulate"
)

// What ACLs are to each other. The answers are exact on the values that the set
// names: together wants one that meets both, and where nobody can tell all of them
// say no, so that rules stay silent.
//
// An attribute under two names is one, and so are its value on the form and the
// stored one: what excludes the other in one of them seldom comes together in
// both.

// nature is what an ACL is to others.
type nature struct {
	// conditions by attribute, sorted; limits by question, sorted.
	conditions []condition
	limits     []limit
	// attributes has a bit for each attribute that a condition is about; two may
	// share one.
	attributes uint64
	// agents and customers: it can match only where one of them asks.
	agents, customers bool
	// stored and creates: only where a ticket is stored, or on screens that create one.
	stored, creates bool
	// apart: it matches never, or nobody knows when.
	apart bool
	never bool // it certainly matches never
	stops bool
	codes bool // a condition is on an id or a type
	at    int  // its place in the evaluation order; of those that are deployed
}

// condition is one list that an attribute must meet.
type condition struct {
	attribute int32
	block     acl.BlockName
	single    bool    // the attribute has one value at most
	exact     []int32 // the values, sorted, where it matches these and nothing else
	shared    bool    // both data sets have the same
	entity    entityAttribute
	coded     bool // it stands for names; see isCoded
	list      *acl.Value
}

// limit is what an ACL does to one question.
type limit struct {
	question int32
	special  bool // an Action, Process, …: no field of the ticket
	sections [3]*acl.Value
	listed   [3][]int32 // the values of each section, sorted, where it matches these and nothing else
	named    []int32    // the texts that its items name
	asked    askSet     // the questions in which the ACL's conditions may hold
}

// relations knows natures, and the numbers of names and values.
type relations struct {
	*pass
	numbers      map[string]int32
	natures      []*nature // by index of the view
	names        []string
	order        []*view
	memory       map[metKey]reading.Verdict // see met
	groups       map[int32][]*view          // see limiting
	stores       map[string][]storing       // see storings
	creating     map[string]bool            // see createsTicket
	pools        map[int32][]int32          // see pool
	askSets      map[askedKey]askSet        // see askedWith
	kinds        map[string]*entities       // see entitiesOf
	codes        bool                       // some condition is on an id or a type
	invented     map[int32]bool             // see told
	hitByPattern map[patternKey][]int32     // see existing
	lists        []reading.List             // of the last ACL
}

// relations are made when the first rule asks for them.
func (p *pass) related() *relations {
	if p.relations == nil {
		p.relations = &relations{pass: p, natures: make([]*nature, len(p.views)), numbers: map[string]int32{}, memory: map[metKey]reading.Verdict{}}
	}
	return p.relations
}

// inOrder are the ACLs that the system deploys, in evaluation order; of one name
// only the one that counts.
func (p *pass) inOrder() []*view {
	r := p.related()
	if r.order != nil {
		return r.order
	}
	of := make(map[*acl.ACL]*view, len(p.views))
	for _, v := range p.views {
		of[v.ACL] = v
	}
	r.order = []*view{}
	for _, a := range p.in.Read.Set.Order() {
		if v := of[a]; v.counts {
			r.order = append(r.order, v)
		}
	}
	for i, v := range r.order {
		r.natureOf(v).at = i
	}
	return r.order
}

func (r *relations) number(s string) int32 {
	n, ok := r.numbers[s]
	if !ok {
		n = int32(len(r.names))
		r.numbers[s] = n
		r.names = append(r.names, s)
	}
	return n
}

// textsOf are the numbers of the texts that the items of a list name, in their order;
// all reports whether the list matches these and nothing else.
func (r *relations) textsOf(v *acl.Value) (named []int32, all bool) {
	all = true
	for i := range v.Items() {
		it := &v.Items()[i]
		if !comparable(it) {
			all = all && it.Kind == acl.Undef // nothing matches it
			continue
		}
		if m, _ := r.Split(it.Text); m == acl.Plain {
			named = append(named, r.number(it.Text))
			r.told(named[len(named)-1], true)
			continue
		}
		texts, exact := r.namedBy(it)
		all = all && exact
		for _, text := range texts {
			named = append(named, r.number(text))
			r.told(named[len(named)-1], exact || !r.isPattern(it))
		}
	}
	return named, all
}

// sortedTexts are numbers of texts, sorted, each once.
func sortedTexts(named []int32) []int32 {
	if len(named) < 2 {
		return named
	}
	named = slices.Clone(named)
	slices.Sort(named)
	return slices.Compact(named)
}

// natureOf is the nature of an ACL.
func (r *relations) natureOf(v *view) *nature {
	if n := r.natures[v.index]; n != nil {
		return n
	}
	r.lists = r.AppendLists(r.lists[:0], v.ACL)
	n := &nature{stops: v.Stops(), never: r.NeverIn(v.ACL, r.lists) != ""}
	n.apart = n.never || v.Doubt != nil || v.Computed || v.Entry.Kind == acl.Dynamic || r.DiesIn(v.ACL, r.lists) != ""
	r.natures[v.index] = n
	on := r.onScreens(&view{ACL: v.ACL, lists: r.lists})
	for i := range r.lists {
		l := &r.lists[i]
		switch {
		case l.Block.IsMatch():
			r.addCondition(n, l)
		case r.Effect(l) == reading.Applied:
			if asked := r.asked(&on, r.lists, l); !asked.isEmpty() { // else it does nothing
				r.addLimit(n, l, asked)
			}
		case r.Effect(l) != reading.Ignored:
			n.apart = true
		}
	}
	n.never = n.never || n.agents && n.customers || n.stored && n.creates
	n.apart = n.apart || n.never
	slices.SortFunc(n.conditions, func(a, b condition) int { return int(a.attribute - b.attribute) })
	slices.SortFunc(n.limits, func(a, b limit) int { return int(a.question - b.question) })
	return n
}

func (r *relations) addCondition(n *nature, l *reading.List) {
	if l.Attr == "" || l.Value().Kind != acl.List {
		n.apart = n.apart || l.Value().Kind == acl.Dynamic
		return
	}
	area, attr := simulate.SameAttribute(l.Area, l.Attr)
	c := condition{attribute: r.number(area + "." + attr), block: l.Block, list: l.Value(), single: r.isSingle(area, attr), shared: l.Area == "User" || l.Area == "Frontend"}
	if named, all := r.textsOf(l.Value()); all {
		c.exact = sortedTexts(named)
	}
	c.entity = entityIn(area, attr)
	c.coded = c.entity.area != "" && attr != "Name"
	n.codes, r.codes = n.codes || c.coded, r.codes || c.coded
	n.attributes |= 1 << (uint32(c.attribute) % 64)
	n.conditions = append(n.conditions, c)
	switch {
	case l.Area == "User":
		n.agents = true
	case l.Area == "Frontend" && len(c.exact) > 0:
		agents, customers, others := false, false, false
		for _, s := range c.exact {
			customer := strings.HasPrefix(r.names[s], "Customer")
			agents, customers = agents || !customer, customers || customer
			others = others || !r.createsTicket(r.names[s])
		}
		n.agents, n.customers, n.creates = n.agents || !customers, n.customers || !agents, n.creates || !others
	case l.Block == acl.PropertiesDatabase, l.Area == "Ticket" && !r.Target.Switches.Overlay:
		n.stored = true
	}
}

// createsTicket reports whether a screen is there to create tickets, so that none is
// stored when it asks.
func (r *relations) createsTicket(action string) bool {
	if r.creating == nil {
		r.creating = map[string]bool{}
		for _, s := range r.Target.Screens() {
			name, saving := s.ActionName(), s.Saving()
			creates, seen := r.creating[name]
			r.creating[name] = (creates || !seen) && saving != nil && saving.Creates
		}
	}
	return r.creating[action]
}

// isSingle reports whether an attribute has one value at most. Of a field of
// unknown type that is taken for granted.
func (r *relations) isSingle(area, attr string) bool {
	if reading.IsListAttr(attr) || attr == "UserCustomerIDs" {
		return false
	}
	name, isField := strings.CutPrefix(attr, "DynamicField_")
	if inv := r.opts.Inventory; isField && inv != nil {
		for _, f := range inv.DynamicFields {
			if f.Name == name {
				return f.Type != "Multiselect"
			}
		}
	}
	return true
}

func (r *relations) addLimit(n *nature, l *reading.List, asked askSet) {
	q := r.number("? " + l.Name())
	i := slices.IndexFunc(n.limits, func(x limit) bool { return x.question == q })
	if i < 0 {
		i = len(n.limits)
		n.limits = append(n.limits, limit{question: q, special: l.Area != "Ticket", asked: asked})
	}
	n.limits[i].sections[l.Block-acl.Possible] = l.Value()
	named, all := r.textsOf(l.Value())
	if all && len(named) > 0 {
		n.limits[i].listed[l.Block-acl.Possible] = sortedTexts(named)
	}
	if !all {
		n.limits[i].named = append(n.limits[i].named, r.existing(l)...)
	}
	n.limits[i].named = append(n.limits[i].named, named...)
}
