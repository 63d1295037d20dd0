package grid

import (
	"cmp"
	"maps"
	"math/rand/v2"
	"slices"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/scenario"
)

// Bounds on what is looked at.
const (
	maxCombinations = 4 << 20 // of one block, before those are left out that cannot differ
	maxSteps        = 2 << 20 // of counting those that are left, for all blocks
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
	count     int // of combinations in which a touched ACL may match, tooMany or uncounted

	// To draw some of them.
	drawn  *assignment
	random *rand.Rand
	turn   int
}

// dim is one thing that varies.
type dim struct {
	attr   string
	chosen bool
	values []inventory.Value
}

// find finds the blocks, and counts the combinations in which a touched ACL may match;
// tooMany where there is no room for all of them.
func (sp *space) find() (all int) {
	sp.findCrowd()
	for _, s := range sp.spots() {
		sp.blocks = append(sp.blocks, sp.on(s)...)
	}
	slices.SortStableFunc(sp.blocks, func(a, b *block) int { return cmp.Compare(a.size, b.size) })
	for _, b := range sp.blocks {
		sp.out.Size += b.size
		b.count = uncounted
		if all == tooMany {
			continue
		}
		if b.count = sp.count(b, sp.room()); b.count == tooMany {
			all = tooMany
		} else if all += b.count; sp.differ.Limit > 0 && all > sp.room() {
			all = tooMany
		}
	}
	return all
}

// tooMany stands for a number that is too large to be counted, uncounted for one that
// nobody needed so far.
const (
	tooMany   = -1
	uncounted = -2
)

// room is how many scenarios may still be tried, where there is a limit.
func (sp *space) room() int { return sp.differ.Limit - sp.out.Tried }

// count counts the combinations of a block in which a touched ACL may match; tooMany
// where there is no room for them, or counting takes too long.
func (sp *space) count(b *block, room int) int {
	if b.size > maxCombinations || sp.steps >= maxSteps || sp.differ.Limit > 0 && room <= 0 {
		return tooMany
	}
	return sp.walk(b, max(room, 0), maxSteps/8, nil)
}

// all tries all combinations of each block.
func (sp *space) all() {
	for _, b := range sp.blocks {
		sp.walk(b, 0, 0, sp.put)
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
		if i == 0 || i == stores || i == len(b.dims) {
			sp.steps += 1 + len(a.conditions)/8
			if !a.mayDiffer(i) {
				return steps == 0 || sp.steps < end
			}
		}
		if i == len(b.dims) {
			if a.isOne() {
				n++
				if visit != nil {
					visit(a.scenario())
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
