package diff

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/acl"
)

// model is an ACL as somebody means it.
type model struct {
	name    string
	valid   int
	stop    bool
	lists   map[string][]string // by block, area and attribute with a dot between
	comment string
}

// places are lists that every engine from 4.0 on reads.
func places() []string {
	return []string{
		"Properties.Ticket.Queue", "Properties.Ticket.State", "Properties.User.Role", "PropertiesDatabase.Ticket.Queue",
		"Possible.Ticket.State", "Possible.Action", "PossibleAdd.Ticket.State", "PossibleNot.Ticket.State", "PossibleNot.Action", "PossibleNot.Process",
	}
}

func items() []string {
	return []string{"Raw", "5", "1.5", "007", "true", "~", "", "[Not]Raw", "[RegExp]^R", "a b", "it's", "ü", "yes", `back\slash`}
}

func drawModels(t *rapid.T) []model {
	n := rapid.IntRange(1, 6).Draw(t, "ACLs")
	out := make([]model, n)
	for i := range out {
		out[i] = model{
			name: fmt.Sprintf("%d0 name", i+1), valid: rapid.SampledFrom([]int{1, 1, 1, 2}).Draw(t, "valid"), stop: rapid.Bool().Draw(t, "stop"), lists: map[string][]string{},
			comment: rapid.SampledFrom([]string{"", "a text"}).Draw(t, "comment"),
		}
		for _, at := range rapid.SliceOfNDistinct(rapid.SampledFrom(places()), 1, 5, rapid.ID).Draw(t, "lists") {
			out[i].lists[at] = rapid.SliceOfNDistinct(rapid.SampledFrom(items()), 1, 4, rapid.ID).Draw(t, "items")
		}
	}
	return out
}

// scalar writes a text in some way in which YAML has the same.
func scalar(t *rapid.T, s string) string {
	plain := s != "" && !strings.ContainsAny(s, "~'[]\\ ü,{}") && s != "true"
	switch way := rapid.IntRange(0, 2).Draw(t, "quotes"); {
	case way == 0 && plain:
		return s
	case way == 1:
		return strconv.QuoteToASCII(s)
	}
	return "'" + strings.ReplaceAll(s, "'", "''") + "'"
}

// shuffled writes models in some layout: order, quotes and keys that say nothing are anyhow, items are
// there twice.
func shuffled(t *rapid.T, models []model) string {
	var b strings.Builder
	order := rapid.Permutation(slices.Clone(models)).Draw(t, "order")
	for _, m := range order {
		keys := map[string]string{"Name": scalar(t, m.name), "ChangeTime": strconv.Itoa(rapid.IntRange(0, 9).Draw(t, "time"))}
		if m.valid != 1 || rapid.Bool().Draw(t, "valid") {
			keys["ValidID"] = scalar(t, strconv.Itoa(m.valid))
		}
		if m.stop {
			keys["StopAfterMatch"] = rapid.SampledFrom([]string{"1", "'1'", "true"}).Draw(t, "stop")
		} else {
			keys["StopAfterMatch"] = rapid.SampledFrom([]string{"0", "'0'", "''", "~", "false"}).Draw(t, "stop")
		}
		if m.comment != "" {
			keys["Comment"] = scalar(t, m.comment)
		}
		tree := map[string]map[string]map[string]string{}
		for at, list := range m.lists {
			parts := append(strings.Split(at, "."), "")
			var texts []string
			for _, it := range rapid.Permutation(slices.Clone(list)).Draw(t, "items") {
				texts = append(texts, scalar(t, it))
				if rapid.IntRange(0, 4).Draw(t, "twice") == 0 {
					texts = append(texts, scalar(t, it))
				}
			}
			if tree[parts[0]] == nil {
				tree[parts[0]] = map[string]map[string]string{}
			}
			if tree[parts[0]][parts[1]] == nil {
				tree[parts[0]][parts[1]] = map[string]string{}
			}
			tree[parts[0]][parts[1]][parts[2]] = "[" + strings.Join(texts, ", ") + "]"
		}
		for _, part := range []struct{ key, begin string }{{"ConfigMatch", "Properties"}, {"ConfigChange", "Possible"}} {
			blocks := map[string]string{}
			for block, areas := range tree {
				if !strings.HasPrefix(block, part.begin) {
					continue
				}
				flat := map[string]string{}
				for area, attrs := range areas {
					if flat[area] = attrs[""]; flat[area] == "" {
						flat[area] = flow(t, attrs)
					}
				}
				blocks[block] = flow(t, flat)
			}
			if nothing := part.begin + "Not"; part.key == "ConfigChange" && blocks[nothing] == "" && rapid.Bool().Draw(t, "nothing") {
				blocks[nothing] = rapid.SampledFrom([]string{"{}", "~", "''"}).Draw(t, "nothing")
			}
			if keys[part.key] = "''"; len(blocks) > 0 {
				keys[part.key] = flow(t, blocks)
			}
		}
		b.WriteString("- " + flow(t, keys) + "\n")
	}
	if len(models) == 0 {
		return "[]\n"
	}
	return b.String()
}

// flow writes a hash with its keys in some order.
func flow(t *rapid.T, entries map[string]string) string {
	var parts []string
	for _, key := range rapid.Permutation(slices.Sorted(maps.Keys(entries))).Draw(t, "keys") {
		parts = append(parts, key+": "+entries[key])
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

func readRapid(t *rapid.T, text []byte) *acl.Set {
	r, err := convert.ReadBytes("f", text)
	if err != nil || r.Partial {
		t.Fatalf("%v: %v\n%s", err, r, text)
	}
	return r.Set
}

// TestLayoutIsNoDifference: a set in another layout, and in every form that can hold it, is the
// same.
func TestLayoutIsNoDifference(t *testing.T) {
	o := Options{Target: target(t, "otobo-11.0")}
	rapid.Check(t, func(t *rapid.T) {
		models := drawModels(t)
		set := readRapid(t, []byte(shuffled(t, models)))
		write := convert.WriteOptions{Target: o.Target}
		forms := [][]byte{
			[]byte(shuffled(t, models)), convert.Write(set, convert.Export, write).Data, convert.Write(set, convert.JSONList, write).Data,
			convert.Write(set, convert.Deployment, write).Data, convert.Write(set, convert.Config, write).Data,
		}
		for i, text := range forms {
			again := readRapid(t, text)
			for _, sets := range [][2]*acl.Set{{set, again}, {again, set}} {
				o.NewDeployed = i >= 3 && sets[1] == again
				o.OldDeployed = i >= 3 && sets[0] == again
				got := Compare(sets[0], sets[1], o)
				before, after := got.Touched()
				if !got.Empty() || len(before)+len(after) > 0 {
					t.Fatalf("form %d: %v\n%s", i, inShort(got), text)
				}
			}
		}
	})
}

// TestSingleEdits: any single edit of what the engine reads is found, in its place, and nothing
// else is.
func TestSingleEdits(t *testing.T) {
	o := Options{Target: target(t, "otobo-11.0")}
	rapid.Check(t, func(t *rapid.T) {
		models := drawModels(t)
		if len(models) == 0 {
			return
		}
		before := readRapid(t, []byte(shuffled(t, models)))
		i := rapid.IntRange(0, len(models)-1).Draw(t, "which")
		m := &models[i]
		old := *m
		m.lists = maps.Clone(m.lists)
		at := rapid.SampledFrom(slices.Sorted(maps.Keys(m.lists))).Draw(t, "list")
		list := slices.Clone(m.lists[at])
		another := rapid.SampledFrom(items()).Filter(func(s string) bool { return !slices.Contains(list, s) })
		want := ""
		switch edit := rapid.IntRange(0, 8).Draw(t, "edit"); edit {
		case 0:
			x := another.Draw(t, "item")
			m.lists[at], want = append(list, x), "+"+x
		case 1:
			x := rapid.SampledFrom(list).Draw(t, "item")
			m.lists[at] = slices.DeleteFunc(list, func(s string) bool { return s == x })
			want = "-" + x
		case 2:
			x, y := rapid.SampledFrom(list).Draw(t, "item"), "[Not]another"
			list[slices.Index(list, x)] = y
			m.lists[at], want = list, "-"+x+" +"+y
		case 3:
			m.stop, want = !m.stop, "stop"
		case 4:
			m.valid, want = 3-m.valid, "validity"
		case 5:
			delete(m.lists, at)
			want = "gone]"
		case 6:
			missing := slices.DeleteFunc(places(), func(p string) bool { return m.lists[p] != nil })
			if len(missing) == 0 {
				return
			}
			at = rapid.SampledFrom(missing).Draw(t, "list")
			m.lists[at] = []string{"x"}
			want = "+x new]"
		case 7:
			models = slices.Delete(models, i, i+1)
			want = "removed " + old.name
		case 8:
			m.name += " with another"
			want = "renamed"
		}
		after := readRapid(t, []byte(shuffled(t, models)))
		got := Compare(before, after, o)
		if len(got.ACLs) != 1 || !strings.Contains(inShort(got)[0], want) && len(got.ACLs) == 1 {
			// Of two ACLs that do the same one is gone and one renamed.
			t.Fatalf("want %q, got %v", want, inShort(got))
		}
		touched, _ := got.Touched()
		_, now := got.Touched()
		deployed := old.valid == 1 || want == "validity"
		if is := len(touched)+len(now) > 0; is != (deployed && want != "renamed") {
			t.Fatalf("touched: %v, %v", is, inShort(got))
		}
	})
}

// TestTextsApply: hunks of canonical forms make the new one of the old one, and there are none
// where nothing differs.
func TestTextsApply(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		models := drawModels(t)
		texts := [2]string{shuffled(t, models), ""}
		if len(models) > 0 && rapid.Bool().Draw(t, "less") {
			models = models[1:]
		}
		texts[1] = shuffled(t, models)
		var sources [2]Source
		var forms [2]string
		for i, text := range texts {
			form, _, err := convert.Canonical("f.yml", []byte(text))
			if err != nil {
				t.Fatal(err)
			}
			forms[i] = string(form)
			sources[i] = Source{Name: "f.yml", Path: "f.yml", Set: readRapid(t, form), Files: []string{"f.yml"}, Data: map[string][]byte{"f.yml": form}}
		}
		got := Texts(sources[0], sources[1])
		if got.NotApplied != "" {
			t.Fatal(got)
		}
		if text, err := applied(forms[0], got.Hunks); err != nil || text != forms[1] {
			t.Fatalf("%v\n%s", err, got.Hunks)
		}
	})
}

// FuzzDiff: two inputs of any kind end in an answer, and the same one twice in none.
func FuzzDiff(f *testing.F) {
	for _, seed := range []string{
		"", "[]", "- {Name: a, ConfigMatch: {Properties: {Ticket: {Queue: [Raw, {a: b}, [c]]}}}}", "- {Name: a, ConfigChange: {Possible: {Action: {x: 0}}}}",
		"$Self->{TicketAcl}->{'a'} = { Properties => { Ticket => { Queue => [f()] } } };", "$Self->{TicketAcl}->{x() . 'a'} = undef; $Self->{TicketAcl}->{'b'} = 'text';",
		"if (f()) { $Self->{TicketAcl} = { a => { Possible => [1] } }; }", "- {Name: a, ConfigMatch: {Properties: &x {Ticket: *x}}}",
	} {
		f.Add([]byte(seed), []byte("- {Name: a, ConfigMatch: '', ConfigChange: {PossibleNot: {Action: ['[RegExp](']}}}"), false)
	}
	f.Fuzz(func(t *testing.T, a, b []byte, old bool) {
		var sources [2]Source
		for i, data := range [][]byte{a, b} {
			r, err := convert.ReadBytes("f", data)
			if err != nil {
				return
			}
			sources[i] = Source{Name: "f", Path: "f", Set: r.Set, Files: []string{"f"}, Data: map[string][]byte{"f": data}}
		}
		o := Options{}
		if old {
			o.Target = target(t, "otrs-3.3")
		}
		if got := Compare(sources[0].Set, sources[0].Set, o); !got.Empty() {
			t.Fatalf("the same twice: %v", inShort(got))
		}
		got := Compare(sources[0].Set, sources[1].Set, o)
		back := Compare(sources[1].Set, sources[0].Set, o)
		if got.Empty() != back.Empty() || got.Same != back.Same {
			t.Fatalf("%v\nthe other way round: %v", inShort(got), inShort(back))
		}
		Texts(sources[0], sources[1])
	})
}
