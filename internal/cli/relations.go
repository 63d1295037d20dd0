package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/report"
	"github.com/ticketacl/ticketacl/simulate"
)

// maxNamed bounds the names in a note about attribute relations.
const maxNamed = 6

// relationNotes say where attribute relations stand between the ACLs of the set,
// or that the target has none.
func relationNotes(e *simulate.Engine, given *inventory.Inventory) []string {
	if given == nil || len(given.Relations) == 0 {
		return nil
	}
	if !e.Target().Switches.AttributeRelations {
		return []string{"the attribute relations of " + given.Name + " count for nothing: " + e.Target().ID + " has no such thing"}
	}
	var out []string
	for _, r := range e.Relations() {
		out = append(out, relationNote(&r))
	}
	return out
}

// markRelations names at each ACL of a simulation the relations that make it.
func markRelations(s *report.Simulation, e *simulate.Engine) {
	for _, r := range e.Relations() {
		for i := range s.ACLs {
			if s.ACLs[i].Name == r.ACL.Name {
				s.ACLs[i].Relations = filenames(r.Relations)
			}
		}
	}
}

func filenames(relations []*inventory.Relation) []string {
	var out []string
	for _, rel := range relations {
		out = append(out, rel.Filename)
	}
	return unique(out)
}

func relationNote(r *simulate.Related) string {
	files := filenames(r.Relations)
	var from []string
	for _, rel := range r.Relations {
		from = append(from, rel.Attribute1)
	}
	word := "relations file "
	if len(files) > 1 {
		word = "relations files "
	}
	note := fmt.Sprintf("%s (%s%s) limits %s by %s", r.ACL.Name, word, some(files), r.Attribute, some(unique(from)))
	if r.Replaces != nil {
		note += "; it replaces the ACL of its name (" + r.Replaces.Place().String() + ")"
	}
	if len(r.Before) > 0 {
		note += "; it takes back what " + some(names(r.Before)) + " did there"
		if stops := slices.DeleteFunc(slices.Clone(r.Before), func(a *acl.ACL) bool { return !a.Stops() }); len(stops) > 0 {
			note += ", but is not asked where " + some(names(stops)) + " acts and stops"
		}
	}
	if len(r.After) > 0 {
		note += "; " + some(names(r.After)) + " acts on what it leaves"
	}
	return note
}

func names(acls []*acl.ACL) []string {
	var out []string
	for _, a := range acls {
		out = append(out, a.Name)
	}
	return out
}

func unique(texts []string) []string {
	var out []string
	for _, t := range texts {
		if !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	return out
}

// some joins names, and counts those that are too many.
func some(names []string) string {
	if n := len(names) - maxNamed; n > 0 {
		return strings.Join(names[:maxNamed], ", ") + fmt.Sprintf(" and %d more", n)
	}
	return strings.Join(names, ", ")
}
