package lint

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// referring is an item that names something of which the inventory tells.
type referring struct {
	*reference
	item
	texts []string // the names: of a pattern all that it can hit
}

// referring are the names in an item; ok is false where it has none, or where nobody can
// tell whether they are there.
func (p *pass) referring(l *reading.List, it *acl.Value) (n referring, ok bool) {
	naming, ok := p.Names(l)
	if !ok || !p.compared(l) {
		return n, false
	}
	if n.reference = p.reference(naming); n.reference == nil {
		return n, false
	}
	if p.literal(l) {
		n.texts = []string{it.Text}
		return n, it.Kind == acl.String || it.Kind == acl.Number
	}
	if n.item, ok = p.patternOf(l, it); ok {
		if n.err != nil || n.modifier.IgnoresCase() {
			return n, false
		}
		n.texts, ok = n.compiled.Texts()
		n.texts = slices.DeleteFunc(n.texts, func(s string) bool { return s == "" || s[0] == '[' })
		return n, ok
	}
	name, ok := p.IsPlainName(it)
	if _, slip := reading.SlipOf(it.Text); !ok || n.modifier == acl.Plain && (slip || looksLikePattern(name)) {
		return n, false
	}
	n.texts = []string{name}
	return n, true
}

// futile is what becomes of an item that hits nothing.
func futile(l *reading.List, n *referring) string {
	switch {
	case n.modifier.IsNegated():
		return "the item leaves nothing out"
	case l.Block == acl.Possible:
		return "the item offers nothing"
	case l.Block == acl.PossibleAdd:
		return "the item brings nothing"
	case l.Block == acl.PossibleNot:
		return "the item removes nothing"
	}
	return "the item never matches"
}

func unknownValue(p *pass, v *view, l *reading.List, it *acl.Value) {
	n, ok := p.referring(l, it)
	if !ok {
		p.unknownPattern(v, l, it)
		return
	}
	for _, text := range n.texts {
		if _, isOld := entityOf(l); isOld != nil && isOld(text) && p.Target.Switches.ActionLists {
			continue // old-entity-id speaks
		}
		if n.By == reading.ByField && strings.HasPrefix(text, "DynamicField_") {
			continue // dynamicfield-prefix speaks
		}
		j := p.judge(n.reference, text)
		var d *Diagnostic
		switch {
		case j.verdict == isUnknown:
			d = p.find(v, it.Span, fmt.Sprintf("there is no %s %s: %s", n.Noun(), reading.Shown(text), n.consequence(l)), n.hint(j))
		case j.verdict == isSlip:
			d = p.find(v, it.Span, fmt.Sprintf("the inventory has no %s %s, but one that is nearly called so", n.Noun(), reading.Shown(text)), n.hint(j))
		case j.verdict == isMixedUp && n.Kind != "agents" && n.Kind != "dynamic_fields", j.verdict == isMixedUp && n.By == reading.ByID:
			d = p.find(v, it.Span, fmt.Sprintf("there is no %s %s: %s", n.Noun(), reading.Shown(text), n.consequence(l)),
				fmt.Sprintf("%s is a name; write %s", reading.Shown(text), shownAny(j.meant)))
		default:
			continue
		}
		if j.same && n.complete && !n.modifier.IsPattern() {
			p.fixItem(v, d, it, n.modifier.Prefix()+j.meant[0])
		}
		return
	}
}

// consequence is what an unknown name comes to in a list.
func (n *referring) consequence(l *reading.List) string {
	if len(n.texts) > 1 {
		return "the pattern does not hit it"
	}
	return futile(l, n)
}

// hint says what to do about a name that does not exist.
func (n *referring) hint(j judgement) string {
	switch {
	case len(j.meant) > 0:
		return "did you mean " + reading.Shown(j.meant[0]) + "?"
	case len(n.names) > 0 && len(n.names) <= 6:
		return "there is " + shownAll(n.names)
	case n.By == reading.ByID:
		return "better name it than its id, which differs from system to system"
	}
	return "name one that exists, or add it to the inventory"
}

func shownAll(names []string) string {
	var out []string
	for _, name := range names {
		out = append(out, reading.Shown(name))
	}
	return strings.Join(out, ", ")
}

func shownAny(names []string) string { return strings.ReplaceAll(shownAll(names), ", ", " or ") }

// unknownPattern looks at patterns that want the beginning, or a part, of a name.
func (p *pass) unknownPattern(v *view, l *reading.List, it *acl.Value) {
	x, ok := p.patternOf(l, it)
	naming, names := p.Names(l)
	if !ok || !names || x.err != nil || x.modifier.IsNegated() {
		return
	}
	r := p.reference(naming)
	if r == nil || !r.complete || len(r.names) == 0 || r.By == reading.ByID || r.By == reading.ByFormer {
		return
	}
	parts, begins := x.compiled.Prefixes()
	if !begins {
		if parts, ok = x.compiled.Parts(); !ok {
			return
		}
	}
	for _, part := range parts {
		if lettersIn(part) < 3 || r.has(part, begins) {
			return
		}
	}
	if len(parts) == 0 {
		return
	}
	where := "in its name"
	if begins {
		where = "at the beginning of its name"
	}
	detail := "name what exists, or add it to the inventory"
	if near := p.nearestBeginning(r, parts[0]); near != "" {
		detail = "the nearest is " + reading.Shown(near)
	}
	d := p.find(v, it.Span, fmt.Sprintf("no %s has %s %s: %s", r.Noun(), shownAny(parts), where, futile(l, &referring{item: x})), detail)
	d.Severity = diag.Warning
}

func lettersIn(s string) (n int) {
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

// has reports whether some name has a part, case aside.
func (r *reference) has(part string, begins bool) bool {
	if r.sorted == nil {
		for name := range r.valid {
			r.sorted = append(r.sorted, strings.ToLower(name))
		}
		slices.Sort(r.sorted)
	}
	part = strings.ToLower(part)
	if begins {
		i, _ := slices.BinarySearch(r.sorted, part)
		return i < len(r.sorted) && strings.HasPrefix(r.sorted[i], part)
	}
	key := "\x00" + part // no name has such a byte
	if j, done := r.judged[key]; done {
		return j.verdict == isThere
	}
	found := judgement{verdict: isUnknown}
	if slices.ContainsFunc(r.sorted, func(name string) bool { return strings.Contains(name, part) }) {
		found.verdict = isThere
	}
	r.judged[key] = found
	return found.verdict == isThere
}

// nearestBeginning is a name that begins nearly so.
func (p *pass) nearestBeginning(r *reference, part string) string {
	if p.listed.compared += len(r.names); p.listed.compared > maxLikened {
		return ""
	}
	length := len([]rune(part))
	for _, name := range r.names {
		rs := []rune(name)
		for _, n := range []int{length, length - 1, length + 1} {
			if n > 0 && n <= len(rs) && diag.IsSlip(part, string(rs[:n])) {
				return name
			}
		}
	}
	return ""
}

// unknownField looks at the names of dynamic fields.
func unknownField(p *pass, v *view, l *reading.List) {
	r, name := p.fieldOf(l)
	if r == nil {
		return
	}
	j := p.judge(r, name)
	var d *Diagnostic
	n := referring{reference: r}
	switch {
	case j.verdict == isUnknown && l.Block.IsMatch():
		d = p.find(v, l.Entry.KeySpan, fmt.Sprintf("there is no dynamic field %s: this condition never holds", name), n.hint(j))
	case j.verdict == isUnknown:
		d = p.find(v, l.Entry.KeySpan, fmt.Sprintf("there is no dynamic field %s: no screen asks for it", name), n.hint(j))
	case j.verdict == isSlip:
		d = p.find(v, l.Entry.KeySpan, fmt.Sprintf("the inventory has no dynamic field %s, but one that is nearly called so", name), n.hint(j))
	default:
		return
	}
	if j.same && r.complete {
		p.fixKey(d, l.Entry.KeySpan, l.Attr, "DynamicField_"+j.meant[0])
	}
}

// fieldOf is what is known of dynamic fields, and the name of the one that a list is
// about; nil where it is about none.
func (p *pass) fieldOf(l *reading.List) (r *reference, name string) {
	naming, ok := p.Names(l)
	if !ok || naming.Field == "" || !p.compared(l) || p.prefixed(l) != "" {
		return nil, ""
	}
	return p.reference(reading.Naming{Kind: "dynamic_fields", By: reading.ByField}), naming.Field
}

func invalidValue(p *pass, v *view, l *reading.List, it *acl.Value) {
	n, ok := p.referring(l, it)
	if !ok {
		return
	}
	for _, text := range n.texts {
		if p.judge(n.reference, text).verdict != isInvalid {
			continue
		}
		effect := "no screen offers it"
		switch {
		case !l.Block.IsMatch():
		case n.Kind == "groups" || n.Kind == "roles" || l.Area == "User" || n.Kind == "processes":
			effect = "nobody has it"
			if l.Area == "User" && n.Kind == "agents" {
				effect = "nobody logs in so"
			} else if n.Kind == "processes" {
				effect = "no ticket starts it"
			}
		default:
			effect = "only tickets that have it from before match"
		}
		p.find(v, it.Span, fmt.Sprintf("the %s %s is not valid: %s", n.Noun(), reading.Shown(text), effect), "name a valid one, or take it out")
		return
	}
}

func invalidField(p *pass, v *view, l *reading.List) {
	if r, name := p.fieldOf(l); r != nil && p.judge(r, name).verdict == isInvalid {
		p.find(v, l.Entry.KeySpan, fmt.Sprintf("the dynamic field %s is not valid: no screen has it", name), "name a valid one, or take it out")
	}
}
