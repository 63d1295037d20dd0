package simulate

import (
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
)

// maxWorlds bounds how many ways of filling in what is unknown are tried for
// one call. Beyond it the answer is undetermined even if the rest would agree.
const maxWorlds = 1024

// oracle answers what cannot be known, one way per run. A call is run again
// and again with other answers until all ways are tried or two differ; only
// then is the answer undetermined (see Engine.Ask).
//
// What is asked has a key, and within one run equal keys get equal answers:
// the same unknown attribute is not both set and unset.
type oracle struct {
	path    []decision
	next    int
	answers map[string]int
	// groups collects, per unknown attribute, what has been decided about it.
	groups  map[string]*unknownAttr
	reasons []string // of everything that was asked, without repetitions
	seen    map[string]bool
}

type decision struct{ choice, options int }

// rewind starts the next run.
func (o *oracle) rewind() {
	o.next = 0
	clear(o.answers)
	clear(o.groups)
}

// advance moves to the next untried way; false when all have been tried.
func (o *oracle) advance() bool {
	for len(o.path) > 0 {
		last := &o.path[len(o.path)-1]
		if last.choice++; last.choice < last.options {
			return true
		}
		o.path = o.path[:len(o.path)-1]
	}
	return false
}

func (o *oracle) choose(key, why string) bool {
	if a, ok := o.answers[key]; ok {
		return a == 1
	}
	if o.answers == nil {
		o.answers, o.seen = map[string]int{}, map[string]bool{}
	}
	if !o.seen[why] {
		o.seen[why] = true
		o.reasons = append(o.reasons, why)
	}
	if o.next == len(o.path) {
		o.path = append(o.path, decision{options: 2})
	}
	a := o.path[o.next].choice
	o.next++
	o.answers[key] = a
	return a == 1
}

// askComparison decides a comparison whose pattern cannot be evaluated here.
// An empty pattern stands for one and the same unknown pattern wherever it is
// written, so its answer hangs on the value alone.
func (r *run) askComparison(it *item, value string, why error) outcome {
	pattern := it.rest
	if pattern != "" && it.mod.IgnoresCase() {
		pattern += "\x00i"
	}
	if r.oracle.choose("pattern\x00"+pattern+"\x00"+value, reasonOfPattern(it, why)) {
		return yes
	}
	return no
}

func reasonOfPattern(it *item, why error) string {
	if it.rest == "" {
		return "an empty pattern (" + it.text + ") repeats the last pattern that hit anything in the web server's process"
	}
	return "pattern " + it.text + ": " + why.Error()
}

// unknownAttr is what one run has assumed about an attribute nobody knows.
type unknownAttr struct {
	literal  string // the value, once one is chosen
	isChosen bool
	patterns []decidedPattern
}

type decidedPattern struct {
	it  *item
	hit bool
}

// matchUnknown decides whether any item of a condition matches an attribute
// that nobody knows. The attribute is assumed to be unset, to have one of the
// values that the items name, or another one.
func (r *run) matchUnknown(p *property, v inventory.Value) bool {
	why := v.Why
	g := r.oracle.groups[why]
	if g == nil {
		g = &unknownAttr{}
		if r.oracle.groups == nil {
			r.oracle.groups = map[string]*unknownAttr{}
		}
		r.oracle.groups[why] = g
	}
	if !p.isList && r.oracle.choose(why+"\x00unset", why) {
		return false
	}
	matched := false
	for i := range p.items {
		it := &p.items[i]
		if it.undef {
			continue
		}
		if it.mod == acl.NotAnything {
			matched = true
			continue
		}
		hit := r.hitUnknown(p, g, it, why)
		if r.death != nil {
			return false
		}
		if hit != it.mod.IsNegated() {
			matched = true
		}
	}
	return matched
}

func (r *run) hitUnknown(p *property, g *unknownAttr, it *item, why string) bool {
	if it.mod.IsPattern() {
		if it.mayDie() {
			r.die(deathOfPattern(it, it.err))
			return false
		}
		if g.isChosen && !p.isList {
			return r.compareAsPositive(it, g.literal)
		}
		hit := r.oracle.choose(why+"\x00~"+it.text, why)
		g.patterns = append(g.patterns, decidedPattern{it, hit})
		return hit
	}
	if g.isChosen && !p.isList {
		return g.literal == it.rest
	}
	if !p.isList {
		for _, d := range g.patterns {
			if r.compareAsPositive(d.it, it.rest) != d.hit {
				return false
			}
		}
	}
	if !r.oracle.choose(why+"\x00="+it.rest, why) {
		return false
	}
	if !p.isList {
		g.literal, g.isChosen = it.rest, true
	}
	return true
}

// compareAsPositive is whether the pattern of an item hits a value; what the
// pattern engine cannot tell counts as no hit.
func (r *run) compareAsPositive(it *item, value string) bool {
	out, _ := it.hit(value)
	return out == yes
}

// isListAttr reports whether an attribute of a person is a list by nature.
func isListAttr(attr string) bool {
	return attr == "Role" || strings.HasPrefix(attr, "Group_") || strings.HasPrefix(attr, "DynamicField_")
}
