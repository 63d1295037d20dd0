package simulate

import (
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
)

// unknownAttr is what one run has assumed about an attribute nobody knows. One
// that is a list by nature may have several of the values that the items name,
// any other at most one. No value is taken to be spelt like an item with a
// modifier.
type unknownAttr struct {
	values   []string // that it has
	patterns []decidedPattern
	empty    bool // a list with nothing in it
}

type decidedPattern struct {
	it  *item
	hit bool
}

// matchUnknown decides whether any item of a condition matches an attribute
// that nobody knows. The attribute is assumed to be unset, to have one of the
// values that the items name, or another one; which patterns hit that one is
// assumed as well, as if for every choice there were a value.
func (r *run) matchUnknown(p *property, v *inventory.Value) bool {
	key := v.Why + "\x00" + v.Of
	u := unknownProperty{run: r, unknownAttr: r.oracle.group(key), key: key, why: v.Why, isList: p.isList}
	if !p.alwaysSet && u.choose("unset", 2) == 1 {
		return false
	}
	r.oracle.met++
	matched := false
	for i := range p.items {
		it := &p.items[i]
		switch {
		case it.undef:
			continue
		case it.mod == acl.NotAnything:
			matched = true
			continue
		}
		hit := u.hit(it)
		if r.death != nil {
			return false
		}
		if hit != it.mod.IsNegated() {
			matched = true
		}
	}
	return matched
}

// unknownProperty is an unknown attribute as one condition looks at it.
type unknownProperty struct {
	*run
	*unknownAttr
	key, why string
	isList   bool
}

func (u *unknownProperty) choose(what string, options int) int {
	return u.oracle.choose(u.key+"\x00"+what, u.why, options)
}

// hit decides whether the attribute hits an item, negation aside.
func (u *unknownProperty) hit(it *item) bool {
	switch {
	case u.empty:
		return false
	case !it.mod.IsPattern():
		return u.isValue(it.rest)
	case it.mayDie():
		if !u.isEmpty() {
			u.die(deathOfPattern(it, it.err))
		}
		return false
	case it.positive() && slices.Contains(u.values, it.text):
		return true
	case !u.isList && len(u.values) > 0:
		out, why := u.oracle.hit(it, u.values[0])
		if out == uncertain {
			out = u.askComparison(it, u.values[0], why)
		}
		if out == dies {
			u.die(deathOfPattern(it, why))
		}
		return out == yes
	}
	return u.isHit(it)
}

// isValue decides whether the attribute is a value, or has it in its list.
func (u *unknownProperty) isValue(value string) bool {
	if slices.Contains(u.values, value) {
		return true
	}
	if !u.isList && len(u.values) > 0 {
		return false
	}
	if u.excludes(value) || u.choose("="+value, 2) == 0 {
		return false
	}
	u.values = append(u.values, value)
	return true
}

// excludes reports whether what was decided about patterns before rules a value
// out.
func (u *unknownProperty) excludes(value string) bool {
	return slices.ContainsFunc(u.patterns, func(d decidedPattern) bool {
		out, _ := u.oracle.hit(d.it, value)
		return out == dies || out == yes && !d.hit || out == no && d.hit && !u.isList
	})
}

// isEmpty decides whether a list has nothing in it, so that no pattern is
// compared with anything.
func (u *unknownProperty) isEmpty() bool {
	if !u.isList || len(u.values) > 0 || slices.ContainsFunc(u.patterns, func(d decidedPattern) bool { return d.hit }) {
		return false
	}
	u.empty = u.choose("empty", 2) == 1
	return u.empty
}

// isHit decides whether a pattern hits an attribute of which no value, or of a
// list perhaps not every value, is chosen.
func (u *unknownProperty) isHit(it *item) bool {
	for _, value := range u.values {
		if out, _ := u.oracle.hit(it, value); out == yes {
			return true
		}
	}
	way := u.choose("~"+patternKey(it), waysOf(it))
	if way == aDeath {
		u.die(deathOfPattern(it, errUncertainDeath))
		return false
	}
	u.patterns = append(u.patterns, decidedPattern{it, way == aHit})
	return way == aHit
}

// isListAttr reports whether an attribute may be a list: groups and roles of
// people, dynamic fields with several values, the services of an SLA.
func isListAttr(attr string) bool {
	return attr == "Role" || attr == "ServiceIDs" || strings.HasPrefix(attr, groupPrefix) || strings.HasPrefix(attr, "DynamicField_")
}

// isAlwaysSet reports whether an attribute is set even if there is nothing in
// it: the groups and roles of agents.
func isAlwaysSet(area, attr string) bool {
	switch area {
	case "User", "Owner", "Responsible":
		return attr == "Role" || strings.HasPrefix(attr, groupPrefix)
	}
	return false
}
