package inventory

import (
	"maps"
	"slices"
	"strings"
)

// CustomerIDs are the customer ids of a customer user: the separate list, the
// primary id, then the assigned further ones, without duplicates (semantics,
// "Customer ids of a customer user").
func (inv *Inventory) CustomerIDs(u *CustomerUser) []string {
	var ids []string
	add := func(id string) {
		if id != "" && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	for _, id := range separated(u.Attrs["UserCustomerIDs"].Text) {
		add(id)
	}
	add(u.Attrs["UserCustomerID"].Text)
	for _, id := range slices.Sorted(slices.Values(u.CustomerIDs)) {
		add(id)
	}
	return ids
}

// separated splits at the first of the separators that occurs.
func separated(s string) []string {
	for _, sep := range []string{";", ",", "|"} {
		if parts := strings.Split(s, sep); len(parts) > 1 {
			return parts
		}
	}
	if s == "" {
		return nil
	}
	return []string{s}
}

// CompanyGroups are the groups that a company grants in the context Same (or
// Other) with a permission; unsorted (semantics, "Groups of a customer").
func (inv *Inventory) CompanyGroups(customerID, permission string, other bool) map[string]bool {
	names := map[string]bool{}
	if !inv.Settings["CustomerGroupSupport"].IsTrue() {
		inv.everyGroup(names)
		return names
	}
	if c := inv.CustomerByID(customerID); c != nil {
		grants := c.GroupsSame
		if other {
			grants = c.GroupsOther
		}
		for _, g := range inv.grant(nil, grants, permission) {
			names[g] = true
		}
	}
	if !other {
		inv.always(names, "CustomerGroupCompanyAlwaysGroups")
	}
	return names
}

// CustomerUserGroups are the groups of a customer user with a permission,
// sorted (semantics, "Groups of a customer user"). u may be nil for a login that
// nobody has.
func (inv *Inventory) CustomerUserGroups(u *CustomerUser, permission string) Value {
	names := map[string]bool{}
	if !inv.Settings["CustomerGroupSupport"].IsTrue() {
		if !inv.Groups.Complete() {
			return UnknownValue("the inventory does not list all groups")
		}
		inv.everyGroup(names)
	} else if u != nil {
		if !u.GroupsKnown {
			return UnknownValue("the inventory does not say which groups " + u.Name + " has")
		}
		for _, g := range inv.grant(nil, u.Groups, permission) {
			names[g] = true
		}
		for _, id := range inv.CustomerIDs(u) {
			maps.Copy(names, inv.CompanyGroups(id, permission, false))
		}
	}
	inv.always(names, "CustomerGroupAlwaysGroups")
	return ListValue(slices.Sorted(maps.Keys(names))...)
}

func (inv *Inventory) everyGroup(names map[string]bool) {
	for _, g := range inv.Groups.Entities {
		if g.Valid() {
			names[g.Name] = true
		}
	}
}

func (inv *Inventory) always(names map[string]bool, setting string) {
	for _, name := range inv.list(setting, "users") {
		if inv.Groups.ByName(name) != nil || !inv.Groups.Complete() {
			names[name] = true
		}
	}
}

// CustomerUserAttrs is what the engine's section CustomerUser holds for a login:
// the attributes and Group_<permission>, only the latter where nobody has it.
func (inv *Inventory) CustomerUserAttrs(login string) Attrs {
	u := inv.CustomerUserByLogin(login)
	attrs := Attrs{}
	if u != nil {
		maps.Copy(attrs, u.Attrs)
	}
	for _, p := range inv.CustomerPermissions() {
		if _, told := attrs["Group_"+p]; !told {
			attrs["Group_"+p] = inv.CustomerUserGroups(u, p)
		}
	}
	return attrs
}

// companies are the companies by id.
func (inv *Inventory) companies() map[string]*Customer {
	m := make(map[string]*Customer, len(inv.Customers))
	for _, c := range inv.Customers {
		if m[c.ID] == nil {
			m[c.ID] = c
		}
	}
	return m
}

// complete adds what the product derives of what is known: names, the company's
// fields, and two nested structures that no item can be compared with. Nothing
// is derived for an open entry from what it does not tell.
func (u *CustomerUser) complete(inv *Inventory, companies map[string]*Customer) {
	u.Attrs["UserID"] = TextValue(u.Name)
	u.Attrs["Config"], u.Attrs["CompanyConfig"] = Value{Kind: Hash}, Value{Kind: Hash}
	first, last, mail := u.Attr("UserFirstname"), u.Attr("UserLastname"), u.Attr("UserEmail")
	if _, told := u.Attrs["UserFullname"]; !told && first.Kind != Unknown && last.Kind != Unknown {
		u.Attrs["UserFullname"] = TextValue(strings.TrimSpace(first.Text + " " + last.Text))
	}
	if full := u.Attr("UserFullname"); full.Kind != Unknown && mail.Kind != Unknown {
		u.Attrs["UserMailString"] = TextValue(`"` + full.Text + `" <` + mail.Text + `>`)
	}
	id := u.Attr("UserCustomerID")
	c := companies[id.Text]
	switch {
	case id.Kind == Unknown:
	case c != nil:
		for name, v := range c.Attrs {
			if name != "ValidID" {
				u.Attrs[name] = v
			}
		}
		u.Attrs["CustomerCompanyValidID"] = TextValue(c.ValidID)
	case inv.Complete("customers"):
		u.Attrs["CustomerCompanyValidID"] = Value{}
	}
}
