package yamlx

import (
	"bytes"
	"unicode/utf8"

	"github.com/ticketacl/ticketacl/internal/acl"
)

// The bounds of the fast reader; what is beyond them is left to the library,
// which has its own.
const (
	// fastDepth is the deepest nesting.
	fastDepth = 100
	// fastEntry is the longest entry of the top-level list, in bytes. It bounds
	// what stands on the stacks, and is below MaxPieceValues.
	fastEntry = 1 << 20
	// fastKey is the longest key before its colon, in bytes; YAML allows 1,024
	// characters.
	fastKey = 1000
	// slabBytes is about the size of the pieces in which memory is taken.
	slabBytes = 32 << 10
)

// fast reads the plain shape in which YAML::XS writes, which is that of every
// export that nobody edited: block lists and hashes, one scalar after the
// other, no comments. It goes through the text once, straight into the model.
//
// At the first deviation, and wherever the library might have something to say,
// it gives up, and the library reads the whole text: findings are never made
// here. What it reads is the same to the last position; FuzzFast holds the two
// together.
type fast struct {
	l    *loader
	text []byte // ends with a line end, so that no look at the next byte is too far

	i      int // where the reader is
	start  int // where the line of i starts
	line   uint32
	column int  // blanks before the content of a line that was just begun, -1 behind the last line
	ascii  bool // characters are bytes

	depth  int
	values int
	most   int // values that are allowed
	end    int // of what the entry at hand may fill

	// The items of lists and the entries of hashes that are open.
	items   []acl.Value
	entries []acl.Entry

	memory fastMemory
	folded []byte // scratch for a text that is not in the file as it is
}

// fast reads a text, or leaves the loader as it was.
func (l *loader) fast(text []byte, start cursor) bool {
	if start.wide || start.i != 0 || start.pos != (acl.Pos{Line: 1, Column: 1}) {
		return false
	}
	ascii, ok := fastText(text)
	if !ok {
		return false
	}
	f := &fast{l: l, text: text, line: 1, ascii: ascii}
	f.memory.lines = bytes.Count(text, []byte("\n"))
	// Each batch of the library's counts as a value of its own.
	f.most = MaxValues - 2*len(text)/batchSize - 2
	root, ok := f.root()
	if !ok {
		return false
	}
	l.documents, l.root, l.values = 1, root, f.values
	return true
}

// fastText reports whether a text has only characters that mean nothing special
// anywhere, and ends with a line end.
func fastText(text []byte) (ascii, ok bool) {
	if len(text) == 0 || text[len(text)-1] != '\n' {
		return false, false
	}
	ascii = true
	for i := 0; i < len(text); {
		c := text[i]
		if c >= ' ' && c < 0x7f || c == '\n' {
			i++
			continue
		}
		if c < utf8.RuneSelf {
			return false, false
		}
		ascii = false
		r, n := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && n == 1 || !isPrintable(r) && r <= 0xffff || isBreak(r) {
			return false, false
		}
		i += n
	}
	return ascii, true
}

// pos is the place of byte i of the line at hand.
func (f *fast) pos(i int) acl.Pos {
	column := i - f.start
	if !f.ascii {
		column = utf8.RuneCount(f.text[f.start:i])
	}
	return acl.Pos{Offset: uint32(i), Line: f.line, Column: uint32(column) + 1}
}

// nextLine moves from a line end to the content of the next line; blank lines
// are no part of the plain shape.
func (f *fast) nextLine() bool {
	f.beginLine(f.i + 1)
	for f.i < len(f.text) && f.text[f.i] == ' ' {
		f.i++
	}
	if f.i == len(f.text) {
		f.column = -1
		return f.i == f.start
	}
	f.column = f.i - f.start
	return f.text[f.i] != '\n'
}

func (f *fast) beginLine(i int) {
	f.i, f.start = i, i
	f.line++
}

// is reports whether an indicator and a blank stand here.
func (f *fast) is(indicator byte) bool {
	return f.text[f.i] == indicator && f.text[f.i+1] == ' '
}

// root reads the only document: a list or hash at the first column, or one that
// is empty behind the marker.
func (f *fast) root() (v acl.Value, ok bool) {
	if string(f.text) == "--- []\n" || string(f.text) == "--- {}\n" {
		f.i, f.end = len("--- "), len(f.text)
		v, _, ok = f.scalar(0, false)
		return v, ok
	}
	if bytes.HasPrefix(f.text, []byte("---\n")) {
		f.i = len("---")
		if !f.nextLine() || f.column < 0 {
			return v, false
		}
	}
	if f.text[f.i] == ' ' || f.text[f.i] == '\n' || f.column != 0 {
		return v, false
	}
	if !f.is('-') {
		if len(f.text) > fastEntry {
			return v, false
		}
		f.end = len(f.text)
		v, ok = f.hash(0)
		return v, ok && f.column < 0
	}
	// No line of a text can look like an entry: all stand behind blanks.
	n := bytes.Count(f.text, []byte("\n- ")) + 1
	if n > f.most {
		return v, false
	}
	v.Kind = acl.List
	v.Span.Start = f.pos(f.i)
	items := make([]acl.Value, 0, n)
	for f.column == 0 {
		f.end = f.i + fastEntry
		item, ok := f.item(0)
		if !ok || f.i > f.end {
			return v, false
		}
		items = append(items, item)
	}
	v.SetItems(items)
	v.Span.End = items[len(items)-1].Span.End
	f.values++
	return v, f.column < 0
}

// item reads an item of a list whose dashes stand behind so many blanks.
func (f *fast) item(column int) (v acl.Value, ok bool) {
	if !f.is('-') {
		return v, false
	}
	f.i += len("- ")
	return f.node(column)
}

// list reads a list inside something else.
func (f *fast) list(column int) (v acl.Value, ok bool) {
	if !f.enter() {
		return v, false
	}
	v.Kind = acl.List
	v.Span.Start = f.pos(f.i)
	base := len(f.items)
	for {
		item, ok := f.item(column)
		if !ok {
			return v, false
		}
		f.items = append(f.items, item)
		if f.column != column || !f.is('-') {
			break
		}
	}
	v.Span.End = f.items[len(f.items)-1].Span.End
	v.SetItems(f.memory.keepItems(f.items[base:]))
	f.items = f.items[:base]
	f.depth--
	return v, f.column <= column
}

// hash reads a hash whose keys stand behind so many blanks, or behind as much
// of something else.
func (f *fast) hash(column int) (v acl.Value, ok bool) {
	if !f.enter() {
		return v, false
	}
	v.Kind = acl.Hash
	v.Span.Start = f.pos(f.i)
	base := len(f.entries)
	for {
		e, ok := f.entry(column)
		if !ok {
			return v, false
		}
		f.entries = append(f.entries, e)
		if f.column != column {
			break
		}
	}
	open := f.entries[base:]
	if !distinct(open) {
		return v, false
	}
	v.Span.End = open[len(open)-1].Value.Span.End
	v.SetEntries(f.memory.keepEntries(open))
	f.entries = f.entries[:base]
	f.depth--
	return v, f.column < column
}

func (f *fast) enter() bool {
	f.depth++
	f.values++
	return f.depth < fastDepth
}

// entry reads a key and its value.
func (f *fast) entry(column int) (e acl.Entry, ok bool) {
	explicit := f.is('?')
	if explicit {
		f.i += len("? ")
	} else if column == 0 && isMarkerLike(f.text[f.i:]) {
		return e, false
	}
	key, colon, ok := f.scalar(column, !explicit)
	if !ok || colon == explicit || !key.IsScalar() {
		return e, false
	}
	f.values-- // keys are none
	e.Key, e.KeySpan = key.Text, key.Span
	if explicit {
		if f.column != column || !f.is(':') {
			return e, false
		}
		f.i += len(": ")
		e.Value, ok = f.node(column)
		return e, ok
	}
	f.i++
	if f.text[f.i] == ' ' {
		f.i++
		e.Value, _, ok = f.scalar(column, false)
		return e, ok
	}
	switch {
	case !f.nextLine() || f.column < column:
		return e, false
	case f.is('-'):
		e.Value, ok = f.list(f.column)
	case f.column > column:
		e.Value, ok = f.hash(f.column)
	default:
		return e, false
	}
	return e, ok && f.column <= column
}

// isMarkerLike reports whether a line may be a document marker.
func isMarkerLike(line []byte) bool {
	return bytes.HasPrefix(line, []byte("---")) || bytes.HasPrefix(line, []byte("..."))
}

// node reads what stands behind a dash or a colon in a line of its own, where
// lists and hashes may begin; parent is the column of what it stands in.
func (f *fast) node(parent int) (v acl.Value, ok bool) {
	column := f.i - f.start
	switch {
	case f.is('-'):
		return f.list(column)
	case f.is('?'):
		return f.hash(column)
	}
	from, values := f.i, f.values
	v, colon, ok := f.scalar(parent, true)
	if ok && colon { // it was a key
		f.i, f.values = from, values
		return f.hash(column)
	}
	return v, ok
}

// distinct reports whether a hash has every key only once.
func distinct(entries []acl.Entry) bool {
	sorted := true // as YAML::XS has it
	for i := 1; i < len(entries) && sorted; i++ {
		sorted = entries[i-1].Key < entries[i].Key
	}
	if sorted {
		return true
	}
	seen := make(map[string]struct{}, len(entries))
	for i := range entries {
		seen[entries[i].Key] = struct{}{}
	}
	return len(seen) == len(entries)
}
