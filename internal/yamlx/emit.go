package yamlx

import (
	"strconv"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
)

// bestWidth is the column behind which libyaml breaks a line at a blank.
const bestWidth = 80

// longestSimpleKey is the length in bytes up to which libyaml writes a key
// before its colon; a longer one gets a "?" of its own.
const longestSimpleKey = 128

// Append writes a value as YAML::XS 0.86 dumps it, to the byte: a document of
// its own that begins with "---" and ends with a line end. Keys are sorted; of a
// key written twice the last one counts. Lists and hashes of one Shared number
// that occur more than once become an anchor and aliases. Booleans are written
// as the 1 and ” that perl has in their place, and what is Dynamic as the text
// that can be told of it; who calls has to say so.
func Append(dst []byte, v *acl.Value) []byte { return AppendWith(dst, v, Comments{}) }

// AppendWith does the same, and writes each comment into a line before the
// element that it is about. A text may then differ from what YAML::XS dumps by
// these lines alone.
func AppendWith(dst []byte, v *acl.Value, comments Comments) []byte {
	e := emitter{buf: dst, indent: -1, times: map[int32]int{}, comments: comments}
	e.count(v)
	e.text("---")
	e.whitespace, e.indention = false, false
	e.node(v, context{root: true})
	e.indent = 0
	e.say(e.comments.tail)
	e.breakIndent()
	e.end()
	return e.buf
}

// end ends a document whose last line has ended.
func (e *emitter) end() {
	if e.openEnded { // else the blank lines at the end would be taken for none
		e.text("...")
		e.lineEnd()
	}
}

// emitter follows the state that libyaml keeps while it writes.
type emitter struct {
	buf        []byte
	column     int // characters since the line end
	indent     int
	whitespace bool // the last thing written was a blank or nothing
	indention  bool // nothing but blanks and indicators since the line end
	openEnded  bool // the last text of several lines ends with blank ones
	times      map[int32]int
	anchors    map[int32]int
	given      int // anchors of parts before
	comments   Comments
	entries    []*acl.Entry // scratch
}

// context is where a node stands.
type context struct{ root, mapping, simpleKey bool }

// count notes how often lists and hashes that are shared occur.
func (e *emitter) count(v *acl.Value) {
	if v.IsScalar() {
		return
	}
	if v.Shared != 0 {
		if e.times[v.Shared]++; e.times[v.Shared] > 1 {
			return
		}
	}
	for i := range v.Items() {
		e.count(&v.Items()[i])
	}
	for i := range v.Entries() {
		e.count(&v.Entries()[i].Value)
	}
}

func (e *emitter) text(s string) {
	e.buf = append(e.buf, s...)
	e.column += len(s)
}

func (e *emitter) rune(s string) {
	e.buf = append(e.buf, s...)
	e.column++
}

func (e *emitter) lineEnd() {
	e.buf = append(e.buf, '\n')
	e.column = 0
}

// breakIndent begins a line at the current indentation, unless it has only just
// begun.
func (e *emitter) breakIndent() {
	indent := max(e.indent, 0)
	if !e.indention || e.column > indent || e.column == indent && !e.whitespace {
		e.lineEnd()
	}
	for e.column < indent {
		e.text(" ")
	}
	e.whitespace, e.indention = true, true
}

// indicator writes a sign of YAML; indents says that what follows on the line
// may be indented by it.
func (e *emitter) indicator(s string, blank, indents bool) {
	if blank && !e.whitespace {
		e.text(" ")
	}
	e.text(s)
	e.whitespace = false
	e.indention = e.indention && indents
}

// sayFirst writes the comments of an item, and of what will stand in its first
// line.
func (e *emitter) sayFirst(v *acl.Value) {
	if e.comments.at == nil {
		return
	}
	e.say(e.comments.Take(v.Span))
	switch {
	case v.Kind == acl.List && len(v.Items()) > 0:
		e.sayFirst(&v.Items()[0])
	case v.Kind == acl.Hash && len(v.Entries()) > 0:
		e.say(e.comments.Take(v.AppendSorted(nil)[0].KeySpan))
	}
}

// say writes comments, each into a line of its own.
func (e *emitter) say(comments []string) {
	for _, c := range comments {
		e.breakIndent()
		e.text(c)
		e.whitespace, e.indention = false, false
	}
}

func (e *emitter) node(v *acl.Value, c context) {
	if !v.IsScalar() && v.Shared != 0 && e.times[v.Shared] > 1 {
		n, again := e.anchors[v.Shared]
		if again {
			e.indicator("*"+strconv.Itoa(n), true, false)
			return
		}
		if e.anchors == nil {
			e.anchors = map[int32]int{}
		}
		n = e.given + len(e.anchors) + 1
		e.anchors[v.Shared] = n
		e.indicator("&"+strconv.Itoa(n), true, false)
	}
	switch v.Kind {
	case acl.List:
		e.list(v, c)
	case acl.Hash:
		e.hash(v)
	case acl.Undef:
		e.plain("~", c)
	case acl.Number:
		e.scalar(v.Text, plainStyle, c)
	case acl.Bool:
		e.plain(strconv.FormatBool(v.IsTrue()), c)
	default:
		e.scalar(v.Text, styleOf(v.Text), c)
	}
}

func (e *emitter) list(v *acl.Value, c context) {
	if len(v.Items()) == 0 {
		e.indicator("[", true, false)
		e.text("]")
		return
	}
	outer := e.indent
	switch {
	case outer < 0:
		e.indent = 0
	case !c.mapping || e.indention:
		e.indent += 2
	}
	for i := range v.Items() {
		e.item(&v.Items()[i])
	}
	e.indent = outer
}

func (e *emitter) item(v *acl.Value) {
	e.sayFirst(v)
	e.breakIndent()
	e.indicator("-", true, true)
	e.node(v, context{})
}

func (e *emitter) hash(v *acl.Value) {
	if len(v.Entries()) == 0 {
		e.indicator("{", true, false)
		e.text("}")
		return
	}
	outer := e.indent
	e.indent = max(outer+2, 0)
	if outer < 0 {
		e.indent = 0
	}
	base := len(e.entries)
	e.entries = v.AppendSorted(e.entries)
	for i := base; i < len(e.entries); i++ {
		entry := e.entries[i]
		e.say(e.comments.Take(entry.KeySpan))
		e.breakIndent()
		if simpleKey(entry.Key) {
			e.scalar(entry.Key, styleOf(entry.Key), context{mapping: true, simpleKey: true})
			e.indicator(":", false, false)
		} else {
			e.indicator("?", true, true)
			e.scalar(entry.Key, styleOf(entry.Key), context{mapping: true})
			e.breakIndent()
			e.indicator(":", true, true)
		}
		e.node(&entry.Value, context{mapping: true})
	}
	e.entries = e.entries[:base]
	e.indent = outer
}

// simpleKey reports whether libyaml writes a key in one line before its colon.
func simpleKey(key string) bool {
	return len(key) <= longestSimpleKey && !strings.ContainsFunc(key, isBreak)
}

// isPrintable is libyaml's idea: no tab, and nothing beyond the basic plane.
func isPrintable(r rune) bool {
	switch {
	case r == '\n', r >= ' ' && r <= '~', r >= '\u00a0' && r <= '\ud7ff', r >= '\ue000' && r < '\ufeff', r > '\ufeff' && r <= '\ufffd':
		return true
	}
	return false
}
