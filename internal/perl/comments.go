package perl

import (
	"slices"
	"unsafe"
)

// Comments are the offsets at which the comments of a file begin, in order: what
// perl takes for one, and no "#" of a string, a pattern, a here-document or POD.
// Of what stands behind a mistake they are a guess.
func Comments(data []byte) []uint32 {
	p := newParser(newSource("", unsafe.String(unsafe.SliceData(data), len(data))))
	p.comments = &[]uint32{}
	p.file()
	at := (*p.comments)[:p.noted]
	slices.Sort(at)
	return slices.Compact(at)
}
