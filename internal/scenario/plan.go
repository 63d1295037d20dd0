package scenario

import (
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/simulate"
)

// World is what scenarios are looked at in. It may be shared between goroutines
// but not be changed or copied once in use.
type World struct {
	Target    *product.Target
	Inventory *inventory.Inventory
	// Stock is what every fresh installation has: candidates of kinds that the
	// inventory does not list. It may be nil.
	Stock *inventory.Inventory
	// Named are the values that the set at hand names for a question
	// ("Ticket.State"), each once, Fields the dynamic fields that it speaks of.
	Named  func(question string) []string
	Fields []string
	// Answer is what the engine leaves of a question; nil leaves everything.
	// Screens empty a chosen value that is gone and ask again.
	Answer func(*Asked) []simulate.Candidate
	// Judge is the same with the engine's doubts, for questions that are
	// enforced when a form is sent; nil: Answer.
	Judge func(*Asked) *simulate.Answer
	// Hear gets every call that is made, those of pages that are only sent on from
	// included; nil: nobody listens.
	Hear func(*Asked)
	// LeavesAll reports whether nothing can be gone from a question's list, so that a
	// form need not ask; nil: nobody knows.
	LeavesAll func(*simulate.Call) bool
	// Preselection: a change asks again only what Screen.Reask names and what
	// Related says that the deployed ACLs make depend on the changed element.
	Preselection bool
	Related      func(attr string) (questions []string)
	// Preselected is where Related comes from, nil where it comes from elsewhere.
	Preselected *Preselection

	once    sync.Once
	screens map[string]*product.Screen
	offers  offers
}

// NewWorld is what scenarios are simulated in when the ACLs of e are in force.
// stock may be nil, inv is what replaces it.
func NewWorld(e *simulate.Engine, inv, stock *inventory.Inventory) *World {
	answers := simulate.NewMemory(e)
	w := &World{
		Target: e.Target(), Inventory: inv, Stock: stock, Named: e.Named, Fields: e.Fields(),
		Answer: func(a *Asked) []simulate.Candidate { return answers.Ask(&a.Call, a.System).Left },
		Judge:  func(a *Asked) *simulate.Answer { return answers.Ask(&a.Call, a.System) },

		LeavesAll: e.LeavesAll,
	}
	w.Preselect(e.ACLs())
	return w
}

// screen finds a screen of the target, nil where there is none of that name.
func (w *World) screen(name string) *product.Screen {
	w.once.Do(func() {
		w.screens = map[string]*product.Screen{}
		for _, s := range w.Target.Screens() {
			w.screens[s.Name] = &s
		}
	})
	return w.screens[name]
}

// Origin says where the candidates of a question come from.
type Origin uint8

// The origins.
const (
	FromInventory Origin = iota
	FromOptions
	Assumed // stock values, what the set names, and AnyOther
)

func (o Origin) String() string { return [...]string{"inventory", "options", "assumed"}[o] }

// AnyOther is the name of the candidate that stands for every value that
// nobody has named. It is the last one where Asked.AnyOther is set.
const AnyOther = "(any other value)"

// Asked is one engine call of a plan.
type Asked struct {
	Call  simulate.Call
	Round string // of the screen: "check", "fields", "page", "save", "setter", …
	// Page: asked while the page is built. People see this answer, not that of
	// an earlier round.
	Page bool
	// Setter: asked by a function that stores; its answer is enforced.
	Setter bool
	// Field is the form element that must hold one of the answers.
	Field string
	From  Origin
	Why   string // of Assumed: what is not known, as a phrase
	// AnyOther: the last candidate stands for all that are not known.
	AnyOther bool
	// System is the world as this call sees it: setters see what the ones
	// before them stored.
	System *simulate.System
}

// Plan is what a scenario makes its screen ask, in order.
type Plan struct {
	Screen product.Screen
	System simulate.System
	Asked  []Asked
	// Moment is that of the scenario, but for functions that know only one.
	Moment Moment
	// Emptied are form elements whose chosen value the screen does not offer,
	// and which it therefore takes for empty.
	Emptied []string
	// Saving is what comes of sending the form; nil at other moments, and where
	// nothing can be sent.
	Saving *Saving
	// Assumed says in a phrase what about the screen nobody has measured.
	Assumed string
	// Rounds are the passes over a form, in order; Unsettled is set where they
	// never come to an end.
	Rounds    []Round
	Unsettled *Unsettled
	// Refused: the screen does not let itself be used, by its own Action. Beyond are
	// the calls that it would make otherwise.
	Refused bool
	Beyond  []Asked
	// beyondFrom is the number of the first of Beyond among all calls, see By.
	beyondFrom int
	// Page is what the browser holds afterwards.
	Page *Page
	// Missed are conditions of which the preselection takes no notice although they
	// look at what has changed.
	Missed []Unnoticed
	// Uncertain are calls whose answer is undetermined: indices of Asked. What the
	// form does after them is one of several possible ways.
	Uncertain []int

	run *run // what it was made by, see NotOffered
}

// Calls makes the plan of a scenario. The error is about the scenario: a screen
// or a field that does not exist, with the nearest name.
func Calls(s *Scenario, w *World) (*Plan, error) { return CallsOn(s, w, nil) }

// CallsOn is Calls on a page that the browser holds already; nil: the one that
// the screen delivers first.
func CallsOn(s *Scenario, w *World, before *Page) (*Plan, error) {
	screen := w.screen(s.Screen)
	if screen == nil {
		return nil, fmt.Errorf("there is no screen %q%s", s.Screen, diag.Meant(s.Screen, slices.Sorted(maps.Keys(w.screens))))
	}
	screen = variant(screen, s, w)
	before, held, err := delivered(s, w, screen, before)
	if err != nil {
		return nil, err
	}
	return callsOf(s, w, screen, before, held)
}

// callsOf is the plan of a scenario whose page is known.
func callsOf(s *Scenario, w *World, screen *product.Screen, before *Page, held inventory.Attrs) (*Plan, error) {
	p, err := planOf(s, w, screen, before, held)
	if err != nil {
		return nil, err
	}
	return p, p.inAnyOrder(s, w, screen, held)
}

// planOf is callsOf in the order of the screen's stages alone.
func planOf(s *Scenario, w *World, screen *product.Screen, before *Page, held inventory.Attrs) (*Plan, error) {
	r, err := newRun(s, w, screen, held)
	if err != nil {
		return nil, err
	}
	stages := map[Moment][]product.Stage{
		First: screen.First, Change: screen.Change, Save: screen.Save, AfterError: screen.Again,
	}[r.moment]
	r.plan = &Plan{Screen: *screen, System: *r.system(), Moment: r.moment, Assumed: w.Target.ScreenAssumed(screen), run: r}
	r.open(before)
	r.beginSave()
	r.stages(stages)
	r.close()
	r.endSave()
	return r.plan, nil
}

// variant is the form that the screen has for this scenario.
func variant(screen *product.Screen, s *Scenario, w *World) *product.Screen {
	name := ""
	switch {
	case s.Stored() && screen.WithTicket != "":
		name = screen.WithTicket
	case s.Moment != First && s.Process.ActivityDialogEntityID != "" && screen.InDialog != "":
		name = screen.InDialog
	}
	if v := w.screen(name); v != nil {
		return v
	}
	return screen
}
