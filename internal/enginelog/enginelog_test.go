package enginelog

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/simulate"
)

func TestParse(t *testing.T) {
	const prefix = "[Mon Nov 23 10:11:13 2026][Debug][Kernel::System::TicketACL::TicketAcl][820] "
	condition := func(block, area, attr, what string, list bool) Entry {
		return Entry{Kind: simulate.EventProperty, ACL: "A", Block: block, Area: area, Attr: attr, What: what, IsList: list}
	}
	asked := func(kind simulate.EventKind, section, value string) Entry {
		return Entry{Kind: kind, ACL: "A", Type: "Ticket", SubType: "State", Section: section, Value: value}
	}
	for line, want := range map[string]Entry{
		"TicketACL 'A' Properties:'Queue->Name' Matched (Raw eq Raw)":                                         condition("Properties", "Queue", "Name", "Raw eq Raw", false),
		prefix + "TicketACL 'A' PropertiesDatabase:'User->Role' MatchedARRAY ([Not]x eq y)":                   condition("PropertiesDatabase", "User", "Role", "[Not]x eq y", true),
		prefix + "TicketACL 'A' Properties:'Ticket->DynamicField_A' Matched (a (b) eq a (b))":                 condition("Properties", "Ticket", "DynamicField_A", "a (b) eq a (b)", false),
		prefix + "TicketACL 'A' Matched for return data:'Ticket:State'":                                       asked(simulate.EventMatched, "", ""),
		prefix + "TicketACL 'A' Used with Possible:'Ticket:State'":                                            asked(simulate.EventUsed, "Possible", ""),
		prefix + "TicketACL 'A' Reset return data:'Ticket:State''":                                            asked(simulate.EventReset, "Possible", ""),
		prefix + "TicketACL 'A' Possible param 'open' added to return data:'Ticket:State'":                    asked(simulate.EventAdded, "Possible", "open"),
		prefix + "TicketACL 'A' PossibleAdd param 'new' skipped from return data:'Ticket:State'":              asked(simulate.EventSkipped, "PossibleAdd", "new"),
		prefix + "TicketACL 'A' PossibleNot param 'it's ' added to' removed from return data:'Ticket:State'":  asked(simulate.EventRemoved, "PossibleNot", "it's ' added to"),
		prefix + "TicketACL 'A' PossibleNot param '' leaved for return data:'Ticket:State'  (and more)":       asked(simulate.EventLeft, "PossibleNot", ""),
		"Nov 23 10:11:13 host OTOBO-CGI-10[4711]: TicketACL 'A' Matched for return data:'Ticket:State'":       {Kind: simulate.EventMatched, ACL: "A", Type: "Ticket", SubType: "State", Who: "4711"},
		"x TicketACL 'a' Matched' b' Matched for return data:'Action:-'":                                      {Kind: simulate.EventMatched, ACL: "a' Matched' b", Type: "Action", SubType: "-"},
		"x TicketACL '' Matched for return data:'Ticket:DynamicField_Colour'":                                 {Kind: simulate.EventMatched, Type: "Ticket", SubType: "DynamicField_Colour"},
		"\x1b[31mTicketACL 'A' Properties:'Ticket->Queue' Matched (a eq b) at /opt/otobo line 5 (again (x)))": condition("Properties", "Ticket", "Queue", "a eq b) at /opt/otobo line 5 (again (x))", false),
	} {
		got, about, ok := parse(line)
		if !about || !ok {
			t.Errorf("%s: not understood", line)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", line, diff)
		}
	}
	for _, line := range []string{
		"TicketACL 'A", "TicketACL 'A' ", "TicketACL 'A' Matched for return data:'Ticket'", "TicketACL 'A' Matched for return data:'Ticket:Sta",
		"TicketACL 'A' Properties:'Queue' Matched (a eq b)", "TicketACL 'A' Properties:'Queue->Name' Matched (a b)",
		"TicketACL 'A' Properties:'Queue->Name' Matched (a eq b", "TicketACL 'A' Used with Impossible:'Ticket:State'",
		"TicketACL 'A' Possible param 'x' removed from return data:'Ticket:State'", "TicketACL 'A' PossibleNot param 'x' added to return data:'Ticket:State'",
		"TicketACL 'A' Matched for return data:'Ticket:a b'", "TicketACL 'A' was saved",
	} {
		if e, about, ok := parse(line); !about || ok {
			t.Errorf("%s: %+v, about %t", line, e, about)
		}
	}
	if _, about, _ := parse("Permission denied on TicketID: 4!"); about {
		t.Error("a line about something else is taken for one about ACLs")
	}
}

// write is an event of a recorded trace as a debug line, in the words of the
// engines.
func write(e map[string]string, question string) string {
	s := "[Debug][Kernel::System::TicketACL::TicketAcl] TicketACL '" + e["acl"] + "' "
	switch e["ev"] {
	case "prop":
		word := "Matched"
		if e["array"] == "1" {
			word = "MatchedARRAY"
		}
		return s + fmt.Sprintf("%s:'%s->%s' %s (%s)", e["set"], e["area"], e["attr"], word, e["what"])
	case "matched":
		return s + "Matched for return data:'" + question + "'"
	case "used":
		return s + "Used with " + e["sec"] + ":'" + question + "'"
	case "reset":
		return s + "Reset return data:'" + question + "''"
	}
	words := map[string]string{"added": "added to", "skipped": "skipped from", "removed": "removed from", "leaved": "leaved for"}
	return s + e["sec"] + " param '" + e["value"] + "' " + words[e["ev"]] + " return data:'" + question + "'"
}

// TestRecordedTraces writes what real engines logged as lines among others, and
// reads it back.
func TestRecordedTraces(t *testing.T) {
	f, err := os.Open(filepath.Join("..", "..", "testdata", "golden", "otobo-11.0", "visible.jsonl.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	in := bufio.NewScanner(z)
	in.Buffer(nil, 1<<26)
	traces, events := 0, 0
next:
	for in.Scan() {
		var c struct {
			ID     string
			Call   struct{ ReturnType, ReturnSubType string }
			Expect struct{ Trace []map[string]any }
		}
		if err := json.Unmarshal(in.Bytes(), &c); err != nil || len(c.Expect.Trace) == 0 || c.Call.ReturnSubType == "" {
			continue
		}
		var lines []string
		want := &builder{}
		question := c.Call.ReturnType + ":" + c.Call.ReturnSubType
		for _, raw := range c.Expect.Trace {
			e := map[string]string{}
			for k, v := range raw {
				e[k] = fmt.Sprint(v)
			}
			if line := write(e, question); strings.ContainsAny(line, "\r\n") {
				continue next // the log breaks it
			}
			lines = append(lines, write(e, question), "something else")
			entry, _, ok := parse(lines[len(lines)-2])
			if !ok {
				t.Fatalf("%s: not understood: %s", c.ID, lines[len(lines)-2])
			}
			if entry.ACL != e["acl"] || entry.Value != e["value"] || entry.What != e["what"] || entry.Kind.String() != e["ev"] {
				t.Fatalf("%s: %+v of %v", c.ID, entry, e)
			}
			entry.Line = len(lines) - 1
			want.add(&entry)
		}
		log, err := Read(strings.NewReader(strings.Join(lines, "\r\n")))
		if err != nil || len(log.Unread) > 0 || log.Lines != len(lines) {
			t.Fatalf("%s: %d lines, unread %v, %v", c.ID, log.Lines, log.Unread, err)
		}
		if diff := cmp.Diff([]Call{want.call}, log.Calls()); diff != "" {
			t.Fatalf("%s: %s\n%s", c.ID, diff, strings.Join(lines, "\n"))
		}
		traces, events = traces+1, events+len(c.Expect.Trace)
	}
	if traces < 1500 {
		t.Errorf("only %d traces", traces)
	}
	t.Logf("%d traces of %d events", traces, events)
}

// TestCalls: where one call ends and the next begins.
func TestCalls(t *testing.T) {
	short := func(calls []Call) string {
		var out []string
		for _, c := range calls {
			s := c.Question + ":"
			for _, a := range c.ACLs {
				s += fmt.Sprintf(" %s/%d/%t", a.Name, len(a.Conditions), a.Matched)
			}
			out = append(out, s)
		}
		return strings.Join(out, "; ")
	}
	p := func(name string) string {
		return "TicketACL '" + name + "' Properties:'Queue->Name' Matched (a eq a)\n"
	}
	m := func(name, q string) string {
		return "TicketACL '" + name + "' Matched for return data:'" + q + "'\n"
	}
	by := func(pid, line string) string { return "otobo[" + pid + "]: " + line }
	for log, want := range map[string]string{
		p("1") + m("1", "Ticket:State") + p("1") + m("1", "Ticket:Queue"): "Ticket.State: 1/1/true; Ticket.Queue: 1/1/true",
		p("1") + m("1", "Ticket:State") + p("1") + m("1", "Ticket:State"): "Ticket.State: 1/1/true; Ticket.State: 1/1/true",
		p("1") + p("1") + p("2") + m("2", "Action:-"):                     "Action: 1/2/false 2/1/true",
		m("1", "Ticket:State") + p("2") + m("2", "Ticket:Queue"):          "Ticket.State: 1/0/true; Ticket.Queue: 2/1/true",
		p("2") + p("1"): ": 2/1/false; : 1/1/false",
		by("1", m("1", "Ticket:State")) + by("2", m("1", "Ticket:Queue")) + by("1", m("2", "Ticket:State")): "Ticket.State: 1/0/true 2/0/true; Ticket.Queue: 1/0/true",
	} {
		read, err := Read(strings.NewReader(log))
		if err != nil {
			t.Fatal(err)
		}
		if got := short(read.Calls()); got != want {
			t.Errorf("got  %s\nwant %s\nof\n%s", got, want, log)
		}
	}
}

func TestReadBounds(t *testing.T) {
	long := strings.Repeat("x", 3*maxLine) + "TicketACL 'A' Matched for return data:'Ticket:State'"
	log, err := Read(strings.NewReader(long + "\nTicketACL 'A' Matched for return data:'Ticket:State'\n"))
	if err != nil || log.Lines != 2 || len(log.Entries) != 1 || log.Entries[0].Line != 2 {
		t.Errorf("%d lines, %d entries, %v", log.Lines, len(log.Entries), err)
	}
	one := "TicketACL 'A' Matched for return data:'Ticket:State'\n"
	log, err = Read(strings.NewReader(strings.Repeat(one, maxEntries+5)))
	if err != nil || !log.Truncated || len(log.Entries) != maxEntries {
		t.Errorf("%d entries, truncated %t, %v", len(log.Entries), log.Truncated, err)
	}
	// What looks like the end of a name again and again costs no more than it should.
	for _, piece := range []string{"' ", "' Properties:'", "' Possible param '", "' Used with Possible:'a;b"} {
		if log, err := Read(strings.NewReader(begin + strings.Repeat(piece, 2*maxLine/len(piece)))); err != nil || len(log.Entries) > 0 {
			t.Errorf("%q: %d entries, %v", piece, len(log.Entries), err)
		}
	}
}

// TestCompare: each class of differences.
func TestCompare(t *testing.T) {
	base := "TicketACL 'B' Properties:'Queue->Name' Matched (Raw eq Raw)\n" +
		"TicketACL 'B' Matched for return data:'Ticket:State'\n" +
		"TicketACL 'B' Used with PossibleNot:'Ticket:State'\n" +
		"TicketACL 'B' PossibleNot param 'new' removed from return data:'Ticket:State'\n" +
		"TicketACL 'B' PossibleNot param 'open' leaved for return data:'Ticket:State'\n"
	call := func(log string) *Call {
		read, err := Read(strings.NewReader(log))
		if err != nil || len(read.Calls()) != 1 {
			t.Fatalf("%v %v in\n%s", read.Calls(), err, log)
		}
		return &read.Calls()[0]
	}
	known := func(name string) bool { return name == "B" || name == "C" }
	for _, c := range []struct{ name, old, new, want string }{
		{"the same", "", "", ""},
		{"unknown", base, "TicketACL 'A' Matched for return data:'Ticket:State'\n" + base, "A unknown ACL [] []"},
		{"a value", "(Raw eq Raw)", "([Not]x eq Misc)", "B value Queue.Name [[Not]x eq Misc] [Raw eq Raw]"},
		{"a condition", "Queue->Name", "Queue->Group", "B condition Queue.Group [Raw eq Raw] []; B condition Queue.Name [] [Raw eq Raw]"},
		{"no match", base, "TicketACL 'C' Matched for return data:'Ticket:State'\n", "B condition Queue.Name [] [Raw eq Raw]; B match [] [matched]; C match [matched] []"},
		{"other candidates", "'open'", "'closed'", "B candidates PossibleNot [closed] [open]"},
		{"another effect", "'open' leaved for", "'open' removed from", "B effect PossibleNot [open] []"},
		{"another section", "PossibleNot", "PossibleAdd", "B section PossibleAdd [used] []; B section PossibleNot [] [used]"},
	} {
		there := base
		if c.old != "" {
			there = strings.ReplaceAll(base, c.old, c.new)
		}
		if c.name == "another section" {
			there = strings.NewReplacer("removed from", "skipped from", "leaved for", "added to").Replace(there)
		}
		var got []string
		for _, d := range Compare(call(there), call(base), known) {
			s := fmt.Sprintf("%s %s %s %v %v", d.ACL, d.Kind, d.Attr, d.There, d.Here)
			got = append(got, strings.ReplaceAll(s, "  ", " "))
		}
		if strings.Join(got, "; ") != c.want {
			t.Errorf("%s: %s", c.name, strings.Join(got, "; "))
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("TicketACL 'A' Properties:'Queue->Name' Matched (Raw eq Raw)\nTicketACL 'A' Matched for return data:'Ticket:State'")
	f.Add("x[1]: TicketACL 'A' PossibleNot param 'new' removed from return data:'Action:-'\r\n\x00\xff")
	f.Add("TicketACL '' Reset return data:'Ticket:State''")
	f.Fuzz(func(t *testing.T, text string) {
		log, err := Read(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		calls := log.Calls()
		conditions := 0
		for i := range calls {
			if len(calls[i].ACLs) == 0 {
				t.Error("a call without a line")
			}
			for _, a := range calls[i].ACLs {
				conditions += len(a.Conditions)
			}
			if parts := Compare(&calls[i], &calls[i], func(string) bool { return true }); len(parts) > 0 {
				t.Errorf("a call differs from itself: %v", parts)
			}
		}
		for i := range log.Entries {
			if log.Entries[i].Kind == simulate.EventProperty {
				conditions--
			}
		}
		if conditions != 0 {
			t.Errorf("%d conditions were lost", -conditions)
		}
		PairUp(calls, calls, func(string) bool { return false })
	})
}

// TestFromEvents: what an engine logs of an evaluation, and what one leaves out
// whose flag is misspelt.
func TestFromEvents(t *testing.T) {
	a := &acl.ACL{Name: "A"}
	item := &acl.Value{Kind: acl.String, Text: "[RegExp]^R"}
	events := []simulate.Event{
		{Kind: simulate.EventProperty, ACL: a, Block: acl.Properties, Area: "Queue", Attr: "Name", Item: item, Met: "Raw"},
		{Kind: simulate.EventCondition, ACL: a},
		{Kind: simulate.EventMatched, ACL: a},
		{Kind: simulate.EventUsed, ACL: a, Block: acl.Possible},
		{Kind: simulate.EventReset, ACL: a, Block: acl.Possible},
	}
	condition := []Condition{{Block: "Properties", Area: "Queue", Attr: "Name", What: "[RegExp]^R eq Raw"}}
	full := Call{Question: "Action", ACLs: []ACL{{Name: "A", Matched: true, Conditions: condition, Sections: []Section{{Name: "Possible", Used: true, Reset: true}}}}}
	if diff := cmp.Diff(full, FromEvents("Action", events, false)); diff != "" {
		t.Error(diff)
	}
	silent := Call{Question: "Action", ACLs: []ACL{{Name: "A", Matched: true, Conditions: condition}}}
	if diff := cmp.Diff(silent, FromEvents("Action", events, true)); diff != "" {
		t.Error(diff)
	}
	full.Question = "Ticket.State"
	if diff := cmp.Diff(full, FromEvents("Ticket.State", events, true)); diff != "" {
		t.Error(diff)
	}
	events = append(events, simulate.Event{Kind: simulate.EventAdded, ACL: a, Block: acl.Possible, Candidate: simulate.Candidate{Name: "any", Any: true}})
	if diff := cmp.Diff(full, FromEvents("Ticket.State", events, true)); diff != "" {
		t.Errorf("a candidate that stands for others is logged: %s", diff)
	}
}
