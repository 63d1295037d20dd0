package overview

import (
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
)

// dies says why every screen that asks ACLs ends with an error, "" where none
// does: the engine takes something for a hash or list that is none.
func (r Reader) dies(a *acl.ACL) string {
	if a.Form == acl.Deployed && a.Entry.Kind != acl.Hash {
		if a.Entry.Kind == acl.Undef || a.Entry.Kind == acl.Dynamic {
			return ""
		}
		return "the ACL is a " + a.Entry.Kind.String() + ", not a hash"
	}
	all := r.lists(a)
	for i := range all {
		l := &all[i]
		if l.block.IsMatch() && l.deadly() {
			return l.where() + " is a " + l.value().Kind.String() + ", not a " + l.wanted()
		}
	}
	return ""
}

// never says why an ACL never applies, "" where it may. Only what holds for
// every system is said.
func (r Reader) never(a *acl.ACL) string {
	if a.Form == acl.Deployed && a.Entry.Kind != acl.Hash {
		return ""
	}
	all := r.lists(a)
	for b := acl.Properties; b.IsMatch(); b++ {
		v := a.Block(b)
		if isNothing(a, v) || v.Kind != acl.Hash || len(v.Entries()) == 0 || b == acl.PropertiesDatabase && r.unreadDatabase(a) != nil {
			continue
		}
		tried := false
		for i := range all {
			l := &all[i]
			if l.block != b {
				continue
			}
			tried = tried || l.attr != "" || l.value().Kind == acl.Dynamic
			if why := r.neverHolds(l); why != "" {
				return why
			}
		}
		if !tried {
			return b.String() + " has areas, but no condition in them"
		}
	}
	return ""
}

// neverHolds says why a condition can hold on no system.
func (r Reader) neverHolds(l *list) string {
	where := l.where()
	v := l.value()
	switch {
	case l.attr == "":
		return ""
	case v.Kind == acl.Undef, v.Kind == acl.List && len(v.Items()) == 0:
		return where + " lists nothing, so nothing matches it"
	}
	areas := r.target.Keys().Areas["Properties"]
	processes := []string{"ProcessEntityID", "ActivityEntityID", "ActivityDialogEntityID"}
	switch {
	case !slices.Contains(areas, l.area):
		return l.area + " is no area, so " + where + " is never set" + diag.Meant(l.area, areas)
	case l.area == "Frontend" && l.attr != "Action":
		return where + " is never set: of Frontend there is only Action"
	case l.area == "Process" && !slices.Contains(processes, l.attr):
		return where + " is never set" + diag.Meant(l.attr, processes)
	case l.area == "DynamicField" && !strings.HasPrefix(l.attr, "DynamicField_"):
		return where + " is never set; did you mean DynamicField_" + l.attr + "?"
	case l.area == "CustomerUser" && l.attr == "Role":
		return "customer users have no roles, so " + where + " is never set"
	}
	return ""
}
