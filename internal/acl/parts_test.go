package acl

import (
	"runtime"
	"strconv"
	"testing"
	"unsafe"
)

// TestSizes: what a large set takes is these two.
func TestSizes(t *testing.T) {
	if v, e := unsafe.Sizeof(Value{}), unsafe.Sizeof(Entry{}); unsafe.Sizeof(uintptr(0)) == 8 && (v > 56 || e > 96) {
		t.Errorf("a value takes %d bytes, an entry %d", v, e)
	}
}

// TestParts: what is put in comes out, for any number, and stays while only a
// value points to it.
func TestParts(t *testing.T) {
	for _, n := range []int{0, 1, 2, 255, 256, 257, 65535, 65536, 65537, countMask - 1, countMask, countMask + 1} {
		items := make([]Value, n)
		for i := range items {
			items[i] = Value{Kind: Number, Span: Span{Start: Pos{Offset: uint32(i)}}}
		}
		v := NewList(items)
		items = nil
		if n < 1<<20 {
			runtime.GC()
		}
		if len(v.Items()) != n || v.Entries() != nil {
			t.Fatalf("%d items: %d, and %d entries", n, len(v.Items()), len(v.Entries()))
		}
		for i := range v.Items() {
			if x := &v.Items()[i]; x.Kind != Number || x.Span.Start.Offset != uint32(i) {
				t.Fatalf("%d items: item %d is %+v", n, i, x)
			}
		}
		if n > 1<<20 {
			continue // the entries would take as much again
		}
		entries := make([]Entry, n)
		for i := range entries {
			entries[i].Key = strconv.Itoa(i)
		}
		h := NewHash(entries)
		entries = nil
		runtime.GC()
		if len(h.Entries()) != n || h.Items() != nil {
			t.Fatalf("%d entries: %d, and %d items", n, len(h.Entries()), len(h.Items()))
		}
		for i := range h.Entries() {
			if key := h.Entries()[i].Key; key != strconv.Itoa(i) {
				t.Fatalf("%d entries: entry %d is %q", n, i, key)
			}
		}
	}
}

// TestPartsChange: a value may be given others, and copies keep theirs.
func TestPartsChange(t *testing.T) {
	v := NewHash([]Entry{{Key: "a"}, {Key: "b"}})
	was := v
	v.SetItems(nil)
	if len(v.Entries()) != 2 {
		t.Error("no items took the entries away")
	}
	v.SetEntries(append(v.Entries(), Entry{Key: "c"}))
	if len(was.Entries()) != 2 || len(v.Entries()) != 3 || v.Entries()[2].Key != "c" {
		t.Errorf("%d entries before, %d after", len(was.Entries()), len(v.Entries()))
	}
	one, two := append(was.Entries(), Entry{Key: "x"}), append(was.Entries(), Entry{Key: "y"})
	if one[2].Key != "x" || two[2].Key != "y" {
		t.Error("two that were appended share their place")
	}
	v.SetItems([]Value{{Kind: String, Text: "x"}})
	if len(v.Items()) != 1 || v.Entries() != nil {
		t.Errorf("%d items, %d entries", len(v.Items()), len(v.Entries()))
	}
	if v.SetItems(nil); v != (Value{Kind: Hash}) {
		t.Errorf("emptied it is %+v", v)
	}
}

// TestSame tells apart what differs anywhere.
func TestSame(t *testing.T) {
	at := Span{Start: Pos{Offset: 1, Line: 1, Column: 2}}
	hash := func(change func(*Entry)) Value {
		e := Entry{Key: "k", KeySpan: at, Value: NewList([]Value{{Kind: String, Text: "x", Span: at}, {Kind: Undef}})}
		change(&e)
		return NewHash([]Entry{e})
	}
	a := hash(func(*Entry) {})
	if b := hash(func(*Entry) {}); !Same(&a, &b) {
		t.Error("the same is not")
	}
	for name, change := range map[string]func(*Entry){
		"key":      func(e *Entry) { e.Key = "l" },
		"its span": func(e *Entry) { e.KeySpan.End = at.Start },
		"kind":     func(e *Entry) { e.Value.Kind = Hash },
		"text":     func(e *Entry) { e.Value.Items()[0].Text = "y" },
		"span":     func(e *Entry) { e.Value.Items()[0].Span = Span{} },
		"shared":   func(e *Entry) { e.Value.Shared = 1 },
		"number":   func(e *Entry) { e.Value.SetItems(e.Value.Items()[:1]) },
		"nothing":  func(e *Entry) { e.Value.SetItems(nil) },
	} {
		if b := hash(change); Same(&a, &b) {
			t.Errorf("%s: taken for the same", name)
		}
	}
}
