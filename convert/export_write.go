package convert

import (
	"cmp"
	"maps"
	"slices"
	"strconv"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/yamlx"
)

// writeExport writes a list with an entry for each ACL, in file order.
func writeExport(set *Set, opts WriteOptions, out *Written) {
	list := yamlx.NewListWriter(out.Data, out.spool.spill)
	comments := opts.commentsFor(set)
	opts.Sources = nil // nobody needs them any more
	written := exportable(set, out)
	// Places and anchors count within one file: what comes from each is a part.
	for from := 0; from < len(written); {
		to := from
		for to < len(written) && written[to].File == written[from].File {
			to++
		}
		list.Part(partOf(comments[written[from].File], set))
		for _, a := range written[from:to] {
			if a.Form == acl.Export {
				list.Count(&a.Entry)
				continue
			}
			for _, e := range a.Blocks {
				if e != nil {
					list.Count(&e.Value)
				}
			}
		}
		for _, a := range written[from:to] {
			out.actions(a.ACL, Export, &opts)
			v := exportEntry(a.ACL, a.id, opts, out)
			list.Item(&v)
		}
		from = to
	}
	out.Data = list.End()
	for _, file := range slices.Sorted(maps.Keys(comments)) {
		out.untaken(file, comments[file], set)
	}
}

// partOf are the comments of a part of a list.
func partOf(f *fileComments, set *Set) yamlx.Comments {
	if f == nil {
		return yamlx.Comments{}
	}
	return f.WithTail(f.tail(set.ACLs))
}

// exportedACL is an ACL that is written into an export.
type exportedACL struct {
	*ACL
	id int // its number in the set, from 1, or another one where an entry has that
}

// exportable are the ACLs that can be written into an export.
func exportable(set *Set, out *Written) []exportedACL {
	acls := make([]exportedACL, 0, len(set.ACLs))
	taken, next := map[int]bool{}, nextID(set)
	for _, a := range set.ACLs {
		if a.Form == acl.Export {
			taken[idOf(a)] = true
		}
	}
	for i, a := range set.ACLs {
		if cannotBeWritten(a) {
			out.leaveOut(a)
			continue
		}
		id := i + 1
		if a.Form != acl.Export && taken[id] {
			id = next
			next++
		}
		acls = append(acls, exportedACL{a, id})
	}
	return acls
}

// cannotBeWritten reports whether code makes an ACL, or decides whether there is
// one.
func cannotBeWritten(a *ACL) bool { return a.Doubt != nil || a.Computed || isDynamic(&a.Entry) }

// exportEntry is the entry that an export has for an ACL: what an export holds
// stays as it is, what Perl holds becomes an entry of the same keys.
func exportEntry(a *ACL, id int, opts WriteOptions, out *Written) Value {
	if a.Form == acl.Export {
		return a.Entry
	}
	str := func(s string) Value { return Value{Kind: acl.String, Text: s} }
	number := func(n int) Value { return Value{Kind: acl.Number, Text: strconv.Itoa(n)} }
	config := func(match bool) Value {
		v := Value{Kind: acl.Hash}
		for b := range acl.BlockName(acl.NumBlocks) {
			if e := a.Blocks[b]; b.IsMatch() == match && e != nil {
				v.SetEntries(append(v.Entries(), Entry{Key: b.String(), KeySpan: e.KeySpan, Value: e.Value}))
			}
		}
		if len(v.Entries()) == 0 {
			return str("") // what an ACL without content exports
		}
		return v
	}
	switch a.Entry.Kind {
	case acl.Hash:
		out.otherKeys(a)
	case acl.Undef:
		out.warn(diag.LostInTarget, a, placeOf(a, &a.Entry), named(a)+" is undef: it becomes an ACL without content, which always matches too", "")
	default:
		out.warn(diag.LostInTarget, a, placeOf(a, &a.Entry), named(a)+" is a "+a.Entry.Kind.String()+", which an export cannot hold: every call of the engine dies on it", "write a hash")
	}
	if a.Name == "" || a.Name == "0" {
		out.warn(diag.LostInTarget, a, a.Place().Span, named(a)+" is a name that the system's import refuses", "rename it")
	}
	s := out.stamps(a, &opts)
	stop := 0
	if a.Stops() {
		stop = 1
	}
	entry := acl.NewHash([]Entry{
		{Key: "ChangeBy", Value: str(s.changedBy)},
		{Key: "ChangeTime", Value: str(s.changed)},
		{Key: "Comment", Value: str(a.Comment())},
		{Key: "ConfigChange", Value: config(false)},
		{Key: "ConfigMatch", Value: config(true)},
		{Key: "CreateBy", Value: str(s.createdBy)},
		{Key: "CreateTime", Value: str(s.created)},
		{Key: "Description", Value: str("")},
		{Key: "ID", Value: number(id)},
		{Key: "Name", Value: str(a.Name)},
		{Key: "StopAfterMatch", Value: number(stop)},
		{Key: "ValidID", Value: number(cmp.Or(opts.ValidID, 1))},
	})
	entry.Span = a.NameSpan
	return entry
}
