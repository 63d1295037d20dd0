package diff

import (
	"slices"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// comparison is what comparing two sets needs.
type comparison struct {
	options        Options
	reader         reading.Reader
	patterns       reading.Patterns
	before, after  []cell // of the pair at hand
	computed       bool   // code computes a part of it
	oldHas, newHas bool   // the set is what a system has in force
}

// pair is one ACL of both sets, by its places in their orders; -1 where one has none.
type pair struct{ old, new int }

// Compare compares two sets as they are written; what no engine sees (layout, key order, times,
// numbers for strings, an item that is there twice) is no change.
func Compare(before, after *acl.Set, o Options) *Structure {
	if o.Target == nil {
		o.Target = product.Default()
	}
	c := &comparison{options: o, reader: reading.For(o.Target), patterns: reading.Patterns{}}
	c.oldHas, c.newHas = o.OldDeployed || isDeployed(before), o.NewDeployed || isDeployed(after)
	olds, news := before.Order(), after.Order()
	s := &Structure{}
	pairs := c.pairs(olds, news)
	changes := make([]*ACLChange, len(pairs))
	for i, p := range pairs {
		switch {
		case p.old < 0:
			changes[i] = c.alone(s, &ACLChange{Kind: Added, New: news[p.new]}, c.oldHas)
		case p.new < 0:
			changes[i] = c.alone(s, &ACLChange{Kind: Removed, Old: olds[p.old]}, c.newHas)
		default:
			changes[i] = c.both(s, olds[p.old], news[p.new])
		}
	}
	c.moves(pairs, changes, olds, news)
	for i, change := range changes {
		switch {
		case change == nil:
		case change.Kind == 0:
			s.Same++
		default:
			c.weigh(change, pairs[i])
			s.ACLs = append(s.ACLs, change)
		}
	}
	return s
}

func isDeployed(s *acl.Set) bool {
	return slices.ContainsFunc(s.ACLs, func(a *acl.ACL) bool { return a.Form == acl.Deployed })
}

// alone is an ACL of one set; nil where the other one cannot have it.
func (c *comparison) alone(s *Structure, change *ACLChange, inForce bool) *ACLChange {
	a := change.Old
	if a == nil {
		a = change.New
	}
	if inForce && a.Validity() != acl.Valid {
		s.Undeployed = append(s.Undeployed, a)
		return nil
	}
	cells := c.appendCells(nil, a)
	if change.New != nil {
		c.before, c.after = nil, cells
	} else {
		c.before, c.after = cells, nil
	}
	change.Lists = c.lists(change)
	return change
}

// both compares an ACL that both sets have.
func (c *comparison) both(s *Structure, x, y *acl.ACL) *ACLChange {
	change := &ACLChange{Old: x, New: y}
	c.before, c.after = c.appendCells(c.before[:0], x), c.appendCells(c.after[:0], y)
	change.Validity = x.Validity() != y.Validity() || x.Validity() == acl.InvalidOther && x.Meta.ValidID.Text != y.Meta.ValidID.Text
	change.Stop = x.Stops() != y.Stops() || isComputed(x.Meta.StopAfterMatch) != isComputed(y.Meta.StopAfterMatch)
	change.Doubt = (x.Doubt == nil) != (y.Doubt == nil) || x.Doubt != nil && x.Doubt.Why != y.Doubt.Why
	change.OldShape, change.NewShape = whole(x), whole(y)
	if change.OldShape == change.NewShape {
		change.OldShape, change.NewShape = "", ""
	}
	c.computed = isComputed(x.Meta.StopAfterMatch) && isComputed(y.Meta.StopAfterMatch) || x.Entry.Kind == acl.Dynamic && y.Entry.Kind == acl.Dynamic
	change.Lists = c.lists(change)
	change.Texts = texts(x, y)
	if x.Name != y.Name {
		if c.deployedAs(x, y) {
			change.DeployedName = true
		} else {
			change.Kind |= Renamed
		}
	}
	if change.Validity || change.Stop || change.Doubt || change.OldShape != change.NewShape || len(change.Lists)+len(change.Texts) > 0 {
		change.Kind |= Changed
	}
	if c.computed {
		s.Computed = append(s.Computed, y)
	}
	return change
}

func isComputed(v *acl.Value) bool { return v != nil && v.Kind == acl.Dynamic }

// whole says what an ACL is where that is no hash; "" where it is one, or undef, which engines
// take for an empty one.
func whole(a *acl.ACL) string {
	if a.Form == acl.Export || a.Entry.Kind == acl.Hash || a.Entry.Kind == acl.Undef {
		return ""
	}
	return shape(&a.Entry)
}

// weigh says whether the evaluation of an ACL can differ.
func (c *comparison) weigh(change *ACLChange, p pair) {
	was, is := p.old >= 0 && change.Old.Validity() == acl.Valid, p.new >= 0 && change.New.Validity() == acl.Valid
	switch {
	case !was && !is:
	case p.old < 0, p.new < 0, was != is, change.Stop, change.Doubt, change.OldShape != change.NewShape, change.Kind.Has(Moved):
		change.Effect = true
	default:
		change.Effect = slices.ContainsFunc(change.Lists, func(l *ListChange) bool { return !l.Unread }) || c.crosses(change)
	}
}

// crosses reports whether a rename takes an ACL past one that the system makes itself.
func (c *comparison) crosses(change *ACLChange) bool {
	from, to := min(change.Old.Name, change.New.Name), max(change.Old.Name, change.New.Name)
	return change.Kind.Has(Renamed) && slices.ContainsFunc(c.options.Made, func(name string) bool { return from <= name && name <= to })
}

// texts are descriptions and comments, as far as both forms have a place for them.
func texts(x, y *acl.ACL) []TextChange {
	var out []TextChange
	exports := x.Form == acl.Export && y.Form == acl.Export
	if a, b := x.Comment(), y.Comment(); a != b && (exports || x.Form == y.Form && x.Header != "" && y.Header != "") {
		out = append(out, TextChange{"Comment", a, b})
	}
	if a, b := textOf(x.Meta.Description), textOf(y.Meta.Description); a != b && exports {
		out = append(out, TextChange{"Description", a, b})
	}
	return out
}

func textOf(v *acl.Value) string {
	if v == nil {
		return ""
	}
	return v.Text
}
