package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// unknownKeys looks at the keys that make up an ACL, and at the areas under its
// match blocks. What no target reads in an export its reader reports.
func unknownKeys(p *pass, v *view) {
	sw := &p.Target.Switches
	if e := v.Blocks[acl.PossibleAdd]; e != nil && !sw.PossibleAdd {
		p.unknown(v, e.KeySpan, p.Target.ID+" does not read PossibleAdd: it does nothing", "write Possible, with all values that are to be offered")
	}
	if e := v.Blocks[acl.PropertiesDatabase]; e != nil && p.UnreadDatabase(v.ACL) != nil {
		effect := "its conditions do not count"
		if p.Always(v.ACL) {
			effect = "the ACL applies to everybody"
		}
		p.unknown(v, e.KeySpan, p.Target.ID+" does not read PropertiesDatabase: "+effect, "write Properties")
	}
	if v.Form != acl.Deployed || v.Entry.Kind != acl.Hash {
		return
	}
	known := append(p.blockNames(), "StopAfterMatch")
	for _, e := range v.Entry.Effective() {
		if _, isBlock := acl.BlockNamed(e.Key); isBlock || e.Key == "StopAfterMatch" {
			continue
		}
		effect := "the engine does not read " + reading.Shown(e.Key)
		if near := diag.Nearest(e.Key, known); strings.HasPrefix(near, "Properties") && diag.IsNear(e.Key, near) && p.Always(v.ACL) {
			effect += ": the ACL applies to everybody"
		}
		p.unknownNear(v, &e, effect, known, &v.Entry)
	}
}

func (p *pass) blockNames() []string {
	k := p.Target.Keys()
	return append(slices.Clone(k.MatchBlocks), k.ChangeSections...)
}

func (p *pass) unknown(v *view, at acl.Span, summary, detail string) {
	p.find(v, at, summary, detail)
}

// unknownNear reports a key with the nearest one that is read; where they differ
// only in case, it can be mended.
func (p *pass) unknownNear(v *view, e *acl.Entry, summary string, known []string, among *acl.Value) {
	near := diag.Nearest(e.Key, known)
	detail := "there is " + strings.Join(known, ", ")
	if diag.IsNear(e.Key, near) {
		detail = "did you mean " + near + "?"
	}
	d := p.find(v, e.KeySpan, summary, detail)
	if strings.EqualFold(e.Key, near) && among.Get(near) == nil {
		p.fixKey(d, e.KeySpan, e.Key, near)
	}
}

// unknownAreaOrSection looks at areas of conditions, at what stands under the change
// sections, and at attributes of areas that have a fixed number of them.
func unknownAreaOrSection(p *pass, v *view, l *reading.List) {
	switch {
	case l.Area == "":
	case l.Block.IsMatch():
		p.unknownArea(v, l)
	case l.Block == acl.PossibleAdd && !p.Target.Switches.PossibleAdd: // said of the section
	case l.Area == "Ticket" || p.Target.Switches.SpecialTypes.Has(l.Area):
	default:
		p.unknownSection(v, l)
	}
}

// areaEntry is the entry of a list's area.
func (v *view) areaEntry(l *reading.List) *acl.Entry {
	es := v.Block(l.Block).Entries()
	for i := len(es) - 1; i >= 0; i-- {
		if es[i].Key == l.Area {
			return &es[i]
		}
	}
	return l.Entry
}

func (p *pass) unknownArea(v *view, l *reading.List) {
	switch {
	case slices.Contains(p.opts.Extensions.Areas, l.Area):
	case !p.Target.Switches.Sections.Has(l.Area):
		areas := p.Target.Switches.Sections.Names()
		area := v.areaEntry(l)
		if l.Attr != "" && l.Attr != reading.Sorted(&area.Value)[0].Key {
			return // once for each area
		}
		p.unknownNear(v, area, fmt.Sprintf("%s is no area on %s: a condition on it never holds", reading.Shown(l.Area), p.Target.ID), areas, v.Block(l.Block))
	case l.Attr == "" || slices.Contains(p.opts.Extensions.Attributes[l.Area], l.Attr):
	case l.Area == "Frontend" && l.Attr != "Action" && l.Attr != "Endpoint":
		p.unknownNear(v, l.Entry, "of Frontend there is only Action: this condition never holds", []string{"Action"}, &v.areaEntry(l).Value)
	case l.Area == "Process" && !slices.Contains(processAttributes(), l.Attr):
		p.unknownNear(v, l.Entry, "Process has no "+reading.Shown(l.Attr)+": this condition never holds", processAttributes(), &v.areaEntry(l).Value)
	}
}

func processAttributes() []string {
	return []string{"ProcessEntityID", "ActivityEntityID", "ActivityDialogEntityID"}
}

func (p *pass) unknownSection(v *view, l *reading.List) {
	known := p.Target.Keys().Questions[l.Block.String()]
	summary := fmt.Sprintf("%s does not read %s: it does nothing", p.Target.ID, l.Where())
	switch {
	case p.Target.Asks(l.Area):
		p.unknown(v, l.Entry.KeySpan, summary, "put it under "+l.Block.String()+".Ticket")
	default:
		p.unknownNear(v, l.Entry, summary, known, v.Block(l.Block))
	}
}

// unlikelyAttribute looks for names that are nearly those of attributes that
// every system has.
func unlikelyAttribute(p *pass, v *view, l *reading.List) {
	if !l.Block.IsMatch() || l.Attr == "" || slices.Contains(p.opts.Extensions.Attributes[l.Area], l.Attr) {
		return
	}
	if meant := p.attributeMeant(l.Area, l.Attr); meant != "" {
		p.find(v, l.Entry.KeySpan, fmt.Sprintf("no system as it comes has %s: this condition never holds", l.Name()), "did you mean "+meant+"?")
	}
}

// attributeMeant is the attribute that a name is nearly, "" where it is one, or
// like none. People and customers have whatever columns an installation gives them: of
// those only names that differ in case, and well-known confusions, are taken for slips.
func (p *pass) attributeMeant(area, attr string) string {
	known := p.attributes(area)
	if known == nil || slices.Contains(known, attr) || strings.HasPrefix(attr, "DynamicField_") {
		return ""
	}
	if isPeople(area) {
		if g, ok := cutPrefixFold(attr, "Group_"); ok {
			if meant := strings.ToLower(g); attr != "Group_"+meant && slices.Contains(p.Target.Facts().SystemPermissions, meant) {
				return "Group_" + meant
			}
			return ""
		}
		if strings.EqualFold(attr, "Group") || strings.EqualFold(attr, "Groups") {
			return "Group_rw"
		}
	}
	if field, ok := cutPrefixFold(attr, "DynamicField_"); ok {
		return "DynamicField_" + field
	}
	for _, k := range known {
		// Roles for Role, UserRole for Role, Login for UserLogin, QueueName for Name, ID for QueueID;
		// of tickets QueueName for Queue, CustomerUserLogin for CustomerUserID.
		for _, form := range []string{k, k + "s", "User" + k, "User" + k + "s", area + k, k + "Name"} {
			if strings.EqualFold(form, attr) && !(form == "User"+k && isPeople(area) && k != "Role") && (form != k+"Name" || area == "Ticket") {
				return k
			}
		}
		if strings.EqualFold(area+attr, k) || isPeople(area) && area != "CustomerUser" && strings.EqualFold("User"+attr, k) || strings.EqualFold(attr, area) && k == "Name" {
			return k
		}
	}
	if area == "Ticket" && strings.EqualFold(attr, "CustomerUserLogin") {
		return "CustomerUserID"
	}
	near := diag.Nearest(attr, known)
	if isPeople(area) || len(attr) < 5 || abs(len(near)-len(attr)) > 1 || !isTypo(attr, near) {
		return ""
	}
	return near
}

// cutPrefixFold is strings.CutPrefix without regard to case.
func cutPrefixFold(s, prefix string) (string, bool) {
	if len(s) <= len(prefix) || !strings.EqualFold(s[:len(prefix)], prefix) {
		return "", false
	}
	return s[len(prefix):], true
}

func isPeople(area string) bool {
	return area == "User" || area == "CustomerUser" || area == "Owner" || area == "Responsible"
}

func abs(n int) int { return max(n, -n) }

// isTypo reports whether two names differ in one letter, or in two that have
// changed places.
func isTypo(a, b string) bool {
	a, b = strings.ToLower(a), strings.ToLower(b)
	start := 0
	for start < len(a) && start < len(b) && a[start] == b[start] {
		start++
	}
	a, b = a[start:], b[start:]
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	return len(a) <= 1 && len(b) <= 1 || len(a) == 2 && len(b) == 2 && a[0] == b[1] && a[1] == b[0]
}

// attributes are the names that every system has in an area; nil where it is not
// an open one.
func (p *pass) attributes(area string) []string {
	if !p.Target.Switches.Sections.Has(area) {
		return nil
	}
	names, ok := p.known[area]
	if !ok {
		if names = inventory.Attributes(area); area == "Ticket" {
			names = inventory.TicketAttributes()
		}
		p.known[area] = names
	}
	return names
}
