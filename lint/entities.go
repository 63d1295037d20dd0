package lint

import (
	"slices"

	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// A queue, a state and the like have a name, an id and perhaps a type: conditions on
// these are about one and the same thing, as far as the inventory or the stock tells.

// entityAttribute is one of these; of no area where an attribute is none.
type entityAttribute struct{ area, attr string }

// entityIn is what an attribute tells of an entity.
func entityIn(area, attr string) (e entityAttribute) {
	if product.KindOf(area) != "" && (attr == "Name" || isCoded(area, attr)) {
		e = entityAttribute{area, attr}
	}
	return e
}

// isCoded reports whether an attribute stands for the name of an entity: its id or type.
func isCoded(area, attr string) bool { return attr == "ID" || attr == area+"ID" || attr == "TypeName" }

// entities are what is known of an area's.
type entities struct {
	known    []*inventory.Entity
	complete bool // there are no others
}

// entitiesOf are those of an area: the inventory's, and the stock's where it does not list
// all.
func (r *relations) entitiesOf(area string) *entities {
	if e := r.kinds[area]; e != nil {
		return e
	}
	e := &entities{}
	kind := product.KindOf(area)
	if inv := r.opts.Inventory; inv != nil {
		e.complete = inv.Complete(kind)
		if t := tableOf(inv, kind); t != nil {
			e.known = append(e.known, t.Entities...)
		}
	}
	if stock := tableOf(inventory.Stock(r.Target), kind); stock != nil && !e.complete {
		for _, s := range stock.Entities {
			if !slices.ContainsFunc(e.known, func(k *inventory.Entity) bool { return k.Name == s.Name || k.ID != "" && k.ID == s.ID }) {
				e.known = append(e.known, s)
			}
		}
	}
	if r.kinds == nil {
		r.kinds = map[string]*entities{}
	}
	r.kinds[area] = e
	return e
}

// addEntities takes what is known of entities into the pools of their attributes, so that
// a name is found for an id.
func (r *relations) addEntities() {
	for _, area := range entityAreas() {
		for _, attr := range []string{"Name", "ID", area + "ID", "TypeName"} {
			number, named := r.numbers[area+"."+attr]
			if !named || r.pools[number] == nil {
				continue
			}
			pool := r.pools[number]
			for _, e := range r.entitiesOf(area).known {
				if v := r.attrOf(e, attr); v.Kind == inventory.Text && len(pool) < maxTried {
					if n := r.number(v.Text); !slices.Contains(pool, n) {
						pool = append(pool, n)
					}
				}
			}
			r.pools[number] = pool
		}
	}
}

// entityAreas are the areas of conditions on what has a name and an id.
func entityAreas() []string { return []string{"Queue", "Service", "Type", "Priority", "SLA", "State"} }

// oneEntity reports whether conditions on the name, the id and the type of an entity may
// all hold at once.
func (r *relations) oneEntity(x, y []condition) bool {
	for i := range x {
		if !x[i].coded {
			continue
		}
		if !r.sameEntity(x[i].entity.area, x, y) {
			return false
		}
	}
	for i := range y {
		if y[i].coded && !r.sameEntity(y[i].entity.area, x, y) {
			return false
		}
	}
	return true
}

func (r *relations) sameEntity(area string, x, y []condition) bool {
	var of []*condition
	mixed := false
	for _, cs := range [][]condition{x, y} {
		for i := range cs {
			if cs[i].entity.area == area {
				of = append(of, &cs[i])
				mixed = mixed || cs[i].entity != of[0].entity
			}
		}
	}
	if !mixed {
		return true
	}
	all := r.entitiesOf(area)
	if slices.ContainsFunc(all.known, func(e *inventory.Entity) bool {
		return !slices.ContainsFunc(of, func(c *condition) bool { return !r.mayBe(e, c) })
	}) {
		return true
	}
	if all.complete {
		return false
	}
	// One that nobody knows of has a name and an id of its own.
	for _, attr := range []string{"Name", "ID", area + "ID"} {
		var on []*condition
		for _, c := range of {
			if c.entity.attr == attr {
				on = append(on, c)
			}
		}
		if len(on) > 0 && !slices.ContainsFunc(r.pool(on[0].attribute), func(n int32) bool {
			return !all.has(attr, r.names[n]) && !slices.ContainsFunc(on, func(c *condition) bool { return r.met(c, n) == reading.No })
		}) {
			return false
		}
	}
	return true
}

// has reports whether one of them has a name or an id.
func (e *entities) has(attr, value string) bool {
	return slices.ContainsFunc(e.known, func(k *inventory.Entity) bool {
		return attr == "Name" && k.Name == value || attr != "Name" && k.ID == value
	})
}

// mayBe reports whether a condition may hold for an entity.
func (r *relations) mayBe(e *inventory.Entity, c *condition) bool {
	v := r.attrOf(e, c.entity.attr)
	return v.Kind == inventory.Unknown || v.Kind == inventory.Text && r.hits(c.list, v.Text) != reading.No
}

// attrOf is the name, the id or the type of an entity.
func (r *relations) attrOf(e *inventory.Entity, attr string) inventory.Value {
	switch {
	case attr == "Name":
		return inventory.TextValue(e.Name)
	case attr != "TypeName" && e.ID != "":
		return inventory.TextValue(e.ID)
	case attr != "TypeName":
		return inventory.UnknownValue("")
	}
	return e.Attr(attr)
}

// complete gives what a scene has of an entity the rest that is known of it, and reports
// whether there is such a one.
func (r *relations) complete(s scene) bool {
	if !r.codes {
		return true
	}
	for _, area := range entityAreas() {
		has := map[string]string{}
		for _, attr := range []string{"Name", "ID", area + "ID", "TypeName"} {
			if n, ok := r.numbers[area+"."+attr]; ok && len(s[n]) == 1 {
				has[attr] = s[n][0]
			}
		}
		if len(has) > 0 && !r.completeEntity(s, area, has) {
			return false
		}
	}
	return true
}

func (r *relations) completeEntity(s scene, area string, has map[string]string) bool {
	all := r.entitiesOf(area)
	i := slices.IndexFunc(all.known, func(e *inventory.Entity) bool {
		for attr, value := range has {
			if v := r.attrOf(e, attr); v.Kind != inventory.Unknown && v.Text != value {
				return false
			}
		}
		return true
	})
	if i < 0 {
		for attr, value := range has {
			if all.complete || attr != "TypeName" && all.has(attr, value) {
				return false
			}
		}
		return true
	}
	for _, attr := range []string{"Name", "ID", area + "ID", "TypeName"} {
		n, named := r.numbers[area+"."+attr]
		if v := r.attrOf(all.known[i], attr); named && has[attr] == "" && v.Kind == inventory.Text {
			s[n] = []string{v.Text}
		}
	}
	return true
}
