package migrate

import (
	"slices"
	"strconv"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/acl"
)

// SwitchedOff is a set for an import that changes nothing: what is valid gets another
// validity. ACLs of Perl get theirs when they are written.
func SwitchedOff(set *acl.Set, validID int) *acl.Set {
	out := &acl.Set{ACLs: slices.Clone(set.ACLs), Doubts: set.Doubts}
	for i, a := range out.ACLs {
		if a.Form != acl.Export || a.Validity() != acl.Valid || a.Entry.Kind != acl.Hash {
			continue
		}
		entries := slices.Clone(a.Entry.Entries())
		for k := range entries {
			if e := &entries[k]; e.Key == "ValidID" {
				e.Value = acl.Value{Kind: acl.Number, Text: strconv.Itoa(validID), Span: e.Value.Span}
			}
		}
		v := a.Entry
		v.SetEntries(entries)
		out.ACLs[i] = convert.EntryACL(a.File, &v)
	}
	return out
}
