package yamlx

import (
	"math/rand/v2"
	"testing"

	"github.com/ticketacl/ticketacl/internal/acl"
)

// writeParts writes lists as one, and gives away what was written after each item.
func writeParts(parts ...acl.Value) string {
	var out []byte
	w := NewListWriter(nil, func(b []byte) []byte {
		out = append(out, b...)
		return b[:0]
	})
	for i := range parts {
		items := parts[i].Items()
		w.Part(Comments{})
		for j := range items {
			w.Count(&items[j])
		}
		for j := range items {
			w.Item(&items[j])
		}
	}
	return string(append(out, w.End()...))
}

// TestListWriter: item by item it is what Append writes at once.
func TestListWriter(t *testing.T) {
	shared := list(text("x"))
	shared.Shared = 3
	lists := []acl.Value{list(), list(text("a")), list(list()), list(shared, text("b"), shared), list(list(shared), list(shared)), list(text("many\nlines, of which the last\nare blank\n\n"))}
	for n := range 1000 {
		r := rand.New(rand.NewPCG(21, uint64(n)))
		var items []acl.Value
		for range r.IntN(5) {
			items = append(items, randomValue(r, 4))
		}
		lists = append(lists, acl.NewList(items))
	}
	for _, v := range lists {
		if got, want := writeParts(v), string(Append(nil, &v)); got != want {
			t.Fatalf("item by item\n%s\nat once\n%s", got, want)
		}
	}
}

// TestListWriterParts: what two files call by one number is not the same, and
// gets another one, as if one file had held both.
func TestListWriterParts(t *testing.T) {
	part := func(s string) acl.Value {
		v := list(text(s))
		v.Shared = 1
		return list(v, v)
	}
	want := "---\n- &1\n  - a\n- *1\n- &2\n  - b\n- *2\n"
	if got := writeParts(part("a"), part("b")); got != want {
		t.Errorf("%s, want\n%s", got, want)
	}
	d := Load("x.yml", []byte(want))
	if items := d.Root.Items(); len(items) != 4 || items[1].Items()[0].Text != "a" || items[3].Items()[0].Text != "b" {
		t.Errorf("read again as %s", showValue(&d.Root))
	}
	if got := writeParts(list(), list()); got != "--- []\n" {
		t.Errorf("nothing is written as %q", got)
	}
	blank := list(text("a text that is long enough for lines\n\n"))
	if got := writeParts(blank, list(text("b"))); Load("x.yml", []byte(got)).Documents != 1 {
		t.Errorf("two documents:\n%s", got)
	}
}

// TestInvalidText: what is no UTF-8 in a Perl file becomes the sign for it.
func TestInvalidText(t *testing.T) {
	for _, s := range []string{"St\xc3", "\xff", "a\n\xe2\x82 and more than thirty bytes of text\n", "x: \xc3"} {
		v := list(text(s))
		v.SetItems(append(v.Items(), acl.NewHash([]acl.Entry{{Key: s, Value: text(s)}})))
		if d := Load("x.yml", Append(nil, &v)); d.Refused || len(d.Root.Items()) != 2 {
			t.Errorf("%q: %v", s, d.Diagnostics)
		}
	}
}
