package convert

import (
	"bytes"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/perl"
	"github.com/ticketacl/ticketacl/internal/yamlx"
)

// lineWidth is the column up to which a list stands in one line.
const lineWidth = 100

// configWriter writes ACLs as people write them into Kernel/Config.pm.
type configWriter struct {
	out      *Written
	comments map[string]*fileComments
	start    int  // of the ACL at hand
	wide     bool // characters beyond ASCII were written
}

// writeConfig writes statements for Kernel/Config.pm, in evaluation order. What
// the system would not deploy is written as a comment: such a file knows no
// validity.
func writeConfig(set *Set, opts WriteOptions, out *Written) {
	c := &configWriter{out: out, comments: opts.commentsFor(set)}
	out.spool.wait = true // for whether "use utf8" is needed
	any := false
	for _, a := range set.Order() {
		if cannotBeWritten(a) {
			out.leaveOut(a)
			continue
		}
		if any {
			out.Data = append(out.Data, '\n')
		}
		any = true
		out.actions(a, Config, &opts)
		out.exportKeys(a)
		c.acl(a)
	}
	for _, file := range slices.Sorted(maps.Keys(c.comments)) {
		c.say(c.comments[file].tail(set.ACLs), 0)
		out.untaken(file, c.comments[file], set)
	}
	if c.wide = c.wide || !isASCII(out.Data[c.start:]); c.wide {
		out.Data = out.spool.first("use utf8;\n\n", out.Data)
	}
}

func isASCII(data []byte) bool {
	return !bytes.ContainsFunc(data, func(r rune) bool { return r >= utf8.RuneSelf })
}

func (c *configWriter) acl(a *ACL) {
	c.wide = c.wide || !isASCII(c.out.Data[c.start:])
	c.out.Data = c.out.spool.spill(c.out.Data)
	c.start = len(c.out.Data)
	comments := &yamlx.Comments{}
	if of := c.comments[a.File]; of != nil {
		comments = &of.Comments
	}
	c.say(comments.Take(a.NameSpan), 0)
	if !a.NameSpan.IsValid() || a.NameSpan != a.Entry.Span {
		c.say(comments.Take(a.Entry.Span), 0)
	}
	if a.Form == acl.Export {
		for i := range a.Entry.Entries() { // these become stamps, or nothing
			c.say(comments.Take(a.Entry.Entries()[i].KeySpan), 0)
		}
	}
	c.stamps(a)
	c.text("$Self->{TicketAcl}->{", quotedText(a.Name), "} = ")
	body := c.body(a)
	c.value(&body, 0, comments)
	c.text(";\n")
	if a.Validity() == acl.Valid {
		return
	}
	c.out.LeftOut = append(c.out.LeftOut, a)
	var off bytes.Buffer
	off.WriteString("# Not in force (" + a.Validity().String() + "):\n")
	for line := range bytes.Lines(c.out.Data[c.start:]) {
		off.WriteString("# ")
		off.Write(line)
	}
	c.out.Data = append(c.out.Data[:c.start], off.Bytes()...)
}

// stamps writes what an export or deployment says beside the rules, one line
// each, unless the comments at hand say it already.
func (c *configWriter) stamps(a *ACL) {
	m := &a.Meta
	stamp := func(what string, at *Value, time string, by *Value, login string) {
		if keys := strings.TrimSuffix(what, "d"); time != "" || login != "" {
			c.line("# " + what + ": " + c.out.oneLine(a, keys+"Time", at, time) + " (" + c.out.oneLine(a, keys+"By", by, login) + ")")
		}
	}
	if a.Form == acl.Export {
		created, by := a.Created()
		stamp("Created", m.CreateTime, created, m.CreateBy, by)
		changed, by := a.Changed()
		stamp("Changed", m.ChangeTime, changed, m.ChangeBy, by)
		c.lines("# Comment: ", a.Comment())
		if d := m.Description; d != nil {
			c.lines("# Description: ", d.Text)
		}
		return
	}
	for line := range strings.Lines(string(a.Header)) {
		if text := strings.TrimRight(line, "\r\n"); isFrame(text) && !bytes.Contains(c.out.Data[c.start:], []byte(text+"\n")) {
			c.line(strings.ToValidUTF8(text, "\ufffd"))
		}
	}
}

// lines writes a text of any number of lines as a comment.
func (c *configWriter) lines(head, text string) {
	if text == "" {
		return
	}
	for i, line := range strings.Split(strings.ReplaceAll(text, "\r", "\n"), "\n") {
		if i > 0 {
			head = "#   "
		}
		c.line(strings.TrimRight(head+line, " "))
	}
}

// body is the hash of an ACL: the blocks that were written, in the order in which
// people think of them, and StopAfterMatch where it is set.
func (c *configWriter) body(a *ACL) Value {
	v := Value{Kind: acl.Hash}
	if a.Form == acl.Deployed {
		if a.Entry.Kind != acl.Hash {
			return a.Entry
		}
		for _, e := range a.Entry.Effective() {
			_, block := acl.BlockNamed(e.Key)
			if nothing := block && e.Value.Kind == acl.Hash && len(e.Value.Entries()) == 0; !nothing && (e.Key != "StopAfterMatch" || a.Stops()) {
				v.SetEntries(append(v.Entries(), e))
			}
		}
		return v
	}
	for b := range acl.BlockName(acl.NumBlocks) {
		if e := a.Blocks[b]; e != nil && e.Value.IsTrue() && !(e.Value.Kind == acl.Hash && len(e.Value.Entries()) == 0) {
			v.SetEntries(append(v.Entries(), Entry{Key: b.String(), KeySpan: e.KeySpan, Value: e.Value}))
		}
	}
	if a.Stops() {
		v.SetEntries(append(v.Entries(), Entry{Key: "StopAfterMatch", KeySpan: a.Meta.StopAfterMatch.Span, Value: Value{Kind: acl.Number, Text: "1"}}))
	}
	return v
}

func (c *configWriter) text(s ...string) {
	for _, x := range s {
		c.out.Data = append(c.out.Data, x...)
	}
}

func (c *configWriter) line(s string) { c.text(s, "\n") }

func (c *configWriter) say(comments []string, depth int) {
	for _, s := range comments {
		c.line(strings.Repeat("    ", depth) + s)
	}
}

func (c *configWriter) value(v *Value, depth int, comments *yamlx.Comments) {
	indent := strings.Repeat("    ", depth+1)
	switch {
	case v.Kind == acl.Undef:
		c.text("undef")
	case v.Kind == acl.List && len(v.Items()) == 0:
		c.text("[]")
	case v.Kind == acl.Hash && len(v.Entries()) == 0:
		c.text("{}")
	case v.Kind == acl.List:
		if one, fits := c.oneLine(v, comments); fits {
			c.text(one)
			return
		}
		c.line("[")
		for i := range v.Items() {
			c.say(comments.Take(v.Items()[i].Span), depth+1)
			c.text(indent)
			c.value(&v.Items()[i], depth+1, comments)
			c.line(",")
		}
		c.text(indent[4:], "]")
	case v.Kind == acl.Hash:
		c.line("{")
		entries := v.Effective()
		width := 0
		for i := range entries {
			width = max(width, utf8.RuneCountInString(keyText(entries[i].Key)))
		}
		for i := range entries {
			c.say(comments.Take(entries[i].KeySpan), depth+1)
			key := keyText(entries[i].Key)
			c.text(indent, key)
			if width <= 24 && entries[i].Value.Kind != acl.Hash {
				c.text(strings.Repeat(" ", width-utf8.RuneCountInString(key)))
			}
			c.text(" => ")
			c.value(&entries[i].Value, depth+1, comments)
			c.line(",")
		}
		c.text(indent[4:], "}")
	default:
		c.text(scalarText(v))
	}
}

// oneLine is a list of scalars without comments, where it is short enough.
func (c *configWriter) oneLine(v *Value, comments *yamlx.Comments) (string, bool) {
	var b strings.Builder
	b.WriteByte('[')
	for i := range v.Items() {
		if !v.Items()[i].IsScalar() || comments.Has(v.Items()[i].Span) {
			return "", false
		}
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(scalarText(&v.Items()[i]))
	}
	b.WriteByte(']')
	s := b.String()
	column := len(c.out.Data) - bytes.LastIndexByte(c.out.Data, '\n')
	return s, column+utf8.RuneCountInString(s) < lineWidth && !strings.Contains(s, "\n")
}

func scalarText(v *Value) string {
	switch {
	case v.Kind == acl.Undef:
		return "undef"
	case v.Kind == acl.Number && perl.IsBareNumber(v.Text), v.Kind == acl.Bool && v.Text != "":
		return v.Text
	}
	return quotedText(v.Text)
}

// crlfQuoted is what double quotes need; see quotedText.
var crlfQuoted = strings.NewReplacer("\\", `\\`, `"`, `\"`, "$", `\$`, "@", `\@`, "\r", `\r`, "\n", `\n`)

// quotedText is a text in single quotes; where it has CR LF, which perl reads as
// LF in a file, in double ones.
func quotedText(s string) string {
	if strings.Contains(s, "\r\n") {
		return `"` + crlfQuoted.Replace(s) + `"`
	}
	return string(perl.AppendQuoted(nil, s))
}

// keyText is a key as a bare word where perl takes it for one.
func keyText(key string) string {
	if key == "" || key[0] >= '0' && key[0] <= '9' {
		return quotedText(key)
	}
	for i := range len(key) {
		if c := key[i]; c != '_' && (c|0x20 < 'a' || c|0x20 > 'z') && (c < '0' || c > '9') {
			return quotedText(key)
		}
	}
	return key
}
