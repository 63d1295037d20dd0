package scenario

import (
	"maps"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/simulate"
)

// Page is what a browser holds of a screen: after its first display, and after
// each answer to a change.
type Page struct {
	Screen string
	// Refused: the screen showed nothing but that it may not be used.
	Refused bool
	// Lists are what each field offers, by the subtype of its question (State,
	// NewOwner, DynamicField_X), with the empty choice where there is one.
	Lists map[string][]simulate.Candidate
	// Delivered are the lists that the last answer brought. The page takes them
	// over, but for those of elements that no answer reaches; the others it had.
	Delivered map[string][]simulate.Candidate
	// Visible are the fields that can be seen, as Lists names them and in the order
	// of the form; nil for a page that is no form.
	Visible []string
	// HidesArticle: FormStd hides the form for the article.
	HidesArticle bool
	// Actions are the modules that the page's own question for them left; nil where
	// it asks none. Menu and ArticleActions are the entries that these leave.
	Actions, ArticleModules []string
	// Values are those of the form that the screen itself set in its last answer, by
	// element.
	Values map[string]inventory.Value
	// From is the call whose answer a list is; Uncertain are lists of which that
	// answer is undetermined.
	From      map[string]*Asked
	Uncertain map[string]bool
	// shown are the dynamic fields shown, nil where nobody asked.
	shown map[string]bool
	// locked is what opening the page changed of the ticket.
	locked inventory.Attrs
}

// Stale are the lists that the last answer did not bring, sorted: they are what an
// earlier answer left, whatever has changed since.
func (p *Page) Stale() []string {
	var lists []string
	for list := range p.Lists {
		if _, brought := p.Delivered[list]; !brought {
			lists = append(lists, list)
		}
	}
	slices.Sort(lists)
	return lists
}

// Names are the choices of a list by name, sorted, without the empty one; of a
// dynamic field the keys.
func (p *Page) Names(list string) []string { return choices(p.Lists[list]) }

// Answered is Names of what the last answer delivered.
func (p *Page) Answered(list string) []string { return choices(p.Delivered[list]) }

func choices(list []simulate.Candidate) []string {
	names := []string{}
	for _, c := range list {
		if c.Name != "" && c.ID != "" && !c.Any {
			names = append(names, c.Name)
		}
	}
	slices.Sort(names)
	return names
}

// Allows reports whether an action is left on a page that asks for actions.
func (p *Page) Allows(action string) bool { return slices.Contains(p.Actions, action) }

func (p *Page) clone() *Page {
	q := *p
	q.Lists, q.Delivered, q.Values = maps.Clone(p.Lists), map[string][]simulate.Candidate{}, map[string]inventory.Value{}
	q.shown, q.From, q.Uncertain = maps.Clone(p.shown), maps.Clone(p.From), maps.Clone(p.Uncertain)
	return &q
}

// open puts the page into the state in which the questions find it. A change
// comes from a page that was displayed before: with preselection on, what was
// shown there decides what is asked.
func (r *run) open(before *Page) {
	r.page = &Page{
		Screen: r.screen.Name, Lists: map[string][]simulate.Candidate{}, Delivered: map[string][]simulate.Candidate{}, Values: map[string]inventory.Value{},
		From: map[string]*Asked{}, Uncertain: map[string]bool{},
	}
	if r.moment != Change {
		return
	}
	if before != nil {
		r.page = before.clone()
		r.visible = r.page.shown
		if lock := r.ticket["Lock"]; before.locked != nil && (lock.Kind == inventory.Unknown || lock.Text == "unlock") {
			r.ownTicket()
			maps.Copy(r.ticket, before.locked)
		}
	} else {
		r.visible = map[string]bool{}
		for _, f := range r.shown() {
			r.visible["DynamicField_"+f.Name] = true
		}
	}
}

// show puts an answer onto the page.
func (r *run) show(st *product.Stage, q *product.Question, a *Asked, left []simulate.Candidate) {
	switch {
	case st.Setter || st.System:
	case q.Type == "Action":
		names := []string{}
		for _, c := range left {
			names = append(names, c.Name)
		}
		switch {
		case st.Access:
			r.page.Actions = names
			own := a.Call.Params["Action"].Text
			if !r.plan.Refused && slices.ContainsFunc(a.Call.Data, func(c simulate.Candidate) bool { return c.Name == own }) && !slices.Contains(names, own) {
				r.plan.Refused, r.page.Refused, r.refusedAt = true, true, len(r.plan.Asked)
			}
		case q.List.Kind == product.ListAgentModules:
			r.page.ArticleModules = names
		}
	case q.Type == "FormStd":
		r.page.HidesArticle = !slices.ContainsFunc(left, func(c simulate.Candidate) bool { return c.Name == "Article" })
	case q.Type == "":
		r.deliver(a.Call.ReturnSubType, left)
		r.cite(a.Call.ReturnSubType)
	}
}

// cite notes the last call as the one that a list comes from.
func (r *run) cite(list string) {
	last := len(r.plan.Asked) - 1
	a := r.plan.Asked[last]
	r.page.From[list] = &a
	r.page.Uncertain[list] = slices.Contains(r.plan.Uncertain, last)
}

func (r *run) deliver(list string, left []simulate.Candidate) {
	delete(r.page.From, list)
	delete(r.page.Uncertain, list)
	r.page.Delivered[list] = left
	if r.moment == Change && slices.ContainsFunc(r.screen.Fields, func(f product.Field) bool { return f.Unsent && r.listOf(f.Attr) == list }) {
		return // the element has another name on the page
	}
	r.page.Lists[list] = left
}

// close makes the page of what was asked: lists of fields that are on it, in
// the form that the page gives them.
func (r *run) close() {
	r.plan.Page = r.page
	p := r.page
	if p.Refused {
		p.Lists, p.Delivered = map[string][]simulate.Candidate{}, map[string][]simulate.Candidate{}
		p.From, p.Uncertain = map[string]*Asked{}, map[string]bool{}
		plan := r.plan
		plan.Asked, plan.Beyond, plan.beyondFrom = plan.Asked[:r.refusedAt:r.refusedAt], plan.Asked[r.refusedAt:], r.refusedAt
		plan.Rounds, plan.Unsettled, plan.Emptied = nil, nil, nil
		plan.Uncertain = slices.DeleteFunc(plan.Uncertain, func(i int) bool { return i >= r.refusedAt })
		return
	}
	p.shown = r.visible
	if r.w.Preselected != nil && r.moment == Change {
		for _, element := range r.changedElements() {
			r.plan.Missed = append(r.plan.Missed, r.w.Preselected.Missed(r.attrOf(element))...)
		}
	}
	if r.plan.Unsettled != nil {
		return // the screen answers nothing
	}
	fields := r.shownOnPage()
	for list := range p.Lists {
		if !r.onPage(list) {
			delete(p.Lists, list)
			delete(p.Delivered, list)
		}
	}
	for i := range fields {
		name := "DynamicField_" + fields[i].Name
		if _, there := p.Lists[name]; !there && slices.Contains(r.reducible(), name) && r.moment != Change {
			// A field that is hidden and empty keeps all that it could offer.
			p.Lists[name] = r.dynamicField(fields[i].Name).data
			p.Delivered[name] = p.Lists[name]
		}
	}
	if r.moment == First && (r.screen.LeavesOutQueue || len(r.screen.OnPage) > 0) {
		stored := r.ticket["QueueID"].Text
		p.Lists["Queue"] = slices.DeleteFunc(slices.Clone(p.Lists["Queue"]), func(c simulate.Candidate) bool { return c.ID == stored })
	}
	r.see(fields)
}

// see lists the fields that can be seen.
func (r *run) see(fields []*inventory.DynamicField) {
	if len(r.screen.Fields) == 0 {
		return
	}
	r.page.Visible = []string{}
	for _, f := range r.screen.Fields {
		if f.Attr != "" && f.Attr != "CustomerUser" && r.on(f) && r.enabled(f.Attr) {
			r.page.Visible = append(r.page.Visible, r.listOf(f.Attr))
		}
	}
	for _, f := range fields {
		if name := "DynamicField_" + f.Name; r.visible == nil || r.visible[name] {
			r.page.Visible = append(r.page.Visible, name)
		}
	}
}

// shownOnPage are the dynamic fields of a screen that is a form.
func (r *run) shownOnPage() []*inventory.DynamicField {
	if len(r.screen.Fields) == 0 || r.screen.Setter {
		return nil
	}
	return r.shown()
}

// onPage reports whether a list belongs to a field of the screen.
func (r *run) onPage(list string) bool {
	if slices.Contains(r.screen.OnPage, list) || strings.HasPrefix(list, "DynamicField_") {
		return true
	}
	return slices.ContainsFunc(r.screen.Fields, func(f product.Field) bool {
		return f.Attr != "" && list == r.listOf(f.Attr) && r.on(f)
	})
}

// listOf is the subtype by which the screen asks for an attribute.
func (r *run) listOf(attr string) string {
	for _, stages := range [][]product.Stage{r.screen.First, r.screen.Change} {
		for _, st := range stages {
			for _, q := range st.Ask {
				if q.Sub == attr || q.Sub == "New"+attr {
					return q.Sub
				}
			}
		}
	}
	return attr
}

// lock is what opening some screens does before they ask for lists: the ticket
// is locked, and who opens it becomes its owner (setting RequiredLock). Where
// nobody says that it was unlocked, its owner may have opened it again.
func (r *run) lock() {
	required := r.screen.RequiredLock
	if v, told := r.inv.Settings["Ticket::Frontend::"+r.screen.ActionName()+"###RequiredLock"]; told && v.Kind == inventory.Text {
		required = v.IsTrue()
	}
	if !required || r.ticket == nil || r.moment != First || r.agent == nil {
		return
	}
	was, id := r.ticket["Lock"], inventory.TextValue(r.agent.ID)
	if was.Kind == inventory.Text && was.Text != "unlock" {
		return // somebody holds it already
	}
	locked := inventory.Attrs{"Lock": inventory.TextValue("lock"), "LockID": r.idOf("locks", inventory.TextValue("lock"))}
	if owner := r.ticket["OwnerID"]; was.Kind == inventory.Text || owner.Equal(id) {
		locked["OwnerID"], locked["Owner"] = id, r.nameOf("agents", id)
	} else {
		why := inventory.UnknownValue("the scenario does not say whether the ticket is locked, and opening " + r.screen.Name + " changes the owner of one that is not")
		locked["OwnerID"], locked["Owner"] = why, why
	}
	r.ownTicket()
	maps.Copy(r.ticket, locked)
	r.page.locked = locked
}
