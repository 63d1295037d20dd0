package convert

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
)

// SplitFile is one ACL in a file of its own.
type SplitFile struct {
	Name    string // without a folder: safe on every system, and always the same for one name
	ACL     *ACL
	Written *Written
}

// Split writes each ACL as an export of its own. A folder of such files is read
// as one set, in the order of their IDs.
func Split(set *Set, opts WriteOptions) []SplitFile {
	var files []SplitFile
	// Some file systems see no difference between capitals and small letters.
	folded := map[string]map[string]bool{}
	for _, a := range set.ACLs {
		key := strings.ToLower(fileName(a.Name))
		if folded[key] == nil {
			folded[key] = map[string]bool{}
		}
		folded[key][a.Name] = true
	}
	used := map[string]int{}
	for _, a := range set.ACLs {
		w := Write(&Set{ACLs: []*ACL{a}}, Export, opts)
		if len(w.Data) == 0 || string(w.Data) == "--- []\n" {
			continue // what code makes; the finding says so
		}
		name := fileName(a.Name)
		if len(folded[strings.ToLower(name)]) > 1 {
			name = summed(name, a.Name)
		}
		if used[a.Name]++; used[a.Name] > 1 {
			name += "-" + strconv.Itoa(used[a.Name])
		}
		files = append(files, SplitFile{Name: name + ".yml", ACL: a, Written: w})
	}
	return files
}

// maxFileName is the length of a name in bytes, without ".yml".
const maxFileName = 100

// reserved are names that Windows keeps for devices, and no name at all.
var reserved = regexp.MustCompile(`(?i)\A(?:con|prn|aux|nul|com\d|lpt\d)?\z`)

// fileName is a name that every file system takes, and the same for the same
// ACL in every set. One that had to be changed ends with a sum of the name.
func fileName(name string) string {
	safe := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-', r == '_':
			return r
		}
		return '_'
	}, name)
	safe = safe[:min(len(safe), maxFileName)]
	if safe == name && !reserved.MatchString(safe) && safe[0] != '-' {
		return safe
	}
	return summed(strings.TrimLeft(safe, "-"), name)
}

// summed ends a file's name with a sum of the ACL's.
func summed(safe, name string) string {
	sum := sha256.Sum256([]byte(name))
	return safe + "-" + hex.EncodeToString(sum[:4])
}

// joined puts the ACLs of a folder into the order of an export, which is that of
// their IDs, where every one has its own.
func joined(acls []*ACL) {
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
