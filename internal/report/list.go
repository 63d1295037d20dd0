package report

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/overview"
	"github.com/ticketacl/ticketacl/internal/product"
)

// List is the overview of a set. Every format is written from it alone, one
// ACL after the other: what is said about ten thousand of them takes more room
// than they do.
type List struct {
	Target        string `json:"target"`
	TargetAssumed bool   `json:"target_assumed"` // nobody named one
	// ACLs are only there in what was written as JSON.
	ACLs  []Listed `json:"acls"`           // in evaluation order
	Uses  []Use    `json:"uses,omitempty"` // one for each value that was asked for
	Notes []string `json:"notes,omitempty"`

	reader overview.Reader
	kept   []numbered
	files  []string       // that were read, for people
	bases  map[string]int // see short
	of     int            // ACLs of the whole set
}

// numbered is an ACL with its position in evaluation order, from 1.
type numbered struct {
	acl      *acl.ACL
	position int
}

// listed describes one of the ACLs that are kept.
func (l *List) listed(n numbered) *Listed {
	x := describe(l.reader, n.acl, n.position)
	return &x
}

// Listed is one ACL.
type Listed struct {
	Position   int            `json:"position"` // in evaluation order, from 1
	Name       string         `json:"name"`
	Place      Place          `json:"place"`
	Validity   string         `json:"validity"`
	Deployed   bool           `json:"deployed"`
	Stops      bool           `json:"stop_after_match"`
	Always     bool           `json:"always"`   // it has no condition
	Computed   bool           `json:"computed"` // code makes the name
	Doubt      *Doubt         `json:"doubt,omitempty"`
	Comment    string         `json:"comment,omitempty"`
	Conditions []string       `json:"when"` // all have to hold
	Changes    []string       `json:"then"`
	ACL        json.Marshaler `json:"acl"` // as the engine gets it

	gist string // of both, in short
}

// Doubt is why nobody can tell whether an ACL is in force.
type Doubt struct {
	Why   string `json:"why"`
	Place Place  `json:"place"`
}

// Use is where one value is used.
type Use struct {
	Attribute string `json:"attribute"`
	Value     string `json:"value"`
	Hits      []Hit  `json:"hits"`
}

// Hit is one item that has to do with the value.
type Hit struct {
	Position  int    `json:"position"` // of the ACL
	ACL       string `json:"acl"`
	Block     string `json:"block"` // "" where code computes the whole ACL
	Attribute string `json:"attribute"`
	Item      string `json:"item"` // as written
	How       string `json:"how"`
	Matches   string `json:"matches"` // yes, no, unknown
	Compared  string `json:"compared,omitempty"`
	Why       string `json:"why,omitempty"`
	Place     Place  `json:"place"`
}

// The bounds of what the text shows of one ACL.
const (
	shortItems   = 4
	shortPhrases = 5
)

// NewList describes the ACLs of a set that keep holds for. Those that are
// superseded are named in the notes.
func NewList(set *acl.Set, t *product.Target, assumed bool, files []string, keep func(*acl.ACL) bool) *List {
	order := set.Order()
	l := &List{Target: t.ID, TargetAssumed: assumed, reader: overview.For(t), files: files, of: len(order)}
	for i, a := range order {
		if keep(a) {
			l.kept = append(l.kept, numbered{a, i + 1})
		}
	}
	for _, s := range superseded(set, order) {
		if keep(s.lost) {
			l.Notes = append(l.Notes, s.String())
		}
	}
	for _, d := range set.Doubts {
		l.Notes = append(l.Notes, doubtNote(d))
	}
	return l
}

func describe(r overview.Reader, a *acl.ACL, position int) Listed {
	x := Listed{
		Position: position, Name: a.Name, Place: placeOf(a.Place()), Validity: a.Validity().String(),
		Deployed: a.Validity() == acl.Valid, Stops: a.Stops(), Always: r.Always(a), Computed: a.Computed,
		Doubt: doubt(a), Conditions: []string{}, Changes: []string{}, ACL: r.Data(a),
	}
	x.Comment = a.Comment()
	conditions, changes := r.When(a), r.Then(a)
	for _, p := range conditions {
		x.Conditions = append(x.Conditions, p.Text(0))
	}
	for _, p := range changes {
		x.Changes = append(x.Changes, p.Text(0))
	}
	x.gist = gist(x.Always, short(conditions, "condition"), short(changes, "change"))
	return x
}

// short are phrases without those that make a list of ACLs hard to read.
func short(phrases []overview.Phrase, what string) []string {
	var out []string
	for i, p := range phrases {
		if i == shortPhrases && len(phrases) > shortPhrases+1 {
			return append(out, Plural(len(phrases)-i, "more "+what))
		}
		out = append(out, p.Text(shortItems))
	}
	return out
}

// gist is when and what in one sentence.
func gist(always bool, conditions, changes []string) string {
	when, then := strings.Join(conditions, ", "), strings.Join(changes, "; ")
	switch {
	case always:
		when = "always"
	case when == "":
		when = "…"
	}
	if then == "" {
		then = "nothing"
	}
	return when + " → " + then
}

func placeOf(p acl.Place) Place { return place(p.File, p.Span) }

func doubt(a *acl.ACL) *Doubt {
	if a.Doubt == nil {
		return nil
	}
	return &Doubt{Why: a.Doubt.Why, Place: placeOf(a.Doubt.Place)}
}

func doubtNote(d acl.Doubt) string {
	return fmt.Sprintf("%s: code (%s) may add, change or remove any ACL", d.Place, d.Why)
}

// lost is an ACL whose place a later one of its name takes.
type lost struct{ lost, by *acl.ACL }

func (s lost) String() string {
	return fmt.Sprintf("%s of %s does not count: the one of %s has its name and comes later", s.lost.Name, s.lost.Place(), s.by.Place())
}

// superseded are the ACLs of a set that do not count.
func superseded(set *acl.Set, order []*acl.ACL) []lost {
	if len(order) == len(set.ACLs) {
		return nil
	}
	counts := make(map[*acl.ACL]bool, len(order))
	first := make(map[string]*acl.ACL, len(order))
	for _, a := range order {
		counts[a] = true
		if first[a.Name] == nil {
			first[a.Name] = a
		}
	}
	var out []lost
	for _, a := range set.ACLs {
		if !counts[a] {
			out = append(out, lost{a, first[a.Name]})
		}
	}
	return out
}

// AddUses puts the hits of one query into the list, and leaves only the ACLs
// there that some query hits.
func (l *List) AddUses(q *overview.Query, order []*acl.ACL, hits []overview.Hit) {
	position := make(map[*acl.ACL]int, len(order))
	for i, a := range order {
		position[a] = i + 1
	}
	u := Use{Attribute: q.Attribute, Value: q.Value, Hits: []Hit{}}
	for _, h := range hits {
		out := Hit{
			Position: position[h.ACL], ACL: h.ACL.Name, Block: h.Block, Attribute: h.Attribute, Item: h.Item,
			How: h.How.String(), Matches: h.Matches, Why: h.Why, Place: placeOf(h.Place),
		}
		if h.Compared != q.Value {
			out.Compared = h.Compared
		}
		u.Hits = append(u.Hits, out)
	}
	l.Uses = append(l.Uses, u)
}

// OnlyUsed leaves the ACLs that some query hits.
func (l *List) OnlyUsed() {
	used := map[int]bool{}
	for _, u := range l.Uses {
		for _, h := range u.Hits {
			used[h.Position] = true
		}
	}
	l.kept = slices.DeleteFunc(l.kept, func(n numbered) bool { return !used[n.position] })
}

// JSON writes the list as docs/schema/list.schema.json describes.
func (l *List) JSON(out io.Writer) error {
	l.ACLs = []Listed{}
	return writeACLs(out, l, func(one func(any) error) error {
		for _, n := range l.kept {
			if err := one(l.listed(n)); err != nil {
				return err
			}
		}
		return nil
	})
}

// writeACLs writes JSON whose list of ACLs is empty, and into that list one
// after the other of those that each makes.
func writeACLs(out io.Writer, head any, each func(one func(any) error) error) error {
	w := bufio.NewWriter(out)
	var text bytes.Buffer
	if err := writeJSON(&text, head); err != nil {
		return err
	}
	before, after, _ := strings.Cut(text.String(), `"acls": []`)
	w.WriteString(before + `"acls": [`)
	n := 0
	err := each(func(acl any) error {
		var one bytes.Buffer
		if err := writeJSON(&one, acl); err != nil {
			return err
		}
		if n++; n > 1 {
			w.WriteByte(',')
		}
		w.WriteString("\n    " + strings.ReplaceAll(strings.TrimSuffix(one.String(), "\n"), "\n", "\n    "))
		return nil
	})
	if err != nil {
		return err
	}
	if n > 0 {
		w.WriteString("\n  ")
	}
	w.WriteString("]" + after)
	return w.Flush()
}

// writeJSON writes what people may read too: indented, and no character of HTML's
// escaped.
func writeJSON(out io.Writer, v any) error {
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}
