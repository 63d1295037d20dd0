package report

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/charmbracelet/lipgloss"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/overview"
	"github.com/ticketacl/ticketacl/internal/product"
)

// Show is some ACLs in plain sentences, in the shape of the JSON output. As a
// List it is written one ACL after the other.
type Show struct {
	Target        string `json:"target"`
	TargetAssumed bool   `json:"target_assumed"` // nobody named one
	// ACLs are only there in what was written as JSON.
	ACLs  []Shown  `json:"acls"`
	Notes []string `json:"notes,omitempty"`

	sources *Source // nil: nothing is shown as written
	reader  overview.Reader
	chosen  []*acl.ACL
	order   []*acl.ACL // of the whole set
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
	s := &Show{Target: t.ID, TargetAssumed: assumed, ACLs: []Shown{}, sources: sources, reader: overview.For(t), chosen: chosen, order: set.Order()}
	names := map[string]bool{}
	for _, a := range chosen {
		names[a.Name] = true
	}
	for _, l := range superseded(set, s.order) {
		if names[l.lost.Name] {
			s.Notes = append(s.Notes, l.String())
		}
	}
	for _, d := range set.Doubts {
		s.Notes = append(s.Notes, doubtNote(d))
	}
	return s
}

// each describes the chosen ACLs in their order. Each is described in the order
// of evaluation, for what those before it limit belongs to it; where that is
// the order in which they are wanted, none has to wait.
func (s *Show) each(yield func(a *acl.ACL, x *Shown) error) error {
	atOnce := slices.Equal(s.chosen, s.order)
	if !atOnce && len(s.chosen) == 0 {
		return nil
	}
	waiting := map[*acl.ACL]*Shown{}
	if !atOnce {
		for _, a := range s.chosen {
			waiting[a] = nil
		}
	}
	before, left := overview.Limits{}, len(waiting)
	for i, a := range s.order {
		if _, wanted := waiting[a]; wanted || atOnce {
			l := describe(s.reader, a, i+1)
			x := &Shown{
				Position: l.Position, Name: l.Name, Place: l.Place, Validity: l.Validity, Deployed: l.Deployed, Stops: l.Stops,
				Computed: l.Computed, Doubt: l.Doubt, Comment: l.Comment, Sentences: s.reader.Sentences(a, before), ACL: l.ACL,
			}
			if wanted {
				waiting[a] = x
				if left--; left == 0 {
					break
				}
			} else if err := yield(a, x); err != nil {
				return err
			}
		}
		if a.Validity() == acl.Valid {
			before.Add(s.reader, a)
		}
	}
	if atOnce {
		return nil
	}
	for _, a := range s.chosen {
		if err := yield(a, waiting[a]); err != nil {
			return err
		}
	}
	return nil
}

// JSON writes the ACLs as docs/schema/show.schema.json describes.
func (s *Show) JSON(out io.Writer) error {
	return writeACLs(out, s, func(one func(any) error) error {
		return s.each(func(_ *acl.ACL, x *Shown) error { return one(x) })
	})
}

// Text prints each ACL in sentences, then as it is written.
func (s *Show) Text(out io.Writer, t *Terminal) {
	first := true
	_ = s.each(func(a *acl.ACL, x *Shown) error { // nothing below fails
		if !first {
			fmt.Fprintln(out)
		}
		first = false
		x.text(out, t, fmt.Sprintf("%d of %d · target %s", x.Position, len(s.order), targetText(s.Target, s.TargetAssumed)))
		if s.sources == nil {
			return nil
		}
		lines := s.sources.lines(a)
		if len(lines) > 0 {
			fmt.Fprintln(out)
		}
		for _, l := range lines {
			fmt.Fprintln(out, strings.TrimRight(fmt.Sprintf("%s %s", t.hushed.Render(fmt.Sprintf("%5d |", l.number)), l.text), " "))
		}
		return nil
	})
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
