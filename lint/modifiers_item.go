package lint

import (
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/perlre"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// compared reports whether the engine compares the items of a list with anything:
// lists that nothing reads, and those of attributes that nobody has or asks for,
// are for other rules.
func (p *pass) compared(l *reading.List) bool {
	switch {
	case l.Block.IsMatch():
		return p.Target.Switches.Sections.Has(l.Area) || slices.Contains(p.opts.Extensions.Areas, l.Area)
	case p.Effect(l) != reading.Applied:
		return false
	}
	return l.Area != "Ticket" || p.Target.Asks(l.Attr) || slices.Contains(p.opts.Extensions.Attributes["Ticket"], l.Attr)
}

// literal reports whether items of a list have no modifiers: processes and
// activity dialogs of OTRS 3.2 and 3.3 are sets of ids.
func (p *pass) literal(l *reading.List) bool {
	sw := &p.Target.Switches
	return !l.Block.IsMatch() && (sw.ProcessSets && l.Area == "Process" || sw.DialogSets && l.Area == "ActivityDialog")
}

// split cuts an item as this target reads it in this list.
func (p *pass) split(l *reading.List, it *acl.Value) (acl.Modifier, string) {
	if it.Kind != acl.String || it.Text == "" || it.Text[0] != '[' || p.literal(l) {
		return acl.Plain, it.Text
	}
	return p.Split(it.Text)
}

// item is an item that is a pattern.
type item struct {
	modifier acl.Modifier
	pattern  string // its text
	compiled *perlre.Pattern
	err      error
}

// patternOf is the pattern of an item that the engine compares; ok is false for
// every other.
func (p *pass) patternOf(l *reading.List, it *acl.Value) (x item, ok bool) {
	x.modifier, x.pattern = p.split(l, it)
	if !x.modifier.IsPattern() || !p.compared(l) {
		return x, false
	}
	x.compiled, x.err = p.patterns.Compile(x.pattern, x.modifier.IgnoresCase())
	return x, true
}

// isList reports whether an attribute is known to be a list.
func (p *pass) isList(l *reading.List) bool {
	if !l.Block.IsMatch() {
		return false
	}
	return reading.IsListAttr(l.Attr) || p.fieldType(l) == "Multiselect"
}

// mayBeList reports whether an attribute may be a list: nobody knows the type of
// a dynamic field of which no inventory tells.
func (p *pass) mayBeList(l *reading.List) bool {
	return p.isList(l) || l.Block.IsMatch() && strings.HasPrefix(l.Attr, "DynamicField_") && p.fieldType(l) == ""
}

// fieldType is the type of a dynamic field, "" where it is not known.
func (p *pass) fieldType(l *reading.List) string {
	name, ok := strings.CutPrefix(l.Attr, "DynamicField_")
	if !ok || p.opts.Inventory == nil {
		return ""
	}
	return p.names().fieldTypes[name]
}

// ever is what comes of a list one of whose items matches every value.
func ever(l *reading.List) string {
	switch l.Block {
	case acl.Possible:
		return l.Where() + " keeps everything"
	case acl.PossibleAdd:
		return l.Where() + " brings everything back"
	case acl.PossibleNot:
		return l.Where() + " removes everything"
	}
	return "the condition holds wherever " + l.Name() + " is set"
}

// quoted is a text as a pattern that hits it alone has it.
func quoted(text string) string {
	var b strings.Builder
	for _, r := range text {
		if strings.ContainsRune(`\.+*?()|[]{}^$`, r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
