// Package acl holds ticket ACLs as they were written: names, blocks, areas,
// attributes and items, each with its place in its file. It keeps what the
// engines ignore or die on (a scalar where a list belongs, null items,
// duplicate and unknown keys), because what it means is for a target to
// decide, in packages simulate and lint.
package acl

import "fmt"

// Pos is a place in a file. The zero Pos is no place at all.
type Pos struct {
	Offset uint32 // bytes from the start of the file, from 0
	Line   uint32 // from 1
	Column uint32 // in code points, from 1
}

// IsValid reports whether p is a place.
func (p Pos) IsValid() bool { return p.Line > 0 }

// String is "line:column", or "-" for no place.
func (p Pos) String() string {
	if !p.IsValid() {
		return "-"
	}
	return fmt.Sprintf("%d:%d", p.Line, p.Column)
}

// Before reports whether p comes before q in one file.
func (p Pos) Before(q Pos) bool {
	if p.Line != q.Line {
		return p.Line < q.Line
	}
	return p.Column < q.Column
}

// Span is a stretch of a file; End is the place after the last character.
type Span struct {
	Start, End Pos
}

// IsValid reports whether s has a place.
func (s Span) IsValid() bool { return s.Start.IsValid() }

// Place is a stretch of a named file. File is the path as the user gave it,
// "-" for standard input.
type Place struct {
	File string
	Span Span
}

// String is "file:line:column", or the file alone where there is no place in it.
func (p Place) String() string {
	if !p.Span.IsValid() {
		return p.File
	}
	return p.File + ":" + p.Span.Start.String()
}
