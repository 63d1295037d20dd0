package acl

import (
	"slices"
	"strings"
	"unsafe"
)

// Kind is what a Value holds, as Perl sees it after loading.
type Kind uint8

// The kinds of values. Undef is the zero Kind: a value that nobody wrote.
const (
	Undef  Kind = iota // null, ~, an empty YAML value, undef
	String             // a quoted scalar, or a plain one that is no number
	Number             // a plain scalar that Perl takes for a number; Text is as written
	Bool               // YAML's true and false: Text is "1" or ""
	List
	Hash
	// Dynamic is what code computes when the system loads it: nobody can tell
	// from the source what it will be, of any kind. Text is what can be told of
	// a string, with "…" for every part that cannot; "…" alone tells nothing.
	Dynamic
)

func (k Kind) String() string {
	return [...]string{"undef", "string", "number", "boolean", "list", "hash", "computed value"}[k]
}

// Value is a scalar, a list or a hash as it was written. A large set has
// millions, and they are most of the memory that it takes: what a list or hash
// holds is behind one pointer (parts.go).
type Value struct {
	Kind  Kind
	count [3]uint8
	// Shared is not 0 where an anchor or alias makes several places one and
	// the same thing in memory; equal numbers mean the same thing.
	Shared int32
	Text   string // the string that Perl compares; "" for Undef, List and Hash
	Span   Span
	parts  unsafe.Pointer
}

// Entry is one key of a hash with its value.
type Entry struct {
	Key     string
	KeySpan Span
	Value   Value
}

// IsScalar reports whether v is neither list nor hash. Undef is a scalar, and
// so is what is Dynamic until somebody knows better.
func (v *Value) IsScalar() bool { return v.Kind != List && v.Kind != Hash }

// IsTrue is Perl's truth: undef, "" and "0" are false, a list or hash is true
// even when empty. No value at all (nil) is undef. Of what is Dynamic nothing
// is known, and the answer is worth nothing.
func (v *Value) IsTrue() bool {
	if v == nil {
		return false
	}
	switch v.Kind {
	case Undef:
		return false
	case List, Hash:
		return true
	}
	return v.Text != "" && v.Text != "0"
}

// Get returns the value of a key of a hash, the last one where it is written
// more than once, or nil.
func (v *Value) Get(key string) *Value {
	for i := len(v.Entries()) - 1; i >= 0; i-- {
		if v.Entries()[i].Key == key {
			return &v.Entries()[i].Value
		}
	}
	return nil
}

// Effective returns the entries of a hash that count: of keys written more
// than once the last, in the order of the keys' last writing.
func (v *Value) Effective() []Entry {
	if len(v.Entries()) < 2 {
		return v.Entries()
	}
	last := make(map[string]int, len(v.Entries()))
	for i := range v.Entries() {
		last[v.Entries()[i].Key] = i
	}
	if len(last) == len(v.Entries()) {
		return v.Entries()
	}
	out := make([]Entry, 0, len(last))
	for i := range v.Entries() {
		if last[v.Entries()[i].Key] == i {
			out = append(out, v.Entries()[i])
		}
	}
	return out
}

// AppendSorted appends the entries of a hash that count, in the order of their
// keys, as the products' writers sort them.
func (v *Value) AppendSorted(dst []*Entry) []*Entry {
	base, sorted := len(dst), true
	for i := range v.Entries() {
		sorted = sorted && (i == 0 || v.Entries()[i-1].Key < v.Entries()[i].Key)
		dst = append(dst, &v.Entries()[i])
	}
	if sorted {
		return dst
	}
	mine := dst[base:]
	slices.SortStableFunc(mine, func(a, b *Entry) int { return strings.Compare(a.Key, b.Key) })
	n := 0
	for i := range mine { // of equal keys the last one counts
		if i+1 < len(mine) && mine[i+1].Key == mine[i].Key {
			continue
		}
		mine[n] = mine[i]
		n++
	}
	return dst[:base+n]
}

// Equal reports whether Perl would see the same in a and b. What is Dynamic
// equals nothing.
func Equal(a, b *Value) bool {
	if a.Shared != 0 && a.Shared == b.Shared {
		return true
	}
	if a.Kind == Dynamic || b.Kind == Dynamic {
		return false
	}
	if a.IsScalar() != b.IsScalar() || (a.Kind == Undef) != (b.Kind == Undef) || a.Text != b.Text {
		return false
	}
	if a.IsScalar() {
		return true
	}
	if a.Kind != b.Kind || len(a.Items()) != len(b.Items()) || len(a.Entries()) != len(b.Entries()) {
		return false
	}
	for i := range a.Items() {
		if !Equal(&a.Items()[i], &b.Items()[i]) {
			return false
		}
	}
	for i := range a.Entries() {
		if a.Entries()[i].Key != b.Entries()[i].Key || !Equal(&a.Entries()[i].Value, &b.Entries()[i].Value) {
			return false
		}
	}
	return true
}
