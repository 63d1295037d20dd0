package acl

import (
	"strings"
	"testing"
)

func scalar(text string) Value { return Value{Kind: String, Text: text} }

// hashOf is a hash of strings, in written order: key, value, key, value.
func hashOf(kv ...string) Value {
	v := Value{Kind: Hash}
	for i := 0; i < len(kv); i += 2 {
		v.SetEntries(append(v.Entries(), Entry{Key: kv[i], Value: scalar(kv[i+1])}))
	}
	return v
}

func TestTruth(t *testing.T) {
	for _, c := range []struct {
		name         string
		v            Value
		want, scalar bool
	}{
		{"undef", Value{}, false, true},
		{"undef with a text", Value{Kind: Undef, Text: "~"}, false, true},
		{"the empty string", scalar(""), false, true},
		{"the string 0", scalar("0"), false, true},
		{"the number 0", Value{Kind: Number, Text: "0"}, false, true},
		{"the string 00", scalar("00"), true, true},
		{"the string 0.0", scalar("0.0"), true, true},
		{"the string 0 but true", scalar("0 but true"), true, true},
		{"a blank", scalar(" "), true, true},
		{"the string false", scalar("false"), true, true},
		{"a number", Value{Kind: Number, Text: "2"}, true, true},
		{"true", Value{Kind: Bool, Text: "1"}, true, true},
		{"false", Value{Kind: Bool}, false, true},
		{"an empty list", Value{Kind: List}, true, false},
		{"an empty hash", Value{Kind: Hash}, true, false},
	} {
		if got := c.v.IsTrue(); got != c.want {
			t.Errorf("%s: true is %t", c.name, got)
		}
		if got := c.v.IsScalar(); got != c.scalar {
			t.Errorf("%s: scalar is %t", c.name, got)
		}
	}
}

func TestKindNames(t *testing.T) {
	for kind, want := range map[Kind]string{
		Undef: "undef", String: "string", Number: "number", Bool: "boolean", List: "list", Hash: "hash",
	} {
		if got := kind.String(); got != want {
			t.Errorf("kind %d is %q, want %q", kind, got, want)
		}
	}
}

// TestKeysWrittenTwice: the last one counts, where it was written.
func TestKeysWrittenTwice(t *testing.T) {
	for _, c := range []struct {
		name      string
		v         Value
		effective string
		get       map[string]string // "-" for none
	}{
		{"no entries", hashOf(), "", map[string]string{"a": "-", "": "-"}},
		{"one", hashOf("a", "1"), "a=1", map[string]string{"a": "1", "A": "-"}},
		{"written order stays", hashOf("b", "1", "a", "2"), "b=1 a=2", map[string]string{"a": "2", "b": "1"}},
		{"twice in a row", hashOf("a", "1", "a", "2"), "a=2", map[string]string{"a": "2"}},
		{"twice, others between", hashOf("a", "1", "b", "2", "a", "3", "c", "4"), "b=2 a=3 c=4", map[string]string{"a": "3", "b": "2", "c": "4"}},
		{"three times", hashOf("a", "1", "a", "2", "b", "3", "a", "4"), "b=3 a=4", map[string]string{"a": "4", "b": "3"}},
		{"two keys twice", hashOf("a", "1", "b", "2", "b", "3", "a", "4"), "b=3 a=4", map[string]string{"a": "4", "b": "3"}},
		{"case makes another key", hashOf("a", "1", "A", "2"), "a=1 A=2", map[string]string{"a": "1", "A": "2"}},
		{"the empty key", hashOf("", "1", "", "2"), "=2", map[string]string{"": "2"}},
		{"a string has no keys", scalar("a"), "", map[string]string{"a": "-"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			written := len(c.v.Entries())
			var got []string
			for _, e := range c.v.Effective() {
				got = append(got, e.Key+"="+e.Value.Text)
			}
			if s := strings.Join(got, " "); s != c.effective {
				t.Errorf("effective are %q, want %q", s, c.effective)
			}
			if len(c.v.Entries()) != written {
				t.Errorf("%d of %d written entries are left", len(c.v.Entries()), written)
			}
			for key, want := range c.get {
				got := "-"
				if v := c.v.Get(key); v != nil {
					got = v.Text
				}
				if got != want {
					t.Errorf("%q is %q, want %q", key, got, want)
				}
			}
		})
	}
}

// TestGetIsTheEntry: what Get returns is the value in the hash, not a copy.
func TestGetIsTheEntry(t *testing.T) {
	v := hashOf("a", "1", "a", "2")
	if v.Get("a") != &v.Entries()[1].Value {
		t.Error("Get returns another value than that of the last entry")
	}
}
