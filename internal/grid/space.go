package grid

import (
	"cmp"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/scenario"
)

// Bounds on what is looked at.
const (
	maxCombinations = 4 << 20 // of one block, before those are left out that cannot differ
	maxSteps        = 2 << 20 // of counting those that are left, for all blocks
	samplesPerBlock = 40
)

// space is everything that scenarios can be, as far as two sets tell it apart.
type space struct {
	*differ
	*maker
	looked [][2]string
	lists  map[string][]*acl.ACL
	values map[string]known
	groups bool // lists of queues or people can change: who has which groups matters
	crowd  [2][]*person
	blocks []*block // the smallest first
	large  []*block // too large to be tried in full
	steps  int      // of counting

	bearings map[string][]lookedAt
}

type known struct {
	values []inventory.Value
	why    string
}

func newSpace(d *differ, m *maker) *space {
	return &space{differ: d, maker: m, looked: m.looks(), lists: m.findLists(), values: map[string]known{}, bearings: map[string][]lookedAt{}}
}

// block is what is combined on one spot: the attributes on which the answers to some
// questions hang.
type block struct {
	*spot
	questions map[string]bool
	stored    map[string]bool // by the names that tickets have
	chosen    []string        // fields
	people    []*person
	dims      []dim
	size      float64
	count     int // of combinations in which a touched ACL may match, or tooMany
}

// dim is one thing that varies.
type dim struct {
	attr   string
	chosen bool
	values []inventory.Value
}

// find finds the blocks, and counts the combinations of each in which a touched ACL may
// match, as far as they are not too many; all of them together.
func (sp *space) find() (all int) {
	sp.findCrowd()
	for _, s := range sp.spots() {
		sp.blocks = append(sp.blocks, sp.on(s)...)
	}
	slices.SortStableFunc(sp.blocks, func(a, b *block) int { return cmp.Compare(a.size, b.size) })
	most := sp.differ.Limit
	for _, b := range sp.blocks {
		sp.out.Size += b.size
		if b.count = tooMany; b.size <= maxCombinations && sp.steps < maxSteps {
			b.count = sp.walk(b, most, maxSteps/8, nil)
		}
		if b.count == tooMany {
			all = tooMany
		} else if all != tooMany {
			all += b.count
		}
	}
	return all
}

// tooMany stands for a number that is too large to be counted.
const tooMany = -1

// all tries all combinations of each block for which there is room.
func (sp *space) all() {
	screens := map[string]bool{}
	for _, b := range sp.blocks {
		room := sp.differ.Limit == 0 || sp.out.Tried+b.count <= sp.differ.Limit
		if b.count == tooMany || !room {
			sp.large = append(sp.large, b)
			screens[b.bare.Screen] = true
			continue
		}
		sp.walk(b, 0, 0, sp.put)
	}
	switch n := len(screens); {
	case n == 1:
		sp.bounded("some combinations on 1 screen, which has more than fit into the limit")
	case n > 1:
		sp.bounded("some combinations on %d screens, which have more than fit into the limit", n)
	}
}

// on are the blocks of one spot on which a touched ACL bears.
func (sp *space) on(s *spot) []*block {
	var out []*block
	for _, q := range slices.Sorted(maps.Keys(s.asked)) {
		if !sp.areTouched(q) || slices.ContainsFunc(out, func(b *block) bool { return b.questions[q] }) {
			continue
		}
		b := &block{spot: s, questions: map[string]bool{}, stored: map[string]bool{}}
		sp.include(b, q)
		out = append(out, b)
	}
	for _, b := range out {
		sp.spread(b)
	}
	return out
}

// include adds a question, the attributes on which its answers hang, and the questions
// whose answers change these: a form takes back what is not offered.
func (sp *space) include(b *block, question string) {
	if b.questions[question] {
		return
	}
	b.questions[question] = true
	var uses []string
	use := func(teller string, db bool) {
		b.stored[teller] = true
		field := teller
		if teller == "CustomerUserID" {
			field = "CustomerUser"
		}
		if !slices.Contains(b.carried, field) || db && b.bare.Moment == scenario.First {
			return
		}
		// What is stored alone is changed by sending the form.
		if b.has(field) && b.bare.Moment != scenario.First && !slices.Contains(b.chosen, field) {
			b.chosen = append(b.chosen, field)
		}
		uses = append(uses, field)
	}
	for _, l := range sp.bearing(question) {
		for _, t := range tellers(l.area, l.attr) {
			use(t, l.block == acl.PropertiesDatabase)
		}
	}
	sub := strings.TrimPrefix(question, "Ticket.")
	switch strings.TrimPrefix(sub, "New") {
	case "Service":
		use("CustomerUserID", false)
	case "SLA":
		use("Service", false)
		use("CustomerUserID", false)
	case "Owner", "Responsible":
		use("Queue", false)
	}
	if len(b.carried) > 0 {
		sp.own(b, question, use)
	}
	for _, field := range uses {
		for _, q := range []string{"Ticket." + field, "Ticket.New" + field} {
			if b.asked[q] {
				sp.include(b, q)
			}
		}
		if strings.HasPrefix(field, "DynamicField_") && b.asked["Form"] {
			sp.include(b, "Form")
		}
	}
}

// lookedAt is an attribute that conditions of a block look at.
type lookedAt struct {
	block      acl.BlockName
	area, attr string
}

// bearing are the attributes on which answers to a question hang in either set.
func (sp *space) bearing(question string) []lookedAt {
	out, known := sp.bearings[question]
	if known {
		return out
	}
	for _, e := range sp.engines {
		e.Bearing(question, func(block acl.BlockName, area, attr string) {
			if l := (lookedAt{block, area, attr}); !slices.Contains(out, l) {
				out = append(out, l)
			}
		})
	}
	sp.bearings[question] = out
	return out
}

// own: the value of the list's own field goes where it is not offered, and then what
// looks at it is asked again; and with preselection on, a change of some fields makes
// the list be asked at all.
func (sp *space) own(b *block, question string, use func(string, bool)) {
	sub := strings.TrimPrefix(question, "Ticket.")
	field := strings.TrimPrefix(sub, "New")
	for _, q := range slices.Sorted(maps.Keys(b.asked)) {
		looks := slices.ContainsFunc(sp.bearing(q), func(l lookedAt) bool {
			return slices.Contains(tellers(l.area, l.attr), stored(field)) || question == "Form" && strings.HasPrefix(l.attr, "DynamicField_")
		})
		if looks && sp.changed[q] {
			use(stored(field), false)
			sp.include(b, q)
		}
	}
	if slices.Contains(b.carried, field) && sp.changed[question] {
		use(stored(field), false)
	}
	if b.bare.Moment != scenario.Change || !sp.Old.World.Preselection && !sp.New.World.Preselection || b.screen.Reask == nil {
		return
	}
	for i := range b.screen.Fields {
		f := &b.screen.Fields[i]
		if f.Attr != "" && b.has(f.Attr) && b.screen.Reasks(f.Name, sub) {
			use(stored(f.Attr), false)
		}
	}
}

// spread finds the values that are combined, and counts the combinations.
func (sp *space) spread(b *block) {
	who := 0
	if b.bare.Customer != nil || b.screen.Customer {
		who = 1
	}
	b.people = sp.crowd[who]
	b.size = float64(len(b.people))
	add := func(attr string, chosen bool) {
		values, why := sp.universe(stored(attr), !chosen)
		if why != "" {
			sp.bounded("%s", why)
		}
		if chosen {
			values = append([]inventory.Value{{}}, slices.DeleteFunc(slices.Clone(values), func(v inventory.Value) bool { return !v.Defined() })...)
			if kindOf(attr) != "" || attr == "CustomerUser" {
				values = slices.DeleteFunc(values, func(v inventory.Value) bool { return v.Kind == inventory.Text && v.Text == "" })
			}
		}
		b.dims = append(b.dims, dim{attr, chosen, values})
		b.size *= float64(len(values))
	}
	if b.bare.Ticket != nil {
		for _, attr := range slices.Sorted(maps.Keys(b.stored)) {
			add(attr, false)
		}
	}
	if b.bare.Moment != scenario.First {
		if len(b.chosen) == 0 && b.bare.Moment == scenario.Change && len(b.fields) > 0 {
			b.chosen = b.fields[:1] // a change is one of something
		}
		slices.Sort(b.chosen)
		for _, field := range b.chosen {
			add(field, true)
		}
	}
}

// walk visits the combinations of a block in which a touched ACL may match, and counts
// them; tooMany where they are more than most, or that takes more steps. 0: no bound. visit
// may be nil.
func (sp *space) walk(b *block, most, steps int, visit func(*scenario.Scenario)) int {
	n := 0
	a := newAssignment(sp, b)
	stores := slices.IndexFunc(b.dims, func(d dim) bool { return d.chosen })
	if stores < 0 {
		stores = len(b.dims)
	}
	end := sp.steps + steps
	var down func(i int) bool
	down = func(i int) bool {
		if i == stores || i == len(b.dims) {
			sp.steps += 1 + len(a.conditions)/8
			if !a.mayDiffer(i) {
				return steps == 0 || sp.steps < end
			}
		}
		if i == len(b.dims) {
			if s := a.scenario(); s != nil {
				n++
				if visit != nil {
					visit(s)
				}
			}
			return (most == 0 || n <= most) && (steps == 0 || sp.steps < end) && sp.ctx.Err() == nil
		}
		for _, v := range b.dims[i].values {
			if a.values[i] = v; !down(i + 1) {
				return false
			}
		}
		return true
	}
	for _, who := range b.people {
		a.who = who
		if !down(0) {
			return tooMany
		}
	}
	return n
}

// sample tries some combinations of the blocks that were too large.
func (sp *space) sample() {
	r := rand.New(rand.NewPCG(1, 2))
	for round := 0; len(sp.large) > 0 && !sp.differ.spent(); round++ {
		found := false
		for _, b := range sp.large {
			a := newAssignment(sp, b)
			for range samplesPerBlock {
				a.who = b.people[r.IntN(len(b.people))]
				for i := range b.dims {
					a.values[i] = b.dims[i].values[r.IntN(len(b.dims[i].values))]
				}
				if !a.mayDiffer(len(b.dims)) {
					continue
				}
				if s := a.scenario(); s != nil {
					before := sp.out.Tried
					sp.put(s)
					found = found || sp.out.Tried > before
				}
			}
		}
		if !found || sp.differ.Limit == 0 && round > 50 {
			return
		}
	}
}

// findCrowd finds people: all of few, else one for each way in which conditions and
// lists tell them apart.
func (sp *space) findCrowd() {
	for q := range sp.changed {
		sub := strings.TrimPrefix(strings.TrimPrefix(q, "Ticket."), "New")
		sp.groups = sp.groups || sub == "Queue" || sub == "Owner" || sub == "Responsible"
	}
	var all [2][]*person
	for _, a := range sp.inv.Agents {
		if a.Valid() && a.ID != "1" {
			all[0] = append(all[0], &person{scenario.Person{Login: a.Name}, sp.inv.AgentAttrs(a)})
		}
	}
	for _, u := range sp.inv.CustomerUsers {
		if u.Valid() {
			all[1] = append(all[1], &person{scenario.Person{Login: u.Name}, sp.inv.CustomerUserAttrs(u.Name)})
		}
	}
	for i, kind := range []string{"agents", "customer_users"} {
		area := []string{"User", "CustomerUser"}[i]
		looked := sp.maker.looked(area)
		if len(all[i]) == 0 {
			sp.crowd[i] = [][]*person{sp.agents, sp.customers}[i]
		} else {
			sp.crowd[i] = sp.unlike(all[i], area)
		}
		if !sp.inv.Complete(kind) && len(looked) > 0 {
			sp.bounded("the inventory does not list all %s, and conditions look at %s", strings.ReplaceAll(kind, "_", " "), area+"."+strings.Join(looked, ", "))
		}
	}
}

func (sp *space) unlike(all []*person, area string) []*person {
	if len(all) <= fewPeople {
		return all
	}
	var out []*person
	kinds := map[string]bool{}
	for _, p := range all {
		var b strings.Builder
		for _, at := range sp.looked {
			if at[0] == area || at[0] == "Owner" {
				b.WriteString(sp.sorters.kindOf(at[0], at[1], p.attrs[at[1]]))
				b.WriteByte(1)
			}
			if at[0] == "Ticket" && (at[1] == "Owner" || at[1] == "OwnerID") {
				b.WriteString(sp.sorters.kindOf("Ticket", at[1], p.attrs[map[string]string{"Owner": "UserLogin", "OwnerID": "UserID"}[at[1]]]))
			}
		}
		if sp.groups {
			for _, name := range slices.Sorted(maps.Keys(p.attrs)) {
				if strings.HasPrefix(name, "Group_") {
					fmt.Fprint(&b, name, p.attrs[name].List)
				}
			}
		}
		if k := b.String(); !kinds[k] {
			kinds[k] = true
			out = append(out, p)
		}
	}
	return out
}
