package diff

import (
	"bytes"
	"cmp"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/reading"
	"github.com/ticketacl/ticketacl/internal/yamlx"
)

// Source is one of two sets with the files that it was read from.
type Source struct {
	Name   string // as somebody named it
	Path   string // the file or folder below the working directory that it is; "" for none
	Folder bool
	Made   bool // it is of no file as it stands
	Set    *acl.Set
	Files  []string          // that were read, in order
	Data   map[string][]byte // their texts
}

// Text is what differs between the canonical forms of two sets.
type Text struct {
	Hunks string
	// NotApplied says why git apply would not take the hunks; "" where it does.
	NotApplied string
}

// Texts compares two sets as texts. Exports that are one file each, or folders of one-ACL
// files, are compared in their canonical forms, which git apply can bring from old to new. Of all others
// what an engine sees of each ACL is compared, written as an export.
func Texts(before, after Source) *Text {
	if len(before.Files) == 0 { // there is none, of whichever kind
		before.Folder = after.Folder
	} else if len(after.Files) == 0 {
		after.Folder = before.Folder
	}
	old, ok := before.canonical()
	text, ok2 := after.canonical()
	if !ok || !ok2 || before.Folder != after.Folder {
		return neutral(before, after)
	}
	out := &Text{}
	root := cmp.Or(before.Path, after.Path)
	switch {
	case before.Path == "" && len(before.Files) > 0 && after.Path != "":
		out.NotApplied = "the files here are those of " + after.Name + " already (git apply -R takes them off); they go onto " + before.Name
	case before.Path == "" && len(before.Files) > 0:
		out.NotApplied = before.Name + " is not in this folder"
	case !before.isCanonical(old):
		out.NotApplied = before.Name + " is not in canonical form; ticketacl fmt -w brings it there"
	}
	if root == "" {
		root = inside(cmp.Or(before.Name, after.Name))
	} else if below, err := Below(root); err == nil {
		root = below
	} else {
		out.NotApplied = err.Error()
		root = path.Base(filepath.ToSlash(root))
	}
	names := maps.Clone(old)
	maps.Copy(names, text)
	var all strings.Builder
	for _, name := range slices.Sorted(maps.Keys(names)) {
		at := root
		if before.Folder {
			at = path.Join(root, name)
		}
		from, to := "a/"+at, "b/"+at
		a, inOld := old[name]
		b, inNew := text[name]
		if !inOld {
			from = NoFile
		}
		if !inNew {
			to = NoFile
		}
		all.WriteString(Hunks(from, to, string(a), string(b)))
	}
	out.Hunks = all.String()
	return out
}

// canonical are the canonical forms of the files of a source, of a folder by name; ok is false
// where it has none.
func (s *Source) canonical() (forms map[string][]byte, ok bool) {
	if s.Made || len(s.Files) > 1 && !s.Folder {
		return nil, false
	}
	forms = map[string][]byte{}
	for _, file := range s.Files {
		form, _, err := convert.Canonical(file, s.Data[file])
		if err != nil {
			return nil, false
		}
		forms[s.key(file)] = form
	}
	return forms, true
}

func (s *Source) key(file string) string {
	if !s.Folder {
		return ""
	}
	return path.Base(filepath.ToSlash(file))
}

func (s *Source) isCanonical(forms map[string][]byte) bool {
	for _, file := range s.Files {
		if !bytes.Equal(s.Data[file], forms[s.key(file)]) {
			return false
		}
	}
	return true
}

// neutral compares sets of which one has no canonical form, or not the form of the other.
func neutral(before, after Source) *Text {
	inForce := isDeployed(before.Set) || isDeployed(after.Set)
	name := func(mark string, s *Source) string {
		return mark + inside(s.Name)
	}
	return &Text{
		Hunks:      Hunks(name("a/", &before), name("b/", &after), plainly(before.Set, inForce), plainly(after.Set, inForce)),
		NotApplied: "the two are not exports in one layout: what an engine sees of them is compared",
	}
}

// inside is a name without what leads out of the folder that a header of a diff is about.
func inside(name string) string {
	return strings.TrimPrefix(path.Clean("/"+filepath.ToSlash(name)), "/")
}

// plainly writes what an engine sees of a set as an export in evaluation order; inForce: only
// what is deployed, and nothing that a deployment has no place for.
func plainly(set *acl.Set, inForce bool) string {
	var out []acl.Value
	for _, a := range set.Order() {
		if inForce && a.Validity() != acl.Valid {
			continue
		}
		entries := []acl.Entry{{Key: "Name", Value: text(a.Name)}, {Key: "StopAfterMatch", Value: text(map[bool]string{true: "1", false: "0"}[a.Stops()])}}
		for _, part := range []struct {
			key      string
			from, to acl.BlockName
		}{{"ConfigMatch", acl.Properties, acl.PropertiesDatabase}, {"ConfigChange", acl.Possible, acl.PossibleNot}} {
			var blocks []acl.Entry
			for b := part.from; b <= part.to; b++ {
				if v := a.Block(b); v.IsTrue() && (v.Kind != acl.Hash || len(v.Entries()) > 0) {
					blocks = append(blocks, acl.Entry{Key: b.String(), Value: asStrings(v)})
				}
			}
			if len(blocks) > 0 {
				entries = append(entries, acl.Entry{Key: part.key, Value: acl.NewHash(blocks)})
			}
		}
		if !inForce {
			entries = append(entries, acl.Entry{Key: "ValidID", Value: text(validID(a))})
			for key, v := range map[string]string{"Comment": a.Comment(), "Description": textOf(a.Meta.Description)} {
				if v != "" {
					entries = append(entries, acl.Entry{Key: key, Value: text(v)})
				}
			}
		}
		out = append(out, acl.NewHash(entries))
	}
	list := acl.NewList(out)
	return string(yamlx.Append(nil, &list))
}

func text(s string) acl.Value { return acl.Value{Kind: acl.String, Text: s} }

func validID(a *acl.ACL) string {
	if v := a.Meta.ValidID; v != nil && v.Kind != acl.Undef {
		return v.Text
	}
	return "1"
}

// asStrings is a value in which every number is a string, as engines compare them.
func asStrings(v *acl.Value) acl.Value {
	out := *v
	out.Shared, out.Span = 0, acl.Span{}
	switch v.Kind {
	case acl.Number, acl.Bool:
		out.Kind = acl.String
	case acl.Dynamic:
		out.Kind, out.Text = acl.String, reading.Told(v)
	case acl.List:
		items := make([]acl.Value, len(v.Items()))
		for i := range items {
			items[i] = asStrings(&v.Items()[i])
		}
		out = acl.NewList(items)
	case acl.Hash:
		var entries []acl.Entry
		for _, e := range v.Effective() {
			entries = append(entries, acl.Entry{Key: e.Key, Value: asStrings(&e.Value)})
		}
		out = acl.NewHash(entries)
	}
	return out
}
