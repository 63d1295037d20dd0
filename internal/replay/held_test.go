package replay

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/scenario"
)

// TestHeld: what a page here makes of its form is what a browser sent from the
// recorded one with the next change.
func TestHeld(t *testing.T) {
	p := &player{systems: map[string]*pageSystem{}}
	sys, err := p.pageSystem(pages())
	if err != nil {
		t.Fatal(err)
	}
	type held struct {
		values inventory.Attrs
		sent   inventory.Attrs
		plan   *scenario.Plan
	}
	before := map[string]held{}
	equal := 0
	for _, line := range recordedLines(t, pages(), `"calls"`) {
		var l pageLine
		raw := []byte(jsonText(&line))
		if err := json.Unmarshal(raw, &l); err != nil {
			t.Fatal(err)
		}
		rec, err := scenario.ParseRecording(raw)
		if err != nil {
			t.Fatal(err)
		}
		w := sys.with(line.Get("acls"), settingValue(l.Preselection).IsTrue(), p.pageTarget())
		s, err := scenario.FromRecording(rec, w)
		if err != nil {
			t.Fatal(err)
		}
		last, changed := before[l.Chain]
		var on *scenario.Page
		if changed {
			on = last.plan.Page
		}
		plan, err := scenario.CallsOn(s, w, on)
		if err != nil {
			t.Fatal(err)
		}
		if changed {
			for element, v := range last.values {
				sent, there := rec.Request[element]
				if !there || element == s.Changed || strings.HasPrefix(element, "Dest") && strings.HasPrefix(sent.Text, "||") && v.Text == "" {
					continue // a list that is hidden is not sent at all
				}
				if element == "DynamicField_Memo" || element == "DynamicField_Flag" {
					continue // who drove the recorded pages took lists over from an answer, and nothing else
				}
				sent.Text, _, _ = strings.Cut(sent.Text, "||")
				if !sameChoice(v, sent) {
					t.Errorf("%s: %s is %v here, %v was sent", l.ID, element, v, sent)
				}
				equal++
			}
			for element, sent := range rec.Request {
				if _, told := last.values[element]; told || element == s.Changed || last.plan.Moment != scenario.Change {
					continue
				}
				if was, there := last.sent[element]; there && !sameChoice(was, sent) {
					t.Errorf("%s: %s was %v and nothing changes it here, %v was sent", l.ID, element, was, sent)
				}
			}
		}
		before[l.Chain] = held{plan.Held(), s.Form, plan}
	}
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
