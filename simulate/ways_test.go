package simulate

import (
	"fmt"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
)

// drawSet is a set whose conditions and lists have few values and patterns in
// common, some of which nobody can evaluate.
func drawSet(t *rapid.T) *acl.Set {
	item := rapid.SampledFrom([]string{"a", "b", "c", "[Not]a", "[RegExp]^a", "[NotRegExp]b", "[RegExp]", "[RegExp](", "[Not]", "[Notregexp]c"})
	list := func(label string) acl.Value {
		v := acl.Value{Kind: acl.List}
		for _, text := range rapid.SliceOfN(item, 1, 3).Draw(t, label) {
			v.SetItems(append(v.Items(), acl.Value{Kind: acl.String, Text: text}))
		}
		return v
	}
	hash := func(key string, v acl.Value, more ...acl.Entry) acl.Value {
		h := acl.Value{Kind: acl.Hash}
		h.SetEntries(append([]acl.Entry{{Key: key, Value: v}}, more...))
		return h
	}
	set := &acl.Set{}
	for n := range rapid.IntRange(1, 8).Draw(t, "ACLs") {
		area := rapid.SampledFrom([][2]string{{"User", "Group_rw"}, {"User", "UserEmail"}, {"Ticket", "Queue"}, {"Ticket", "Title"}})
		one, two := area.Draw(t, "one"), area.Draw(t, "two")
		properties := hash(one[0], hash(one[1], list("items")))
		if one[0] != two[0] {
			properties = hash(one[0], hash(one[1], list("items")), acl.Entry{Key: two[0], Value: hash(two[1], list("more items"))})
		}
		section := rapid.SampledFrom([]string{"Possible", "PossibleAdd", "PossibleNot"}).Draw(t, "section")
		entry := hash("Properties", properties, acl.Entry{Key: section, Value: hash("Ticket", hash("State", list("states")))})
		if rapid.IntRange(0, 5).Draw(t, "stops") == 0 {
			entry.SetEntries(append(entry.Entries(), acl.Entry{Key: "StopAfterMatch", Value: acl.Value{Kind: acl.String, Text: "1"}}))
		}
		set.ACLs = append(set.ACLs, acl.NewDeployed(fmt.Sprintf("%d", n), entry))
	}
	return set
}

func drawCall(t *rapid.T) (*Call, *System) {
	call := &Call{ReturnType: "Ticket", ReturnSubType: "State", Params: map[string]inventory.Value{
		"UserID": inventory.TextValue(rapid.SampledFrom([]string{"2", "3"}).Draw(t, "user")), "TicketID": inventory.TextValue("1"),
	}}
	for i, name := range []string{"a", "b", "ab", ""} {
		call.Data = append(call.Data, Candidate{ID: fmt.Sprint(i), Name: name})
	}
	if rapid.Bool().Draw(t, "any") {
		call.Data = append(call.Data, Candidate{Name: "(any other value)", Any: true})
	}
	unknown := inventory.UnknownValue("nobody says the title")
	title := rapid.SampledFrom([]inventory.Value{inventory.TextValue("a"), unknown}).Draw(t, "title")
	queue := rapid.SampledFrom([]inventory.Value{inventory.TextValue("a"), inventory.TextValue("b"), unknown}).Draw(t, "queue")
	return call, &System{Inventory: &inventory.Inventory{}, Tickets: map[string]inventory.Attrs{
		"1": {"TicketID": inventory.TextValue("1"), "Title": title, "Queue": queue},
	}}
}

// plainly is what evaluating every way from its beginning comes to.
func (f *Facts) plainly() *Answer {
	o := &oracle{}
	rules := f.engine.index.visit(f, nil)
	first := f.world(o, rules, how{})
	if len(o.path) == 0 {
		return first.answer(f)
	}
	o.restart()
	first = f.world(o, rules, how{})
	sum := newSummary(first, len(f.candidates), len(f.engine.rules))
	for n := 1; o.advance(); n++ {
		if n == f.engine.ways {
			sum.exhausted = true
			break
		}
		sum.add(f.world(o, rules, how{}))
	}
	a := first.answer(f)
	a.Unknown, a.Work, a.Undetermined = o.reasons, o.work, sum.doubts(f)
	return a
}

// TestTrail: beginning a way where it leaves the one before changes no answer, and
// remembering answers does not either.
func TestTrail(t *testing.T) {
	target := product.Default()
	ways := 0
	rapid.Check(t, func(t *rapid.T) {
		e := Compile(drawSet(t), target, Options{Ways: rapid.SampledFrom([]int{0, 0, 5}).Draw(t, "ways")})
		memory := NewMemory(e)
		for range 3 {
			call, sys := drawCall(t)
			facts := e.Gather(call, sys)
			want, got, remembered := facts.plainly(), facts.Answer(nil), memory.Ask(call, sys)
			if want.Undetermined != nil {
				ways++
			}
			for _, a := range []*Answer{want, got} {
				a.Older = OlderSets{}
			}
			if !reflect.DeepEqual(got, want) {
				t.Fatalf("with a trail %+v, without %+v", got, want)
			}
			if !reflect.DeepEqual(remembered, want) {
				t.Fatalf("remembered %+v, else %+v", remembered, want)
			}
		}
	})
	if ways == 0 {
		t.Error("nothing was ever undetermined")
	}
}
