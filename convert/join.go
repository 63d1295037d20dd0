package convert

import (
	"bytes"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
)

// OrderFile is the file of a folder of one-ACL files that names them, one a
// line, in the order of their ACLs. Lines that begin with "#" say nothing.
const OrderFile = "acls.order"

// orderMark begins an OrderFile.
const orderMark = "# The order of the ACLs in this folder; written by ticketacl convert --split.\n"

// IsOrder reports whether Split made the content of an OrderFile: nobody's work
// is lost where it is removed.
func IsOrder(data []byte) bool { return bytes.HasPrefix(data, []byte(orderMark)) }

// orderOf is the content of the OrderFile that a folder of these files needs,
// nil where it needs none.
func orderOf(files []SplitFile) []byte {
	inOrder := len(files) > 0 // a folder without any file might be any folder
	if inOrder {
		byName := slices.Clone(files) // as a folder is read
		slices.SortFunc(byName, func(a, b SplitFile) int { return strings.Compare(a.Name, b.Name) })
		acls := make([]*ACL, len(byName))
		for i, f := range byName {
			acls[i] = f.ACL
		}
		joined(acls, nil)
		for i, a := range acls {
			inOrder = inOrder && a == files[i].ACL
		}
	}
	if inOrder {
		return nil
	}
	out := []byte(orderMark)
	for _, f := range files {
		out = append(append(out, f.Name...), '\n')
	}
	return out
}

// joined puts the ACLs of a folder into their order: that of its OrderFile, whose
// content order is, and behind it what that does not name; where there is none,
// that of their IDs, if every ACL has one of its own.
func joined(acls []*ACL, order []byte) {
	if order != nil {
		joinedAs(acls, order)
		return
	}
	ids := make(map[*ACL]int, len(acls))
	used := map[int]bool{}
	for _, a := range acls {
		if a.Form != acl.Export || a.Meta.ID == nil {
			return
		}
		n, err := strconv.Atoi(a.Meta.ID.Text)
		if err != nil || used[n] {
			return
		}
		ids[a], used[n] = n, true
	}
	slices.SortStableFunc(acls, func(a, b *ACL) int { return ids[a] - ids[b] })
}

func joinedAs(acls []*ACL, order []byte) {
	number := map[string]int{}
	n := 0
	for line := range strings.Lines(string(order)) {
		if name := strings.TrimSpace(line); name != "" && !strings.HasPrefix(name, "#") {
			n++
			number[name] = n
		}
	}
	place := func(a *ACL) int {
		if i := number[path.Base(filepath.ToSlash(a.File))]; i > 0 {
			return i
		}
		return n + 1
	}
	slices.SortStableFunc(acls, func(a, b *ACL) int { return place(a) - place(b) })
}
