package report

import (
	"fmt"
	"slices"
	"strings"
)

// screenSets are the sets of screens that a text has named: one that comes again
// is not spelt out again.
type screenSets struct {
	all   []string
	spelt map[int]string // the set of that size that was spelt out first
}

// Sets of few screens are always spelt out, and so are few that are left out of
// all.
const (
	few     = 3
	fewLeft = 6
)

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
	key, n := strings.Join(screens, "\n"), len(screens)
	spelt, again := s.spelt[n]
	left := slices.DeleteFunc(slices.Clone(s.all), func(name string) bool { return slices.Contains(screens, name) })
	switch {
	case n <= few:
	case len(left) == 0:
		return strings.Fields("on all that ask for it")
	case len(left) <= fewLeft && 2*len(left) < n:
		return append(strings.Fields("on all that ask for it but"), listed(cleaned(left))...)
	case again && spelt == key:
		return strings.Fields(fmt.Sprintf("on the same %d as above", n))
	case !again:
		s.spelt[n] = key
	}
	return append([]string{"on"}, listed(cleaned(screens))...)
}
