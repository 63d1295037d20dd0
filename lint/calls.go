package lint

import (
	"cmp"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/reading"
	"github.com/ticketacl/ticketacl/simulate"
)

// calls is what the screens of a target ask, and what the engine gathers for
// each question: of the product's table nothing is written down here again.
type calls struct {
	target  *product.Target
	system  *simulate.System
	engine  *simulate.Engine // without ACLs: it gathers everything
	asked   []call
	actions []string // that screens report, and those of screens that ask nothing
	// modules are registered: of those that are no screens of the table nobody
	// knows what they ask.
	modules    []string
	byQuestion map[string][]*call // see asking
	byScreen   map[*product.Screen][]*call
	hit        map[string][]string // see patternScreens
	ever       *simulate.Facts     // see everBrings
	lazy       *simulate.Facts     // see gathersForm
}

// call is one question of one screen, at one moment.
type call struct {
	screen   *product.Screen
	question *product.Question
	stage    *product.Stage
	change   bool // after a change in the form
	params   product.Params
	action   string          // it reports, "" for none
	form     hash            // the dynamic fields that it carries
	facts    *simulate.Facts // see brings
	brought  map[attributeOf]inventory.Value
	blank    *simulate.Facts // see blankOf
}

// attributeOf is an attribute of one of the two data sets.
type attributeOf struct {
	block      acl.BlockName
	area, attr string
}

// hash is where the dynamic fields of a call come from.
type hash uint8

const (
	noFields hash = iota
	storedFields
	formFields
)

// Why a value is not known: where it comes from.
const (
	fromForm   = "form"
	fromStored = "stored"
)

// anyField stands for every dynamic field, anyEscalation for all that a stored ticket
// has while it escalates.
const (
	anyField      = "DynamicField_*"
	anyEscalation = "Escalation*"
)

// calls are made when the first rule asks for them.
func (p *pass) calls() *calls {
	if p.screenCalls != nil {
		return p.screenCalls
	}
	s := &calls{target: p.Target, hit: map[string][]string{}, engine: simulate.Compile(&acl.Set{}, p.Target, simulate.Options{GatherAll: true})}
	s.system = &simulate.System{Inventory: &inventory.Inventory{Queues: inventory.Stock(p.Target).Queues}, Tickets: map[string]inventory.Attrs{"1": storedTicket()}}
	if inv := p.opts.Inventory; inv != nil {
		s.system.Inventory.Settings = inv.Settings
		if inv.Queues.Listed {
			s.system.Inventory.Queues = inv.Queues
		}
	}
	all := p.Target.Screens()
	for i := range all {
		screen := &all[i]
		s.addAction(screen.ActionName())
		for k, stages := range [][]product.Stage{screen.First, screen.Change, screen.Save, screen.Again} {
			s.add(screen, stages, k == 1, nil, noFields)
		}
	}
	facts := p.Target.Facts()
	s.modules = slices.Concat(facts.AgentModules, facts.CustomerModules)
	p.screenCalls = s
	return s
}

func storedTicket() inventory.Attrs {
	t := inventory.Attrs{}
	for _, name := range append(inventory.TicketAttributes(), anyField, anyEscalation, "DynamicField_ProcessManagementProcessID", "DynamicField_ProcessManagementActivityID") {
		t[name] = inventory.UnknownValue(fromStored)
	}
	return t
}

func (s *calls) addAction(name string) {
	if name != "" && !slices.Contains(s.actions, name) {
		s.actions = append(s.actions, name)
	}
}

// add takes the questions of stages that follow each other, and hand on their
// dynamic fields.
func (s *calls) add(screen *product.Screen, stages []product.Stage, change bool, outer product.Params, form hash) {
	for i := range stages {
		st := &stages[i]
		switch st.Hash {
		case product.HashNone:
			form = noFields
		case product.HashShown:
			form = max(form, storedFields)
		case product.HashPosted, product.HashTrue:
			form = formFields
		}
		params := outer.With(st.Params)
		for k := range st.Ask {
			q := &st.Ask[k]
			a := call{screen: screen, question: q, stage: st, change: change, form: form, params: params.With(q.Params)}
			if q.Bare {
				a.params = q.Params
			}
			a.action = screen.ActionName()
			if own, told := a.params["Action"]; told {
				a.action = ""
				if len(own) == 1 && own[0].Kind == product.FromConst {
					a.action = own[0].Name
				}
			}
			s.addAction(a.action)
			if !st.System { // whom the engine never limits
				s.asked = append(s.asked, a)
			}
		}
		s.add(screen, st.PerDialog, change, params, noFields)
	}
}

// about reports whether a question is the one that a change is for.
func (a *call) about(l *reading.List) bool {
	if l.Area != "Ticket" {
		return a.question.Type == l.Area
	}
	return a.question.Type == "" && (a.question.Sub == l.Attr || a.question.Sub == "DynamicField" && strings.HasPrefix(l.Attr, "DynamicField_"))
}

// asking are the questions that a change is for.
func (s *calls) asking(l *reading.List) []*call {
	if s.byQuestion == nil {
		s.byQuestion = map[string][]*call{}
		for i := range s.asked {
			a := &s.asked[i]
			q := cmp.Or(a.question.Type, a.question.Sub)
			s.byQuestion[q] = append(s.byQuestion[q], a)
		}
	}
	return s.byQuestion[questionOf(l)]
}

// brings is what the engine finds in an attribute when a question is asked: undef
// where it is never there, unknown with where it comes from.
func (s *calls) brings(a *call, block acl.BlockName, area, attr string) inventory.Value {
	if a.facts == nil {
		a.facts, a.brought = s.engine.Gather(s.callOf(a, false), s.system), map[attributeOf]inventory.Value{}
	}
	of := attributeOf{block, area, attr}
	v, ok := a.brought[of]
	if !ok {
		v = valueIn(a.facts, block, area, attr)
		a.brought[of] = v
	}
	return v
}

func valueIn(f *simulate.Facts, block acl.BlockName, area, attr string) inventory.Value {
	set := f.Checks
	if block == acl.PropertiesDatabase {
		set = f.ChecksDatabase
	}
	switch section := set[area]; {
	case section == nil:
		return inventory.Value{}
	case (area == "Ticket" || area == "DynamicField") && strings.HasPrefix(attr, "DynamicField_"):
		return section.Attr(anyField)
	case area == "Ticket" && isEscalation(attr):
		return section.Attr(anyEscalation)
	default:
		return section.Attr(attr)
	}
}

// callOf is a question as an engine call in which whatever may be there is, but
// nobody knows what. blank: nothing is chosen in the form.
func (s *calls) callOf(a *call, blank bool) *simulate.Call {
	c := &simulate.Call{ReturnType: "Ticket", ReturnSubType: a.question.Sub, Params: map[string]inventory.Value{}}
	if a.question.Type != "" {
		c.ReturnType, c.ReturnSubType = a.question.Type, "-"
	}
	if a.action != "" {
		c.Params["Action"] = inventory.TextValue(a.action)
	}
	for name, from := range a.params {
		if v := passed(from, blank); name != "Action" && len(from) > 0 {
			c.Params[name] = v
		}
	}
	if v := c.Params["TicketID"]; v.Kind == inventory.Unknown {
		c.Params["TicketID"] = inventory.TextValue("1")
	}
	if a.screen.Customer {
		c.Params["CustomerUserID"] = inventory.UnknownValue(fromForm)
	} else {
		c.Params["UserID"] = inventory.UnknownValue(fromForm)
	}
	switch a.form {
	case formFields:
		c.DynamicField = map[string]inventory.Value{anyField: inventory.UnknownValue(fromForm)}
	case storedFields:
		c.DynamicField = map[string]inventory.Value{anyField: inventory.UnknownValue(fromStored)}
	}
	return c
}

// passed is what a parameter can be: of several sources any.
func passed(from []product.Source, blank bool) inventory.Value {
	v := inventory.Value{}
	for _, src := range from {
		switch src.Kind {
		case product.FromConst:
			if v.Kind == inventory.Undef {
				v = inventory.TextValue(src.Name)
			}
		case product.FromTicket, product.FromTicketUnless:
			if v.Kind == inventory.Undef || v.Kind == inventory.Text {
				v = inventory.UnknownValue(fromStored)
			}
		case product.FromQuestion: // no name of anything
		default:
			if !blank {
				return inventory.UnknownValue(fromForm)
			}
		}
	}
	return v
}

// fullCall has every parameter that some screen passes, of agents and of customers.
func (s *calls) fullCall() *simulate.Call {
	c := &simulate.Call{ReturnType: "Ticket", ReturnSubType: "State", Params: map[string]inventory.Value{}}
	for i := range s.asked {
		for name := range s.asked[i].params {
			c.Params[name] = inventory.UnknownValue(fromForm)
		}
	}
	for _, name := range []string{"UserID", "CustomerUserID", "Action", "Endpoint"} {
		c.Params[name] = inventory.UnknownValue(fromForm)
	}
	delete(c.Params, "Type") // of another meaning in most calls
	c.Params["TicketID"] = inventory.TextValue("1")
	c.DynamicField = map[string]inventory.Value{anyField: inventory.UnknownValue(fromForm)}
	return c
}

// everBrings is what a call brings that has everything.
func (s *calls) everBrings(block acl.BlockName, area, attr string) inventory.Value {
	if s.ever == nil {
		s.ever = s.engine.Gather(s.fullCall(), s.system)
	}
	return valueIn(s.ever, block, area, attr)
}
