package diff

import "github.com/ticketacl/ticketacl/internal/acl"

// Relocate gives what a deployment made of an ACL the places of the original, as far as that
// has the same; all else has the place of what it stands in.
func Relocate(a, from *acl.ACL) {
	a.File, a.NameSpan = from.File, from.Place().Span
	a.Entry.Span = from.Entry.Span
	for b := range acl.BlockName(acl.NumBlocks) {
		if e := a.Blocks[b]; e != nil {
			at := acl.Entry{KeySpan: a.NameSpan}
			if was := from.Blocks[b]; was != nil {
				at = *was
			}
			relocateEntry(e, &at)
		}
	}
}

func relocateEntry(e, from *acl.Entry) {
	e.KeySpan = spanOf(from)
	relocateValue(&e.Value, &from.Value, e.KeySpan)
}

func relocateValue(v, from *acl.Value, within acl.Span) {
	v.Span = within
	if from.Span.IsValid() {
		v.Span = from.Span
	}
	for i := range v.Entries() {
		e := &v.Entries()[i]
		at := acl.Entry{KeySpan: v.Span}
		for k := range from.Entries() {
			if from.Entries()[k].Key == e.Key {
				at = from.Entries()[k]
			}
		}
		relocateEntry(e, &at)
	}
	for i := range v.Items() {
		it := &v.Items()[i]
		at := acl.Value{Span: v.Span}
		for k := range from.Items() {
			if keyOf(&from.Items()[k]) == keyOf(it) {
				at = from.Items()[k]
				break
			}
		}
		relocateValue(it, &at, v.Span)
	}
}
