package diff

import "github.com/ticketacl/ticketacl/internal/acl"

// Compare compares two sets as they are written; what no engine sees (layout, key order, times,
// numbers for strings) is no change.
func Compare(before, after *acl.Set, o Options) *Structure {
	s := &Structure{}
	return s
}
