package simulate

import "github.com/ticketacl/ticketacl/internal/perlre"

// maxWays is the bound of Options.Ways where none is given.
const maxWays = 1024

// oracle answers what cannot be known, one way per run. A call is run again
// and again with other answers until all ways are tried or two differ; only
// then is the answer undetermined (see Engine.Ask).
//
// What is asked has a key, and within one run equal keys get equal answers:
// the same unknown attribute is not both set and unset. All runs of one call
// ask in the same order as long as they get the same answers.
type oracle struct {
	path    []decision
	next    int
	answers map[string]int
	keys    []string // of the answers, in their order
	// groups collects, per unknown attribute, what has been decided about it; order
	// are the same as they came up.
	groups  map[string]*unknownAttr
	order   []*unknownAttr
	reasons []string // of everything that was asked, without repetitions
	seen    map[string]bool
	// slow are patterns on which a match was given up. Nothing more is tried with
	// them in this call. memo keeps what other patterns came to, once there is
	// more than one run; nil before.
	slow map[string]error
	memo map[comparison]matchOutcome
	// met counts whatever was unknown in this run, asked before or not.
	met int
	// work is Answer.Work.
	work int
}

type decision struct{ choice, options int }

// comparison is a pattern and the value that it is held against.
type comparison struct{ pattern, value string }

type matchOutcome struct {
	out outcome
	why error
}

// restart forgets all runs, but not what patterns came to.
func (o *oracle) restart() {
	o.path = nil
	if o.memo == nil {
		o.memo = map[comparison]matchOutcome{}
	}
}

// hit compares as the item does, without trying a pattern in vain twice.
func (o *oracle) hit(it *item, value string) (outcome, error) {
	if it.pattern == nil || o.slow == nil && o.memo == nil {
		out, why := it.hit(value)
		o.noteSlow(it, why)
		return out, why
	}
	o.work++
	key := comparison{patternKey(it), value}
	if why := o.slow[key.pattern]; why != nil {
		return uncertain, why
	}
	if m, ok := o.memo[key]; ok {
		return m.out, m.why
	}
	out, why := it.hit(value)
	o.noteSlow(it, why)
	if o.memo != nil {
		o.memo[key] = matchOutcome{out, why}
	}
	return out, why
}

func (o *oracle) noteSlow(it *item, why error) {
	if why == nil || !perlre.TookTooLong(why) {
		return
	}
	if o.slow == nil {
		o.slow = map[string]error{}
	}
	o.slow[patternKey(it)] = why
}

// rewind starts the next run.
func (o *oracle) rewind() {
	o.next, o.met = 0, 0
	clear(o.answers)
	clear(o.groups)
	o.keys, o.order = o.keys[:0], o.order[:0]
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

// choose answers a question by a number below options.
func (o *oracle) choose(key, why string, options int) int {
	o.met++
	if a, ok := o.answers[key]; ok {
		return a
	}
	if o.answers == nil {
		o.answers, o.seen = map[string]int{}, map[string]bool{}
	}
	o.reason(why)
	if o.next == len(o.path) {
		o.path = append(o.path, decision{options: options})
	}
	a := o.path[o.next].choice
	o.next++
	o.answers[key] = a
	o.keys = append(o.keys, key)
	return a
}

func (o *oracle) reason(why string) {
	if !o.seen[why] {
		o.seen[why] = true
		o.reasons = append(o.reasons, why)
	}
}

// group is what this run has decided about an unknown attribute.
func (o *oracle) group(key string) *unknownAttr {
	g := o.groups[key]
	if g == nil {
		g = &unknownAttr{}
		if o.groups == nil {
			o.groups = map[string]*unknownAttr{}
		}
		o.groups[key] = g
		o.order = append(o.order, g)
	}
	return g
}

// The ways in which a pattern that cannot be decided may end.
const (
	noHit = iota
	aHit
	aDeath // only where perl may die on the pattern
)

// waysOf is how many of them an item has.
func waysOf(it *item) int {
	if it.mayEndCall() {
		return aDeath + 1
	}
	return aHit + 1
}

// patternKey is the same for items whose patterns are. An empty pattern stands
// for one and the same unknown pattern wherever it is written.
func patternKey(it *item) string {
	if it.rest != "" && it.mod.IgnoresCase() {
		return it.rest + "\x00i"
	}
	return it.rest
}

// askComparison decides a comparison whose pattern cannot be evaluated here.
func (r *run) askComparison(it *item, value string, why error) outcome {
	switch r.oracle.choose("pattern\x00"+patternKey(it)+"\x00"+value, reasonOfPattern(it, why), waysOf(it)) {
	case noHit:
		return no
	case aHit:
		return yes
	}
	return dies
}

func reasonOfPattern(it *item, why error) string {
	if it.rest == "" {
		return "an empty pattern (" + it.text + ") repeats the last pattern that hit anything in the web server's process"
	}
	return "pattern " + it.text + ": " + why.Error()
}
