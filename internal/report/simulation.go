// Package report writes what commands found out: one file per output format.
// It is the only package that knows about terminals.
package report

import (
	"slices"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/simulate"
)

// Simulation is one scenario with its answers, in the shape of the JSON output.
// The text is written from it alone.
type Simulation struct {
	Scenario      string     `json:"scenario,omitempty"` // name in its file
	Target        string     `json:"target"`
	TargetAssumed bool       `json:"target_assumed"` // nobody named one
	TargetNote    string     `json:"target_note,omitempty"`
	Inventory     string     `json:"inventory"`
	Interface     string     `json:"interface"` // agent or customer
	Person        string     `json:"person"`
	Exempt        bool       `json:"exempt"` // UserID 1, whom no ACL restricts
	Screen        string     `json:"screen"`
	Moment        string     `json:"moment"`
	Changed       string     `json:"changed,omitempty"` // the element that changed
	Ticket        []Attr     `json:"ticket,omitempty"`  // as stored and told
	Form          []Attr     `json:"form,omitempty"`    // as chosen
	ACLs          []ACL      `json:"acls"`
	Questions     []Question `json:"questions"`
	Rounds        []Round    `json:"rounds,omitempty"` // of a form that emptied or filled fields
	// Saving is what comes of sending the form; nil where nothing can be sent.
	Saving *Saving `json:"saving,omitempty"`
	// Log is what a system's debug log says about the same.
	Log *Log `json:"log,omitempty"`
	// Stories and Looks are what --why asks for.
	Stories []Story  `json:"stories,omitempty"`
	Looks   []Look   `json:"looks,omitempty"`
	Notes   []string `json:"notes,omitempty"`

	fileNames map[string]int // see files
	filePaths []string
}

// Attr is an attribute that the scenario tells.
type Attr struct {
	Name   string   `json:"name"`
	Values []string `json:"values"`
}

// ACL is one ACL in evaluation order. Cases has one entry where it does the
// same to all questions, more where the questions carry different data; the one
// with the most questions comes first.
type ACL struct {
	Name     string    `json:"name"`
	Place    Place     `json:"place"`
	Stops    bool      `json:"stop_after_match"`
	Deployed bool      `json:"deployed"`
	Validity string    `json:"validity"`
	Cases    []ACLCase `json:"cases"`
	// Relations are the attribute relations that the system makes the ACL of.
	Relations []string `json:"relations,omitempty"`
}

// ACLCase is what an ACL did when some of the questions were asked.
type ACLCase struct {
	Questions  []string    `json:"questions"`
	Status     string      `json:"status"` // matched, no match, undetermined, not reached, dies
	Conditions []Condition `json:"conditions"`
	UsedFor    []string    `json:"used_for"`              // questions that it changed
	StoppedFor []string    `json:"stopped_for,omitempty"` // questions after which it stopped
}

// Condition is one condition with the value that it met.
type Condition struct {
	Block   string    `json:"block"`
	Attr    string    `json:"attribute"` // Ticket.Queue
	Items   []*string `json:"items"`     // as written; null for an undefined item
	Met     []string  `json:"met"`       // empty where unset
	IsSet   bool      `json:"is_set"`
	IsList  bool      `json:"is_list"`
	Result  string    `json:"result"`            // held, failed, unknown
	Hit     *string   `json:"hit,omitempty"`     // the first item that matched
	Unknown string    `json:"unknown,omitempty"` // why
	Place   Place     `json:"place"`
	// Titles are what people call the processes, activities and dialogs among
	// items and met.
	Titles []Title `json:"titles,omitempty"`
}

// Title is what people call the process, activity or dialog with an id.
type Title struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Question is one list that the screen asks about.
type Question struct {
	Name       string `json:"question"`
	Round      string `json:"round"`
	From       string `json:"candidates_from"` // inventory, options, assumed
	FromNote   string `json:"candidates_note,omitempty"`
	Candidates int    `json:"candidates"`
	Unseen     string `json:"unseen,omitempty"` // why the list cannot be seen, though it is asked for
	Limited    bool   `json:"limited"`          // some ACL had a change for it
	// Undetermined: what is left depends on what nobody knows; left and gone
	// are what is certain.
	Undetermined bool     `json:"undetermined"`
	Left         []Choice `json:"left"`
	Gone         []Fate   `json:"gone"`
	Back         []Fate   `json:"brought_back"`
	Maybe        []Choice `json:"maybe,omitempty"` // left or gone, depending on what is unknown
	StoppedBy    string   `json:"stopped_by,omitempty"`
	Unknown      []string `json:"unknown,omitempty"` // why the answer is undetermined
	Died         string   `json:"died,omitempty"`
	DiedAt       *Place   `json:"died_at,omitempty"`
	DiedIn       string   `json:"died_in,omitempty"` // the ACL
}

// Choice is one candidate.
type Choice struct {
	ID   string `json:"id,omitempty"`
	Name string `json:"name"`
	// Title is what people call a process, an activity or a dialog.
	Title string `json:"title,omitempty"`
	Any   bool   `json:"any,omitempty"` // stands for all values that nobody named
}

// Fate is one or more candidates and what became of them.
type Fate struct {
	Choices []Choice `json:"choices"`
	ACL     string   `json:"acl"`
	Section string   `json:"section"`
	Item    *string  `json:"item,omitempty"` // the item that did it; none where Possible did not name it
	Place   Place    `json:"place"`
}

// Place is file, line and column; Line is 0 where there is none.
type Place struct {
	File   string `json:"file"`
	Line   uint32 `json:"line"`
	Column uint32 `json:"column"`
}

func place(file string, s acl.Span) Place { return Place{file, s.Start.Line, s.Start.Column} }

// Answered is one question of a scenario's plan with its explanation.
type Answered struct {
	Asked       *scenario.Asked
	Explanation *simulate.Explanation
	Unseen      string // see Question
}

// AddAnswers fills ACLs and Questions. all are the ACLs of the set in
// evaluation order, those that take no part included; deployed those that do.
func (s *Simulation) AddAnswers(all, deployed []*acl.ACL, answers []Answered) {
	s.ACLs = make([]ACL, len(all))
	at := make(map[*acl.ACL]*ACL, len(all))
	for i, a := range all {
		s.ACLs[i] = ACL{
			Name: a.Name, Place: place(a.File, a.Place().Span), Stops: a.Stops(),
			Validity: a.Validity().String(), Cases: []ACLCase{},
		}
		at[a] = &s.ACLs[i]
	}
	for _, a := range deployed {
		at[a].Deployed = true
	}
	for _, ans := range answers {
		s.Questions = append(s.Questions, question(ans))
		for i := range ans.Explanation.ACLs {
			r := &ans.Explanation.ACLs[i]
			if ans.Explanation.Refused == simulate.RefusedExempt && !s.Exempt {
				continue // nobody looked at it
			}
			at[r.ACL].add(s.questionName(ans), r, ans.Explanation.StoppedBy == r.ACL)
		}
	}
	for i := range s.ACLs {
		// What it did to most of the questions comes first.
		slices.SortStableFunc(s.ACLs[i].Cases, func(a, b ACLCase) int { return len(b.Questions) - len(a.Questions) })
	}
}

func (s *Simulation) questionName(a Answered) string { return shortName(a.Asked) }

// shortName is the question as scenarios write it.
func shortName(a *scenario.Asked) string {
	if a.Call.ReturnType == "Ticket" {
		return a.Call.ReturnSubType
	}
	return a.Call.ReturnType
}

// add notes what the ACL did to one question, together with the questions to
// which it did the same.
func (l *ACL) add(question string, r *simulate.ACLReport, stopped bool) {
	c := ACLCase{Questions: []string{question}, Status: r.Status.String(), Conditions: []Condition{}, UsedFor: []string{}}
	for i := range r.Conditions {
		c.Conditions = append(c.Conditions, condition(r.ACL, &r.Conditions[i]))
	}
	at := -1
	for i := range l.Cases {
		if sameCase(&l.Cases[i], &c) {
			at = i
			l.Cases[i].Questions = append(l.Cases[i].Questions, question)
		}
	}
	if at < 0 {
		l.Cases = append(l.Cases, c)
		at = len(l.Cases) - 1
	}
	if r.Used {
		l.Cases[at].UsedFor = append(l.Cases[at].UsedFor, question)
	}
	if stopped {
		l.Cases[at].StoppedFor = append(l.Cases[at].StoppedFor, question)
	}
}

// sameCase compares what decides: the status, and which conditions held with
// which values.
func sameCase(a, b *ACLCase) bool {
	if a.Status != b.Status || len(a.Conditions) != len(b.Conditions) {
		return false
	}
	for i := range a.Conditions {
		x, y := &a.Conditions[i], &b.Conditions[i]
		if x.Result != y.Result || !sameStrings(x.Met, y.Met) || x.IsSet != y.IsSet {
			return false
		}
	}
	return true
}

func sameStrings(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// textOf is an item as written, nil for an undefined one.
func textOf(v *acl.Value) *string {
	if v.Kind == acl.Undef {
		return nil
	}
	return &v.Text
}

func condition(a *acl.ACL, c *simulate.Condition) Condition {
	out := Condition{
		Block: c.Block.String(), Attr: c.Area + "." + c.Attr, Items: []*string{}, Met: []string{},
		Result: "failed", IsSet: c.Met.Defined(), IsList: c.Met.Kind == inventory.List,
	}
	if c.List != nil {
		out.Place = place(a.File, c.List.KeySpan)
		for _, it := range c.List.Value.Items() {
			out.Items = append(out.Items, textOf(&it))
		}
	}
	switch c.Met.Kind {
	case inventory.Text:
		out.Met = append(out.Met, c.Met.Text)
	case inventory.List:
		for _, v := range c.Met.List {
			out.Met = append(out.Met, v.Text)
		}
	case inventory.Unknown:
		out.Unknown = c.Met.Why
	}
	switch {
	case c.Uncertain:
		out.Result = "unknown"
	case c.Held:
		out.Result = "held"
	}
	if c.Hit != nil {
		out.Hit = textOf(c.Hit)
		if !c.Uncertain {
			out.Place = place(a.File, c.Hit.Span)
		}
	}
	return out
}

func question(a Answered) Question {
	e := a.Explanation
	q := Question{
		Name: shortName(a.Asked), Round: a.Asked.Round, From: a.Asked.From.String(), FromNote: a.Asked.Why,
		Candidates: len(e.Fates), Unseen: a.Unseen, Limited: e.Returned, Left: []Choice{}, Gone: []Fate{}, Back: []Fate{},
	}
	if e.StoppedBy != nil {
		q.StoppedBy = e.StoppedBy.Name
	}
	if d := e.Undetermined; d != nil && d.Data && (len(e.Fates) > 0 || d.MaybeDies) {
		q.Undetermined, q.Unknown = true, e.Unknown
	}
	if e.Died != nil {
		p := Place{e.Died.Place.File, e.Died.Place.Span.Start.Line, e.Died.Place.Span.Start.Column}
		q.Died, q.DiedAt, q.DiedIn = e.Died.Message, &p, e.Died.ACL
	}
	for i := range e.Fates {
		f := &e.Fates[i]
		choice := Choice{ID: f.Candidate.ID, Name: f.Candidate.Name, Any: f.Candidate.Any}
		switch {
		case f.Maybe:
			q.Maybe = append(q.Maybe, choice)
		case !f.Left:
			q.Gone = addFate(q.Gone, choice, f)
		default:
			q.Left = append(q.Left, choice)
			if f.BroughtBack() {
				q.Back = addFate(q.Back, choice, f)
			}
		}
	}
	return q
}

// addFate joins candidates that met the same fate by the same item.
func addFate(fates []Fate, c Choice, f *simulate.Fate) []Fate {
	n := Fate{Choices: []Choice{c}}
	if f.By != nil {
		n.ACL, n.Section = f.By.Name, f.Section.String()
		switch {
		case f.Item != nil:
			n.Item, n.Place = textOf(f.Item), place(f.By.File, f.Item.Span)
		case f.List != nil:
			n.Place = place(f.By.File, f.List.KeySpan)
		}
	}
	for i := range fates {
		old := &fates[i]
		if old.ACL == n.ACL && old.Section == n.Section && old.Place == n.Place {
			old.Choices = append(old.Choices, c)
			return fates
		}
	}
	return append(fates, n)
}
