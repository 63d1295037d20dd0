package report

import (
	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diff"
	"github.com/ticketacl/ticketacl/internal/overview"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// describer puts into words what differs in ACLs.
type describer struct {
	reader        overview.Reader
	before, after map[*acl.ACL]int // places in evaluation order, from 1
}

func (d *describer) acl(c *diff.ACLChange) DiffACL {
	x := DiffACL{
		Effect: c.Effect, DeployedName: c.DeployedName, Kinds: kindsOf(c), PassedMore: c.PassedMore, Stop: c.Stop, Validity: c.Validity,
		Old: diffPlace(c.Old, d.before), New: diffPlace(c.New, d.after), Lists: []DiffList{},
	}
	if c.Old != nil {
		x.Name = c.Old.Name
	}
	if c.New != nil {
		x.Name = c.New.Name
		if c.Old != nil && c.Old.Name != c.New.Name {
			x.OldName = c.Old.Name
		}
	}
	if c.OldShape != c.NewShape {
		x.Shape = &DiffWords{Old: c.OldShape, New: c.NewShape}
	}
	if c.Doubt {
		x.Doubt = &DiffWords{Old: doubtOf(c.Old), New: doubtOf(c.New)}
	}
	for _, l := range c.Lists {
		x.Lists = append(x.Lists, diffList(l))
	}
	for _, p := range c.Passed {
		now := "behind"
		if p.Before {
			now = "before"
		}
		x.Passed = append(x.Passed, DiffPass{Name: p.ACL.Name, Now: now, Matters: p.Matters.String(), Why: p.Why})
	}
	for _, t := range c.Texts {
		x.Texts = append(x.Texts, DiffWords(t))
	}
	if alone := c.New; c.Old == nil || c.New == nil {
		if alone == nil {
			alone = c.Old
		}
		x.gist = describe(d.reader, alone, 0).gist
	}
	return x
}

// kindsOf says in words what became of an ACL; texts: nothing but these differ.
func kindsOf(c *diff.ACLChange) []string {
	var out []string
	for _, k := range []struct {
		kind diff.Kind
		word string
	}{{diff.Added, "added"}, {diff.Removed, "removed"}, {diff.Renamed, "renamed"}, {diff.Changed, "changed"}, {diff.Moved, "moved"}} {
		if !c.Kind.Has(k.kind) {
			continue
		}
		if k.kind == diff.Changed && c.OnlyTexts() {
			k.word = "texts"
		}
		out = append(out, k.word)
	}
	return out
}

func diffPlace(a *acl.ACL, at map[*acl.ACL]int) *DiffPlace {
	if a == nil {
		return nil
	}
	return &DiffPlace{Place: placeOf(a.Place()), Position: at[a], Validity: a.Validity().String(), Deployed: a.Validity() == acl.Valid, Stops: a.Stops()}
}

func doubtOf(a *acl.ACL) string {
	if a.Doubt == nil {
		return ""
	}
	return a.Doubt.Why
}

func diffList(l *diff.ListChange) DiffList {
	named := reading.List{Block: l.Block, Area: l.Area, Attr: l.Attr}
	out := DiffList{
		Block: l.Block.String(), Name: named.Name(), OldShape: l.OldShape, NewShape: l.NewShape,
		Gone: diffItems(l.Gone), Come: diffItems(l.Come), Stay: l.Stay, Order: l.Order, Unread: l.Unread,
	}
	if l.InOld {
		p := placeOf(l.Old)
		out.Old = &p
	}
	if l.InNew {
		p := placeOf(l.New)
		out.New = &p
	}
	return out
}

func diffItems(items []diff.Item) []DiffItem {
	out := make([]DiffItem, len(items))
	for i, it := range items {
		out[i] = DiffItem{Place: placeOf(it.Place)}
		switch {
		case it.Value.Kind == acl.Undef:
			out[i].shown = "null"
		case !it.Value.IsScalar():
			text := "a " + it.Value.Kind.String()
			out[i].Text, out[i].shown = &text, "("+text+")"
		default:
			text := reading.Told(it.Value)
			out[i].Text, out[i].shown = &text, shown(text)
			if it.Value.Kind == acl.Dynamic {
				out[i].shown += " (computed by code)"
			}
		}
	}
	return out
}

// NewDiffNamed is an ACL with what there is to say of it.
func NewDiffNamed(a *acl.ACL, why string) DiffNamed {
	return DiffNamed{Name: a.Name, Place: placeOf(a.Place()), Why: why}
}
