package lint

import (
	"iter"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// scene is what attributes hold, by their numbers, in a situation in which some ACLs
// match; what is not there is unset. A single attribute holds one value.
type scene map[int32][]string

// maxScenes bounds how many situations are tried for two ACLs.
const maxScenes = 24

// noQuestion stands for none.
const noQuestion = -1

// scenes are situations in which all of some ACLs match, and as few others as may be: what
// their conditions name is all that is set, and for a question a screen that asks it. There
// are none where nobody knows one.
func (r *relations) scenes(question int32, vs ...*view) iter.Seq[scene] {
	return func(yield func(scene) bool) {
		by := map[int32][]*condition{}
		var attributes []int32
		all := &nature{}
		for _, v := range vs {
			n := r.natureOf(v)
			if n.apart || n.parted(all) {
				return
			}
			all.agents, all.customers = all.agents || n.agents, all.customers || n.customers
			all.stored, all.creates = all.stored || n.stored, all.creates || n.creates
			for i := range n.conditions {
				c := &n.conditions[i]
				if by[c.attribute] == nil {
					attributes = append(attributes, c.attribute)
				}
				by[c.attribute] = append(by[c.attribute], c)
			}
		}
		action := r.number("Frontend.Action")
		var actions []string
		if question != noQuestion {
			actions = r.actionsAsked(question, r.askedOf(question, vs...))
		}
		if actions != nil && by[action] == nil {
			attributes = append(attributes, action)
		}
		choices := make([][][]string, len(attributes))
		for i, a := range attributes {
			if a == action && by[a] == nil {
				for _, name := range actions[:min(len(actions), maxChoices)] {
					choices[i] = append(choices[i], []string{name})
				}
			} else {
				choices[i] = r.meeting(a, by[a])
			}
			if a == action {
				choices[i] = slices.DeleteFunc(choices[i], func(values []string) bool { return !r.mayAsk(all, values[0], actions) })
			}
			if len(choices[i]) == 0 {
				return
			}
		}
		for n := range maxScenes {
			s, rest := scene{}, n
			for i, a := range attributes {
				s[a] = choices[i][rest%len(choices[i])]
				rest /= len(choices[i])
			}
			if rest > 0 { // all have been tried
				return
			}
			if r.complete(s) && !yield(s) {
				return
			}
		}
	}
}

// mayAsk reports whether a screen is one on which all that ACLs are about happens.
func (r *relations) mayAsk(all *nature, action string, actions []string) bool {
	isCustomer := strings.HasPrefix(action, "Customer")
	switch {
	case all.agents && isCustomer, all.customers && !isCustomer && action != "", all.stored && r.createsTicket(action):
		return false
	}
	return actions == nil || slices.Contains(actions, action) || r.Target.ScreensAssumed() != "" || !r.calls().knows(action)
}

// maxChoices bounds how many values of an attribute are tried.
const maxChoices = 6

// meeting are values of an attribute that meet all of some conditions on it.
func (r *relations) meeting(attribute int32, all []*condition) [][]string {
	tried := r.pool(attribute)
	for _, c := range all {
		if c.exact != nil {
			tried = c.exact
			break
		}
	}
	meets := func(values []string) bool {
		return !slices.ContainsFunc(all, func(c *condition) bool { return r.holds(c, values) != reading.Yes })
	}
	var choices [][]string
	for _, n := range tried {
		if values := []string{r.names[n]}; len(choices) < maxChoices && meets(values) {
			choices = append(choices, values)
		}
	}
	if all[0].single || len(all) == 1 {
		return choices
	}
	// Of a list one value for each condition may do.
	var values []string
	for _, c := range all {
		for _, n := range append(slices.Clone(c.exact), r.pool(attribute)...) {
			if r.holds(c, []string{r.names[n]}) == reading.Yes {
				values = append(values, r.names[n])
				break
			}
		}
	}
	if meets(values) {
		choices = append(choices, values)
	}
	return choices
}

// holds reports whether a condition holds for what an attribute has (semantics,
// "Comparing one item with one value"; of lists the corrected negation).
func (r *relations) holds(c *condition, values []string) reading.Verdict {
	if len(values) == 0 {
		return reading.No
	}
	if c.single {
		return r.hits(c.list, values[0])
	}
	if r.Target.Switches.NegationOnLists != product.NewNegation && !r.isPlainly(c.list) {
		return reading.Unknown
	}
	hold := reading.No
	for i := range c.list.Items() {
		it := &c.list.Items()[i]
		if v := r.itemHolds(it, values); v == reading.Yes {
			return v
		} else if v == reading.Unknown {
			hold = v
		}
	}
	return hold
}

// itemHolds: an item holds for a list where one element matches it, a negated one where
// no element is what it names.
func (r *relations) itemHolds(it *acl.Value, values []string) reading.Verdict {
	m, _ := r.Split(it.Text)
	negated := m.IsNegated() && m != acl.NotAnything
	hold := reading.No
	if negated {
		hold = reading.Yes
	}
	for _, v := range values {
		switch hit, _ := r.Matches(r.patterns, it, v); {
		case hit == reading.Unknown:
			hold = hit
		case !negated && hit == reading.Yes:
			return hit
		case negated && hit == reading.No:
			return hit
		}
	}
	return hold
}

// isPlainly reports whether a list has no negated item.
func (r *relations) isPlainly(list *acl.Value) bool {
	for i := range list.Items() {
		if m, _ := r.Split(list.Items()[i].Text); m.IsNegated() {
			return false
		}
	}
	return true
}

// matches reports whether an ACL matches in a scene.
func (r *relations) matches(v *view, s scene) reading.Verdict {
	n := r.natureOf(v)
	switch {
	case n.never:
		return reading.No
	case n.apart:
		return reading.Unknown
	}
	match := reading.Yes
	for i := range n.conditions {
		switch r.holds(&n.conditions[i], s[n.conditions[i].attribute]) {
		case reading.No:
			return reading.No
		case reading.Unknown:
			match = reading.Unknown
		}
	}
	return match
}

// step is an ACL that changed whether one value is offered.
type step struct {
	v    *view
	fate fate
}

// story is what the ACLs do to one candidate of a question in a scene, one after the
// other; ok is false where nobody can tell. Of targets that accumulate.
func (r *relations) story(question, value int32, s scene) (steps []step, ok bool) {
	for _, v := range r.limiting(question) {
		l := r.natureOf(v).limitOf(question)
		if l == nil {
			if r.matches(v, s) == reading.No {
				continue
			}
			return nil, false // what is apart may do anything
		}
		switch r.matches(v, s) {
		case reading.Unknown:
			return nil, false
		case reading.No:
			continue
		}
		f := r.fate(l, value)
		if f == unsure {
			return nil, false
		}
		steps = append(steps, step{v, f})
		if r.natureOf(v).stops {
			break
		}
	}
	return steps, true
}

// limitOf is what an ACL does to a question, or nil.
func (n *nature) limitOf(question int32) *limit {
	for i := range n.limits {
		if n.limits[i].question == question {
			return &n.limits[i]
		}
	}
	return nil
}

// limiting are the ACLs that limit a question, and those of which nobody knows, in
// evaluation order.
func (r *relations) limiting(question int32) []*view {
	if r.groups == nil {
		r.groups = map[int32][]*view{}
		var unknown []*view
		for _, v := range r.inOrder() {
			if n := r.natureOf(v); n.apart && !n.never {
				unknown = append(unknown, v)
			}
		}
		for _, v := range r.inOrder() {
			for _, l := range r.natureOf(v).limits {
				if !r.natureOf(v).apart {
					r.groups[l.question] = append(r.groups[l.question], v)
				}
			}
		}
		if len(unknown) > 0 {
			for q, vs := range r.groups {
				all := append(vs, unknown...)
				slices.SortStableFunc(all, func(a, b *view) int { return r.natureOf(a).at - r.natureOf(b).at })
				r.groups[q] = all
			}
		}
	}
	return r.groups[question]
}
