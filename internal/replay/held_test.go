package replay

import (
	"slices"
	"strings"
	"testing"

	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/scenario"
)

// TestHeld: what a page here makes of its form is what a browser sent from the
// recorded one with the next change.
func TestHeld(t *testing.T) {
	forms := map[string]inventory.Attrs{} // sent last, by chain
	equal := 0
	recordedPages(t, func(page *recordedPage) {
		sent := forms[page.Chain]
		forms[page.Chain] = page.on.Form
		if page.before == nil {
			return
		}
		held := page.before.Held()
		for element, v := range held {
			now, there := page.rec.Request[element]
			if !there || element == page.on.Changed || strings.HasPrefix(element, "Dest") && strings.HasPrefix(now.Text, "||") && v.Text == "" {
				continue // a list that is hidden is not sent at all
			}
			if element == "DynamicField_Memo" || element == "DynamicField_Flag" {
				continue // who drove the recorded pages took lists over from an answer, and nothing else
			}
			now.Text, _, _ = strings.Cut(now.Text, "||")
			if !sameChoice(v, now) {
				t.Errorf("%s: %s is %v here, %v was sent", page.ID, element, v, now)
			}
			equal++
		}
		for element, now := range page.rec.Request {
			if _, told := held[element]; told || element == page.on.Changed || page.before.Moment != scenario.Change {
				continue
			}
			if was, there := sent[element]; there && !sameChoice(was, now) {
				t.Errorf("%s: %s was %v and nothing changes it here, %v was sent", page.ID, element, was, now)
			}
		}
	})
	if equal < 90 {
		t.Errorf("%d values compared", equal)
	}
	t.Logf("%d values that a page changed are as they were sent", equal)
}

func sameChoice(a, b inventory.Value) bool {
	texts := func(v inventory.Value) []string {
		var out []string
		for _, one := range append(slices.Clone(v.List), inventory.TextValue(v.Text)) {
			if one.Text != "" {
				out = append(out, one.Text)
			}
		}
		return out
	}
	return slices.Equal(texts(a), texts(b))
}
