package report

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// Text prints comparisons for people: what differs, with what did it, then the
// names of what does not.
func (u *Upgrades) Text(out io.Writer, t *Terminal) {
	for i, x := range u.Upgrades {
		if i > 0 {
			fmt.Fprintln(out)
		}
		x.text(out, t)
	}
}

func (u *Upgrade) text(out io.Writer, t *Terminal) {
	first := u.of[slices.IndexFunc(u.of, func(s *Simulation) bool { return s != nil })]
	first.person(out, t)
	var compared []string
	for i := range u.Targets {
		if u.Targets[i].Error == "" {
			compared = append(compared, u.Targets[i].Target)
		}
	}
	about := []string{"targets " + u.these(compared)}
	if sources := first.sources(); sources != "" {
		about = append(about, "ACLs "+sources)
	}
	t.block(out, "", 0, dotted(about))
	fmt.Fprintln(out)
	for i := range u.Lists {
		u.list(out, t, &u.Lists[i])
	}
	if len(u.ACLs) > 0 {
		fmt.Fprintln(out, "ACLs that do not do the same")
	}
	for i := range u.ACLs {
		u.acl(out, t, first, &u.ACLs[i])
	}
	if len(u.ACLs) > 0 {
		fmt.Fprintln(out)
	}
	switch {
	case len(u.Lists)+len(u.Same)+len(u.Unlimited) == 0:
		fmt.Fprintln(out, "the screen asks no ACL at this moment, for none of them")
	case len(u.Lists) == 0:
		t.block(out, "no list differs:", 17, listed(u.Same))
	case len(u.Same) > 0:
		t.block(out, "the same:", 10, listed(u.Same))
	}
	if len(u.Unlimited) > 0 {
		t.block(out, "", 0, append(strings.Fields("asked for by some, limited by none:"), listed(u.Unlimited)...))
	}
	for i := range u.Targets {
		if x := &u.Targets[i]; x.Error != "" {
			t.block(out, "not compared: "+x.Target+":", 4, strings.Fields(Clean(x.Error)))
		}
	}
	u.notes(out, t)
}

func (u *Upgrade) notes(out io.Writer, t *Terminal) {
	assumed := map[string][]string{}
	var whys []string
	for i := range u.Targets {
		if x := &u.Targets[i]; x.Assumed != "" {
			if assumed[x.Assumed] == nil {
				whys = append(whys, x.Assumed)
			}
			assumed[x.Assumed] = append(assumed[x.Assumed], x.Target)
		}
	}
	if len(whys)+len(u.Notes) > 0 && (len(u.Same)+len(u.Unlimited) > 0 || len(u.Lists) == 0) {
		fmt.Fprintln(out)
	}
	for _, why := range whys {
		t.block(out, "note:", 6, strings.Fields(u.these(assumed[why])+": "+why))
	}
	compared := 0
	for _, s := range u.of {
		if s != nil {
			compared++
		}
	}
	for _, n := range u.Notes {
		text := Clean(n.Text)
		if len(n.Targets) < compared {
			text = u.these(n.Targets) + ": " + text
		}
		t.block(out, "note:", 6, strings.Fields(text))
	}
}

// these names targets; four and more in a row by the first and the last.
func (u *Upgrade) these(names []string) string {
	at := func(name string) int {
		return slices.IndexFunc(u.Targets, func(s UpgradeState) bool { return s.Target == name })
	}
	var parts []string
	for i := 0; i < len(names); {
		j := i
		for j+1 < len(names) && at(names[j+1]) == at(names[j])+1 {
			j++
		}
		if j-i < 3 {
			parts = append(parts, names[i:j+1]...)
		} else {
			parts = append(parts, names[i]+" to "+names[j])
		}
		i = j + 1
	}
	return strings.Join(parts, ", ")
}

func (u *Upgrade) list(out io.Writer, t *Terminal, l *UpgradeList) {
	fmt.Fprintln(out, t.name.Render(l.Question))
	for i := range l.Groups {
		g := &l.Groups[i]
		t.block(out, "  "+u.these(g.Targets), 4, nil)
		q := g.Question
		switch {
		case !g.Asked:
			t.block(out, "", 4, []string{"not asked"})
			continue
		case q.Died != "":
			t.block(out, "", 4, strings.Fields(t.bad.Render("dies")+" in "+Clean(q.DiedIn)+": "+Clean(q.Died)))
			continue
		}
		t.block(out, "    left", 10, choices(q.Left))
		if len(q.Maybe) > 0 {
			t.block(out, "    "+t.odd.Render("unknown"), 12, choices(q.Maybe))
		}
		for k := range q.Gone {
			f := &q.Gone[k]
			pieces := choices(f.Choices)
			if f.ACL != "" {
				pieces = append(pieces, "·", Clean(f.ACL)+",", f.Section)
			}
			t.block(out, "    "+t.bad.Render("gone"), 10, pieces)
		}
	}
	fmt.Fprintln(out)
}

// choices are the names of candidates, or their number where they are many.
func choices(list []Choice) []string {
	if len(list) == 0 {
		return []string{"nothing"}
	}
	if len(list) > 3*longList {
		return []string{fmt.Sprint(len(list)), "values"}
	}
	names := make([]string, len(list))
	for i := range list {
		if names[i] = shown(list[i].Name); list[i].Any {
			names[i] = "(any other value)"
		}
	}
	return listed(names)
}

func (u *Upgrade) acl(out io.Writer, t *Terminal, s *Simulation, a *UpgradeACL) {
	fmt.Fprintln(out, "  "+t.name.Render(Clean(a.Name)))
	for i := range a.Groups {
		g := &a.Groups[i]
		t.block(out, "    "+u.these(g.Targets), 6, nil)
		x := ACL{Name: a.Name, Place: a.Place, Cases: g.Cases}
		cases := x.readable()
		if len(cases) == 0 {
			t.block(out, "", 6, []string{"takes no part"})
		}
		for k := range cases {
			c := &cases[k]
			pieces := []string{strings.TrimSpace(c.Status)}
			if len(cases) > 1 {
				pieces = append(pieces, strings.Fields("for "+strings.Join(c.Questions, ", "))...)
			}
			if reason := c.reason(); len(reason) > 0 {
				pieces[len(pieces)-1] += ":"
				pieces = append(pieces, reason...)
			}
			t.blockAt(out, "", 6, pieces, s.short(c.place(&x)))
		}
	}
}
