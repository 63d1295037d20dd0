package replay

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/simulate"
)

// Pages is what recorded pages came to.
type Pages struct {
	Pages int `json:"pages"`
	// First are lists of first displays, Answers those that answers to a change
	// delivered, After the lists that the browser then had.
	First   Tally `json:"first_displays"`
	Answers Tally `json:"answers"`
	After   Tally `json:"after_answers"`
}

// Tally counts lists.
type Tally struct {
	Equal  int `json:"equal"`
	Differ int `json:"differ"`
}

func (t *Tally) add(equal bool) {
	if equal {
		t.Equal++
	} else {
		t.Differ++
	}
}

// Count is how many pages were replayed, on nil too.
func (p *Pages) Count() int {
	if p == nil {
		return 0
	}
	return p.Pages
}

// Equal and Differ are the sums over all kinds.
func (p *Pages) Equal() int { return p.First.Equal + p.Answers.Equal + p.After.Equal }

// Differ counts the lists that are not what was recorded.
func (p *Pages) Differ() int {
	if p == nil {
		return 0
	}
	return p.First.Differ + p.Answers.Differ + p.After.Differ
}

// ListDifference is one list of a page that differs.
type ListDifference struct {
	Kind    string   `json:"kind"` // first, answer or after
	List    string   `json:"list"`
	Missing []string `json:"missing,omitempty"` // recorded only
	Extra   []string `json:"extra,omitempty"`   // here only
	Why     string   `json:"why,omitempty"`
}

func (d *ListDifference) String() string {
	var parts []string
	if len(d.Missing) > 0 {
		parts = append(parts, "missing "+strings.Join(d.Missing, ", "))
	}
	if len(d.Extra) > 0 {
		parts = append(parts, "extra "+strings.Join(d.Extra, ", "))
	}
	if d.Why != "" {
		parts = append(parts, d.Why)
	}
	return d.Kind + " " + d.List + ": " + strings.Join(parts, "; ")
}

// pageLine is one recorded page.
type pageLine struct {
	ID, Chain, Page, Screen, User string
	Preselection                  json.RawMessage
	TicketName                    string `json:"ticket_name"`
	Shown                         map[string]json.RawMessage
	PageAfter                     map[string]json.RawMessage `json:"page_after"`
}

// page holds one recorded page against what the same request shows here. Nothing
// of what was recorded of the page itself goes into the prediction; a change is
// made to the page as it was predicted before.
func (p *player) page(path string, raw []byte, line *acl.Value) error {
	var l pageLine
	if err := json.Unmarshal(raw, &l); err != nil {
		return err
	}
	rec, err := scenario.ParseRecording(raw)
	if err != nil {
		return err
	}
	rec.Preselection = settingValue(l.Preselection).IsTrue()
	sys, err := p.pageSystem(path)
	if err != nil {
		return err
	}
	w := sys.with(line.Get("acls"), rec.Preselection, p.pageTarget())
	s, err := scenario.FromRecording(rec, w)
	if err != nil {
		return fmt.Errorf("page %s: %w", l.ID, err)
	}
	chain := path + "\x00" + l.Chain
	plan, err := scenario.CallsOn(s, w, p.pages[chain])
	if err != nil {
		return fmt.Errorf("page %s: %w", l.ID, err)
	}
	p.pages[chain] = plan.Page
	if p.report.Pages == nil {
		p.report.Pages = &Pages{}
	}
	p.report.Pages.Pages++
	ours := &shownPage{page: plan.Page, entries: sys.entries(&l, &plan.Screen)}
	var all []ListDifference
	if l.Page == "ajax" {
		all = append(all, compareLists("answer", &p.report.Pages.Answers, l.Shown, ours.answer(l.Shown))...)
		all = append(all, compareLists("after", &p.report.Pages.After, l.PageAfter, ours.whole(l.PageAfter))...)
	} else {
		if refused := l.Page == "refused"; refused != plan.Page.Refused {
			why := map[bool]string{true: "the recorded page was refused", false: "refused here"}[refused]
			p.report.Pages.First.add(false)
			all = append(all, ListDifference{Kind: "first", List: "page", Why: why})
		} else if refused {
			p.report.Pages.First.add(true)
		}
		all = append(all, compareLists("first", &p.report.Pages.First, l.Shown, ours.whole(l.Shown))...)
	}
	if len(all) > 0 {
		p.report.Verdicts = append(p.report.Verdicts, Verdict{ID: l.ID, Lists: all})
	}
	return nil
}

func (p *player) pageTarget() *product.Target {
	if p.opts.Target != nil {
		return p.opts.Target
	}
	return product.Default()
}

// with is the system with a set of ACLs in force.
func (sys *pageSystem) with(acls *acl.Value, preselection bool, target *product.Target) *scenario.World {
	key := fmt.Sprint(preselection)
	if acls != nil {
		key += jsonText(acls)
	}
	if w := sys.worlds[key]; w != nil {
		return w
	}
	set := &acl.Set{}
	if acls != nil && acls.Kind == acl.Hash {
		for _, e := range acls.Effective() {
			set.ACLs = append(set.ACLs, acl.NewDeployed(e.Key, e.Value))
		}
	}
	engine := simulate.Compile(set, target, simulate.Options{})
	w := &scenario.World{
		Target: target, Inventory: sys.inv, Named: engine.Named, Fields: engine.Fields(), Preselection: preselection,
		Answer: func(a *scenario.Asked) []simulate.Candidate { return engine.Ask(&a.Call, a.System).Left },
		Judge:  func(a *scenario.Asked) *simulate.Answer { return engine.Ask(&a.Call, a.System) },
	}
	if preselection {
		w.Preselected = scenario.NewPreselection(engine.ACLs(), sys.inv)
		w.Related = w.Preselected.Related
	}
	sys.worlds[key] = w
	return w
}
