package lint

import (
	"strings"
	"unicode/utf8"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// bareBoolean looks at what YAML makes of a word without quotes. Where undefined
// items match nothing null-item speaks of them.
func bareBoolean(p *pass, v *view, l *reading.List, it *acl.Value) {
	if v.Form != acl.Export {
		return
	}
	written := p.text(v.File, it.Span)
	switch {
	case it.Kind == acl.Bool:
		d := p.find(v, it.Span, shownOr(written, "a boolean")+" without quotes is "+reading.Shown(it.Text)+" when it is imported", "put it into quotes, if the word is meant; else write "+"'"+it.Text+"'")
		if written == "true" || written == "false" {
			d.Fixes = []Fix{{Title: "write '" + written + "'", Edits: []Edit{{Span: it.Span, New: "'" + written + "'"}}}}
		}
	case it.Kind == acl.Undef && p.Target.Switches.UndefMatchesNothing:
		if written == "~" { // of what somebody left empty null-item alone speaks
			p.find(v, it.Span, "~ without quotes is undefined: nothing matches it", "put it into quotes, if the character is meant; else take it out")
		}
	case it.Kind == acl.Undef:
		d := p.find(v, it.Span, shownOr(written, "nothing")+" without quotes is undefined, which "+p.Target.ID+" takes for the empty value", "write '' for the empty value, or put the text into quotes")
		if written == "~" || written == "null" {
			d.Fixes = []Fix{{Title: "write ''", Keeps: true, Edits: []Edit{{Span: it.Span, New: "''"}}}}
		}
	}
}

func shownOr(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

// spaceAround: of blanks that keep a modifier from being one, or stand behind it,
// unknown-modifier speaks.
func spaceAround(p *pass, v *view, l *reading.List, it *acl.Value) {
	if it.Kind != acl.String || it.Text == strings.TrimSpace(it.Text) && !strings.HasPrefix(it.Text, "[") || !p.compared(l) {
		return
	}
	m, rest := p.split(l, it)
	trimmed := strings.TrimSpace(rest)
	switch {
	case trimmed == rest, m.IsPattern(), m == acl.NotAnything, m == acl.Not && strings.TrimLeft(rest, " \t") != rest, p.exists(l, rest):
		return
	}
	if _, isSlip := reading.SlipOf(it.Text); isSlip && m == acl.Plain {
		return
	}
	where := "has blanks around it"
	switch {
	case trimmed == "":
		where = "is nothing but blanks"
	case strings.HasSuffix(rest, "\n"):
		where = "ends with a line break"
	case strings.HasPrefix(rest, trimmed):
		where = "ends with a blank"
	case strings.HasSuffix(rest, trimmed):
		where = "begins with a blank"
	}
	effect := "equals no value"
	if m == acl.Not {
		effect = "differs from every value"
	}
	d := p.find(v, it.Span, "'"+printable(rest)+"' "+where+", and "+effect, "remove what is around the text")
	if trimmed != "" {
		p.fixItem(v, d, it, m.Prefix()+trimmed)
	}
}

func printable(text string) string {
	return strings.NewReplacer("\n", `\n`, "\r", `\r`, "\t", `\t`).Replace(text)
}

// mojibake looks for UTF-8 that was read as Windows-1252, and for what was lost.
func mojibake(p *pass, v *view, l *reading.List, it *acl.Value) {
	if it.Kind != acl.String || isASCII(it.Text) {
		return
	}
	if strings.ContainsRune(it.Text, utf8.RuneError) {
		p.find(v, it.Span, reading.Shown(it.Text)+" has characters that were lost when it was decoded: it equals no value", "write it again, in UTF-8")
		return
	}
	meant, ok := decoded(it.Text)
	if !ok || p.exists(l, it.Text) {
		return
	}
	if v.Form == acl.Deployed && strings.Contains(p.text(v.File, it.Span), meant) {
		p.find(v, it.Span, "without 'use utf8' perl reads "+reading.Shown(meant)+" as "+reading.Shown(it.Text)+", which equals no value", "write 'use utf8;' at the head of the file")
		return
	}
	d := p.find(v, it.Span, reading.Shown(it.Text)+" is "+reading.Shown(meant)+", decoded with the wrong character set: it equals no value", "write "+reading.Shown(meant))
	p.fixItem(v, d, it, meant)
}

func isASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r >= utf8.RuneSelf }) < 0
}

// decoded is a text whose characters are, as bytes of Windows-1252, UTF-8: what it
// was before somebody read it so.
func decoded(text string) (string, bool) {
	bytes := make([]byte, 0, len(text))
	for _, r := range text {
		b, ok := windows1252(r)
		if !ok {
			return "", false
		}
		bytes = append(bytes, b)
	}
	meant := string(bytes)
	return meant, utf8.ValidString(meant)
}

// windows1252 is the byte of a character.
func windows1252(r rune) (byte, bool) {
	if r < 0x100 {
		return byte(r), true // as Latin-1 too
	}
	// 0x80 to 0x9f; those without a character are Latin-1's.
	const high = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ"
	at := byte(0x80)
	for _, c := range high {
		if c == r {
			return at, true
		}
		at++
	}
	return 0, false
}
