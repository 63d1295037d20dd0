package yamlx

import "github.com/ticketacl/ticketacl/internal/acl"

// ListWriter writes a list as AppendWith does, item by item, so that neither the
// list nor what is written of it has to be held as a whole. The list comes in
// parts that know nothing of each other: files, in which places and Shared count
// anew.
type ListWriter struct {
	e     emitter
	spill func([]byte) []byte
	begun bool
}

// NewListWriter appends to dst. spill gets what was written so far after each
// item, and returns what to append to.
func NewListWriter(dst []byte, spill func([]byte) []byte) *ListWriter {
	return &ListWriter{e: emitter{buf: dst, indent: -1}, spill: spill}
}

// Part begins a part with comments of its own. All that is shared in its items
// has to be counted before the first is written.
func (w *ListWriter) Part(comments Comments) {
	w.endPart()
	w.e.given += len(w.e.anchors)
	w.e.comments, w.e.times, w.e.anchors = comments, map[int32]int{}, nil
}

// Count notes what is shared in an item.
func (w *ListWriter) Count(v *acl.Value) { w.e.count(v) }

// Item writes an item.
func (w *ListWriter) Item(v *acl.Value) {
	e := &w.e
	if !w.begun {
		e.text("---")
		w.begun, e.indent = true, 0
	}
	e.item(v)
	e.buf = w.spill(e.buf)
}

// endPart writes the comments behind the last item.
func (w *ListWriter) endPart() {
	if w.begun {
		w.e.say(w.e.comments.tail)
		w.e.breakIndent()
	}
}

// End ends the document, which is an empty list where there was no item, and
// returns what is left of it.
func (w *ListWriter) End() []byte {
	if !w.begun {
		empty := acl.Value{Kind: acl.List}
		return AppendWith(w.e.buf, &empty, w.e.comments)
	}
	w.endPart()
	w.e.end()
	return w.e.buf
}
