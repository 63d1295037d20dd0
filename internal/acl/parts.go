package acl

import (
	"slices"
	"unsafe"
)

// What a list or hash holds is an array of values or entries. Two slices would
// take six words in every value, of which scalars need none and the others
// one, and a set would take nearly twice as much memory; so parts points to the
// first, and count, in bytes that would else be empty, says how many there are.
const (
	// holdsEntries in count: they are entries, no items.
	holdsEntries = 1 << 23
	// countMask is also the count that says that parts points to a slice, for
	// it does not fit.
	countMask = holdsEntries - 1
)

// NewList is a list of such items.
func NewList(items []Value) Value {
	v := Value{Kind: List}
	v.SetItems(items)
	return v
}

// NewHash is a hash of such entries.
func NewHash(entries []Entry) Value {
	v := Value{Kind: Hash}
	v.SetEntries(entries)
	return v
}

// Items are those of a list; none of anything else.
func (v *Value) Items() []Value {
	if v.parts == nil || v.count[2] >= holdsEntries>>16 {
		return nil
	}
	return partsOf[Value](v)
}

// Entries are those of a hash in written order; none of anything else. A key
// that is written twice is here twice; the last one counts.
func (v *Value) Entries() []Entry {
	if v.parts == nil || v.count[2] < holdsEntries>>16 {
		return nil
	}
	return partsOf[Entry](v)
}

// SetItems gives a list other items, which it shares with the caller. Copies of v
// keep theirs.
func (v *Value) SetItems(items []Value) {
	if len(items) > 0 || len(v.Items()) > 0 {
		setParts(v, items, 0)
	}
}

// SetEntries gives a hash other entries, which it shares with the caller. Copies
// of v keep theirs.
func (v *Value) SetEntries(entries []Entry) {
	if len(entries) > 0 || len(v.Entries()) > 0 {
		setParts(v, entries, holdsEntries)
	}
}

func partsOf[T Value | Entry](v *Value) []T {
	n := int(v.count[0]) | int(v.count[1])<<8 | int(v.count[2])<<16&countMask
	if n == countMask {
		return *(*[]T)(v.parts)
	}
	return unsafe.Slice((*T)(v.parts), n)
}

func setParts[T Value | Entry](v *Value, parts []T, tag int) {
	if len(parts) == 0 {
		v.parts, v.count = nil, [3]uint8{}
		return
	}
	n := len(parts)
	if n < countMask {
		v.parts = unsafe.Pointer(unsafe.SliceData(parts))
	} else {
		n = countMask
		many := slices.Clip(parts)
		v.parts = unsafe.Pointer(&many)
	}
	n |= tag
	v.count = [3]uint8{uint8(n), uint8(n >> 8), uint8(n >> 16)}
}

// Same reports whether a and b are the same to the last place. Equal is what
// perl would see.
func Same(a, b *Value) bool {
	if a.Kind != b.Kind || a.Shared != b.Shared || a.Text != b.Text || a.Span != b.Span || a.count != b.count {
		return false
	}
	return slices.EqualFunc(a.Items(), b.Items(), func(x, y Value) bool { return Same(&x, &y) }) &&
		slices.EqualFunc(a.Entries(), b.Entries(), func(x, y Entry) bool {
			return x.Key == y.Key && x.KeySpan == y.KeySpan && Same(&x.Value, &y.Value)
		})
}
