package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/lipgloss"
)

// screenSets are the sets of screens that a text has named: one that comes again
// is not spelt out again.
type screenSets struct {
	all   []string
	spelt map[int]string // the set of that size that was spelt out first
	kept  []string       // something was said that keeps the ACL from acting on them
}

// Sets of few screens are always spelt out, and so are few that are left out of
// all.
const (
	few     = 3
	fewLeft = 6
)

// Of a list that is longer than many, and of which nothing depends, the first are
// named, and the rest are counted.
const (
	many  = 12
	first = 8
)

// counted names the first of many, and says how many there are.
func counted(names []string, what string) []string {
	if len(names) <= many {
		return listed(cleaned(names))
	}
	pieces := append(strings.Fields(fmt.Sprintf("%d %s:", len(names), what)), listed(cleaned(names[:first]))...)
	return append(pieces, strings.Fields(fmt.Sprintf("and %d more", len(names)-first))...)
}

// everywhere begins with the screens that ask for anything that the ACL changes.
func (l *Lone) everywhere() *screenSets {
	s := &screenSets{spelt: map[int]string{}}
	for i := range l.Lists {
		for _, names := range [][]string{l.Lists[i].Screens, l.Lists[i].Own, l.Lists[i].Setters} {
			for _, n := range names {
				s.all = appendNew(s.all, n)
			}
		}
	}
	return s
}

// on names screens: all, all but few, those that were named before by how many
// they are.
func (s *screenSets) on(screens []string) []string {
	pieces := s.brief(screens)
	if _, again := s.spelt[len(screens)]; !again && len(screens) > few {
		s.spelt[len(screens)] = strings.Join(screens, "\n")
	}
	if pieces != nil {
		return pieces
	}
	return append([]string{"on"}, listed(cleaned(screens))...)
}

// brief names screens without naming each; nil where that cannot be.
func (s *screenSets) brief(screens []string) []string {
	n := len(screens)
	left := slices.DeleteFunc(slices.Clone(s.all), func(name string) bool { return slices.Contains(screens, name) })
	switch {
	case n <= few:
		return nil
	case len(left) == 0:
		return strings.Fields("on all that ask for it")
	case s.spelt[n] == strings.Join(screens, "\n"):
		return strings.Fields(fmt.Sprintf("on the same %d as above", n))
	case len(left) <= fewLeft && 2*len(left) < n:
		return append(strings.Fields(fmt.Sprintf("on %d: all that ask for it but", n)), listed(cleaned(left))...)
	}
	return nil
}

// keeps names screens on which something keeps the ACL from acting. Where that
// was said of all of them before, another reason is worth less room.
func (s *screenSets) keeps(screens []string, width int) []string {
	said := !slices.ContainsFunc(screens, func(n string) bool { return !slices.Contains(s.kept, n) })
	for _, n := range screens {
		s.kept = appendNew(s.kept, n)
	}
	if said && len(screens) > many && s.brief(screens) == nil {
		return inLine(fmt.Sprintf("besides on %d of these:", len(screens)), screens, width)
	}
	return s.on(screens)
}

// inLine names as many as there is room for in a line, at least one, and counts
// the others.
func inLine(head string, names []string, width int) []string {
	line := func(n int) []string {
		pieces := append(strings.Fields(head), listed(cleaned(names[:n]))...)
		if n < len(names) {
			pieces = append(pieces, strings.Fields(fmt.Sprintf("and %d more", len(names)-n))...)
		}
		return pieces
	}
	n := 1
	for n < len(names) && lipgloss.Width(strings.Join(line(n+1), " ")) <= width {
		n++
	}
	return line(n)
}
