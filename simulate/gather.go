package simulate

import (
	"slices"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
)

// Section is one area of a data set: what conditions on Ticket, Queue, User
// and the like are compared with.
type Section interface {
	// Attr returns an attribute; unset ones are of kind Undef, ones that
	// nobody knows of kind Unknown.
	Attr(name string) inventory.Value
	// Names lists the attributes that are known to be there.
	Names() []string
}

// DataSet maps areas to sections.
type DataSet map[string]Section

// Facts are the two data sets of a call (semantics, "The two data sets") and
// its candidates, ready to be asked. They belong to the engine that gathered
// them.
type Facts struct {
	Checks, ChecksDatabase DataSet

	engine     *Engine
	inv        *inventory.Inventory
	bare       bool // an ACL applies only once an earlier one has looked for something
	call       *Call
	candidates []Candidate
	falsy      bitset // candidates whose string is false in Perl
	// actionDefaults is TicketACL::Default::Action, of engines up to OTRS 3.3.
	actionDefaults map[string]inventory.Value
	questions      [2]int            // numbers of the asked question, and of deaths of its kind
	values         []inventory.Value // by slot
	literals       [][]int32         // by slot, for the index
}

// attrs is a section that is a plain table of attributes.
type attrs inventory.Attrs

func (a attrs) Attr(name string) inventory.Value { return a[name] }

func (a attrs) Names() []string {
	names := make([]string, 0, len(a))
	for n := range a {
		names = append(names, n)
	}
	return names
}

// entitySection is a section read straight from the inventory.
type entitySection struct{ *inventory.Entity }

func (s entitySection) Names() []string { return attrs(s.Attrs).Names() }

// unknownSection is a section of which nothing is known but what is given.
type unknownSection struct {
	attrs
	why, of string // see inventory.Value
}

func (s unknownSection) Attr(name string) inventory.Value {
	if v, ok := s.attrs[name]; ok {
		return v
	}
	return inventory.Value{Kind: inventory.Unknown, Why: s.why + " (" + name + ")", Of: s.of}
}

// Gather collects what the engine looks at before it evaluates a call.
func (e *Engine) Gather(call *Call, sys *System) *Facts {
	f := &Facts{}
	e.gather(f, call, sys)
	f.prepare()
	return f
}

// gather is Gather without what only evaluating needs, into facts whose memory
// is used again.
func (e *Engine) gather(f *Facts, call *Call, sys *System) {
	g := gatherer{
		engine: e, call: call, sys: sys, inv: sys.Inventory,
		now: DataSet{}, db: DataSet{},
	}
	g.frontend()
	g.storedTicket()
	if e.target.Switches.Overlay {
		if e.target.Switches.Sections&product.ProcessSection != 0 {
			g.process()
		}
		g.dynamicFields()
		g.user()
		g.customerUser()
		for i := range sectionSources {
			g.section(&sectionSources[i])
		}
	} else {
		g.older()
	}
	bare := !e.target.Switches.EmptySetsApply && len(g.now) == 0 && g.ticket.isEmpty()
	g.now["Ticket"], g.db["Ticket"] = &g.ticket, attrs(g.ticketDB)
	*f = Facts{values: f.values, Checks: g.now, ChecksDatabase: g.db, engine: e, call: call, inv: sys.Inventory, bare: bare, actionDefaults: e.actionDefaults(sys)}
	f.candidates = g.candidates()
	sets := [...]DataSet{checks: g.now, checksDatabase: g.db}
	f.fill(func(s *slot) inventory.Value {
		if section := sets[s.set][s.area]; section != nil {
			return section.Attr(s.attr)
		}
		return inventory.Value{}
	})
}

// FactsOf are facts that nobody gathers: value tells what each attribute holds in
// the data that a block is compared with. The call is only its question and its
// candidates.
func (e *Engine) FactsOf(call *Call, value func(block acl.BlockName, area, attr string) inventory.Value) *Facts {
	some := DataSet{"Ticket": attrs{}}
	f := &Facts{Checks: some, ChecksDatabase: some, engine: e, call: call, inv: &inventory.Inventory{}, candidates: call.Data}
	if !e.target.Switches.ActionLists {
		f.actionDefaults = map[string]inventory.Value{}
	}
	f.fill(func(s *slot) inventory.Value { return value(acl.BlockName(s.set), s.area, s.attr) })
	f.prepare()
	return f
}

// fill looks up the value of each slot.
func (f *Facts) fill(value func(*slot) inventory.Value) {
	e := f.engine
	f.values = slices.Grow(f.values[:0], len(e.slots))[:len(e.slots)]
	for i := range e.slots {
		f.values[i] = value(&e.slots[i])
	}
}

// prepare makes what evaluating needs of the candidates and the values.
func (f *Facts) prepare() {
	e := f.engine
	f.falsy = newBitset(len(f.candidates))
	for i := range f.candidates {
		if c := &f.candidates[i]; c.Name == "" || c.Name == "0" {
			f.falsy.set(i)
		}
	}
	f.questions = e.asked(f.call)
	f.literals = make([][]int32, len(e.slots))
	for _, s := range e.index.keyed {
		f.literals[s] = e.index.resolve(&f.values[s])
	}
}

// asked returns the numbers that change lists for the call's question have;
// -1 for a question that no ACL of the set has a list for.
func (e *Engine) asked(call *Call) [2]int {
	if call.ReturnType == "Ticket" || !e.target.Switches.ActionLists {
		sub := call.ReturnSubType
		if call.FreeField {
			sub = e.own(sub)
		}
		return [2]int{e.questionNumber(question{"Ticket", sub}), e.questionNumber(question{kind: "Ticket"})}
	}
	return [2]int{e.questionNumber(question{kind: call.ReturnType}), -1}
}

// gatherer builds the two data sets of one call: now with the form's values,
// db as the ticket is stored.
type gatherer struct {
	engine   *Engine
	call     *Call
	sys      *System
	inv      *inventory.Inventory
	now, db  DataSet
	ticket   overlaid // ticketDB and what the form lays over it
	ticketDB inventory.Attrs

	// Sections that nearly every call has, made at once.
	front, processNow, processDB overlaid
}

func (g *gatherer) param(name string) inventory.Value { return g.call.Params[name] }

// given reports whether a parameter is true in Perl's sense. What is unknown
// was chosen by somebody and is not empty.
func given(v inventory.Value) bool { return v.Kind == inventory.Unknown || v.IsTrue() }

func (g *gatherer) frontend() {
	s := &g.front
	if action := g.param("Action"); given(action) {
		s.set("Action", action)
	}
	if endpoint := g.param("Endpoint"); given(endpoint) && g.engine.target.Switches.SpecialTypes.Has("Endpoint") {
		s.set("Endpoint", endpoint)
	}
	if !s.isEmpty() {
		g.now["Frontend"], g.db["Frontend"] = s, s
	}
}

// storedTicket reads the ticket as it is stored into both sets.
func (g *gatherer) storedTicket() {
	id := g.param("TicketID")
	if !given(id) {
		return
	}
	if t := g.sys.Tickets[id.Text]; t != nil {
		g.ticketDB = g.stored(t)
		g.ticket.base = g.ticketDB
	}
}

// process fills the Process section from the ticket's two process fields and,
// if some ACL asks for it, overlays it with the parameters.
func (g *gatherer) process() {
	now, stored := &g.processNow, &g.processDB
	take := func(attr, field string) {
		if v := g.ticketDB["DynamicField_"+field]; given(v) {
			stored.set(attr, v)
		}
	}
	take("ProcessEntityID", g.setting("Process::DynamicFieldProcessManagementProcessID", "ProcessManagementProcessID"))
	take("ActivityEntityID", g.setting("Process::DynamicFieldProcessManagementActivityID", "ProcessManagementActivityID"))
	now.over = slices.Clone(stored.over)
	g.now["Process"], g.db["Process"] = now, stored
	if !g.engine.needs.has("Process") {
		return
	}
	if v := g.param("ProcessEntityID"); given(v) {
		now.set("ProcessEntityID", v)
	}
	if v := g.param("ActivityEntityID"); given(v) && g.engine.target.Switches.ActivityEntityID && g.activityExists(v.Text) {
		now.set("ActivityEntityID", v)
	}
	if v := g.param("ActivityDialogEntityID"); given(v) && g.dialogExists(v.Text) {
		now.set("ActivityDialogEntityID", v)
	}
}

// activityExists reports whether there is such an activity; the engine ignores
// the parameter otherwise. What the inventory does not know is taken to exist:
// somebody named it.
func (g *gatherer) activityExists(id string) bool {
	for _, a := range g.inv.Activities {
		if a.ID == id {
			return true
		}
	}
	return !g.inv.Complete("processes")
}

// dialogExists is the same for an activity dialog, which must also be one of
// the session's interface.
func (g *gatherer) dialogExists(id string) bool {
	iface := "CustomerInterface"
	if given(g.param("UserID")) {
		iface = "AgentInterface"
	}
	for _, d := range g.inv.Dialogs {
		if d.ID == id {
			return slices.Contains(d.Interfaces, iface)
		}
	}
	return !g.inv.Complete("processes")
}

func (g *gatherer) setting(name, fallback string) string {
	if v, ok := g.inv.Settings[name]; ok && v.IsTrue() {
		return v.Text
	}
	return fallback
}

// dynamicFields fills the section DynamicField. A form value hides the stored
// one in Ticket as well, even when it is empty or unset; what the form does
// not have is added from the ticket if there is something in it.
func (g *gatherer) dynamicFields() {
	g.ticket.form = g.call.DynamicField
	if g.engine.target.Switches.FreeFields == product.FreeFieldsToo {
		for name, v := range g.call.DynamicField {
			if old, ok := freeField(name); ok {
				g.ticket.set(old, v)
			}
		}
	}
	zero := g.engine.target.Switches.KeepsZeroField
	g.now["DynamicField"] = fieldSection{g.call.DynamicField, g.ticketDB, zero}
	g.db["DynamicField"] = fieldSection{nil, g.ticketDB, zero}
}

// candidates are the entries that the call starts from. A question about
// actions that comes without a list asks about one action: the one named in
// Data, or the screen itself.
func (g *gatherer) candidates() []Candidate {
	c := g.call
	if len(c.Data) > 0 || c.ReturnType != "Action" || !g.engine.target.Switches.ActionLists {
		return c.Data
	}
	if c.Scalar != nil && c.Scalar.Kind == inventory.Text && c.Scalar.Text != "-" {
		return []Candidate{{ID: "1", Name: c.Scalar.Text}}
	}
	if action := g.param("Action"); action.Kind == inventory.Text {
		return []Candidate{{ID: "1", Name: action.Text}}
	}
	return nil
}

// Mentioned calls visit for every attribute that some condition of the set
// looks at, with the value that it meets in this call. block says which of the
// two data sets: Properties is compared with Checks.
func (f *Facts) Mentioned(visit func(block acl.BlockName, area, attr string, v inventory.Value)) {
	for i, s := range f.engine.slots {
		visit(acl.BlockName(s.set), s.area, s.attr, f.values[i])
	}
}
