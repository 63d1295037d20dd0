package simulate

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/perlre"
	"github.com/ticketacl/ticketacl/internal/product"
)

// Options change what takes part.
type Options struct {
	// WithInvalid lets ACLs take part that the system would not deploy.
	WithInvalid bool
	// WithoutModules leaves out the ACL modules that a product registers by
	// default, whose presence makes the engine gather everything.
	WithoutModules bool
	// GatherAll: an ACL module of the system makes the engine gather everything.
	// Checks are sections that others ask for. Both are gathered whatever the
	// ACLs look at.
	GatherAll bool
	Checks    []string
	// Inventory has the attribute relations that take part, on a target that
	// knows such; nil: none.
	Inventory *inventory.Inventory
	// AsReturned: the list that an engine up to OTRS 3.3 returns for a question
	// about actions, processes or activity dialogs is not reduced by what it says
	// of these beside the list, as screens do.
	AsReturned bool
	// Ways bounds in how many ways what is unknown is filled in for one call; 0
	// stands for 1,024. Beyond it the answer is undetermined even if the rest
	// would agree.
	Ways int
}

// Engine is a set of ACLs compiled for one target. It is safe for concurrent
// use.
type Engine struct {
	target *product.Target
	rules  []rule
	needs  needs
	// relations are the system's attribute relations, nil without any.
	relations *relations
	modules   bool // those that the product registers take part
	// defaultActions: see acl.Set.
	defaultActions map[string]string
	// shape is set where a block has a form that kills the engine before it
	// looks at any condition.
	shape     *Death
	questions map[question]int // numbered, for rule.changes
	slots     []slot           // every attribute that some condition looks at
	index     *index
	ways      int // bound of Options.Ways
	// asScreens: lists are reduced by action maps and sets (Options.AsReturned).
	asScreens bool
	sets      [numIDSets]bool // kinds of things that have sets
	doubts    []string        // what code may have done to the whole set
	calm      bool            // see isCalm
	// reported are the names that screens report, once somebody asks.
	reported func() []string
	valuesOf sync.Map // of Named, by question
}

// rule is one ACL that takes part.
type rule struct {
	acl     *acl.ACL
	blocks  [2]matchBlock
	changes []change
	older   *older // of engines up to OTRS 3.3
	stops   bool
	unclear unclear
	// mayEndCall: looking at a condition could end the call, matching or not.
	mayEndCall bool
}

func (r *rule) setMayEndCall() {
	for i := range r.blocks {
		r.mayEndCall = r.mayEndCall || r.blocks[i].shape != nil
		for j := range r.blocks[i].props {
			p := &r.blocks[i].props[j]
			p.asks = slices.ContainsFunc(p.items, func(it item) bool { return errors.Is(it.err, perlre.ErrEmpty) })
			r.mayEndCall = r.mayEndCall || p.shape != nil || slices.ContainsFunc(p.items, func(it item) bool { return it.mayEndCall() })
		}
	}
}

// matchBlock is Properties or PropertiesDatabase.
type matchBlock struct {
	// empty: missing, null or a hash without keys; such a block takes over
	// what the other one says.
	empty bool
	props []property // by area, then attribute
	// shape is where perl dies on an area that is no hash.
	shape *Death
}

// property is one condition: any of the items has to match the attribute.
type property struct {
	set        setName
	area, attr string
	slot       int        // in Engine.slots and Facts.values
	key        *acl.Entry // the attribute as written
	items      []item
	isList     bool   // the attribute may be a list by nature
	alwaysSet  bool   // never undefined
	condition  int    // numbers conditions that say the same
	indexed    bool   // the index finds the rule by this condition
	asks       bool   // it has an empty pattern: see run.asks
	shape      *Death // the condition is no list
}

// slot is one attribute of one data set.
type slot struct {
	set        setName
	area, attr string
}

// setName says which of the two data sets a condition is about.
type setName uint8

const (
	checks setName = iota
	checksDatabase
)

func (s setName) String() string { return [...]string{"Checks", "ChecksDatabase"}[s] }

// question is what a change list is for: ReturnType and ReturnSubType, the
// latter only for Ticket.
type question struct{ kind, sub string }

// change is one list of a change section.
type change struct {
	question int
	section  acl.BlockName
	key      *acl.Entry
	items    []item
	// related: the items are made anew for every call; doubtful: not all of them
	// may be there.
	related  *relatedList
	doubtful bool
	// list numbers lists of the same items; mayEndCall: one of them could.
	list       int
	mayEndCall bool
	// shape is where perl dies: asking says whether already when the question
	// is asked, or only when a candidate is compared.
	shape  *Death
	asking bool
}

// itemRules is how a target reads items.
type itemRules struct {
	notAnything bool
	modifiers   product.ModifierSet
	// undefIsEmpty: an undefined item is the empty string.
	undefIsEmpty bool
	// oldNegation: see item.
	oldNegation bool
	// noFalsy: items of conditions that are "0" or "" match nothing.
	noFalsy bool
}

func (r itemRules) knows(m acl.Modifier) bool {
	switch {
	case m == acl.Plain:
		return true
	case m == acl.NotAnything:
		return r.notAnything
	case m.IsNegated():
		return r.modifiers >= product.Negations
	}
	return r.modifiers >= product.Patterns
}

// Compile prepares a set of ACLs for a target. It takes those that the system
// would deploy, in evaluation order.
func Compile(set *acl.Set, target *product.Target, opts Options) *Engine {
	e := &Engine{target: target, ways: cmp.Or(opts.Ways, maxWays), questions: map[question]int{}, reported: sync.OnceValue(func() []string { return reported(target) })}
	c := compiler{engine: e, rules: itemRules{
		notAnything: target.Switches.NotAnything, modifiers: target.Switches.Modifiers,
		undefIsEmpty: !target.Switches.UndefMatchesNothing, noFalsy: !target.Switches.MatchesFalsy,
		oldNegation: target.Switches.NegationOnLists == product.OldNegation,
	}, slots: map[slot]int{}, lists: map[string]int{}}
	e.sets = [numIDSets]bool{processSet: target.Switches.ProcessSets, dialogSet: target.Switches.DialogSets}
	e.asScreens = !target.Switches.ActionLists && !opts.AsReturned
	e.modules = target.Switches.AttributeRelations && !opts.WithoutModules
	e.relations = c.relationsOf(opts)
	e.defaultActions = set.DefaultActions
	order := slices.DeleteFunc(set.Order(), func(a *acl.ACL) bool { return a.Validity() != acl.Valid && !opts.WithInvalid })
	for _, a := range e.relations.among(order) {
		r := c.rule(a)
		c.tie(&r)
		e.rules = append(e.rules, r)
	}
	for _, d := range set.Doubts {
		u := unclear{}
		u.because(d.Why, d.Place)
		e.doubts = append(e.doubts, u.why)
	}
	e.needs = c.needs(opts.GatherAll || target.Switches.GatherAll || e.modules)
	for _, name := range opts.Checks {
		e.needs.names[name] = true
	}
	e.index = buildIndex(e)
	e.calm = e.isCalm()
	return e
}

// Target returns what the set was compiled for.
func (e *Engine) Target() *product.Target { return e.target }

// ACLs returns the ACLs that take part, in evaluation order.
func (e *Engine) ACLs() []*acl.ACL {
	out := make([]*acl.ACL, len(e.rules))
	for i := range e.rules {
		out[i] = e.rules[i].acl
	}
	return out
}

type compiler struct {
	engine *Engine
	rules  itemRules
	slots  map[slot]int
	lists  map[string]int
}

func (c *compiler) rule(a *acl.ACL) rule {
	r := rule{acl: a, stops: a.Stops()}
	r.unclear.look(a)
	if a.Entry.Kind == acl.Dynamic {
		r.unclear.mayChange(a, &a.Entry, "")
		return r
	}
	if a.Form == acl.Deployed && a.Entry.Kind != acl.Hash {
		// null counts as an ACL without conditions and changes; anything else
		// ends every call.
		if a.Entry.Kind != acl.Undef && c.engine.shape == nil {
			c.engine.shape = shapeDeath(a, a.Place().Span, "the ACL is a "+a.Entry.Kind.String()+", not a hash")
		}
		r.blocks[0].empty, r.blocks[1].empty = true, true
		return r
	}
	sw := &c.engine.target.Switches
	for b := range acl.BlockName(acl.NumBlocks) {
		block := deployedBlock(a, b)
		switch {
		case b == acl.PropertiesDatabase && !sw.Database:
			r.blocks[b].empty = true
		case b.IsMatch():
			r.blocks[b] = c.matchBlock(a, b, block, &r.unclear)
		case sw.ActionLists:
			c.section(a, b, block, &r)
		case b != acl.PossibleAdd:
			c.olderSection(a, b, block, &r)
		}
	}
	r.setMayEndCall()
	return r
}

// deployedBlock returns a block as the engine gets it: deploying an export
// writes an empty hash for what is missing or false.
func deployedBlock(a *acl.ACL, b acl.BlockName) *acl.Value {
	v := a.Block(b)
	if a.Form == acl.Export && !v.IsTrue() {
		return &acl.Value{Kind: acl.Hash, Span: v.Span}
	}
	return v
}

func (c *compiler) matchBlock(a *acl.ACL, b acl.BlockName, block *acl.Value, u *unclear) matchBlock {
	var m matchBlock
	switch {
	case block.Kind == acl.Dynamic:
		u.isVague(a, block)
		return m
	case block.Kind == acl.Undef, block.Kind == acl.Hash && len(block.Entries()) == 0:
		m.empty = true
		return m
	case block.Kind != acl.Hash:
		m.shape = shapeDeath(a, block.Span, b.String()+" is a "+block.Kind.String()+", not a hash")
		if !c.engine.target.Switches.ActionLists {
			return m // each ACL is looked at when it has its turn
		}
		if c.engine.shape == nil {
			c.engine.shape = m.shape
		}
		return matchBlock{empty: true}
	}
	for _, area := range sortedEntries(block) {
		switch area.Value.Kind {
		case acl.Undef:
		case acl.Dynamic:
			u.isVague(a, &area.Value)
		case acl.Hash:
			for _, attr := range sortedEntries(&area.Value) {
				if isDynamicList(&attr.Value) {
					u.isVague(a, &attr.Value)
					continue
				}
				m.props = append(m.props, c.property(a, setName(b), area.Key, attr))
			}
		default:
			if m.shape == nil {
				m.shape = shapeDeath(a, area.Value.Span, b.String()+"."+area.Key+" is a "+area.Value.Kind.String()+", not a hash")
			}
		}
	}
	return m
}

func (c *compiler) property(a *acl.ACL, set setName, area string, attr *acl.Entry) property {
	p := property{
		set: set, area: area, attr: attr.Key, slot: c.slot(slot{set, area, attr.Key}),
		key: attr, isList: isListAttr(attr.Key), alwaysSet: isAlwaysSet(area, attr.Key),
	}
	switch attr.Value.Kind {
	case acl.List:
		p.items = c.items(&attr.Value)
		for i := range p.items {
			if it := &p.items[i]; c.rules.noFalsy && !p.isList && (it.text == "" || it.text == "0") {
				it.undef = true
			}
		}
		p.condition = c.list(strconv.Itoa(p.slot), &attr.Value)
	case acl.Undef:
		p.condition = c.list(strconv.Itoa(p.slot), &attr.Value)
	default:
		p.shape = shapeDeath(a, attr.Value.Span, area+"."+attr.Key+" is a "+attr.Value.Kind.String()+", not a list")
	}
	return p
}

func (c *compiler) slot(s slot) int {
	n, ok := c.slots[s]
	if !ok {
		n = len(c.engine.slots)
		c.slots[s] = n
		c.engine.slots = append(c.engine.slots, s)
	}
	return n
}

func (c *compiler) items(list *acl.Value) []item {
	items := make([]item, len(list.Items()))
	for i := range list.Items() {
		items[i] = compileItem(&list.Items()[i], c.rules)
	}
	return items
}

// section reads Possible, PossibleAdd or PossibleNot into the change lists of
// a rule.
func (c *compiler) section(a *acl.ACL, b acl.BlockName, block *acl.Value, r *rule) {
	special := c.engine.target.Switches.SpecialTypes
	die := func(q question, span acl.Span, what string, asking bool) {
		r.changes = append(r.changes, change{
			question: c.question(q), section: b, asking: asking,
			shape: shapeDeath(a, span, what),
		})
	}
	switch block.Kind {
	case acl.Undef:
		return
	case acl.Hash:
	case acl.Dynamic:
		r.unclear.mayChange(a, block, "")
		return
	default:
		for _, kind := range append([]string{"Ticket"}, special.Names()...) {
			die(question{kind: kind}, block.Span, b.String()+" is a "+block.Kind.String()+", not a hash", true)
		}
		return
	}
	for _, kind := range sortedEntries(block) {
		v := &kind.Value
		switch {
		case special.Has(kind.Key) && isDynamicList(v):
			r.unclear.mayChange(a, v, kind.Key)
		case special.Has(kind.Key):
			// A list counts only if there is something in it; whatever is no
			// list is ignored.
			if v.Kind == acl.List && len(v.Items()) > 0 {
				c.change(r, question{kind: kind.Key}, b, kind)
			}
		case kind.Key == "Ticket":
			c.ticketLists(a, b, v, r, die)
		}
	}
}

// ticketLists reads the lists of a change section for questions about tickets.
// die notes where perl dies: asking says whether already when the question is
// asked.
func (c *compiler) ticketLists(a *acl.ACL, b acl.BlockName, v *acl.Value, r *rule, die func(q question, span acl.Span, what string, asking bool)) {
	switch v.Kind {
	case acl.Dynamic:
		r.unclear.mayChange(a, v, "Ticket")
		return
	case acl.Undef:
		return
	case acl.Hash:
	default:
		die(question{kind: "Ticket"}, v.Span, b.String()+".Ticket is a "+v.Kind.String()+", not a hash", true)
		return
	}
	for _, sub := range sortedEntries(v) {
		q := question{"Ticket", sub.Key}
		switch {
		case isDynamicList(&sub.Value):
			r.unclear.mayChange(a, &sub.Value, "Ticket."+sub.Key)
		case sub.Value.Kind == acl.List:
			c.change(r, q, b, sub)
		case sub.Value.IsTrue():
			die(q, sub.Value.Span, b.String()+".Ticket."+sub.Key+" is a "+sub.Value.Kind.String()+", not a list", false)
		}
	}
}

func (c *compiler) change(r *rule, q question, b acl.BlockName, key *acl.Entry) {
	ch := change{question: c.question(q), section: b, key: key, items: c.items(&key.Value), list: c.list("", &key.Value)}
	ch.mayEndCall = slices.ContainsFunc(ch.items, func(it item) bool { return it.mayEndCall() })
	r.changes = append(r.changes, ch)
}

// list numbers lists of items by what they say, conditions together with the
// slot that they are about.
func (c *compiler) list(slot string, v *acl.Value) int {
	var key strings.Builder
	key.WriteString(slot)
	key.WriteByte(0)
	for i := range v.Items() {
		// With its length, for a text may hold any character.
		key.WriteByte(byte(v.Items()[i].Kind))
		key.WriteString(strconv.Itoa(len(v.Items()[i].Text)))
		key.WriteByte(0)
		key.WriteString(v.Items()[i].Text)
	}
	n, ok := c.lists[key.String()]
	if !ok {
		n = len(c.lists)
		c.lists[key.String()] = n
	}
	return n
}

func (c *compiler) question(q question) int {
	n, ok := c.engine.questions[q]
	if !ok {
		n = len(c.engine.questions)
		c.engine.questions[q] = n
	}
	return n
}

// sortedEntries returns the entries of a hash that count, by key, in the order
// in which the engine walks them.
func sortedEntries(v *acl.Value) []*acl.Entry {
	effective := v.Effective()
	out := make([]*acl.Entry, len(effective))
	for i := range effective {
		out[i] = &effective[i]
	}
	slices.SortFunc(out, func(a, b *acl.Entry) int { return strings.Compare(a.Key, b.Key) })
	return out
}

func shapeDeath(a *acl.ACL, span acl.Span, what string) *Death {
	if !span.IsValid() {
		span = a.Place().Span
	}
	return &Death{Place: acl.Place{File: a.File, Span: span}, ACL: a.Name, Message: what}
}
