package lint

import (
	"bytes"
	"sort"
	"unicode/utf8"

	"github.com/ticketacl/ticketacl/internal/acl"
)

// source is one file as it was read.
type source struct {
	name  string
	data  []byte
	lines []int // offsets at which lines start; made when needed
}

// pos is the place of an offset.
func (s *source) pos(offset int) acl.Pos {
	if s.lines == nil {
		s.lines = []int{0}
		for i := 0; ; {
			n := bytes.IndexByte(s.data[i:], '\n')
			if n < 0 {
				break
			}
			i += n + 1
			s.lines = append(s.lines, i)
		}
	}
	line := sort.SearchInts(s.lines, offset+1) - 1
	return acl.Pos{
		Offset: uint32(offset), Line: uint32(line) + 1,
		Column: uint32(utf8.RuneCount(s.data[s.lines[line]:offset])) + 1,
	}
}

// span is the stretch between two offsets.
func (s *source) span(from, to int) acl.Span { return acl.Span{Start: s.pos(from), End: s.pos(to)} }
