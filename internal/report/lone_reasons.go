package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
)

// keptFrom says what kept it from acting, and where: what is the same for most
// screens first, conditions with the same reason on the same screens together.
func (l *Lone) keptFrom(out io.Writer, t *Terminal, told *screenSets) {
	if len(l.Lacks) == 0 {
		return
	}
	fmt.Fprintln(out)
	fmt.Fprintln(out, "does not act")
	for _, group := range groupedBy(l.Lacks, func(a, b *LoneLack) bool {
		return (a.Condition == "") == (b.Condition == "") && a.Why == b.Why && slices.Equal(a.Others, b.Others) && slices.Equal(a.Screens, b.Screens)
	}, func(a, b []*LoneLack) int { return cmp.Compare(len(b[0].Screens), len(a[0].Screens)) }) {
		k := group[0]
		why := strings.Fields(Clean(k.Why))
		if len(k.Others) > 0 {
			why = append(why, append([]string{"·", "see"}, listed(cleaned(k.Others))...)...)
		}
		switch {
		case k.Condition == "":
			t.block(out, "", 2, why)
		case len(group) == 1 && len(l.Lacks) > many:
			name := t.name.Render(Clean(k.Condition)) + " " + l.within(k.Place)
			t.block(out, "", 2, append([]string{name, "cannot", "hold:"}, why...))
		case len(group) == 1:
			t.blockAt(out, "", 2, append([]string{t.name.Render(Clean(k.Condition)), "cannot", "hold:"}, why...), l.exact(k.Place))
		default:
			t.block(out, "", 2, append(strings.Fields(fmt.Sprintf("%d conditions cannot hold:", len(group))), why...))
			var names []string
			for _, g := range group {
				names = append(names, t.name.Render(Clean(g.Condition))+" "+l.within(g.Place))
			}
			t.block(out, "", 4, listed(names))
		}
		t.block(out, "", 4, told.keeps(k.Screens, t.Width-4))
	}
}

// unoffered names values of its lists that screens never offer, those with the
// same reason on the same screens together.
func (l *Lone) unoffered(out io.Writer, t *Terminal, told *screenSets) {
	if len(l.Values) == 0 {
		return
	}
	fmt.Fprintln(out)
	fmt.Fprintln(out, "names what is not offered")
	for _, group := range groupedBy(l.Values, func(a, b *LoneValue) bool {
		return a.Question == b.Question && a.Why == b.Why && a.Everywhere == b.Everywhere && slices.Equal(a.Screens, b.Screens)
	}, nil) {
		v := group[0]
		var pieces []string
		for _, g := range group {
			name := t.name.Render(shown(g.Value))
			if len(group) > 1 {
				name += " " + l.within(g.Place)
			}
			pieces = append(pieces, name)
		}
		pieces = append([]string{Clean(v.Question)}, listed(pieces)...)
		if v.Everywhere {
			pieces = append(pieces, t.bad.Render("nowhere"))
		}
		pieces[len(pieces)-1] += ":"
		pieces = append(pieces, strings.Fields(Clean(v.Why))...)
		if len(group) > 1 {
			t.block(out, "", 2, pieces)
		} else {
			t.blockAt(out, "", 2, pieces, l.exact(v.Place))
		}
		if !v.Everywhere {
			t.block(out, "", 4, told.on(v.Screens))
		}
	}
}

// within is a place in the file of the ACL, which the first line names.
func (l *Lone) within(p Place) string {
	if p.File != l.Place.File || p.Line == 0 || p.Column == 0 {
		return "(" + l.exact(p) + ")"
	}
	return fmt.Sprintf("(%d:%d)", p.Line, p.Column)
}

// groupedBy puts together what is the same, in the order of the first of each,
// or in that of rank.
func groupedBy[T any](all []T, same func(a, b *T) bool, rank func(a, b []*T) int) [][]*T {
	var groups [][]*T
	for i := range all {
		at := slices.IndexFunc(groups, func(g []*T) bool { return same(g[0], &all[i]) })
		if at < 0 {
			groups = append(groups, nil)
			at = len(groups) - 1
		}
		groups[at] = append(groups[at], &all[i])
	}
	if rank != nil {
		slices.SortStableFunc(groups, rank)
	}
	return groups
}
