package enginelog

import (
	"slices"
	"strconv"
	"strings"

	"github.com/ticketacl/ticketacl/simulate"
)

// Call is one call of the engine as its debug lines tell it.
type Call struct {
	Question string // "" where no ACL matched, so that no line names it
	ACLs     []ACL  // that left a line, in evaluation order
	Who      string
}

// ACL is what one ACL left in the log of a call.
type ACL struct {
	Name       string
	Line       int // of its first entry
	Conditions []Condition
	Matched    bool
	Sections   []Section
}

// Condition is one comparison that held.
type Condition struct {
	Line              int
	Block, Area, Attr string
	IsList            bool
	What              string // ITEM eq VALUE
}

// Section is what one section of an ACL did to the list.
type Section struct {
	Line        int
	Name        string
	Used, Reset bool
	// Added and Skipped are candidates of Possible and PossibleAdd, Removed and
	// Left those of PossibleNot. With several items one may be in both.
	Added, Skipped, Removed, Left []string
}

// Calls puts the entries of a log together. The lines do not say where a call
// begins: a new one does where an ACL comes that would have come before the last
// one, where one comes again, or where another question is named.
func (l *Log) Calls() []Call {
	var all []*builder
	open := map[string]*builder{} // by process
	for i := range l.Entries {
		e := &l.Entries[i]
		b := open[e.Who]
		if b == nil || !b.takes(e) {
			next := &builder{call: Call{Who: e.Who}}
			if b != nil && e.Kind == simulate.EventMatched {
				next.adopt(b, e.ACL)
			}
			all, open[e.Who], b = append(all, next), next, next
		}
		b.add(e)
	}
	var calls []Call
	for _, b := range all {
		if len(b.call.ACLs) > 0 {
			calls = append(calls, b.call)
		}
	}
	return calls
}

// builder is a call that lines are still added to.
type builder struct{ call Call }

func (b *builder) last() *ACL {
	if len(b.call.ACLs) == 0 {
		return nil
	}
	return &b.call.ACLs[len(b.call.ACLs)-1]
}

// takes reports whether an entry can belong to the call.
func (b *builder) takes(e *Entry) bool {
	last := b.last()
	if last == nil {
		return true
	}
	if q := e.Question(); q != "" && b.call.Question != "" && q != b.call.Question {
		return false
	}
	switch order := strings.Compare(e.ACL, last.Name); {
	case order > 0:
		return true
	case order < 0:
		return false
	}
	switch e.Kind {
	case simulate.EventProperty:
		return !last.Matched
	case simulate.EventMatched:
		return !last.Matched
	case simulate.EventUsed:
		s := last.section(e.Section)
		return s == nil || !s.Used
	}
	return true
}

// adopt takes over conditions of an ACL that turned out to belong to this call.
func (b *builder) adopt(from *builder, name string) {
	last := from.last()
	if last == nil || last.Name != name || last.Matched {
		return
	}
	b.call.ACLs = append(b.call.ACLs, *last)
	from.call.ACLs = from.call.ACLs[:len(from.call.ACLs)-1]
}

func (b *builder) add(e *Entry) {
	if last := b.last(); last == nil || last.Name != e.ACL {
		b.call.ACLs = append(b.call.ACLs, ACL{Name: e.ACL, Line: e.Line})
	}
	a := b.last()
	if q := e.Question(); q != "" {
		b.call.Question = q
	}
	switch e.Kind {
	case simulate.EventProperty:
		a.Conditions = append(a.Conditions, Condition{e.Line, e.Block, e.Area, e.Attr, e.IsList, e.What})
		return
	case simulate.EventMatched:
		a.Matched = true
		return
	}
	s := a.section(e.Section)
	if s == nil {
		a.Sections = append(a.Sections, Section{Name: e.Section, Line: e.Line})
		s = &a.Sections[len(a.Sections)-1]
	}
	switch e.Kind {
	case simulate.EventUsed:
		s.Used = true
	case simulate.EventReset:
		s.Reset = true
	case simulate.EventAdded:
		s.Added = append(s.Added, e.Value)
	case simulate.EventSkipped:
		s.Skipped = append(s.Skipped, e.Value)
	case simulate.EventRemoved:
		s.Removed = append(s.Removed, e.Value)
	case simulate.EventLeft:
		s.Left = append(s.Left, e.Value)
	}
}

func (a *ACL) section(name string) *Section {
	i := slices.IndexFunc(a.Sections, func(s Section) bool { return s.Name == name })
	if i < 0 {
		return nil
	}
	return &a.Sections[i]
}

// FromEvents is the call as an engine would log the events of one evaluation.
// silent: it leaves out that Possible was used and emptied the list, as some
// engines do for questions other than those about tickets.
func FromEvents(question string, events []simulate.Event, silent bool) Call {
	b := &builder{call: Call{Question: question}}
	kind, sub, ticket := strings.Cut(question, ".")
	if !ticket {
		sub = "-"
	}
	for i := range events {
		ev := &events[i]
		if ev.Candidate.Any {
			continue // stands for values that a log would name
		}
		e := Entry{Kind: ev.Kind, ACL: ev.ACL.Name, Type: kind, SubType: sub}
		switch ev.Kind {
		case simulate.EventCondition:
			continue
		case simulate.EventProperty:
			e.Type, e.SubType = "", ""
			e.Block, e.Area, e.Attr, e.IsList = ev.Block.String(), ev.Area, ev.Attr, ev.IsList
			e.What = ev.Item.Text + " eq " + ev.Met
		case simulate.EventUsed, simulate.EventReset:
			if silent && !ticket && ev.Block.String() == "Possible" {
				continue
			}
			e.Section = ev.Block.String()
		default:
			e.Section, e.Value = ev.Block.String(), ev.Candidate.Name
		}
		b.add(&e)
	}
	return b.call
}

// Key tells calls apart that say something different; lines and processes do
// not count.
func (c *Call) Key() string {
	var b strings.Builder
	write := func(parts ...string) {
		for _, p := range parts {
			b.WriteString(p)
			b.WriteByte(0)
		}
		b.WriteByte(1)
	}
	write(c.Question)
	for i := range c.ACLs {
		a := &c.ACLs[i]
		write("acl", a.Name, strconv.FormatBool(a.Matched))
		for j := range a.Conditions {
			x := &a.Conditions[j]
			write(x.Block, x.Area, x.Attr, strconv.FormatBool(x.IsList), x.What)
		}
		for j := range a.Sections {
			s := &a.Sections[j]
			write(s.Name, strconv.FormatBool(s.Used), strconv.FormatBool(s.Reset))
			for _, list := range [][]string{s.Added, s.Skipped, s.Removed, s.Left} {
				write(list...)
			}
		}
	}
	return b.String()
}
