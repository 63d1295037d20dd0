package yamlx

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ticketacl/ticketacl/internal/acl"
)

func text(s string) acl.Value { return acl.Value{Kind: acl.String, Text: s} }

func list(items ...acl.Value) acl.Value {
	return acl.NewList(items)
}

// hash takes keys and values in turns.
func hash(pairs ...any) acl.Value {
	v := acl.Value{Kind: acl.Hash}
	for i := 0; i < len(pairs); i += 2 {
		v.SetEntries(append(v.Entries(), acl.Entry{Key: pairs[i].(string), Value: pairs[i+1].(acl.Value)}))
	}
	return v
}

// TestScalarsAsMeasured writes what YAML::XS was seen to write of odd strings,
// in each position.
func TestScalarsAsMeasured(t *testing.T) {
	data, err := os.ReadFile("testdata/yaml_scalars.json")
	if err != nil {
		t.Fatal(err)
	}
	var golden struct {
		Scalars []struct {
			String   string
			ListItem string `json:"list_item"`
			MapKey   string `json:"map_key"`
			MapValue string `json:"map_value"`
			ACLField string `json:"acl_field"`
		}
		Numbers map[string]struct {
			Again string `json:"after_load_and_dump"`
		}
	}
	if err := json.Unmarshal(data, &golden); err != nil {
		t.Fatal(err)
	}
	if len(golden.Scalars) != 216 || len(golden.Numbers) == 0 {
		t.Fatalf("%d strings, %d numbers", len(golden.Scalars), len(golden.Numbers))
	}
	for _, g := range golden.Scalars {
		s := text(g.String)
		for _, c := range []struct {
			where, want string
			v           acl.Value
		}{
			{"list item", g.ListItem, hash("k", hash("l", list(s)))},
			{"key", g.MapKey, hash("k", hash(g.String, list(text("v"))))},
			{"value", g.MapValue, hash("k", s)},
			{"field", g.ACLField, list(hash("Comment", s, "Name", text("n")))},
		} {
			if got := string(Append(nil, &c.v)); got != c.want {
				t.Errorf("%q as %s:\n%q, want\n%q", g.String, c.where, got, c.want)
			}
		}
	}
	for n, g := range golden.Numbers {
		v := list(acl.Value{Kind: acl.Number, Text: n})
		if got := string(Append(nil, &v)); got != g.Again {
			t.Errorf("number %s: %q, want %q", n, got, g.Again)
		}
	}
}

func TestAppendStructures(t *testing.T) {
	shared := list(text("x"))
	shared.Shared = 3
	empty := acl.Value{Kind: acl.List, Shared: 4}
	for _, c := range []struct {
		v    acl.Value
		want string
	}{
		{acl.Value{Kind: acl.Hash}, "--- {}\n"},
		{acl.Value{Kind: acl.List}, "--- []\n"},
		{acl.Value{}, "--- ~\n"},
		{text(""), "--- ''\n"},
		{text("x"), "--- x\n"},
		{list(list(text("a")), list(list(text("b")))), "---\n- - a\n- - - b\n"},
		{list(hash("a", acl.Value{Kind: acl.Number, Text: "1"})), "---\n- a: 1\n"},
		{hash("a", hash("b", acl.Value{Kind: acl.List}), "c", acl.Value{Kind: acl.Hash}), "---\na:\n  b: []\nc: {}\n"},
		{hash("p", shared, "q", shared), "---\np: &1\n- x\nq: *1\n"},
		{list(shared, shared), "---\n- &1\n  - x\n- *1\n"},
		{hash("p", empty, "q", empty), "---\np: &1 []\nq: *1\n"},
		{hash("p", shared), "---\np:\n- x\n"},
		{hash("b", text("1"), "a", acl.Value{}, "b", text("2")), "---\na: ~\nb: '2'\n"},
		{list(acl.Value{Kind: acl.Bool, Text: "1"}, acl.Value{Kind: acl.Bool}), "---\n- true\n- false\n"},
	} {
		if got := string(Append(nil, &c.v)); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

// randomText makes strings of what YAML cares for.
func randomText(r *rand.Rand) string {
	pieces := []string{
		"a", "b", "word ", "x", " ", "  ", "-", "- ", ":", ": ", "#", " #", "?", "? ", ",", "[", "]", "{", "}", "&", "*", "!", "|", ">", "'", "\"", "%",
		"@", "`", "\\", "\n", "\n\n", "\r", "\t", "\x00", "\x07", "\x1b", "ä", "名", "😀", "\u0085", "\u00a0", "\u2028", "\u2029", "\ufeff", "\ufffd", "\u0080",
		"1", "0", ".", "e5", "+", "true", "null", "~", "yes", "---", "...", "inf", "nan", "0x1f", "1_000", "=", "<<", "$", "[RegExp]", "::", "/",
	}
	var b strings.Builder
	for range r.IntN(6) {
		b.WriteString(pieces[r.IntN(len(pieces))])
	}
	if r.IntN(12) == 0 {
		long := []string{"word ", "wörd ", "a: b ", "xx\n", "it's ", "\"x\" ", "tab\t ", "two  ", "\u2028 x "}[r.IntN(9)]
		b.WriteString(strings.Repeat(long, 10+r.IntN(30)))
		b.WriteString(pieces[r.IntN(len(pieces))])
	}
	return b.String()
}

func randomValue(r *rand.Rand, depth int) acl.Value {
	switch n := r.IntN(10); {
	case n < 2 && depth > 0:
		v := acl.Value{Kind: acl.List}
		for range r.IntN(4) {
			v.SetItems(append(v.Items(), randomValue(r, depth-1)))
		}
		return v
	case n < 5 && depth > 0:
		v := acl.Value{Kind: acl.Hash}
		for range r.IntN(4) {
			v.SetEntries(append(v.Entries(), acl.Entry{Key: randomText(r), Value: randomValue(r, depth-1)}))
		}
		return v
	case n == 5:
		return acl.Value{}
	case n == 6:
		return acl.Value{Kind: acl.Number, Text: []string{"0", "1", "-1", "12345", "1.5", "1e+20", "12345678901"}[r.IntN(7)]}
	}
	return text(randomText(r))
}

// checkAppend writes a random value, and holds that YAML::XS, where it is there,
// dumps it to the same bytes, and that reading gives the value back.
func checkAppend(t *testing.T, xs *yamlXS, r *rand.Rand) {
	t.Helper()
	v := list(randomValue(r, 5))
	got := Append(nil, &v)
	if xs != nil {
		if want := xs.load(t, got); want != string(got) {
			t.Errorf("YAML::XS (-), ours (+):\n%s", cmp.Diff(want, string(got)))
		}
	}
	d := Load("x.yml", got)
	if len(d.Diagnostics) > 0 && d.Refused {
		t.Errorf("not read again: %v\n%s", d.Diagnostics, got)
		return
	}
	if effective := effective(v); !acl.Equal(&effective, &d.Root) {
		t.Errorf("read again it is something else:\n%s", got)
	}
}

// effective drops what a later key of the same name replaces, and sorts.
func effective(v acl.Value) acl.Value {
	v.SetEntries(slices.Clone(v.Effective()))
	slices.SortFunc(v.Entries(), func(a, b acl.Entry) int { return strings.Compare(a.Key, b.Key) })
	for i := range v.Entries() {
		v.Entries()[i].Value = effective(v.Entries()[i].Value)
	}
	for i := range v.Items() {
		v.Items()[i] = effective(v.Items()[i])
	}
	return v
}

func TestAppendIsYAMLXS(t *testing.T) {
	xs := startYAMLXS(t, "testdata/dump.pl")
	for n := range 3000 {
		checkAppend(t, xs, rand.New(rand.NewPCG(5, uint64(n))))
		if t.Failed() {
			t.Fatalf("value %d", n)
		}
	}
}

// FuzzAppend does the same for as long as it is let.
func FuzzAppend(f *testing.F) {
	f.Add(uint64(1), uint64(1))
	xs := startYAMLXS(f, "testdata/dump.pl")
	f.Fuzz(func(t *testing.T, seed, n uint64) { checkAppend(t, xs, rand.New(rand.NewPCG(seed, n))) })
}
