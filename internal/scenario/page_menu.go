package scenario

import (
	"slices"
	"strings"
)

// Menu are the entries of a page's menu that its actions leave, sorted. An entry
// is an action, and what it does after a colon. Measured: marking a ticket as seen
// obeys no ACL.
func (p *Page) Menu(entries []string) []string {
	return p.left(entries, p.Actions, nil)
}

// ArticleMenu is the same for an article. Measured: its split obeys
// AgentSplitSelection, not the screen that it leads to.
func (p *Page) ArticleMenu(entries []string) []string {
	return p.left(entries, p.ArticleModules, map[string]string{
		"AgentTicketPhone": "AgentSplitSelection", "AgentTicketEmail": "AgentSplitSelection", "AgentTicketProcess": "AgentSplitSelection",
	})
}

func (p *Page) left(entries, actions []string, obeys map[string]string) []string {
	left := []string{}
	if p.Refused {
		return left
	}
	for _, e := range entries {
		action, _, _ := strings.Cut(e, ":")
		if by := obeys[action]; by != "" {
			action = by
		}
		if action == "AgentTicketMarkSeenUnseen" || slices.Contains(actions, action) {
			left = append(left, e)
		}
	}
	slices.Sort(left)
	return left
}

// MoveBox reports whether the page lets the ticket be moved.
func (p *Page) MoveBox() bool { return !p.Refused && p.Allows("AgentTicketMove") }
