package simulate_test

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"testing"

	"pgregory.net/rapid"

	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/simulate"
)

// TestMain has random tests try more than the default hundred.
func TestMain(m *testing.M) {
	flag.Parse()
	if checks := flag.Lookup("rapid.checks"); checks.Value.String() == checks.DefValue {
		if err := checks.Value.Set("300"); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}

// world is how random sets and calls are drawn.
type world struct {
	items  *rapid.Generator[any]
	values *rapid.Generator[any]
	broken bool // blocks of wrong shapes too
	wide   bool // more ACLs, lists and candidates than a call remembers
}

func anyOf(items ...any) *rapid.Generator[any] { return rapid.SampledFrom(items) }

// wildWorld has every kind of item, value and shape.
func wildWorld() world {
	text := anyOf("a", "b", "c", "ab", "aB", "0", "", "[Not]a", "[RegExp]^a")
	return world{
		items: rapid.OneOf(
			text, text,
			anyOf("[Not]a", "[Not]b", "[Not]", "[NotRegExp]b", "[Notregexp]^A", "[RegExp]^a", "[RegExp]b$", "[regexp]B",
				"[regexp]a|c", "[RegExp].", "[Notregexp]x", "[NotRegexp]a", "[Nothing]", "[Not", "[Regexp]a", "[not]a", nil),
			rapid.Custom(func(t *rapid.T) any {
				if rapid.IntRange(0, 9).Draw(t, "refused") == 0 {
					return "[RegExp]("
				}
				return "b"
			}),
		),
		values: rapid.OneOf(text, anyOf(nil), rapid.Custom(func(t *rapid.T) any {
			return rapid.SliceOfN(rapid.OneOf(text, text, anyOf(nil)), 0, 4).Draw(t, "list")
		})),
		broken: true,
	}
}

func (w world) list(t *rapid.T, label string) any {
	if w.broken && rapid.IntRange(0, 60).Draw(t, "shape") == 0 {
		return anyOf("x", "", "0", nil, tree{}, tree{"k": []any{"a"}}).Draw(t, label)
	}
	return rapid.SliceOfN(w.items, 0, 4).Draw(t, label)
}

// hash draws some of the keys.
func (w world) hash(t *rapid.T, label string, keys []string, child func(key string) any) any {
	if w.broken && rapid.IntRange(0, 80).Draw(t, "shape") == 0 {
		return anyOf("x", "", nil, []any{}, []any{"a"}, tree{}).Draw(t, label)
	}
	out := tree{}
	for _, k := range keys {
		if rapid.IntRange(0, 2).Draw(t, label+"."+k) == 0 {
			out[k] = child(k)
		}
	}
	return out
}

// attributes are those that conditions of random sets look at.
func attributes(area string) []string {
	switch area {
	case "Ticket":
		return []string{"Title", "Lock", "DynamicField_L"}
	case "DynamicField":
		return []string{"DynamicField_L", "DynamicField_M"}
	}
	return []string{"Action"}
}

func (w world) acl(t *rapid.T) any {
	match := func(string) any {
		return w.hash(t, "block", []string{"Ticket", "DynamicField", "Frontend"}, func(area string) any {
			return w.hash(t, "area", attributes(area), func(attr string) any { return w.list(t, attr) })
		})
	}
	change := func(string) any {
		return w.hash(t, "section", []string{"Ticket", "Action", "Form", "Ticket"}, func(kind string) any {
			if kind != "Ticket" {
				return w.list(t, kind)
			}
			return w.hash(t, "kind", []string{"State", "State", "Queue"}, func(sub string) any { return w.list(t, sub) })
		})
	}
	a := w.hash(t, "acl", []string{"Properties", "PropertiesDatabase", "StopAfterMatch", "Possible", "PossibleAdd", "PossibleNot"}, func(key string) any {
		switch key {
		case "StopAfterMatch":
			return anyOf("1", "0", "").Draw(t, key)
		case "Properties", "PropertiesDatabase":
			return match(key)
		}
		return change(key)
	})
	return a
}

func (w world) acls(t *rapid.T) tree {
	names := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"1", "20", "100", "Z", "a", "ä", "~", "_x", "0", "b", "c", "d"}), 0, 7, rapid.ID[string]).Draw(t, "names")
	if w.wide {
		for i := range 40 {
			names = append(names, fmt.Sprintf("%03d", i))
		}
	}
	acls := tree{}
	for _, n := range names {
		acls[n] = w.acl(t)
	}
	return acls
}

// call draws a question, the ticket and the form; it gives them in the forms of
// both engines.
func (w world) call(t *rapid.T) (*refCall, *simulate.Call, *simulate.System) {
	ref := &refCall{kind: "Ticket", sub: "State", candidates: tree{}}
	if rapid.IntRange(0, 3).Draw(t, "kind") == 0 {
		ref.kind, ref.sub = rapid.SampledFrom([]string{"Action", "Form", "Wrong"}).Draw(t, "special"), "-"
	}
	call := &simulate.Call{ReturnType: ref.kind, ReturnSubType: ref.sub, Params: params("UserID", "2", "TicketID", "9")}
	names := rapid.SliceOfN(rapid.OneOf(anyOf("a", "b", "c", "ab", "0", "", "[Not]a", nil), anyOf("a", "b", "c")), 1, 6).Draw(t, "candidates")
	if w.wide { // more than one word of bits
		for len(names) < 70 {
			names = append(names, names[0])
		}
		names = append(names, "a", "ab", "0", "b")
	}
	for i, name := range names {
		id := fmt.Sprintf("%02d", i)
		ref.ids = append(ref.ids, id)
		ref.candidates[id] = name
		text, defined := name.(string)
		call.Data = append(call.Data, simulate.Candidate{ID: id, Name: text, Undef: !defined})
	}
	stored, form := tree{}, tree{}
	for _, attr := range attributes("Ticket") {
		stored[attr] = w.values.Draw(t, "stored "+attr)
	}
	for _, attr := range attributes("DynamicField") {
		if rapid.Bool().Draw(t, "form has "+attr) {
			form[attr] = w.values.Draw(t, "form "+attr)
		}
	}
	// What the engine gathers from this, in plain words: the form hides the
	// ticket's fields; section DynamicField has those with something in them.
	ticket := maps.Clone(stored)
	maps.Copy(ticket, form)
	ref.checks = tree{"Ticket": ticket, "DynamicField": withContent(ticket, form)}
	ref.db = tree{"Ticket": stored, "DynamicField": withContent(stored, nil)}
	if action := rapid.SampledFrom([]string{"", "a", "ab"}).Draw(t, "Action"); action != "" {
		ref.checks["Frontend"], ref.db["Frontend"] = tree{"Action": action}, tree{"Action": action}
		call.Params["Action"] = inventory.TextValue(action)
	}
	call.DynamicField = attrValues(form)
	return ref, call, &simulate.System{Inventory: &inventory.Inventory{}, Tickets: map[string]inventory.Attrs{"9": attrValues(stored)}}
}

func withContent(ticket, form tree) tree {
	out := maps.Clone(form)
	if out == nil {
		out = tree{}
	}
	for _, attr := range attributes("DynamicField") {
		l, isList := ticket[attr].([]any)
		if s, _ := ticket[attr].(string); s != "" || isList && len(l) > 0 {
			out[attr] = ticket[attr]
		}
	}
	return out
}

func attrValues(t tree) inventory.Attrs {
	out := inventory.Attrs{}
	for name, v := range t {
		out[name] = attrValue(v)
	}
	return out
}

func attrValue(v any) inventory.Value {
	switch v := v.(type) {
	case string:
		return inventory.TextValue(v)
	case []any:
		l := inventory.ListValue()
		for _, e := range v {
			l.List = append(l.List, attrValue(e))
		}
		return l
	}
	return inventory.Value{}
}
