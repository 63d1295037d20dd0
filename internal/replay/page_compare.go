package replay

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/ticketacl/ticketacl/internal/scenario"
)

// compareLists holds the lists of a page against those recorded, field by field.
func compareLists(kind string, tally *Tally, recorded map[string]json.RawMessage, ours map[string][]string) []ListDifference {
	theirs := map[string][]string{}
	for name, raw := range recorded {
		if list, ok := recordedList(name, raw); ok {
			theirs[listName(name)] = list
		}
	}
	var all []ListDifference
	names := map[string]bool{}
	for n := range theirs {
		names[n] = true
	}
	for n := range ours {
		names[n] = true
	}
	for _, n := range slices.Sorted(maps.Keys(names)) {
		want, recorded := theirs[n]
		got, here := ours[n]
		switch {
		case !recorded:
			all = append(all, ListDifference{Kind: kind, List: n, Why: "delivered here only"})
		case !here:
			all = append(all, ListDifference{Kind: kind, List: n, Why: "not delivered here"})
		default:
			d := ListDifference{Kind: kind, List: n, Missing: without(want, got), Extra: without(got, want)}
			if len(d.Missing)+len(d.Extra) == 0 {
				tally.add(true)
				continue
			}
			all = append(all, d)
		}
		tally.add(false)
	}
	return all
}

func listName(name string) string {
	if name == "article_visibility_answer" {
		return "article_visible"
	}
	return name
}

// recordedList is a list as it was recorded, sorted. What can be seen or not
// counts as a list of one word.
func recordedList(name string, raw json.RawMessage) ([]string, bool) {
	var yes bool
	var list []string
	var answer [][]any
	switch {
	case json.Unmarshal(raw, &list) == nil:
		list = slices.Clone(list)
		slices.Sort(list)
		return list, true
	case json.Unmarshal(raw, &yes) == nil:
		return []string{word(yes)}, true
	case name == "article_visibility_answer" && json.Unmarshal(raw, &answer) == nil && len(answer) > 0 && len(answer[0]) > 1:
		return []string{word(fmt.Sprint(answer[0][1]) == "1")}, true
	}
	return nil, false
}

func word(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

// without are the items of one sorted list that another lacks.
func without(list, other []string) []string {
	var out []string
	for _, s := range list {
		if !slices.Contains(other, s) {
			out = append(out, s)
		}
	}
	return out
}

// shownPage is a predicted page in the form of a recorded one.
type shownPage struct {
	page    *scenario.Page
	entries pageEntries
}

// answer are the lists that the answer to a change delivers.
func (s *shownPage) answer(recorded map[string]json.RawMessage) map[string][]string {
	lists := map[string][]string{}
	for list := range s.page.Delivered {
		lists[list] = s.page.Answered(list)
	}
	s.beside(lists, recorded)
	return lists
}

// whole are all lists that the browser holds.
func (s *shownPage) whole(recorded map[string]json.RawMessage) map[string][]string {
	lists := map[string][]string{}
	for list := range s.page.Lists {
		lists[list] = s.page.Names(list)
	}
	s.beside(lists, recorded)
	return lists
}

// beside adds what a page shows beside lists. A recording tells of it only where
// the page can have it.
func (s *shownPage) beside(lists map[string][]string, recorded map[string]json.RawMessage) {
	for name := range recorded {
		switch name {
		case "fields_visible":
			lists[name] = sorted(s.page.Visible)
		case "article_visible", "article_visibility_answer":
			lists["article_visible"] = []string{word(!s.page.HidesArticle)}
		case "menu_actions":
			lists[name] = s.page.Menu(s.entries.menu)
		case "article_actions":
			lists[name] = s.page.ArticleMenu(s.entries.article)
		case "move_box":
			lists[name] = []string{word(s.page.MoveBox())}
		}
	}
}

func sorted(list []string) []string {
	list = slices.Clone(list)
	slices.Sort(list)
	return list
}
