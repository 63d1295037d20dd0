package acl

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func TestBlockNamed(t *testing.T) {
	for _, c := range []struct {
		key   string
		block BlockName
		match bool
	}{
		{"Properties", Properties, true},
		{"PropertiesDatabase", PropertiesDatabase, true},
		{"Possible", Possible, false},
		{"PossibleAdd", PossibleAdd, false},
		{"PossibleNot", PossibleNot, false},
	} {
		b, ok := BlockNamed(c.key)
		if !ok || b != c.block || b.String() != c.key || b.IsMatch() != c.match {
			t.Errorf("%s is %v (%t), holds conditions: %t", c.key, b, ok, b.IsMatch())
		}
	}
	for _, key := range []string{"", "possible", "POSSIBLE", "Possible ", "PossibleNots", "Propertie", "PossibleOnly", "StopAfterMatch"} {
		if b, ok := BlockNamed(key); ok {
			t.Errorf("%q is taken for %v", key, b)
		}
	}
}

func TestBlock(t *testing.T) {
	a := NewDeployed("a", NewHash([]Entry{
		{Key: "PossibleAdd", Value: scalar("first")}, {Key: "Possible ", Value: scalar("x")},
		{Key: "StopAfterMatch", Value: scalar("1")}, {Key: "PossibleAdd", Value: scalar("last")},
	}))
	for b := range BlockName(NumBlocks) {
		if got, want := a.Blocks[b] != nil, b == PossibleAdd; got != want {
			t.Errorf("%v is written: %t", b, got)
		}
	}
	if a.Block(PossibleAdd).Text != "last" || a.Block(Possible).Kind != Undef || !a.Stops() || a.Form != Deployed {
		t.Errorf("%+v", a)
	}
	if b := NewDeployed("b", scalar("x")); b.Entry.Text != "x" || b.Blocks != a.Blocks && b.Stops() {
		t.Errorf("%+v", b)
	}
}

func TestValidity(t *testing.T) {
	number := func(text string) Value { return Value{Kind: Number, Text: text} }
	for _, c := range []struct {
		name    string
		form    Form
		validID Value
		want    Validity
		text    string
	}{
		{"missing", Export, Value{}, Valid, "valid"},
		{"1", Export, number("1"), Valid, "valid"},
		{"2", Export, number("2"), Invalid, "invalid"},
		{"3", Export, number("3"), InvalidTemporarily, "invalid-temporarily"},
		{"quoted 1", Export, scalar("1"), Valid, "valid"},
		{"quoted 2", Export, scalar("2"), Invalid, "invalid"},
		{"4", Export, number("4"), InvalidOther, "invalid (unknown ValidID)"},
		{"0", Export, number("0"), InvalidOther, "invalid (unknown ValidID)"},
		{"01", Export, number("01"), InvalidOther, "invalid (unknown ValidID)"},
		{"empty string", Export, scalar(""), InvalidOther, "invalid (unknown ValidID)"},
		{"a word", Export, scalar("valid"), InvalidOther, "invalid (unknown ValidID)"},
		{"a list", Export, Value{Kind: List}, InvalidOther, "invalid (unknown ValidID)"},
		{"deployed, missing", Deployed, Value{}, Valid, "valid"},
		{"deployed, 2", Deployed, number("2"), Valid, "valid"},
		{"deployed, 4", Deployed, number("4"), Valid, "valid"},
	} {
		a := &ACL{Form: c.form, Meta: Meta{ValidID: &c.validID}}
		if got := a.Validity(); got != c.want || got.String() != c.text {
			t.Errorf("%s: %v, want %s", c.name, got, c.text)
		}
	}
}

func TestStops(t *testing.T) {
	for _, c := range []struct {
		name string
		v    Value
		want bool
	}{
		{"missing", Value{}, false},
		{"1", Value{Kind: Number, Text: "1"}, true},
		{"0", Value{Kind: Number, Text: "0"}, false},
		{"quoted 0", scalar("0"), false},
		{"empty string", scalar(""), false},
		{"a word", scalar("no"), true},
		{"an empty list", Value{Kind: List}, true},
	} {
		if got := (&ACL{Meta: Meta{StopAfterMatch: &c.v}}).Stops(); got != c.want {
			t.Errorf("%s: stops is %t", c.name, got)
		}
	}
}

// TestACLPlace: the name's place, else the entry's, else the file alone.
func TestACLPlace(t *testing.T) {
	at := func(line uint32) Span { return Span{Start: Pos{Line: line, Column: 3}} }
	for _, c := range []struct {
		name        string
		named, body Span
		want        string
	}{
		{"both", at(2), at(5), "a.yml:2:3"},
		{"the entry alone", Span{}, at(5), "a.yml:5:3"},
		{"neither", Span{}, Span{}, "a.yml"},
	} {
		a := &ACL{File: "a.yml", NameSpan: c.named, Entry: Value{Span: c.body}}
		if got := a.Place().String(); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// named are ACLs by name, each in a file of its own number, to tell those of
// one name apart.
func named(names ...string) *Set {
	s := &Set{}
	for i, n := range names {
		s.ACLs = append(s.ACLs, &ACL{Name: n, File: string(rune('0' + i))})
	}
	return s
}

func namesOf(acls []*ACL) []string {
	names := []string{}
	for _, a := range acls {
		names = append(names, a.Name)
	}
	return names
}

// TestOrder: names are compared by code point, in no language's order and
// without regard to how the file orders them.
func TestOrder(t *testing.T) {
	for _, c := range []struct {
		name string
		want []string
	}{
		{"none", []string{}},
		{"numbers as text", []string{"100", "20", "3"}},
		{"with leading zeros", []string{"003", "020", "100"}},
		{"capitals before small letters", []string{"A", "Z", "a", "z"}},
		{"a name before a longer one", []string{"", "a", "a ", "a-b", "aa"}},
		{"signs", []string{" x", "#", "-", "1", "A", "[", "_", "a", "~"}},
		{"umlauts after all of ASCII", []string{"Zebra", "a", "zoo", "~", "Ärger", "Öl", "ß", "ä", "ö"}},
		{"composed and decomposed", []string{"a\u0308", "b", "\u00e4"}},
		{"beyond the first plane after all of it", []string{"z", "\u00e9", "\u4e2d", "\ue000", "\uff5e", "\U0001d11e", "\U0001f600", "\U0010ffff"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			for seed := range uint64(10) {
				written := slices.Clone(c.want)
				rand.New(rand.NewPCG(seed, 1)).Shuffle(len(written), func(i, j int) {
					written[i], written[j] = written[j], written[i]
				})
				s := named(written...)
				if got := namesOf(s.Order()); !slices.Equal(got, c.want) {
					t.Fatalf("%q is ordered %q, want %q", written, got, c.want)
				}
				if got := namesOf(s.ACLs); !slices.Equal(got, written) {
					t.Fatalf("the set itself was ordered: %q, want %q", got, written)
				}
			}
		})
	}
}

// TestNamesWrittenTwice: of one name the last ACL counts, by Order and by Named.
func TestNamesWrittenTwice(t *testing.T) {
	for _, c := range []struct {
		name    string
		written []string
		want    string // name and number in the file of those that count
	}{
		{"once each", []string{"b", "a"}, "a1 b0"},
		{"twice", []string{"a", "a"}, "a1"},
		{"twice, others between", []string{"a", "c", "a", "b"}, "a2 b3 c1"},
		{"three times", []string{"a", "a", "b", "a"}, "a3 b2"},
		{"case makes another name", []string{"a", "A"}, "A1 a0"},
		{"no name", []string{"", "a", ""}, "2 a1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := named(c.written...)
			var got []string
			for _, a := range s.Order() {
				got = append(got, a.Name+a.File)
				if s.Named(a.Name) != a {
					t.Errorf("Named(%q) is another one than in the order", a.Name)
				}
			}
			if order := strings.Join(got, " "); order != c.want {
				t.Errorf("order %s, want %s", order, c.want)
			}
		})
	}
	for _, missing := range []string{"c", "", "A"} {
		if a := named("a", "b").Named(missing); a != nil {
			t.Errorf("Named(%q) is %q", missing, a.Name)
		}
	}
}
