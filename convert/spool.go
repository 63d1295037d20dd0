package convert

import "io"

// spoolBytes is about how much is held before it is written.
const spoolBytes = 64 << 10

// spool passes on what a writer has made. Without a destination it does nothing,
// and all stays with the writer.
type spool struct {
	to  io.Writer
	err error
	// wait: what begins the file is known only at its end. Until then it is
	// held, in pieces that are never copied.
	wait bool
	held [][]byte
}

// spill takes data where there is enough of it, and returns what to append to.
func (s *spool) spill(data []byte) []byte {
	if s.to == nil || len(data) < spoolBytes {
		return data
	}
	if s.wait {
		s.held = append(s.held, data)
		return make([]byte, 0, spoolBytes+spoolBytes/8)
	}
	return s.flush(data)
}

// flush passes on everything.
func (s *spool) flush(data []byte) []byte {
	if s.to == nil {
		return data
	}
	for _, piece := range append(s.held, data) {
		if s.err == nil && len(piece) > 0 {
			_, s.err = s.to.Write(piece)
		}
	}
	s.held = nil
	return data[:0]
}

// first puts what begins the file before what is held.
func (s *spool) first(begin string, data []byte) []byte {
	if s.to == nil {
		return append([]byte(begin), data...)
	}
	s.held = append([][]byte{[]byte(begin)}, s.held...)
	return data
}
