// Package enginelog reads the debug lines that the engines of OTRS, Znuny and
// OTOBO write about ticket ACLs, puts them together to calls, and holds these
// against calls of this engine.
package enginelog

import (
	"strings"
	"unicode"

	"github.com/ticketacl/ticketacl/simulate"
)

// Entry is one debug line about ACLs (semantics, gotcha 104).
type Entry struct {
	Line int    // in the log, from 1
	Who  string // the process that wrote it, where its prefix tells
	Kind simulate.EventKind
	ACL  string
	// Of a condition that held: the block, area and attribute, and what was
	// compared, as ITEM eq VALUE.
	Block, Area, Attr string
	IsList            bool
	What              string
	// Of all others: what was asked, and of a change its section and candidate.
	Type, SubType string
	Section       string
	Value         string
}

// Question is the question as scenarios name it; "" of a condition, whose line
// does not say it.
func (e *Entry) Question() string {
	switch {
	case e.Type == "":
		return ""
	case e.Type == "Ticket":
		return "Ticket." + e.SubType
	}
	return e.Type
}

// begin is what every line about an ACL begins with, behind the log's own prefix.
const begin = "TicketACL '"

// maxName bounds how far the end of a name is looked for, in bytes.
const maxName = 4096

// parse finds an entry in a line. about reports whether the line begins like one.
func parse(line string) (e Entry, about, ok bool) {
	at := strings.Index(line, begin)
	if at < 0 {
		return e, false, false
	}
	rest := line[at+len(begin):]
	// Names may hold quotes: the first one behind which a known line goes on ends it.
	for from := 0; ; {
		i := strings.Index(rest[from:], "' ")
		end := from + i
		if i < 0 || end > maxName {
			return Entry{}, true, false
		}
		if e, ok = parseRest(rest[end+2:]); ok {
			e.ACL, e.Who = rest[:end], process(line[:at])
			return e, true, true
		}
		from = end + 1
	}
}

func parseRest(s string) (e Entry, ok bool) {
	for _, block := range []string{"PropertiesDatabase", "Properties"} {
		if rest, is := strings.CutPrefix(s, block+":'"); is {
			return parseCondition(block, rest)
		}
	}
	if rest, is := strings.CutPrefix(s, "Matched for return data:'"); is {
		e.Kind = simulate.EventMatched
		return e, e.asked(rest)
	}
	if rest, is := strings.CutPrefix(s, "Reset return data:'"); is {
		e.Kind, e.Section = simulate.EventReset, "Possible"
		return e, e.asked(rest)
	}
	for _, section := range []string{"Possible", "PossibleAdd", "PossibleNot"} {
		e.Section = section
		if rest, is := strings.CutPrefix(s, "Used with "+section+":'"); is {
			e.Kind = simulate.EventUsed
			return e, e.asked(rest)
		}
		if rest, is := strings.CutPrefix(s, section+" param '"); is {
			return parseChange(e, rest)
		}
	}
	return Entry{}, false
}

// parseCondition: KEY->DATA' Matched (ITEM eq VALUE), MatchedARRAY for lists.
func parseCondition(block, s string) (e Entry, ok bool) {
	key, rest, found := strings.Cut(s, "' Matched")
	if !found {
		return e, false
	}
	e.Kind, e.Block = simulate.EventProperty, block
	if e.Area, e.Attr, found = strings.Cut(key, "->"); !found || e.Area == "" {
		return e, false
	}
	rest, e.IsList = strings.CutPrefix(rest, "ARRAY")
	end := strings.LastIndexByte(rest, ')')
	if !strings.HasPrefix(rest, " (") || end < 2 {
		return e, false
	}
	e.What = rest[2:end]
	return e, strings.Contains(e.What, " eq ")
}

// parseChange: VALUE' added to return data:'TYPE:SUBTYPE' and the like.
func parseChange(e Entry, s string) (Entry, bool) {
	for _, w := range []struct {
		words string
		kind  simulate.EventKind
		not   bool
	}{
		{"' added to return data:'", simulate.EventAdded, false}, {"' skipped from return data:'", simulate.EventSkipped, false},
		{"' removed from return data:'", simulate.EventRemoved, true}, {"' leaved for return data:'", simulate.EventLeft, true},
	} {
		if i := strings.LastIndex(s, w.words); i >= 0 && w.not == (e.Section == "PossibleNot") {
			e.Kind, e.Value = w.kind, s[:i]
			return e, e.asked(s[i+len(w.words):])
		}
	}
	return e, false
}

// asked reads TYPE:SUBTYPE up to the closing quote.
func (e *Entry) asked(s string) bool {
	s, _, closed := strings.Cut(s, "'")
	kind, sub, found := strings.Cut(s, ":")
	if !closed || !found || !isWord(kind) || sub == "" || strings.ContainsFunc(sub, unicode.IsSpace) {
		return false
	}
	e.Type, e.SubType = kind, sub
	return true
}

func isWord(s string) bool {
	for _, r := range s {
		if r != '_' && (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z') {
			return false
		}
	}
	return s != ""
}

// process is the number of the process in a syslog prefix, "name[123]:", so that
// lines of several processes can be told apart.
func process(prefix string) string {
	end := strings.LastIndex(prefix, "]:")
	if end < 0 {
		return ""
	}
	from := strings.LastIndexByte(prefix[:end], '[')
	if from < 0 || end == from+1 || strings.Trim(prefix[from+1:end], "0123456789") != "" {
		return ""
	}
	return prefix[from+1 : end]
}
