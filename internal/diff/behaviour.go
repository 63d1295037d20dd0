package diff

import (
	"context"
	"fmt"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/grid"
	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/simulate"
)

// DefaultLimit is how many scenarios are tried where nobody says. Of sets of more than
// manyACLs it is fewer, and at least leastLimit: each takes longer.
const (
	DefaultLimit = 5000
	manyACLs     = 500
	leastLimit   = 1500
)

// Side is one of two sets with what it is looked at in.
type Side struct {
	Engine *simulate.Engine
	World  *scenario.World
}

// BehaviourOptions say what to compare.
type BehaviourOptions struct {
	Old, New Side
	// Touched are the ACLs of both sets whose evaluation can differ (Structure.Touched);
	// nil: all.
	Touched []*acl.ACL
	// Scenarios are those to compare in; nil: they are made of both sets and the
	// inventory.
	Scenarios []*scenario.Scenario
	// Screens are those that scenarios are made for; nil: all.
	Screens []string
	// Limit bounds how many scenarios are made; 0: DefaultLimit, of large sets fewer.
	Limit int
	// Unread says what could not be read of the sets or the inventory: whatever is found,
	// there may be more. nil: all was read.
	Unread []string
	// Carry says in the words of the new product what the old one says in others; nil: both
	// say the same.
	Carry *Carry
	// Keep leaves scenarios as they were tried, in place of the smallest ones, which take long to find.
	Keep bool
	// Progress hears now and then how many scenarios were tried; nil: nobody listens.
	Progress func(tried int)
}

// Behaviour is what differs between what two sets do.
type Behaviour struct {
	// Differences are ordered by screens' order of questions, then by values.
	Differences []*Difference
	// Scenarios is how many were tried, Differing in how many of them something
	// differs, Calls how many engine calls they made.
	Scenarios, Differing, Calls int
	People, Screens             int
	// Size is about how many combinations there are, where scenarios were made; Limit how
	// many scenarios were tried at most, and Spent whether so many were.
	Size  float64
	Limit int
	Spent bool
	// Undetermined is in how many scenarios nobody knows whether something differs;
	// Unknown says what is not known.
	Undetermined int
	Unknown      []string
	// Complete: every combination that a condition of either set can tell apart was
	// tried, so that there is no other difference. Else Incomplete says why not.
	Complete   bool
	Incomplete string
	// Given: the scenarios were given. Broken are those that could not be tried.
	Given  bool
	Broken []Broken
}

// Broken is a scenario that cannot be simulated with one of the sets.
type Broken struct {
	Scenario *scenario.Scenario
	Err      error
}

// State is what is known of a value, or of what else may differ.
type State uint8

// The states. For a call that dies, a form that is refused or never settles, Left means
// that it does not.
const (
	Gone State = iota
	Left
	Unknown
)

func (s State) String() string { return [...]string{"gone", "left", "unknown"}[s] }

// What says what differs.
type What uint8

// The kinds of differences.
const (
	InList  What = iota // a value of a list
	Dies                // whether asking ends in an error page
	Saves               // whether a form that is sent is stored
	Settles             // whether a form comes to an end while it asks again and again
)

func (w What) String() string { return [...]string{"value", "dies", "saves", "settles"}[w] }

// Difference is one thing that differs, for the same reason.
type Difference struct {
	What What
	// Question is the list ("Ticket.State", "Action"), "" where it is about the form.
	Question string
	// Setter: only functions that store ask, and enforce the answer.
	Setter bool
	// Value is the candidate. AnyOther: it stands for all that nobody names.
	Value    string
	AnyOther bool
	// Was and Is are what the old and the new set make of it.
	Was, Is State
	// Old and New are the ACLs responsible on either side, OldDeeds and NewDeeds what
	// they do.
	Old, New           []*acl.ACL
	OldDeeds, NewDeeds []Deed
	// Through is another question of the form whose answer differs before; "" where
	// it is this one's own.
	Through string
	// Why says what is not known, where Was or Is is Unknown.
	Why []string
	// Scenario is the smallest in which it differs, Found the one as it was tried.
	// Expect of Scenario is what the old set does, where that can be expected.
	Scenario, Found *scenario.Scenario
	// Count is in how many scenarios it does, In the numbers of these.
	Count int
	In    []int
}

// Lost and Gained report whether a value was left and is gone for certain, or the
// reverse; Maybe whether that is known on one side only.
func (d *Difference) Lost() bool   { return d.Was == Left && d.Is == Gone }
func (d *Difference) Gained() bool { return d.Was == Gone && d.Is == Left }
func (d *Difference) Maybe() bool  { return d.Was == Unknown || d.Is == Unknown }

// Behave finds out in what the answers of two sets differ. Each difference is confirmed
// by simulating its smallest scenario with both sets anew.
func Behave(ctx context.Context, o BehaviourOptions) (*Behaviour, error) {
	b := newBehaving(ctx, &o)
	if o.Scenarios != nil {
		b.out.Given = true
		for _, s := range o.Scenarios {
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			if err := b.look(s); err != nil {
				b.out.Broken = append(b.out.Broken, Broken{s, err})
			}
		}
		b.out.Incomplete = "only the scenarios that were given were tried"
	} else if err := b.make(); err != nil {
		return nil, err
	}
	for _, what := range b.Unread {
		b.out.Complete = false
		b.why(what)
	}
	if err := b.conclude(); err != nil {
		return nil, err
	}
	return b.out, nil
}

// make tries the scenarios of a grid.
func (b *behaving) make() error {
	limit := b.Limit
	if limit == 0 {
		n := max(manyACLs, len(b.Old.Engine.ACLs()), len(b.New.Engine.ACLs()))
		limit = max(leastLimit, DefaultLimit*manyACLs/n)
	}
	unplayed := 0
	g, err := grid.Differ(b.ctx, grid.BetweenOptions{
		Old: grid.Side(b.sides[0].grid()), New: grid.Side(b.sides[1].grid()), Touched: b.Touched, Screens: b.Screens, Limit: limit,
	}, func(s *scenario.Scenario) {
		// What the grid makes can be asked; on another product perhaps not.
		if err := b.look(s); err != nil && b.same {
			unplayed++
		}
	})
	if err != nil {
		return err
	}
	b.everyday = g.Everyday
	b.out.Complete, b.out.Incomplete = g.Complete, strings.Join(g.Incomplete, "; ")
	b.out.People, b.out.Screens, b.out.Size = g.People, g.Screens, g.Size
	b.out.Limit, b.out.Spent = limit, g.Tried >= limit
	if unplayed > 0 {
		b.out.Complete = false
		b.why(fmt.Sprintf("%d scenarios that cannot be simulated", unplayed))
	}
	if b.sides[0].Engine.Doubtful() || b.sides[1].Engine.Doubtful() {
		b.out.Complete = false
		b.why("code computes a part of the ACLs")
	}
	return nil
}
