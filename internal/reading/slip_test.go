package reading

import (
	"strings"
	"testing"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/product"
)

func TestSlipOf(t *testing.T) {
	for text, want := range map[string]string{ // modifiers that are meant, and the rest
		"[RegEx]^a": "[RegExp] ^a", "[regex]^a": "[regexp] ^a", "[Regexp]^a": "[RegExp][regexp] ^a", "[REGEXP]^a": "[RegExp][regexp] ^a",
		"[Regex]^a": "[RegExp][regexp] ^a", "[RegExpr]^a": "[RegExp] ^a", "[regExp]^a": "[RegExp][regexp] ^a",
		"[NotRegEx]^a": "[NotRegExp] ^a", "[NotRegexp]^a": "[NotRegExp][Notregexp] ^a", "[notregexp]^a": "[Notregexp] ^a",
		"[notRegExp]^a": "[NotRegExp] ^a", "[NOTREGEXP]^a": "[NotRegExp][Notregexp] ^a", "[Not RegExp]^a": "[NotRegExp] ^a", "[Not-RegEx]^a": "[NotRegExp] ^a",
		"[not]a": "[Not] a", "[NOT]a": "[Not] a", "[ Not ]a": "[Not] a", " [Not]a": "[Not] a", "[Not]a": "[Not] a", "[RegExp]^a": "[RegExp] ^a",
		"[RegExp^a": "[RegExp] ^a", "[RegExp ^a": "[RegExp]  ^a", "[RegExp^a]": "[RegExp] ^a]", "[NotRegExp^a": "[NotRegExp] ^a", "[RegExp^[ab]": "[RegExp] ^[ab]",
		"[intern] a": "", "[Regional] a": "", "[Regel] a": "", "[REG] a": "", "[Register": "", "[Note] a": "", "[Nothing]": "", "[RegExps": "", "[]": "", "[": "", "": "",
		"a [RegEx]": "", "Regex": "", "[K\u212agex]": "", "[\u0130regexp]": "",
	} {
		got := ""
		if s, ok := SlipOf(text); ok {
			for _, m := range s.Meant {
				got += m.Prefix()
			}
			got += " " + s.Rest
			if s.Written+s.Rest != text {
				t.Errorf("%q is cut into %q and %q", text, s.Written, s.Rest)
			}
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// TestTautology: what it finds matches each of many values, and what it says
// nothing of leaves one out.
func TestTautology(t *testing.T) {
	otobo := For(product.Default())
	for _, tt := range []struct {
		items string // with commas
		want  []int
	}{
		{"[Not]a,[Not]b", []int{0, 1}}, {"[Not]a,[Not]a", nil}, {"[Not]a,b", nil}, {"b,a,[Not]a", []int{2, 1}}, {"[Not]a,[RegExp]a", []int{0, 1}},
		{"[Not]a,[RegExp]b", nil}, {"[Not]a,[NotRegExp]a", nil}, {"[Not]a,[NotRegExp]^b", []int{0, 1}}, {"[NotRegExp]^a$,[NotRegExp]^b$", []int{0, 1}},
		{"[NotRegExp]^a,[NotRegExp]^b", []int{0, 1}}, {"[NotRegExp]^(a|c),[NotRegExp]^b.", []int{0, 1}}, {"[NotRegExp]^a,[NotRegExp]^ab", nil}, {"[NotRegExp]a,[NotRegExp]b", nil}, {"[NotRegExp]^(a|b)$,a", nil}, {"[NotRegExp]^(a|b)$,b,a", []int{0, 2, 1}}, {"[NotRegExp]^a$,[RegExp]a", []int{0, 1}},
		{"[Not]a,[RegExp](", nil}, {"[NotRegExp](,a", nil}, {"[Notregexp]^a$,a", nil}, {"[Not]a", nil}, {"a,b", nil},
	} {
		var items []acl.Value
		for text := range strings.SplitSeq(tt.items, ",") {
			items = append(items, acl.Value{Kind: acl.String, Text: text})
		}
		got := otobo.Tautology(Patterns{}, items)
		if len(got) != len(tt.want) {
			t.Errorf("%s: %v, want %v", tt.items, got, tt.want)
			continue
		}
		all := true
		for _, value := range []string{"a", "b", "c", "ab", "ba", "cc", "A", "B", "0", ""} {
			one := false
			for i := range items {
				hit, _ := otobo.Matches(Patterns{}, &items[i], value)
				one = one || hit == Yes
			}
			all = all && one
		}
		if all != (got != nil) {
			t.Errorf("%s: %v, but it matches all is %v", tt.items, got, all)
		}
		for i := range got {
			if got[i] != tt.want[i] {
				t.Errorf("%s: %v, want %v", tt.items, got, tt.want)
			}
		}
	}
}
