package product

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// Screens are the screens and setters of a target, those first that people
// name most. The slice is the caller's; what its elements share is not to be changed.
func (t *Target) Screens() []Screen { return slices.Clone(t.screens()) }

func (t *Target) makeScreens() []Screen {
	var all []Screen
	all = append(all, createScreens()...)
	all = append(all, actionScreens()...)
	all = append(all, moveScreen())
	all = append(all, replyScreens()...)
	all = append(all, bulkScreen())
	all = append(all, processScreens()...)
	all = append(all, customerScreens()...)
	all = append(all, viewScreens()...)
	all = append(all, setterScreens()...)
	all = append(all, serviceScreens()...)
	return t.adapt(all)
}

// Screen finds a screen or setter by its name; nil where nothing is known
// about one of that name.
func (t *Target) Screen(name string) *Screen {
	for _, s := range t.screens() {
		if s.Name == name {
			return &s
		}
	}
	return nil
}

// ScreensAssumed says in a phrase what about the screens of this target nobody
// has measured; "" where they were.
func (t *Target) ScreensAssumed() string {
	if t.Product == OTOBO && t.Version.Major == 11 {
		return ""
	}
	return "what screens ask was measured on OTOBO 11.0.6 and is assumed here"
}

// ScreenAssumed is the same for one of them: OTOBO's AgentTicketMove left its
// Action out of some calls before the last patch levels (behaviour
// "AgentTicketMove passes its Action"), and nobody has measured which.
func (t *Target) ScreenAssumed(s *Screen) string {
	assumed := t.ScreensAssumed()
	if s.ActionName() != "AgentTicketMove" || t.Switches.MovePassesAction {
		return assumed
	}
	if assumed != "" {
		assumed += "; "
	}
	return assumed + "before its last patch levels AgentTicketMove left Action out of some calls, which is not modelled"
}

// adapt takes away the questions that the target does not ask, and renames the
// one that other products ask under another name.
func (t *Target) adapt(all []Screen) []Screen {
	for i := range all {
		s := &all[i]
		family := slices.ContainsFunc(s.Fields, func(f Field) bool { return f.Name == "NewOwnerID" })
		for _, stages := range [][]Stage{s.First, s.Change, s.Save, s.Again} {
			t.adaptStages(s, stages, family)
		}
	}
	return all
}

// adaptStages: family says that the screen is one of those that change a ticket.
func (t *Target) adaptStages(s *Screen, stages []Stage, family bool) {
	for i := range stages {
		t.adaptStages(s, stages[i].PerDialog, family)
		var questions []Question
		for _, q := range stages[i].Ask {
			switch {
			case q.Type != "" && !t.Switches.SpecialTypes.Has(q.Type),
				q.Type == "Form" && s.Dialog && !t.Switches.ProcessForm,
				q.Sub == "Type" && s.Name == "AgentTicketSearch" && !t.Switches.SearchTypes:
				continue
			case q.Sub == "Responsible" && family && t.Switches.NewResponsible:
				q.Sub = "NewResponsible"
			}
			q.Passed = stages[i].passed(&q)
			questions = append(questions, q)
		}
		stages[i].Ask = questions
	}
}

// passed are the parameters of a question in a stage.
func (st *Stage) passed(q *Question) []Param {
	params := q.Params
	if !q.Bare {
		params = st.Params.With(q.Params)
	}
	all := make([]Param, 0, len(params))
	for _, name := range slices.Sorted(maps.Keys(params)) {
		all = append(all, Param{name, params[name]})
	}
	return all
}

// The words of the tables.

func form(name string) []Source    { return []Source{{Kind: FromForm, Name: name}} }
func posted(name string) []Source  { return []Source{{Kind: FromPosted, Name: name}} }
func sent(name string) []Source    { return []Source{{Kind: FromFormSent, Name: name}} }
func ticket(name string) []Source  { return []Source{{Kind: FromTicket, Name: name}} }
func constant(v string) []Source   { return []Source{{Kind: FromConst, Name: v}} }
func inScenario(n string) []Source { return []Source{{Kind: FromScenario, Name: n}} }

// or takes the first list that yields a true value.
func or(lists ...[]Source) []Source { return slices.Concat(lists...) }

func nameOf(param string) []Source {
	return []Source{{Kind: FromNameOf, Name: param, Table: tableOf(param)}}
}

// formName is the name of the entity whose id a form field holds.
func formName(field string) []Source {
	return []Source{{Kind: FromFormName, Name: field, Table: tableOf(strings.TrimPrefix(field, "Compose"))}}
}

func idOf(field string) []Source {
	return []Source{{Kind: FromIDOf, Name: field, Table: tableOf(field)}}
}

// entity is the id of a named entity, as configured for a screen.
func entity(table, name string) []Source {
	return []Source{{Kind: FromEntity, Name: name, Table: table}}
}

// tableOf is the kind of entity that a parameter refers to.
func tableOf(param string) string {
	sub := strings.TrimPrefix(strings.TrimPrefix(strings.TrimSuffix(param, "ID"), "New"), "Next")
	return cmp.Or(KindOf(strings.TrimPrefix(sub, "Dest")), "agents")
}

// KindOf is the kind of entity that a sub-type of questions about tickets
// offers; "" for people and dynamic fields.
func KindOf(subType string) string {
	switch subType {
	case "Queue":
		return "queues"
	case "State":
		return "states"
	case "Priority":
		return "priorities"
	case "Type":
		return "types"
	case "Service":
		return "services"
	case "SLA":
		return "slas"
	}
	return ""
}

// onTicket is what screens of a stored ticket pass with every question.
func onTicket() Params { return Params{"TicketID": ticket("TicketID")} }

// storedTicket are the attributes of the stored ticket as parameters, which
// screens pass that hand on all that they read of it.
func storedTicket() Params {
	p := Params{}
	for _, n := range []string{
		"TicketID", "CustomerUserID", "QueueID", "Queue", "StateID", "State", "PriorityID", "Priority", "TypeID", "Type",
		"ServiceID", "Service", "SLAID", "SLA", "OwnerID", "Owner", "ResponsibleID", "Responsible",
	} {
		p[n] = ticket(n)
	}
	return p
}

func ask(subs ...string) []Question {
	qs := make([]Question, len(subs))
	for i, s := range subs {
		qs[i] = Question{Sub: s}
	}
	return qs
}

// askDynamicFields are the questions about what dynamic fields offer;
// askForm is preceded by the question which of them are shown.
func askDynamicFields() []Question { return ask("DynamicField") }
func askForm() []Question          { return append([]Question{{Type: "Form"}}, askDynamicFields()...) }

// askSelf is a screen's first question: may it be used with this ticket?
func askSelf() Stage {
	return Stage{
		Round: "access", Access: true, Hash: HashNone, Params: onTicket(),
		Ask: []Question{{Type: "Action", List: List{Kind: ListSelf}}},
	}
}

// setter is the question of one setter while saving; it is asked only if the
// value changes.
func setter(field, attr string, params Params) Stage {
	sub := strings.TrimSuffix(attr, "ID")
	q := Question{Sub: sub, If: Cond{Kind: IfChanged, Name: field, Attr: attr}, Stores: map[string]string{attr: attr}}
	if sub == "State" {
		q.List.Kind = ListAllStates
	}
	if _, byName := params["State"]; byName && sub == "State" {
		q.Stores = map[string]string{"State": "State"}
	}
	return Stage{Round: "setter", Setter: true, Hash: HashNone, Params: params, Ask: []Question{q}}
}

// noAction are the parameters of most setters: nothing but the ticket.
func noAction(over Params) Params {
	return Params{"TicketID": ticket("TicketID"), "Action": nil}.With(over)
}

func moveInto() Params { return Params{"Type": constant("move_into")} }
func create() Params   { return Params{"Type": constant("create")} }

// reask builds Screen.Reask: what is asked again after any other change, and by element.
func reask(others []string, by map[string][]string) map[string][]string {
	by[""] = others
	return by
}
