package convert

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"strconv"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/yamlx"
)

// SplitFile is one ACL in a file of its own.
type SplitFile struct {
	Name string // without a folder, and safe on every system
	ACL  *ACL
	Data []byte
}

// Splitting is a set in files of its own.
type Splitting struct {
	Files []SplitFile // in the order of the set
	// Order is the content of OrderFile; nil where the IDs tell the order, and
	// the folder needs none.
	Order []byte
	// Diagnostics and Unstamped are those of Written.
	Diagnostics []Diagnostic
	Unstamped   int
}

// Split writes each ACL as an export of its own. A folder of such files, with
// OrderFile where there is one, is read as one set, and written as one export it
// has the same bytes as the set would have had.
//
// A file is named after its ACL, whatever else is in the set. Only of ACLs whose
// files some system would take for one, the first has that name and the others
// have a sum of theirs in it.
//
// The order is that of the IDs, each of which an ACL of Perl gets by its place
// in the whole set. Where IDs are missing, no numbers, there twice or in another
// order than the ACLs, and where there is no ACL at all, OrderFile names the
// files in their order.
func Split(set *Set, opts WriteOptions) *Splitting {
	out := &Written{}
	comments := opts.commentsFor(set)
	last := map[string]int{} // of each file, with which the comments behind it go
	var entries []*ACL
	for i, a := range exportable(set, out) {
		entry := a.ACL
		if a.Form == acl.Deployed {
			v := exportEntry(a.ACL, a.id, opts, out)
			entry = newACL(a.File, &v)
		}
		entries = append(entries, entry)
		last[a.File] = i
	}
	apart(entries, out)
	s := &Splitting{Unstamped: out.Unstamped}
	for i, name := range fileNames(entries) {
		a := entries[i]
		list := yamlx.NewListWriter(nil, func(data []byte) []byte { return data })
		of := yamlx.Comments{}
		if f := comments[a.File]; f != nil && last[a.File] == i {
			of = f.WithTail(f.tail(set.ACLs))
		} else if f != nil {
			of = f.WithTail(nil)
		}
		list.Part(of)
		list.Count(&a.Entry)
		list.Item(&a.Entry)
		s.Files = append(s.Files, SplitFile{Name: name, ACL: a, Data: list.End()})
	}
	s.Order = orderOf(s.Files)
	diag.Sort(out.Diagnostics)
	s.Diagnostics = out.Diagnostics
	return s
}

// apart warns of values that several ACLs have in common: files have nothing in
// common, and each gets its own.
func apart(acls []*ACL, out *Written) {
	type shared struct {
		file   string
		number int32
	}
	first := map[shared]*ACL{}
	for _, a := range acls {
		told := false
		var walk func(v *Value)
		walk = func(v *Value) {
			if v.Shared != 0 {
				key := shared{a.File, v.Shared}
				if first[key] == nil {
					first[key] = a
				}
				if b := first[key]; b != a && !told {
					told = true
					out.warn(diag.LostInTarget, a, v.Span, "'"+a.Name+"' has an anchor in common with '"+b.Name+"': each file gets the value itself", "")
				}
			}
			for i := range v.Items() {
				walk(&v.Items()[i])
			}
			for i := range v.Entries() {
				walk(&v.Entries()[i].Value)
			}
		}
		walk(&a.Entry)
	}
}

// fileNames are the names of the files of ACLs, none of which any system takes
// for another.
func fileNames(acls []*ACL) []string {
	names := make([]string, len(acls))
	used := map[string]bool{} // some systems see no difference between capitals and small letters
	claim := func(i int, name string) bool {
		if folded := strings.ToLower(name); !used[folded] {
			used[folded], names[i] = true, name+".yml"
		}
		return names[i] != ""
	}
	for i, a := range acls {
		claim(i, fileName(a.Name))
	}
	for i, a := range acls {
		if names[i] != "" {
			continue
		}
		base := summed(safeName(a.Name), a.Name)
		name := base
		for n := 2; !claim(i, name); n++ {
			name = base + "-" + strconv.Itoa(n)
		}
	}
	return names
}

// maxFileName is the length of a name in bytes, without ".yml" and a sum.
const maxFileName = 100

// reserved are names that Windows keeps for devices, and no name at all.
var reserved = regexp.MustCompile(`(?i)\A(?:con|prn|aux|nul|com\d|lpt\d)?\z`)

// fileName is a name that every file system takes, and the same for the same
// ACL in every set. One that had to be changed ends with a sum of the name.
func fileName(name string) string {
	if safe := safeName(name); safe == name && !reserved.MatchString(safe) {
		return safe
	}
	return summed(safeName(name), name)
}

// safeName is what can stand of a name in that of a file.
func safeName(name string) string {
	safe := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-', r == '_':
			return r
		}
		return '_'
	}, name)
	safe = strings.TrimLeft(safe, "-") // which commands take for a flag
	if safe == "" {
		safe = "acl"
	}
	return safe[:min(len(safe), maxFileName)]
}

// summed ends a file's name with a sum of the ACL's.
func summed(safe, name string) string {
	sum := sha256.Sum256([]byte(name))
	return safe + "-" + hex.EncodeToString(sum[:4])
}
