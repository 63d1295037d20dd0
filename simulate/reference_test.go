package simulate_test

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
)

// The engine once more, as plainly as it can be said, over untyped trees: hash,
// []any, string and nil. It shares nothing with the package under test but the
// pages of the reference.

type tree = map[string]any

// refCall is a question about states with the two data sets already gathered.
type refCall struct {
	kind, sub  string
	ids        []string // order of the candidates
	candidates map[string]any
	checks, db tree // area -> attribute -> value
}

// refAnswer is what came of it.
type refAnswer struct {
	died          bool
	returned      bool
	left          []string // ids
	matched, used []string
	stopped       string
}

type perlDeath string

func mustHash(v any, what string) tree {
	switch v := v.(type) {
	case nil:
		return nil
	case tree:
		return v
	}
	panic(perlDeath(what))
}

// refEvaluate answers a call; special are the return types besides Ticket.
func refEvaluate(acls tree, c *refCall, special []string) (out refAnswer) {
	defer func() {
		if d := recover(); d != nil {
			if _, ok := d.(perlDeath); !ok {
				panic(d)
			}
			out = refAnswer{died: true}
		}
	}()
	names := slices.Sorted(maps.Keys(acls))
	for _, name := range names { // what has to be gathered
		a := mustHash(acls[name], name)
		properties := mustHash(a["Properties"], "Properties")
		database := mustHash(a["PropertiesDatabase"], "PropertiesDatabase")
		if _, ok := properties["Ticket"].(tree); ok {
			mustHash(database["Ticket"], "Ticket")
		}
	}
	in := map[string]bool{}
	for _, id := range c.ids {
		in[id] = true
	}
	for _, name := range names {
		a := mustHash(acls[name], name)
		if !refMatches(a, c) {
			continue
		}
		out.matched = append(out.matched, name)
		usedNow := false
		for _, section := range []string{"Possible", "PossibleAdd", "PossibleNot"} {
			items, ok := refList(a[section], c, special)
			if !ok {
				continue
			}
			usedNow = true
			if section == "Possible" {
				clear(in)
			}
			for _, id := range c.ids {
				hit := false
				for _, item := range mustList(items) {
					hit = refCompare(item, c.candidates[id]) || hit
				}
				switch {
				case !hit:
				case section != "PossibleNot":
					in[id] = true
				case c.candidates[id] != "" && c.candidates[id] != "0":
					in[id] = false
				}
			}
		}
		if usedNow {
			out.used, out.returned = append(out.used, name), true
			if stop, _ := a["StopAfterMatch"].(string); stop != "" && stop != "0" {
				out.stopped = name
				break
			}
		}
	}
	for _, id := range c.ids {
		if in[id] || !out.returned {
			out.left = append(out.left, id)
		}
	}
	return out
}

func mustList(v any) []any {
	switch v := v.(type) {
	case nil:
		return nil
	case []any:
		return v
	}
	panic(perlDeath("no list"))
}

// refList finds the list of a section that is for the question.
func refList(section any, c *refCall, special []string) (items any, ok bool) {
	if c.kind != "Ticket" && !slices.Contains(special, c.kind) {
		return nil, false
	}
	kinds := mustHash(section, "section")
	if c.kind != "Ticket" {
		l, isList := kinds[c.kind].([]any)
		return l, isList && len(l) > 0
	}
	items = mustHash(kinds["Ticket"], "Ticket")[c.sub]
	return items, items != nil && items != "" && items != "0"
}

func refMatches(a tree, c *refCall) bool {
	type result struct{ match, tried bool }
	decide := func(block tree, data tree) result {
		r := result{match: true}
		for _, area := range slices.Sorted(maps.Keys(block)) {
			attrs := mustHash(block[area], area)
			for _, attr := range slices.Sorted(maps.Keys(attrs)) {
				section, _ := data[area].(tree)
				hit := false
				for _, item := range mustList(attrs[attr]) {
					hit = refCompare(item, section[attr]) || hit
				}
				r.match = r.match && hit
				r.tried = true
			}
		}
		return r
	}
	properties, database := mustHash(a["Properties"], ""), mustHash(a["PropertiesDatabase"], "")
	if len(properties) == 0 && len(database) == 0 {
		return true
	}
	p, d := decide(properties, c.checks), decide(database, c.db)
	switch {
	case len(properties) == 0:
		p = d
	case len(database) == 0:
		d = p
	}
	return p.match && p.tried && d.match && d.tried
}

// refCompare holds an item against an attribute or a candidate.
func refCompare(item, value any) bool {
	text, ok := item.(string)
	if !ok {
		return false
	}
	switch v := value.(type) {
	case string:
		return refMatch(text, v)
	case []any:
		negated := strings.HasPrefix(text, "[Not")
		for _, element := range v {
			s, ok := element.(string)
			if !ok {
				return false
			}
			if refMatch(text, s) != negated {
				return !negated
			}
		}
		return negated
	}
	return false
}

// refMatch holds an item against a string. The patterns of these tests mean the
// same to perl and to Go.
func refMatch(item, s string) bool {
	found := func(flags, pattern string) bool {
		re, err := regexp.Compile(flags + pattern)
		if err != nil {
			panic(perlDeath(fmt.Sprint(err)))
		}
		return re.MatchString(s)
	}
	for _, m := range []struct {
		prefix string
		match  func(rest string) bool
	}{
		{"[NotRegExp]", func(rest string) bool { return !found("", rest) }},
		{"[Notregexp]", func(rest string) bool { return !found("(?i)", rest) }},
		{"[Not]", func(rest string) bool { return rest != s }},
		{"[Not", func(string) bool { return true }},
		{"[RegExp]", func(rest string) bool { return item == s || found("", rest) }},
		{"[regexp]", func(rest string) bool { return item == s || found("(?i)", rest) }},
	} {
		if rest, ok := strings.CutPrefix(item, m.prefix); ok {
			return m.match(rest)
		}
	}
	return item == s
}

// aclValue turns a tree into what the package under test reads.
func aclValue(v any) acl.Value {
	switch v := v.(type) {
	case nil:
		return acl.Value{}
	case string:
		return str(v)
	case []any:
		out := acl.Value{Kind: acl.List}
		for _, item := range v {
			out.SetItems(append(out.Items(), aclValue(item)))
		}
		return out
	}
	out := acl.Value{Kind: acl.Hash}
	for _, key := range slices.Sorted(maps.Keys(v.(tree))) {
		out.SetEntries(append(out.Entries(), acl.Entry{Key: key, Value: aclValue(v.(tree)[key])}))
	}
	return out
}

// aclSet turns trees into ACLs.
func aclSet(acls tree) *acl.Set {
	s := &acl.Set{}
	for _, name := range slices.Sorted(maps.Keys(acls)) {
		entry := aclValue(acls[name])
		s.ACLs = append(s.ACLs, acl.NewDeployed(name, entry))
	}
	return s
}
