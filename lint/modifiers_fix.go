package lint

import (
	"bytes"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
)

// source of an item: single or double quotes around nothing but its text, or, in
// YAML, no quotes.
func (p *pass) quotes(v *view, d *Diagnostic, it *acl.Value) (quote string, ok bool) {
	old := p.text(d.Place.File, it.Span)
	switch {
	case len(old) > 1 && (old[0] == '\'' || old[0] == '"') && old[len(old)-1] == old[0] && old[1:len(old)-1] == it.Text:
		return old[:1], true
	case old == it.Text && v.Form == acl.Export:
		return "", true
	}
	return "", false // an escape, a block scalar, a word of qw
}

// fixItem writes another text in place of an item. Backslashes stay what they are
// between single quotes only.
func (p *pass) fixItem(v *view, d *Diagnostic, it *acl.Value, text string) *Fix {
	new, ok := p.requoted(v, d, it, text)
	if !ok {
		return nil
	}
	d.Fixes = []Fix{{Title: "write " + text, Edits: []Edit{{Span: it.Span, New: new}}}}
	return &d.Fixes[0]
}

// requoted is a text as it can stand in the place of an item.
func (p *pass) requoted(v *view, d *Diagnostic, it *acl.Value, text string) (string, bool) {
	quote, ok := p.quotes(v, d, it)
	switch {
	case !ok, strings.ContainsAny(text, "'\"\n"),
		strings.Contains(text, `\`) && (quote == `"` || strings.Contains(text, `\\`) || strings.HasSuffix(text, `\`)),
		quote == `"` && v.Form == acl.Deployed && strings.ContainsAny(text, "$@"): // perl fills in variables
		return "", false
	case quote == "" && !isPlainScalar(text):
		quote = "'"
	}
	return quote + text + quote, true
}

// fixJoined writes one negation in place of a list of nothing but [Not], where
// nothing but commas or hyphens stand between its items.
func (p *pass) fixJoined(v *view, d *Diagnostic, items []acl.Value) {
	text, ok := p.oneNegation(items)
	if !ok {
		return
	}
	new, ok := p.requoted(v, d, &items[0], text)
	data := p.in.Sources[d.Place.File]
	for i := 1; i < len(items) && ok; i++ {
		from, to := items[i-1].Span.End.Offset, items[i].Span.Start.Offset
		ok = from < to && int(to) <= len(data) && len(bytes.Trim(data[from:to], " ,-\r\n\t")) == 0
	}
	if !ok {
		return
	}
	at := acl.Span{Start: items[0].Span.Start, End: items[len(items)-1].Span.End}
	d.Fixes = []Fix{{Title: "write " + text, Edits: []Edit{{Span: at, New: new}}}}
}
