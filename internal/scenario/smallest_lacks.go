package scenario

import (
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/simulate"
)

// barredWhy is said of a screen that refuses itself where the ACL would act.
const barredWhy = "the screen does not let itself be used: its own Action is gone"

// barred looks for a scenario in which the screen can be used, and else names the
// ACLs because of which it cannot.
func (w *walk) barred(t *tried, depth int) *Found {
	a := &t.plan.Asked[len(t.plan.Asked)-1]
	x := w.Engine.ExplainAll(&a.Call, a.System)
	w.looked(x.Answer)
	var own *simulate.ACLReport
	var takers []*simulate.ACLReport
	steps := x.Story(t.plan.Screen.ActionName()).Steps
	for i := range x.ACLs {
		r := &x.ACLs[i]
		if r.ACL == w.ACL {
			own = r
		} else if slices.ContainsFunc(steps, func(s simulate.Step) bool { return s.ACL == r.ACL && s.Took() }) {
			takers = append(takers, r)
		}
	}
	for _, o := range takers {
		if own == nil {
			break
		}
		for _, n := range x.Avoid(o, own) {
			s := t.s.clone()
			if !w.put(s, t, &n) {
				continue
			}
			if f := w.from(s, depth+1); f != nil {
				return f
			}
		}
	}
	w.lack(nil, barredWhy)
	at := slices.IndexFunc(w.lacks, func(l Lack) bool { return l.Why == barredWhy })
	for _, o := range takers {
		if l := &w.lacks[at]; !slices.Contains(l.Others, o.ACL) {
			l.Others = append(l.Others, o.ACL)
		}
	}
	return nil
}

// unplaced says why a scenario cannot tell what a condition needs.
func (w *walk) unplaced(s *Scenario, n *simulate.Need) string {
	c := n.Condition
	switch c.Area {
	case "User", "Owner", "Responsible":
		return "nobody is known with such a value"
	case "Frontend":
		return "the screen reports another Action"
	}
	if s.Ticket == nil && c.Block == acl.PropertiesDatabase {
		return "no ticket is stored"
	}
	area := c.Area
	if area == "Ticket" {
		area = strings.TrimSuffix(c.Attr, "ID")
		if c.Attr == "StateType" {
			area = "State"
		}
	}
	if product.KindOf(area) != "" && n.Value.Kind == inventory.Text {
		if t := table(w.World.Inventory, kindOf(area)); t.Complete() && n.Unlisted {
			return w.World.Inventory.Name + " lists no " + singular(area) + " with which it holds"
		}
	}
	if n.Hint != "" {
		return n.Hint + ", and nothing on the screen sets it"
	}
	return "nothing on the screen sets it"
}
