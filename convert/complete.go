package convert

import (
	"maps"
	"slices"
	"strconv"

	"github.com/ticketacl/ticketacl/internal/acl"
)

// Completed gives the entries of exports what every export of a system has and
// these lack: number, validity, times and users, those of the options. Keys are
// the ones that were missing, with the number of ACLs that lacked each. A number
// is the next one that no ACL has, or where none has one its place in the set. ACLs of
// Perl get theirs when they are written: that is their place, where nobody has it.
func Completed(set *Set, opts WriteOptions) (*Set, map[string]int) {
	missing := map[string]int{}
	next, none := nextID(set), !hasID(set)
	done := &Set{ACLs: slices.Clone(set.ACLs), Doubts: set.Doubts}
	text := func(s string) *Value { return &Value{Kind: acl.String, Text: s} }
	number := func(n int) *Value { return &Value{Kind: acl.Number, Text: strconv.Itoa(n)} }
	for i, a := range done.ACLs {
		if a.Form != acl.Export {
			continue
		}
		m := &a.Meta
		given := map[string]*Value{}
		for _, c := range []struct {
			key   string
			has   *Value
			value func() *Value
		}{
			{"ChangeBy", m.ChangeBy, func() *Value { return text(opts.By) }},
			{"ChangeTime", m.ChangeTime, func() *Value { return text(opts.now()) }},
			{"CreateBy", m.CreateBy, func() *Value { return text(opts.By) }},
			{"CreateTime", m.CreateTime, func() *Value { return text(opts.now()) }},
			{"ID", m.ID, func() *Value {
				if none {
					return number(i + 1)
				}
				next++
				return number(next - 1)
			}},
			{"ValidID", m.ValidID, func() *Value { return number(max(opts.ValidID, 1)) }},
		} {
			if c.has == nil || c.has.Kind == acl.Undef {
				given[c.key] = c.value()
				missing[c.key]++
			}
		}
		if len(given) > 0 {
			done.ACLs[i] = completed(a, given)
		}
	}
	return done, missing
}

// completed is an ACL with more keys.
func completed(a *ACL, given map[string]*Value) *ACL {
	entries := slices.Clone(a.Entry.Entries())
	for i := len(entries) - 1; i >= 0; i-- { // the last of equal keys counts
		if v := given[entries[i].Key]; v != nil { // it was there, and undef
			v.Span = entries[i].Value.Span
			entries[i].Value = *v
			delete(given, entries[i].Key)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(given)) {
		entries = append(entries, Entry{Key: key, Value: *given[key]})
	}
	v := a.Entry
	v.SetEntries(entries)
	return newACL(a.File, &v)
}

// nextID is a number from which on no ACL has one, or gets one for its place.
func nextID(set *Set) int {
	highest := 0
	for i, a := range set.ACLs {
		if n := idOf(a); n != 0 {
			highest = max(highest, n)
		} else if a.Form != acl.Export {
			highest = max(highest, i+1)
		}
	}
	return highest + 1
}

func hasID(set *Set) bool {
	return slices.ContainsFunc(set.ACLs, func(a *ACL) bool { return idOf(a) != 0 })
}

// idOf is the number that an entry of an export has, 0 for none.
func idOf(a *ACL) int {
	if a.Meta.ID == nil {
		return 0
	}
	n, err := strconv.Atoi(a.Meta.ID.Text)
	if err != nil || n < 0 || n >= 1<<31 {
		return 0
	}
	return n
}
