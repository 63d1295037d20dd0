// Package migrate carries a set of ACLs from the engine that it was written for to
// another one, so that it behaves there as it did. It knows the products only by
// their switches; every rewriting is a rule of a closed list (Rules), and what
// cannot be kept is told in classes of another (Classes).
package migrate

import (
	"cmp"
	"errors"
	"slices"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// Options say where a set comes from and where it goes.
type Options struct {
	From, To *product.Target
	// FromInventory and ToInventory are what exists in the two systems; nil where
	// nobody gave one. The fields, agents and ids of a set are those of the first,
	// what they become those of the second, or of the first where there is none.
	FromInventory, ToInventory *inventory.Inventory
	// Literal translates words only: what needs another shape to behave as before
	// is told, and left.
	Literal bool
	// IDs are entity ids of processes, activities and dialogs, old to new, beside
	// those that the inventories tell by names; "" where the new system has none.
	IDs map[string]string
}

// Result is what became of a set.
type Result struct {
	// Set is the one for the new target, in the order of its evaluation. ACLs in
	// which nothing had to change are those of the source.
	Set *acl.Set
	// Rewrites are all changes, by ACL in evaluation order, as they were made.
	Rewrites []*Rewrite
	// Needs are what a person has to look at, in the same order.
	Needs []*Need
	// Lines are what to delete from configuration files: it would override what is
	// imported.
	Lines []Lines
}

// Rewrite is one change.
type Rewrite struct {
	ACL  string   // name in the source; of an ACL that was made what it stands for
	Into []string // names in the result, none where nothing is left
	At   acl.Place
	Kind Kind
	// Before and After are what stood there and what does; "" for nothing.
	Before, After string
	Reason        string
	// Exact: it behaves as before. Else a Need says what does not.
	Exact bool
}

// Need is something that nobody but a person can decide, or a difference that
// stays.
type Need struct {
	ACL   string
	At    acl.Place
	Class ClassID
	// Question is the one that differs, "" for every one.
	Question string
	Text     string // what is the matter
	Do       string // what to do about it
	// Off: the ACL is switched off, so that it matters only to who switches it on.
	Off bool

	// on are the attributes whose conditions differ, see subject; none: all of them.
	on []string
}

// Lines are lines of a file, both included.
type Lines struct {
	File     string
	From, To int
	ACLs     []string
}

// Migrate carries a set over. The error is about the options.
func Migrate(set *acl.Set, o Options) (*Result, error) {
	if o.From == nil || o.To == nil {
		return nil, errors.New("migrate needs the product that the set comes from, and the one that it goes to")
	}
	m := &migration{Options: o, from: reading.For(o.From), to: reading.For(o.To), patterns: reading.Patterns{}, result: &Result{}}
	m.load(set)
	rules := Rules()
	for i := range rules {
		r := &rules[i]
		if o.Literal && r.Behaviour || !r.when(&o.From.Switches, &o.To.Switches) {
			continue
		}
		m.rule = r
		if r.all != nil {
			r.all(m)
			continue
		}
		for _, d := range slices.Clone(m.drafts) {
			if !d.verbatim {
				r.each(m, d)
			}
		}
	}
	m.finish()
	return m.result, nil
}

// migration is one set on its way.
type migration struct {
	Options
	from, to reading.Reader
	patterns reading.Patterns
	drafts   []*draft        // in evaluation order, those not deployed among them
	creating map[string]bool // see creates
	// defaultActions: see acl.Set.
	defaultActions map[string]string
	rule           *Rule
	// setsKept: what sets of processes came to is kept, wherever they leave nothing.
	setsKept bool
	result   *Result
}

// live are the ACLs that take part, in evaluation order.
func (m *migration) live() []*draft {
	return slices.DeleteFunc(slices.Clone(m.drafts), func(d *draft) bool { return !d.deployed || d.never != "" })
}

// changed notes a rewriting of the rule at hand.
func (m *migration) changed(d *draft, span acl.Span, before, after string) *Rewrite {
	if before == after {
		return nil
	}
	d.touched = true
	if note := m.rule.Note; note != "" && !slices.Contains(d.notes, note) {
		d.notes = append(d.notes, note)
	}
	r := &Rewrite{ACL: d.from, At: d.place(span), Kind: m.rule.Kind, Before: before, After: after, Reason: m.rule.Text, Exact: true}
	d.rewrites = append(d.rewrites, r)
	return r
}

// need tells of something that is left to a person.
func (m *migration) need(d *draft, span acl.Span, class ClassID, question, text, do string, on ...string) {
	for _, n := range d.needs {
		if n.Class == class && n.Question == question && n.Text == text {
			return
		}
	}
	d.needs = append(d.needs, &Need{ACL: d.from, At: d.place(span), Class: class, Question: question, Text: text, Do: do, on: on})
}

// inventoryOf are what exists in the system of the source, never nil.
func (m *migration) source() *inventory.Inventory {
	return cmp.Or(m.FromInventory, m.ToInventory, &inventory.Inventory{})
}

// destination is what exists in the system of the result, never nil.
func (m *migration) destination() *inventory.Inventory {
	return cmp.Or(m.ToInventory, m.FromInventory, &inventory.Inventory{})
}
