// Package inventory is what exists in one system: queues, states, people and
// their groups, dynamic fields, processes. It is the model, its file and the
// stock data of each product; it knows no database.
package inventory

import "slices"

// ValueKind is what an attribute of a person, ticket or queue holds.
type ValueKind uint8

// The kinds. Undef is the zero kind: the attribute is not set.
const (
	Undef ValueKind = iota
	Text
	List
	// Hash is a nested structure, which no ACL item can be compared with.
	Hash
	// Unknown is a value that neither the inventory nor the scenario tells.
	Unknown
)

// Value is the value of one attribute.
type Value struct {
	Kind ValueKind
	Text string  // of Text; of an Unknown id the name of what has it, where that is known
	List []Value // of List: Text and Undef elements
	Why  string  // of Unknown: why it is not known, as a phrase
	// Of tells unknown values apart that have the same Why. Unknown values that
	// share both are one and the same value.
	Of string
}

// String values, lists of strings, and the value that nobody knows.
func TextValue(s string) Value { return Value{Kind: Text, Text: s} }

// ListValue is a list of strings.
func ListValue(items ...string) Value {
	v := Value{Kind: List, List: make([]Value, len(items))}
	for i, s := range items {
		v.List[i] = TextValue(s)
	}
	return v
}

// UnknownValue is a value that cannot be known, with the reason.
func UnknownValue(why string) Value { return Value{Kind: Unknown, Why: why} }

// IsTrue is Perl's truth; a list or hash is true even when empty. It must not
// be asked of Unknown.
func (v Value) IsTrue() bool {
	switch v.Kind {
	case Text:
		return v.Text != "" && v.Text != "0"
	case List, Hash:
		return true
	}
	return false
}

// Defined reports whether the value is set (or unknown).
func (v Value) Defined() bool { return v.Kind != Undef }

// Equal reports whether two values are the same, reasons aside.
func (v Value) Equal(w Value) bool {
	return v.Kind == w.Kind && v.Text == w.Text && slices.EqualFunc(v.List, w.List, Value.Equal)
}
