// Package product is what ticketacl knows about OTRS, ((OTRS)) Community
// Edition, Znuny and OTOBO: which behaviour which patch level has, which keys
// and actions it offers, and what a fresh installation registers. All of it is
// data; no other package asks for a product by name.
package product

import (
	"cmp"
	"fmt"
	"strconv"
	"sync"
)

// The products.
const (
	OTRS  = "otrs"
	CE    = "otrs-ce"
	Znuny = "znuny"
	OTOBO = "otobo"
)

// Version is one patch level.
type Version struct{ Major, Minor, Patch int }

// Compare orders versions.
func (v Version) Compare(w Version) int {
	return cmp.Or(cmp.Compare(v.Major, w.Major), cmp.Compare(v.Minor, w.Minor), cmp.Compare(v.Patch, w.Patch))
}

func (v Version) String() string { return fmt.Sprintf("%d.%d.%d", v.Major, v.Minor, v.Patch) }

// Target is one product at one patch level: what a set of ACLs is read,
// simulated and written for. Targets are made by Parse, Default and All and
// must not be changed.
type Target struct {
	ID      string // as the user may write it: "otobo-11.0", or with a patch "otobo-10.1.4"
	Product string // OTRS, CE, Znuny or OTOBO
	Family  string // "otobo-11.0": the product with major and minor version
	Version Version
	// Newest is set where no patch was named: the family's newest known one.
	Newest bool
	// Assumed says in a phrase what about this target nobody has read or
	// measured; "" where nothing is assumed.
	Assumed  string
	Switches Switches

	facts   func() *Facts
	screens func() []Screen // made once: asked for often, and large
}

// Facts are what a fresh installation registers and sets.
func (t *Target) Facts() *Facts { return t.facts() }

func (t *Target) String() string { return t.ID }

// family is a line of patch levels.
type family struct {
	product      string
	major, minor int
	newest       int    // newest patch level that was read, or that a change log sets apart
	facts        string // family whose facts stand for it; "" for its own
	assumed      string // see Target.Assumed
	closed       bool   // nobody can read it: it is never meant by a shorter name
	// apart are patch levels that All lists beside the newest: older engines in
	// the same line.
	apart []int
}

func (f family) id() string {
	return f.product + "-" + strconv.Itoa(f.major) + "." + strconv.Itoa(f.minor)
}

func (f family) target(patch int, named bool) *Target {
	t := &Target{
		ID: f.id(), Product: f.product, Family: f.id(),
		Version: Version{f.major, f.minor, patch}, Newest: !named, Assumed: f.assumed,
	}
	if named {
		t.ID += "." + strconv.Itoa(patch)
	}
	if patch > f.newest && !f.closed {
		t.Assumed = fmt.Sprintf("patch level %d is newer than %d, the newest one known", patch, f.newest)
	}
	t.Switches = switchesOf(t.Product, t.Version)
	t.screens = sync.OnceValue(t.makeScreens)
	t.facts = factsOf(f.id(), cmp.Or(f.facts, f.id()))
	return t
}

// families are all known lines, in the order in which All lists them.
func families() []family {
	const (
		changes = "engine known from its change log only"
		closed  = "engine taken to be that of OTRS 6: its source is closed, and only its documentation was read"
	)
	return []family{
		{product: OTRS, major: 2, minor: 0, newest: 5, facts: "otrs-2.4"},
		{product: OTRS, major: 2, minor: 2, newest: 9, facts: "otrs-2.4"},
		{product: OTRS, major: 2, minor: 3, newest: 6, facts: "otrs-2.4"},
		{product: OTRS, major: 2, minor: 4, newest: 15},
		{product: OTRS, major: 3, minor: 0, newest: 22},
		{product: OTRS, major: 3, minor: 1, newest: 21, apart: []int{0}},
		{product: OTRS, major: 3, minor: 2, newest: 18},
		{product: OTRS, major: 3, minor: 3, newest: 20},
		{product: OTRS, major: 4, minor: 0, newest: 10},
		{product: OTRS, major: 5, minor: 0, newest: 42, apart: []int{8}},
		{product: OTRS, major: 6, minor: 0, newest: 30},
		{product: OTRS, major: 7, minor: 0, newest: 0, facts: "otrs-6.0", assumed: closed, closed: true},
		{product: OTRS, major: 8, minor: 0, newest: 0, facts: "otrs-6.0", assumed: closed, closed: true},
		{product: CE, major: 6, minor: 0, newest: 41, facts: "otrs-6.0"},
		{product: Znuny, major: 6, minor: 0, newest: 44, facts: "otrs-6.0", assumed: changes},
		{product: Znuny, major: 6, minor: 1, newest: 1, facts: "otrs-6.0", assumed: changes},
		{product: Znuny, major: 6, minor: 2, newest: 1, facts: "otrs-6.0", assumed: changes},
		{product: Znuny, major: 6, minor: 3, newest: 4, facts: "otrs-6.0", assumed: changes},
		{product: Znuny, major: 6, minor: 4, newest: 4, facts: "otrs-6.0", assumed: changes},
		{product: Znuny, major: 6, minor: 5, newest: 7, facts: "otrs-6.0", assumed: changes},
		{product: Znuny, major: 7, minor: 0, newest: 19},
		{product: Znuny, major: 7, minor: 1, newest: 4, facts: "znuny-7.0", assumed: changes},
		{product: Znuny, major: 7, minor: 2, newest: 2, facts: "znuny-7.0", assumed: changes},
		{product: OTOBO, major: 10, minor: 0, newest: 22},
		{product: OTOBO, major: 10, minor: 1, newest: 11},
		{product: OTOBO, major: 11, minor: 0, newest: 6},
	}
}

// Default is the target where neither the user nor a file names one.
func Default() *Target {
	for _, f := range families() {
		if f.product == OTOBO && f.major == 11 {
			return f.target(f.newest, false)
		}
	}
	panic("product: no default target") // a literal above is wrong
}

// All returns every family at its newest patch level, and older patch levels whose
// engine is another one, in a fixed order.
func All() []*Target {
	var ts []*Target
	for _, f := range families() {
		for _, patch := range f.apart {
			ts = append(ts, f.target(patch, true))
		}
		ts = append(ts, f.target(f.newest, false))
	}
	return ts
}

// Before is the target of All that this one came from: the one before it in its
// own product, else OTRS 6, from which all others were forked; nil for the
// oldest.
func (t *Target) Before() *Target {
	var before *Target
	for _, x := range All() {
		if x.Product == t.Product && x.Version.Compare(t.Version) < 0 && x.Family != t.Family ||
			x.Family == t.Family && t.Newest && !x.Newest {
			before = x
		}
	}
	if before == nil && t.Product != OTRS {
		before, _ = Parse("otrs-6.0")
	}
	return before
}

// Precedes reports whether a target is an earlier version of another one, or of what that
// grew from: all others began as OTRS 6.
func (t *Target) Precedes(later *Target) bool {
	if t.Product == later.Product {
		return t.Version.Compare(later.Version) < 0
	}
	return t.Product == OTRS && t.Version.Major <= 6
}
