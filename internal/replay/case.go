package replay

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/simulate"
)

// Case is one recorded engine call.
type Case struct {
	ID     string
	Target string // product that answered; "" where the line does not say
	Set    acl.Set
	Call   simulate.Call
	line   acl.Value // as recorded
	path   string    // of its file
	// relations are the system's attribute relations.
	relations []inventory.Relation
}

// newCase reads a recorded line.
func newCase(line acl.Value) (*Case, error) {
	c := &Case{ID: text(&line, "id"), Target: text(&line, "target"), line: line}
	acls, call := line.Get("acls"), line.Get("call")
	if call == nil || call.Kind != acl.Hash {
		return nil, fmt.Errorf("case %s has no call", c.ID)
	}
	if acls != nil && acls.Kind == acl.Hash {
		for _, e := range acls.Effective() {
			c.Set.ACLs = append(c.Set.ACLs, acl.NewDeployed(e.Key, e.Value))
		}
	}
	c.Call = newCall(call)
	c.relate()
	return c, nil
}

func newCall(v *acl.Value) simulate.Call {
	c := simulate.Call{Params: map[string]inventory.Value{}}
	scalar := inventory.Value{}
	c.Scalar = &scalar
	for _, e := range v.Effective() {
		switch e.Key {
		case "ReturnType":
			c.ReturnType = e.Value.Text
		case "ReturnSubType":
			c.ReturnSubType = e.Value.Text
		case "Data":
			if e.Value.Kind == acl.Hash {
				c.Scalar, c.Data = nil, candidates(&e.Value)
			} else {
				scalar = datum(&e.Value)
			}
		case "DynamicField":
			if e.Value.Kind == acl.Hash {
				c.DynamicField = map[string]inventory.Value{}
				for _, f := range e.Value.Effective() {
					c.DynamicField[f.Key] = datum(&f.Value)
				}
				continue
			}
			fallthrough
		default:
			c.Params[e.Key] = datum(&e.Value)
		}
	}
	return c
}

// options tell what the ACL modules of the recorded system ask for. Without any
// the recorded engines ran without those that a product registers, too.
func (c *Case) options() simulate.Options {
	opts := simulate.Options{WithoutModules: true, AsReturned: true}
	var modules *acl.Value
	if config := c.line.Get("config"); config != nil {
		modules = config.Get("Ticket::Acl::Module")
	}
	if modules == nil {
		return opts
	}
	for _, m := range modules.Effective() {
		if t := text(&m.Value, "ReturnType"); t != "" && t != c.Call.ReturnType {
			continue
		}
		if isRelationModule(&m.Value) {
			opts.WithoutModules = false
		}
		switch names := m.Value.Get("Checks"); {
		case names == nil || !names.IsTrue():
			opts.GatherAll = true
		case names.Kind == acl.List:
			for i := range names.Items() {
				opts.Checks = append(opts.Checks, names.Items()[i].Text)
			}
		default:
			opts.Checks = append(opts.Checks, names.Text)
		}
	}
	return opts
}

// candidates are ordered by id as strings, the order of the recorded traces.
func candidates(v *acl.Value) []simulate.Candidate {
	var out []simulate.Candidate
	for _, e := range v.Effective() {
		out = append(out, simulate.Candidate{ID: e.Key, Name: e.Value.Text, Undef: e.Value.Kind == acl.Undef})
	}
	slices.SortFunc(out, func(a, b simulate.Candidate) int { return strings.Compare(a.ID, b.ID) })
	return out
}

// Verdict is what a comparison of one line comes to.
type Verdict struct {
	ID           string   `json:"id"`
	Undetermined bool     `json:"undetermined"`
	Reasons      []string `json:"reasons,omitempty"`    // of Undetermined
	Difference   string   `json:"difference,omitempty"` // the first one; none where the answers agree
	// Lists are those of a recorded page that differ.
	Lists []ListDifference `json:"lists,omitempty"`
}

// compare asks the engine and holds its answer against the recorded one.
func (c *Case) compare(e *simulate.Engine, sys *simulate.System, expect *acl.Value) Verdict {
	v := Verdict{ID: c.ID}
	var events []simulate.Event
	answer, facts := e.Explain(&c.Call, sys, func(ev simulate.Event) {
		if ev.Kind != simulate.EventCondition {
			events = append(events, ev)
		}
	})
	if answer.Undetermined != nil {
		v.Undetermined, v.Reasons = true, answer.Unknown
		return v
	}
	v.Difference = difference(c, answer, facts, events, expect)
	return v
}

func difference(c *Case, a *simulate.Answer, facts *simulate.Facts, events []simulate.Event, expect *acl.Value) string {
	if d := expect.Get("checks"); d != nil && facts != nil {
		if diff := compareMentioned(c, facts, d); diff != "" {
			return diff
		}
	}
	died := text(expect, "died")
	switch {
	case died != "" && a.Died == nil:
		return "died there: " + died
	case died == "" && a.Died != nil:
		return "dies here: " + a.Died.Error()
	case died != "":
		return ""
	}
	if want, ok := names(expect, "matched"); ok {
		if got := aclNames(a.Matched); !slices.Equal(got, want) {
			return fmt.Sprintf("matched: %q there, %q here", want, got)
		}
	}
	if want, ok := names(expect, "used"); ok {
		if got := aclNames(a.Used); !slices.Equal(got, want) {
			return fmt.Sprintf("used: %q there, %q here", want, got)
		}
	}
	if want := expect.Get("returned"); want != nil && want.IsTrue() != a.Returned {
		return fmt.Sprintf("returned: %q there, %t here", want.Text, a.Returned)
	}
	if want := expect.Get("data"); want != nil {
		if diff := compareData(a, want); diff != "" {
			return diff
		}
	}
	if diff := c.compareOlder(a, expect); diff != "" {
		return diff
	}
	if want := expect.Get("trace"); want != nil && want.Kind == acl.List && len(a.Unknown) == 0 {
		return compareTrace(c, events, want)
	}
	return ""
}

func aclNames(acls []*acl.ACL) []string {
	var out []string
	for _, a := range acls {
		out = append(out, a.Name)
	}
	return out
}

func compareData(a *simulate.Answer, want *acl.Value) string {
	if !a.Returned {
		if want.Kind != acl.Undef {
			return "data: a list there, none here"
		}
		return ""
	}
	if got := candidates(want); !slices.Equal(got, sortedCandidates(a.Left)) {
		return fmt.Sprintf("data: %s there, %s here", candidateNames(got), candidateNames(a.Left))
	}
	return ""
}

func sortedCandidates(cs []simulate.Candidate) []simulate.Candidate {
	cs = slices.Clone(cs)
	slices.SortFunc(cs, func(a, b simulate.Candidate) int { return strings.Compare(a.ID, b.ID) })
	return cs
}

func candidateNames(cs []simulate.Candidate) string {
	var names []string
	for _, c := range cs {
		names = append(names, strconv.Quote(c.Name))
	}
	return "[" + strings.Join(names, " ") + "]"
}

// compareTrace holds the engine's debug events against the recorded ones.
func compareTrace(c *Case, events []simulate.Event, want *acl.Value) string {
	for i := range max(len(events), len(want.Items())) {
		there, here := "nothing", "nothing"
		if i < len(want.Items()) {
			there = recordedEvent(&want.Items()[i])
		}
		if i < len(events) {
			here = eventString(c, events[i])
		}
		if there != here {
			return fmt.Sprintf("trace %d: %s there, %s here", i+1, there, here)
		}
	}
	return ""
}

func recordedEvent(v *acl.Value) string {
	s := text(v, "ev") + " " + text(v, "acl")
	if text(v, "ev") == "prop" {
		return s + " " + text(v, "set") + "." + text(v, "area") + "." + text(v, "attr") + " array " + text(v, "array") + ": " + text(v, "what")
	}
	for _, key := range []string{"sec", "value"} {
		if f := v.Get(key); f != nil {
			s += " " + strconv.Quote(f.Text)
		}
	}
	return s
}

func eventString(c *Case, e simulate.Event) string {
	s := e.Kind.String() + " " + e.ACL.Name
	switch e.Kind {
	case simulate.EventMatched, simulate.EventReset:
		return s
	case simulate.EventProperty:
		array := "0"
		if e.IsList {
			array = "1"
		}
		return s + " " + e.Block.String() + "." + e.Area + "." + e.Attr + " array " + array + ": " + e.Item.Text + " eq " + e.Met
	case simulate.EventUsed:
		return s + " " + strconv.Quote(e.Block.String())
	}
	return s + " " + strconv.Quote(e.Block.String()) + " " + strconv.Quote(e.Candidate.Name)
}
