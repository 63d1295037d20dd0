package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/enginelog"
)

// Log is what the debug log of a system says about ACLs, held against the
// simulation of a scenario.
type Log struct {
	File    string `json:"file"`
	Lines   int    `json:"lines"`
	Entries int    `json:"entries"`
	// Unread are the first lines that begin like one about an ACL and are none.
	Unread      []int `json:"unread,omitempty"`
	UnreadCount int   `json:"unread_count"`
	Truncated   bool  `json:"truncated"`
	// Agrees: every call of the log is as simulated.
	Agrees bool      `json:"agrees"`
	Calls  []LogCall `json:"calls"`
	// Unknown are ACLs in the log that take no part here.
	Unknown []LogUnknown `json:"unknown_acls"`
	// Missing are questions in which ACLs have a part here, and of which the log
	// has no call.
	Missing []string `json:"missing"`
}

// LogUnknown is an ACL of the log that takes no part in the simulation.
type LogUnknown struct {
	Name     string `json:"name"`
	Line     int    `json:"line"`
	Validity string `json:"validity,omitempty"` // of one that the set has, but that is not deployed
	Place    *Place `json:"place,omitempty"`
}

// LogCall is one call of the log; equal ones are counted.
type LogCall struct {
	Question string   `json:"question,omitempty"` // none where no ACL matched
	Line     int      `json:"line"`
	Count    int      `json:"count"`
	ACLs     []LogACL `json:"acls"`
	// Simulated: the scenario makes such a call.
	Simulated    bool            `json:"simulated"`
	Undetermined []string        `json:"undetermined,omitempty"` // what the simulation of it depends on
	Differences  []LogDifference `json:"differences"`
}

// LogACL is what one ACL left in the log.
type LogACL struct {
	Name       string         `json:"name"`
	Line       int            `json:"line"`
	Matched    bool           `json:"matched"`
	Place      *Place         `json:"place,omitempty"` // none where the set has no such ACL
	Conditions []LogCondition `json:"conditions"`
	Sections   []LogSection   `json:"sections"`
}

// LogCondition is a comparison that held.
type LogCondition struct {
	Line   int    `json:"line"`
	Block  string `json:"block"`
	Attr   string `json:"attribute"`
	IsList bool   `json:"is_list"`
	Item   string `json:"item"`
	Value  string `json:"value"`
	Place  *Place `json:"place,omitempty"`
}

// LogSection is what a section did.
type LogSection struct {
	Line    int      `json:"line"`
	Section string   `json:"section"`
	Place   *Place   `json:"place,omitempty"`
	Kept    []string `json:"kept"`
	Gone    []string `json:"gone"`
}

// LogDifference is one thing in which the log and the simulation part.
type LogDifference struct {
	ACL   string   `json:"acl"`
	Line  int      `json:"line,omitempty"`
	Kind  string   `json:"kind"`
	Block string   `json:"block,omitempty"`
	Attr  string   `json:"attribute,omitempty"` // the condition, or the section
	There []string `json:"there"`
	Here  []string `json:"here"`
	Place *Place   `json:"place,omitempty"`
}

// Simulated is a call of the scenario as the system would log it.
type Simulated struct {
	Call    enginelog.Call
	Unknown []string // what its answer depends on
}

// maxCalls bounds how many different calls are told.
const maxCalls = 1000

// maxUnread bounds how many line numbers are listed.
const maxUnread = 20

// NewLog explains a log and compares it. set are all ACLs, takesPart those that
// the simulation lets take part; about are the questions that are looked at, nil
// for all.
func NewLog(file string, log *enginelog.Log, set *acl.Set, takesPart func(name string) bool, here []Simulated, about []string) *Log {
	out := &Log{
		File: file, Lines: log.Lines, Entries: len(log.Entries), UnreadCount: len(log.Unread), Truncated: log.Truncated,
		Unread: log.Unread[:min(len(log.Unread), maxUnread)], Calls: []LogCall{}, Unknown: []LogUnknown{}, Missing: []string{},
	}
	calls, counts := distinct(log.Calls())
	if len(calls) > maxCalls {
		calls, counts, out.Truncated = calls[:maxCalls], counts[:maxCalls], true
	}
	simulated := make([]enginelog.Call, len(here))
	for i := range here {
		simulated[i] = here[i].Call
	}
	out.Agrees = len(calls) > 0 && len(log.Unread) == 0 && !out.Truncated
	for i, p := range enginelog.PairUp(calls, simulated, takesPart) {
		c := LogCall{
			Question: strings.TrimPrefix(p.There.Question, "Ticket."), Count: counts[i], Simulated: p.Here >= 0,
			ACLs: []LogACL{}, Differences: []LogDifference{},
		}
		for j := range p.There.ACLs {
			a := &p.There.ACLs[j]
			c.ACLs = append(c.ACLs, logACL(a, p.There.Question, set))
			out.addUnknown(a, set, takesPart)
		}
		c.Line = c.ACLs[0].Line
		if c.Simulated {
			c.Undetermined = here[p.Here].Unknown
		}
		for j := range p.Parts {
			c.Differences = append(c.Differences, logDifference(&p.Parts[j], p.There.Question, set))
		}
		out.Agrees = out.Agrees && c.Simulated && len(c.Differences) == 0
		out.Calls = append(out.Calls, c)
	}
	if about == nil {
		out.missing(calls, simulated)
	}
	for _, q := range about {
		out.missing(calls, slices.DeleteFunc(slices.Clone(simulated), func(c enginelog.Call) bool { return c.Question != q }))
	}
	return out
}

// missing finds the questions that only the simulation has a log of.
func (l *Log) missing(there, here []enginelog.Call) {
	for i := range here {
		q := here[i].Question
		logged := slices.ContainsFunc(there, func(c enginelog.Call) bool { return c.Question == q })
		matched := slices.ContainsFunc(here[i].ACLs, func(a enginelog.ACL) bool { return a.Matched })
		if name := strings.TrimPrefix(q, "Ticket."); matched && !logged && !slices.Contains(l.Missing, name) {
			l.Missing = append(l.Missing, name)
		}
	}
}

func (l *Log) addUnknown(a *enginelog.ACL, set *acl.Set, takesPart func(string) bool) {
	if takesPart(a.Name) || slices.ContainsFunc(l.Unknown, func(u LogUnknown) bool { return u.Name == a.Name }) {
		return
	}
	u := LogUnknown{Name: a.Name, Line: a.Line}
	if known := set.Named(a.Name); known != nil {
		u.Validity, u.Place = known.Validity().String(), placeIn(known, known.Place().Span)
	}
	l.Unknown = append(l.Unknown, u)
}

// distinct puts equal calls together, in the order of their first.
func distinct(calls []enginelog.Call) (out []enginelog.Call, counts []int) {
	at := map[string]int{}
	for _, c := range calls {
		key := c.Key()
		n, again := at[key]
		if !again {
			n = len(out)
			at[key] = n
			out, counts = append(out, c), append(counts, 0)
		}
		counts[n]++
	}
	return out, counts
}

func logACL(a *enginelog.ACL, question string, set *acl.Set) LogACL {
	known := set.Named(a.Name)
	out := LogACL{Name: a.Name, Line: a.Line, Matched: a.Matched, Conditions: []LogCondition{}, Sections: []LogSection{}}
	if known != nil {
		out.Place = placeIn(known, known.Place().Span)
	}
	for i := range a.Conditions {
		c := &a.Conditions[i]
		l := LogCondition{Line: c.Line, Block: c.Block, Attr: c.Area + "." + c.Attr, IsList: c.IsList}
		l.Item, l.Value, _ = strings.Cut(c.What, " eq ")
		if list := conditionOf(known, c.Block, c.Area, c.Attr); list != nil {
			l.Place = placeIn(known, list.KeySpan)
			for j := range list.Value.Items() {
				it := &list.Value.Items()[j]
				if value, is := strings.CutPrefix(c.What, it.Text+" eq "); is && len(it.Text) >= len(l.Item) {
					l.Item, l.Value, l.Place = it.Text, value, placeIn(known, it.Span)
				}
			}
		}
		out.Conditions = append(out.Conditions, l)
	}
	for i := range a.Sections {
		s := &a.Sections[i]
		l := LogSection{Line: s.Line, Section: s.Name, Kept: []string{}, Gone: []string{}}
		if key := sectionOf(known, s.Name, question); key != nil {
			l.Place = placeIn(known, key.KeySpan)
		}
		l.Kept = append(append(l.Kept, s.Added...), s.Left...)
		l.Gone = append(l.Gone, s.Removed...)
		for _, v := range s.Skipped {
			// Skipped by one item, and added by another.
			if !slices.Contains(s.Added, v) && s.Name == "Possible" {
				l.Gone = append(l.Gone, v)
			}
		}
		l.Kept, l.Gone = unique(l.Kept), unique(l.Gone)
		out.Sections = append(out.Sections, l)
	}
	return out
}

func unique(list []string) []string {
	seen := map[string]bool{}
	return slices.DeleteFunc(list, func(v string) bool {
		was := seen[v]
		seen[v] = true
		return was
	})
}

func logDifference(d *enginelog.Difference, question string, set *acl.Set) LogDifference {
	out := LogDifference{ACL: d.ACL, Line: d.Line, Kind: d.Kind.String(), Block: d.Block, Attr: d.Attr, There: []string{}, Here: []string{}}
	out.There, out.Here = append(out.There, d.There...), append(out.Here, d.Here...)
	known := set.Named(d.ACL)
	if known == nil {
		return out
	}
	out.Place = placeIn(known, known.Place().Span)
	area, attr, _ := strings.Cut(d.Attr, ".")
	if list := conditionOf(known, d.Block, area, attr); d.Block != "" && list != nil {
		out.Place = placeIn(known, list.KeySpan)
	} else if key := sectionOf(known, d.Attr, question); d.Block == "" && key != nil {
		out.Place = placeIn(known, key.KeySpan)
	}
	return out
}

func placeIn(a *acl.ACL, s acl.Span) *Place {
	p := place(a.File, s)
	return &p
}

func entryOf(v *acl.Value, key string) *acl.Entry {
	if v == nil {
		return nil
	}
	for i := len(v.Entries()) - 1; i >= 0; i-- { // the last one counts
		if v.Entries()[i].Key == key {
			return &v.Entries()[i]
		}
	}
	return nil
}

// conditionOf is the condition as written; nil where there is none.
func conditionOf(a *acl.ACL, block, area, attr string) *acl.Entry {
	b, ok := acl.BlockNamed(block)
	if a == nil || !ok {
		return nil
	}
	if in := entryOf(a.Block(b), area); in != nil {
		return entryOf(&in.Value, attr)
	}
	return nil
}

// sectionOf is the list of a section that answers a question, as written.
func sectionOf(a *acl.ACL, section, question string) *acl.Entry {
	b, ok := acl.BlockNamed(section)
	if a == nil || !ok {
		return nil
	}
	kind, sub, isTicket := strings.Cut(question, ".")
	in := entryOf(a.Block(b), kind)
	if in == nil || !isTicket {
		return in
	}
	return entryOf(&in.Value, sub)
}

// logLine says where in the log something stands.
func logLine(n int) string { return fmt.Sprintf("log line %d", n) }
