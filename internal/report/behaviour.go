package report

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/ticketacl/ticketacl/internal/diff"
	"github.com/ticketacl/ticketacl/internal/suite"
)

// BehaviourReport is which answers differ between two sets.
type BehaviourReport struct {
	Different bool `json:"different"`
	// OldTarget and NewTarget are the products and versions; one where they are the same.
	OldTarget string `json:"old_target"`
	NewTarget string `json:"new_target"`
	// Scenarios is how many were tried, Differing in how many of them something differs,
	// Undetermined in how many nobody knows.
	Scenarios    int      `json:"scenarios"`
	Differing    int      `json:"differing"`
	Undetermined int      `json:"undetermined"`
	Unknown      []string `json:"unknown,omitempty"` // what is not known there
	Calls        int      `json:"calls"`
	People       int      `json:"people"`
	Screens      int      `json:"screens"`
	// Given: the scenarios were given. Else Complete says whether every combination that
	// conditions can tell apart was tried, and Incomplete why not.
	Given      bool   `json:"given"`
	Complete   bool   `json:"complete"`
	Incomplete string `json:"incomplete,omitempty"`
	Size       int    `json:"combinations"` // about so many there are
	// Limit is how many scenarios were tried at most, where they were made, LimitReached
	// whether so many were.
	Limit        int                   `json:"limit,omitempty"`
	LimitReached bool                  `json:"limit_reached"`
	Broken       []BehaviourBroken     `json:"broken,omitempty"`
	Differences  []BehaviourDifference `json:"differences"`
	// Only are the screens that were looked at, where somebody named them.
	Only []string `json:"only_screens,omitempty"`
	// Unsaved is of how many differences the scenario was not written: it is not known on
	// one side, or none can say what the old set does.
	Unsaved int `json:"unsaved,omitempty"`

	few bool
}

// Brief lets the text show the first few differences only.
func (b *BehaviourReport) Brief() { b.few = true }

// BehaviourBroken is a scenario that could not be tried.
type BehaviourBroken struct {
	Name  string `json:"name"`
	Place Place  `json:"place"`
	Why   string `json:"why"`
}

// BehaviourDifference is one thing that differs: values of one list for the same reason,
// with the smallest scenario that shows it.
type BehaviourDifference struct {
	What     string `json:"what"` // value, dies, saves, settles
	Question string `json:"question,omitempty"`
	Setter   bool   `json:"setter"` // asked by what stores
	// Values of a list; null for any that nobody names.
	Values []*string `json:"values,omitempty"`
	Was    string    `json:"was"` // left, gone, unknown
	Is     string    `json:"is"`
	// Old and New are what ACLs do on either side, Through another list of the form whose
	// answer differs before.
	Old     []BehaviourDeed `json:"old"`
	New     []BehaviourDeed `json:"new"`
	Through string          `json:"through,omitempty"`
	Why     []string        `json:"why,omitempty"` // what is not known
	// Seen is in how many scenarios.
	Seen     int               `json:"scenarios"`
	Scenario BehaviourScenario `json:"scenario"`
	// Found is a scenario that was given and in which it differs.
	Found *BehaviourFound `json:"found,omitempty"`
	// File is where the scenario was written.
	File string `json:"file,omitempty"`

	words string // what differs, in words
}

// BehaviourFound names a scenario that was given.
type BehaviourFound struct {
	Name  string `json:"name"`
	Place Place  `json:"place"`
}

// BehaviourDeed is what one ACL does.
type BehaviourDeed struct {
	ACL     string `json:"acl"`
	Act     string `json:"act"` // takes, brings back, may act, stops, does not match, dies, unsettles
	Section string `json:"section,omitempty"`
	Item    string `json:"item,omitempty"`
	// Before is the ACL that it keeps from its turn, Condition the one that does not hold.
	Before    string `json:"before,omitempty"`
	Condition string `json:"condition,omitempty"`
	Place     Place  `json:"place"`

	words string
}

// BehaviourScenario is one person on one screen with one ticket.
type BehaviourScenario struct {
	Name     string           `json:"name"`
	Screen   string           `json:"screen"`
	Moment   string           `json:"moment"`
	Agent    *BehaviourPerson `json:"agent,omitempty"`
	Customer *BehaviourPerson `json:"customer,omitempty"`
	Stored   bool             `json:"stored"` // there is a ticket
	Ticket   []BehaviourAttr  `json:"ticket,omitempty"`
	Form     []BehaviourAttr  `json:"form,omitempty"`
	Process  []string         `json:"process,omitempty"`
	Options  []BehaviourAttr  `json:"options,omitempty"` // what lists offer

	words string
}

// BehaviourPerson is who is on the screen: a login, or what is told of an inline person.
type BehaviourPerson struct {
	Login string          `json:"login"`
	Attrs []BehaviourAttr `json:"attributes,omitempty"`
}

// BehaviourAttr is one attribute, with several values where it is a list.
type BehaviourAttr struct {
	Name   string   `json:"name"`
	Values []string `json:"values"`
}

// NewBehaviour describes what differs. files are where the scenarios were written, by
// difference; it may be nil.
func NewBehaviour(b *diff.Behaviour, oldTarget, newTarget string, files map[*diff.Difference]string) *BehaviourReport {
	out := &BehaviourReport{
		Different: len(b.Differences) > 0, OldTarget: oldTarget, NewTarget: newTarget, Scenarios: b.Scenarios, Differing: b.Differing, Undetermined: b.Undetermined,
		Unknown: b.Unknown, Calls: b.Calls, People: b.People, Screens: b.Screens, Given: b.Given, Complete: b.Complete, Incomplete: b.Incomplete, Size: int(min(b.Size, 1e18)),
		Limit: b.Limit, LimitReached: b.Spent,
		Differences: []BehaviourDifference{},
	}
	for _, x := range b.Broken {
		out.Broken = append(out.Broken, BehaviourBroken{cmp.Or(x.Scenario.Name, x.Scenario.Screen), placeOf(x.Scenario.Place), x.Err.Error()})
	}
	at := map[string]int{}
	for _, d := range b.Differences {
		x := behaviourDifference(d)
		if x.File = files[d]; b.Given {
			x.Found = &BehaviourFound{cmp.Or(d.Found.Name, d.Found.Screen), placeOf(d.Found.Place)}
		}
		key := fmt.Sprint(x.What, x.Question, x.Setter, x.Was, x.Is, x.Through, x.Why, deedWords(x.Old), deedWords(x.New), x.Scenario.words)
		if i, known := at[key]; known && x.What == diff.InList.String() {
			same := &out.Differences[i]
			same.Values, same.Seen = append(same.Values, x.Values...), max(same.Seen, x.Seen)
			continue
		}
		at[key] = len(out.Differences)
		out.Differences = append(out.Differences, x)
	}
	for i := range out.Differences {
		out.Differences[i].words = out.Differences[i].headline()
	}
	return out
}

func deedWords(deeds []BehaviourDeed) string {
	var parts []string
	for i := range deeds {
		parts = append(parts, deeds[i].words+deeds[i].Section)
	}
	return strings.Join(parts, "\x00")
}

func behaviourDifference(d *diff.Difference) BehaviourDifference {
	x := BehaviourDifference{
		What: d.What.String(), Setter: d.Setter, Was: d.Was.String(), Is: d.Is.String(), Old: []BehaviourDeed{}, New: []BehaviourDeed{},
		Why: d.Why, Seen: d.Count, Scenario: behaviourScenario(d.Scenario),
	}
	if d.Question != "" {
		x.Question = suite.Short(d.Question)
	}
	if d.Through != "" {
		x.Through = suite.Short(d.Through)
	}
	if d.What == diff.InList {
		v := &d.Value
		if d.AnyOther {
			v = nil
		}
		x.Values = []*string{v}
	}
	for i := range d.OldDeeds {
		x.Old = append(x.Old, behaviourDeed(&d.OldDeeds[i]))
	}
	for i := range d.NewDeeds {
		x.New = append(x.New, behaviourDeed(&d.NewDeeds[i]))
	}
	return x
}

func behaviourDeed(d *diff.Deed) BehaviourDeed {
	out := BehaviourDeed{ACL: d.ACL.Name, Act: d.Act.String(), Place: placeOf(d.Place)}
	name := Clean(d.ACL.Name)
	if d.Item != nil {
		out.Item = d.Item.Text
	}
	switch d.Act {
	case diff.Takes:
		out.Section = d.Section.String()
		if out.words = name + " takes it, " + out.Section; d.Item == nil {
			out.words = name + " takes it: " + out.Section + " does not name it"
		}
	case diff.Brings:
		out.Section = d.Section.String()
		out.words = name + " brings it back, " + out.Section
	case diff.MayAct:
		out.words = name + " may act on it"
	case diff.Stops:
		out.Before = d.Before.Name
		out.words = name + " stops before " + Clean(d.Before.Name)
	case diff.NoMatch:
		out.words = name + " does not match"
		if c := d.Condition; c != nil {
			out.Condition = c.Block.String() + "." + c.Area + "." + c.Attr
			out.words += ": " + out.Condition
		}
	case diff.Kills:
		out.words = "the call dies in " + name
	case diff.Unsettles:
		out.words = name + " takes part in going round"
	}
	return out
}

// headline says what differs.
func (d *BehaviourDifference) headline() string {
	whether := func(left, gone, unknown string) string {
		is := map[string]string{"left": left, "gone": gone, "unknown": unknown}
		return is[d.Is] + " now, " + is[d.Was] + " before"
	}
	where := d.Question
	if d.Setter {
		where += " as it is stored"
	}
	switch d.What {
	case diff.Dies.String():
		return where + ": " + whether("answered", "ends in an error", "perhaps an error")
	case diff.Saves.String():
		return "sending the form: " + whether("stored", "refused", "not known")
	case diff.Settles.String():
		return "the form: " + whether("comes to an end", "never comes to an end", "not known")
	}
	change := whether("offered", "gone", "not known")
	switch {
	case d.Was == "left" && d.Is == "gone":
		change = "lost"
	case d.Was == "gone" && d.Is == "left":
		change = "gained"
	}
	return where + ", " + change
}

// values are those of a list in words.
func (d *BehaviourDifference) values() []string {
	var out []string
	for _, v := range d.Values {
		if v == nil {
			out = append(out, "(any other value)")
		} else {
			out = append(out, *v)
		}
	}
	return out
}
