package reading

import (
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/product"
)

// Dies says why every screen that asks ACLs ends with an error, "" where none
// does: the engine takes something for a hash or list that is none.
func (r Reader) Dies(a *acl.ACL) string { return r.DiesIn(a, r.Lists(a)) }

// DiesIn is Dies for an ACL whose lists are known.
func (r Reader) DiesIn(a *acl.ACL, all []List) string {
	if a.Form == acl.Deployed && a.Entry.Kind != acl.Hash {
		if a.Entry.Kind == acl.Undef || a.Entry.Kind == acl.Dynamic {
			return ""
		}
		return "the ACL is a " + a.Entry.Kind.String() + ", not a hash"
	}
	for i := range all {
		l := &all[i]
		if l.Block.IsMatch() && l.Deadly() {
			return l.Where() + " is a " + l.Value().Kind.String() + ", not a " + l.Wanted()
		}
	}
	return ""
}

// Never says why an ACL never applies, "" where it may. Only what holds for
// every system is said.
func (r Reader) Never(a *acl.ACL) string { return r.NeverIn(a, r.Lists(a)) }

// NeverIn is Never for an ACL whose lists are known.
func (r Reader) NeverIn(a *acl.ACL, all []List) string {
	if a.Form == acl.Deployed && a.Entry.Kind != acl.Hash {
		return ""
	}
	for b := acl.Properties; b.IsMatch(); b++ {
		v := a.Block(b)
		if IsNothing(a, v) || v.Kind != acl.Hash || len(v.Entries()) == 0 || b == acl.PropertiesDatabase && r.UnreadDatabase(a) != nil {
			continue
		}
		tried := false
		for i := range all {
			l := &all[i]
			if l.Block != b {
				continue
			}
			tried = tried || l.Attr != "" || l.Value().Kind == acl.Dynamic
			if why := r.NeverHolds(l); why != "" {
				return why
			}
		}
		if !tried {
			return b.String() + " has areas, but no condition in them"
		}
	}
	return ""
}

// NeverHolds says why a condition can hold on no system.
func (r Reader) NeverHolds(l *List) string {
	v := l.Value()
	switch {
	case l.Attr == "":
		return ""
	case v.Kind == acl.Undef, v.Kind == acl.List && len(v.Items()) == 0:
		return l.Where() + " lists nothing, so nothing matches it"
	}
	processes := [...]string{"ProcessEntityID", "ActivityEntityID", "ActivityDialogEntityID"}
	switch {
	case !r.Target.Switches.Sections.Has(l.Area):
		return l.Area + " is no area, so " + l.Where() + " is never set" + diag.Meant(l.Area, r.Target.Keys().Areas["Properties"])
	case l.Area == "Frontend" && l.Attr != "Action" && !(l.Attr == "Endpoint" && r.Target.Switches.SpecialTypes.Has("Endpoint")):
		return l.Where() + " is never set: of Frontend there is only Action"
	case l.Area == "Process" && !slices.Contains(processes[:], l.Attr):
		return l.Where() + " is never set" + diag.Meant(l.Attr, processes[:])
	case l.Area == "DynamicField" && !strings.HasPrefix(l.Attr, "DynamicField_"):
		return l.Where() + " is never set; did you mean DynamicField_" + l.Attr + "?"
	case l.Area == "Ticket" && strings.HasPrefix(l.Attr, "TicketFree") && r.Target.Switches.FreeFields == product.NoFreeFields:
		return "tickets have no free fields on " + r.Target.ID + ", so " + l.Where() + " is never set"
	case l.Area == "CustomerUser" && l.Attr == "Role":
		return "customer users have no roles, so " + l.Where() + " is never set"
	}
	return ""
}
