package simulate

import (
	"errors"
	"fmt"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/perlre"
)

// outcome is what one comparison comes to. An uncertain one is a question to
// the oracle of the run (see oracle.go), never a guess.
type outcome uint8

const (
	no outcome = iota
	yes
	uncertain
	dies
)

// item is one entry of a condition or change list, ready to be compared.
type item struct {
	source *acl.Value
	undef  bool
	// undefIsEmpty: what is undefined is the empty string. oldNegation: on lists
	// the item is negated as in OTRS 4.0 to 5.0.12.
	undefIsEmpty, oldNegation bool
	text                      string // as written, modifier included
	mod                       acl.Modifier
	rest                      string // without the modifier
	pattern                   *perlre.Pattern
	// err is set where the pattern cannot be used: perl refuses it (the call
	// dies), this engine does, or it is empty.
	err error
}

func compileItem(v *acl.Value, rules itemRules) item {
	it := item{
		source: v, text: v.Text, undef: v.Kind == acl.Undef && !rules.undefIsEmpty,
		undefIsEmpty: rules.undefIsEmpty, oldNegation: rules.oldNegation,
	}
	if it.undef {
		return it
	}
	it.mod, it.rest = acl.SplitItem(v.Text)
	if !rules.knows(it.mod) {
		it.mod, it.rest = acl.Plain, v.Text
	}
	if it.mod.IsPattern() {
		it.pattern, it.err = perlre.Compile(it.rest, it.mod.IgnoresCase())
	}
	return it
}

// positive reports whether the item holds by being hit rather than by not
// being hit.
func (it *item) positive() bool { return !it.mod.IsNegated() }

// mayDie reports whether comparing the item with a value can end the call.
func (it *item) mayDie() bool {
	var refused *perlre.SyntaxError
	return errors.As(it.err, &refused)
}

// hitsAll reports whether the item's pattern hits every text there is, named or not.
func (it *item) hitsAll() bool { return it.pattern != nil && it.err == nil && it.pattern.HitsAll() }

// mayEndCall reports whether looking at the item can end the call: perl
// refuses its pattern, or might, or might die while it matches.
func (it *item) mayEndCall() bool {
	if it.pattern != nil {
		return it.pattern.MayDie()
	}
	return it.err != nil && !errors.Is(it.err, perlre.ErrEmpty)
}

// errUncertainDeath stands for the message of a death that is only possible.
var errUncertainDeath = errors.New("whether it can be matched is not known")

// hit compares the item's text or pattern with a value, negation aside. why
// explains an outcome that is uncertain or dies.
func (it *item) hit(value string) (out outcome, why error) {
	if !it.mod.IsPattern() {
		if it.rest == value {
			return yes, nil
		}
		return no, nil
	}
	if it.err != nil {
		if it.mayDie() {
			return dies, it.err
		}
		return uncertain, it.err
	}
	ok, err := it.pattern.Match(value)
	switch {
	case err != nil:
		var died *perlre.DiedError
		if errors.As(err, &died) {
			return dies, err
		}
		return uncertain, err
	case ok:
		return yes, nil
	}
	return no, nil
}

// compare decides whether an item matches one defined string (semantics,
// "Comparing one item with one value"). Equality of the whole item is tested
// before its pattern, so that a value may look like a pattern.
func (r *run) compare(it *item, value string) outcome {
	switch {
	case it.undef:
		return no
	case it.mod == acl.NotAnything:
		return yes
	case it.positive() && it.text == value:
		return yes
	}
	out, why := r.oracle.hit(it, value)
	switch out {
	case dies:
		r.die(deathOfPattern(it, why))
		return no
	case uncertain:
		if out = r.askComparison(it, value, why); out == dies {
			r.die(deathOfPattern(it, errUncertainDeath))
			return no
		}
	}
	if it.mod.IsNegated() {
		if out == yes {
			return no
		}
		return yes
	}
	return out
}

// compareList decides whether an item matches a list of values. The engine
// stops at an undefined element without a match; a negated item matches where
// no element is hit, so an empty list matches it. met is the element that the
// engine's log names.
func (r *run) compareList(it *item, list []inventory.Value) (matched bool, met string) {
	if it.undef {
		return false, ""
	}
	negated := it.mod.IsNegated()
	if negated && it.oldNegation {
		return r.compareListOlder(it, list)
	}
	for i := range list {
		if !list[i].Defined() {
			return false, ""
		}
		out := r.compare(it, list[i].Text)
		if r.death != nil {
			return false, ""
		}
		if negated && out == no {
			return false, list[i].Text
		}
		if !negated && out == yes {
			return true, list[i].Text
		}
		met = list[i].Text
	}
	return negated, met
}

// Death is the end of a call by an exception of Perl: the page that asked
// shows an error instead of its form.
type Death struct {
	Place   acl.Place // of the item, list or block that perl died on
	ACL     string
	Message string // what perl could not do, as a phrase
}

func (d *Death) Error() string { return d.Message }

func deathOfPattern(it *item, why error) *Death {
	return &Death{
		Place:   acl.Place{Span: it.source.Span},
		Message: fmt.Sprintf("perl dies on the pattern %q: %v", it.rest, why),
	}
}
