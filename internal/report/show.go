package report

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/charmbracelet/lipgloss"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/overview"
	"github.com/ticketacl/ticketacl/internal/product"
)

// Show is some ACLs in plain sentences, in the shape of the JSON output.
type Show struct {
	Target        string   `json:"target"`
	TargetAssumed bool     `json:"target_assumed"` // nobody named one
	ACLs          []Shown  `json:"acls"`
	Notes         []string `json:"notes,omitempty"`

	sources *Source    // nil: nothing is shown as written
	written []*acl.ACL // beside ACLs
	of      int        // ACLs of the whole set
}

// Shown is one ACL.
type Shown struct {
	Position  int            `json:"position"` // in the evaluation order of its set, from 1
	Name      string         `json:"name"`
	Place     Place          `json:"place"`
	Validity  string         `json:"validity"`
	Deployed  bool           `json:"deployed"`
	Stops     bool           `json:"stop_after_match"`
	Computed  bool           `json:"computed"` // code makes the name
	Doubt     *Doubt         `json:"doubt,omitempty"`
	Comment   string         `json:"comment,omitempty"`
	Sentences []string       `json:"sentences"` // two blanks before those that belong to the one before
	ACL       json.Marshaler `json:"acl"`       // as the engine gets it
}

// NewShow describes some ACLs of a set. sources may be nil.
func NewShow(set *acl.Set, chosen []*acl.ACL, t *product.Target, assumed bool, sources *Source) *Show {
	s := &Show{Target: t.ID, TargetAssumed: assumed, ACLs: []Shown{}, sources: sources, written: chosen}
	r := overview.For(t)
	order := set.Order()
	s.of = len(order)
	wanted := make(map[*acl.ACL]*Shown, len(chosen))
	names := map[string]bool{}
	for _, a := range chosen {
		wanted[a] = nil
		names[a.Name] = true
	}
	before := overview.Limits{}
	for i, a := range order {
		if _, ok := wanted[a]; ok {
			l := describe(r, a, i+1)
			wanted[a] = &Shown{
				Position: l.Position, Name: l.Name, Place: l.Place, Validity: l.Validity, Deployed: l.Deployed, Stops: l.Stops,
				Computed: l.Computed, Doubt: l.Doubt, Comment: l.Comment, Sentences: r.Sentences(a, before), ACL: l.ACL,
			}
		}
		if a.Validity() == acl.Valid {
			before.Add(r, a)
		}
	}
	for _, a := range chosen {
		s.ACLs = append(s.ACLs, *wanted[a])
	}
	for _, l := range superseded(set, order) {
		if names[l.lost.Name] {
			s.Notes = append(s.Notes, l.String())
		}
	}
	for _, d := range set.Doubts {
		s.Notes = append(s.Notes, doubtNote(d))
	}
	return s
}

// JSON writes the ACLs as docs/schema/show.schema.json describes.
func (s *Show) JSON(out io.Writer) error { return writeJSON(out, s) }

// Text prints each ACL in sentences, then as it is written.
func (s *Show) Text(out io.Writer, t *Terminal) {
	for i := range s.ACLs {
		if i > 0 {
			fmt.Fprintln(out)
		}
		s.ACLs[i].text(out, t, fmt.Sprintf("%d of %d · target %s", s.ACLs[i].Position, s.of, targetText(s.Target, s.TargetAssumed)))
		if s.sources == nil {
			continue
		}
		lines := s.sources.lines(s.written[i])
		if len(lines) > 0 {
			fmt.Fprintln(out)
		}
		for _, l := range lines {
			fmt.Fprintln(out, strings.TrimRight(fmt.Sprintf("%s %s", t.hushed.Render(fmt.Sprintf("%5d |", l.number)), l.text), " "))
		}
	}
	for _, n := range s.Notes {
		fmt.Fprintln(out)
		t.block(out, "note:", 6, strings.Fields(Clean(n)))
	}
}

func (a *Shown) text(out io.Writer, t *Terminal, about string) {
	if name := Clean(a.Name); lipgloss.Width(name) > t.Width {
		t.blockAt(out, "", 0, []string{name}, a.Place.exact())
	} else {
		t.blockAt(out, t.name.Render(name), 0, nil, a.Place.exact())
	}
	status := a.Validity
	if !a.Deployed {
		status = t.odd.Render("not deployed") + " (" + a.Validity + "): nothing of this is in force"
	}
	parts := []string{status}
	if a.Computed {
		parts = append(parts, t.odd.Render("computed")+": code makes the name, and there may be any number of such ACLs")
	}
	t.block(out, "", 0, strings.Fields(strings.Join(append(parts, about), " · ")))
	if a.Comment != "" {
		t.block(out, "", 0, strings.Fields("comment: "+Clean(a.Comment)))
	}
	if a.Doubt != nil {
		t.block(out, "", 0, strings.Fields("conditional: "+Clean(a.Doubt.Why)+" ("+a.Doubt.Place.exact()+"), so nobody can tell here whether it is in force"))
	}
	fmt.Fprintln(out)
	for _, sentence := range a.Sentences {
		indent := len(sentence) - len(strings.TrimLeft(sentence, " "))
		t.sentence(out, indent, strings.Fields(Clean(sentence)))
	}
}

// sentence prints words whose further lines stand two columns further in.
func (t *Terminal) sentence(out io.Writer, indent int, words []string) {
	if len(words) > 0 {
		t.block(out, strings.Repeat(" ", indent)+words[0]+" ", indent+2, words[1:])
	}
}
