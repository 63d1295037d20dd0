package yamlx

import (
	"strings"
	"unsafe"

	"github.com/ticketacl/ticketacl/internal/acl"
)

// fastMemory holds what was read, in large pieces: one allocation for each list
// and text would cost more than reading them, and memory of the exact size of
// everything is what keeps a large file's model small.
type fastMemory struct {
	lines   int // of the file: there cannot be more of anything
	items   []acl.Value
	entries []acl.Entry
	texts   strings.Builder
	recent  [256]string // short texts, each where a hash of it says
}

// text keeps a text; nothing of the file itself is kept. Who changed an ACL and
// when, and the names of queues, come again and again.
func (m *fastMemory) text(raw []byte) string {
	const short = 24
	n := len(raw)
	if n == 0 {
		return ""
	}
	if n > short {
		return m.copy(raw)
	}
	at := &m.recent[byte(n*37+int(raw[0])*5+int(raw[n/2])*3+int(raw[n-1]))]
	if *at != string(raw) {
		*at = m.copy(raw)
	}
	return *at
}

func (m *fastMemory) copy(raw []byte) string {
	if m.texts.Cap()-m.texts.Len() < len(raw) {
		m.texts.Reset() // those that were handed out stay
		m.texts.Grow(max(len(raw), min(slabBytes, m.lines*16)))
	}
	from := m.texts.Len()
	m.texts.Write(raw)
	return m.texts.String()[from:]
}

func (m *fastMemory) keepItems(items []acl.Value) []acl.Value {
	return keep(&m.items, items, m.lines)
}

func (m *fastMemory) keepEntries(entries []acl.Entry) []acl.Entry {
	return keep(&m.entries, entries, m.lines)
}

// keep copies what stands on a stack to where it stays; most is how much there
// can be of it at all. Nobody can append to a part without copying it.
func keep[T any](slab *[]T, part []T, most int) []T {
	if cap(*slab)-len(*slab) < len(part) {
		var one T
		*slab = make([]T, 0, max(len(part), min(slabBytes/int(unsafe.Sizeof(one)), most)))
	}
	from := len(*slab)
	*slab = append(*slab, part...)
	return (*slab)[from:len(*slab):len(*slab)]
}
