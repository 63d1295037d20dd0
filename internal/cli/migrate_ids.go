package cli

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/migrate"
)

// givenIDs are the ids that were given by hand, old to new.
func (o *migrateOptions) givenIDs() (map[string]string, error) {
	ids := map[string]string{}
	for _, given := range o.ids {
		old, now, ok := strings.Cut(given, "=")
		was, twice := ids[old]
		switch {
		case !ok || old == "" || now == "":
			return nil, fmt.Errorf("--id %q is no old id with its new one: --id P14=Process-0123", given)
		case twice && was != now:
			return nil, fmt.Errorf("--id gives %s two new ids, %s and %s", old, was, now)
		}
		ids[old] = now
	}
	return ids, nil
}

// mappedIDs are those of two inventories.
func (m *migrating) mappedIDs(load func(path string) (*inventory.Inventory, error)) (map[string]string, error) {
	old, err := load(m.mapIDs[0])
	if err != nil {
		return nil, err
	}
	now, err := load(m.mapIDs[1])
	if err != nil {
		return nil, err
	}
	ids := migrate.SameNames(old, now)
	if !slices.ContainsFunc(slices.Collect(maps.Values(ids)), func(id string) bool { return id != "" }) {
		return nil, failure{fmt.Errorf("--map-ids: no process, activity or dialog of %s has the name of one of %s", m.mapIDs[0], m.mapIDs[1])}
	}
	return ids, nil
}

// noteIDs tells which ids were given of which no ACL says anything: perhaps they are
// misspelt.
func (m *migrating) noteIDs() {
	given, _ := m.givenIDs()
	var names func(v *acl.Value, id string) bool
	names = func(v *acl.Value, id string) bool {
		return v.Text == id || strings.HasSuffix(v.Text, "]"+id) ||
			slices.ContainsFunc(v.Items(), func(v acl.Value) bool { return names(&v, id) }) ||
			slices.ContainsFunc(v.Entries(), func(e acl.Entry) bool { return names(&e.Value, id) })
	}
	for _, id := range slices.Sorted(maps.Keys(given)) {
		if !slices.ContainsFunc(m.source.Set.ACLs, func(a *acl.ACL) bool { return names(&a.Entry, id) }) {
			fmt.Fprintf(m.err, "ticketacl: --id %s=%s: no ACL names %s\n", id, given[id], id)
		}
	}
}
