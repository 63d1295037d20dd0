package report

import (
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/overview"
	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/simulate"
)

// Lone is one ACL without a scenario: whether it is in force, where it can act,
// what keeps it from acting, and the smallest scenario in which it does.
type Lone struct {
	ACL           string      `json:"acl"`
	Place         Place       `json:"place"`
	Target        string      `json:"target"`
	TargetAssumed bool        `json:"target_assumed"`
	Inventory     string      `json:"inventory"`
	Sources       []string    `json:"sources"` // files of the set
	Validity      string      `json:"validity"`
	Deployed      bool        `json:"deployed"`
	Doubt         string      `json:"doubt,omitempty"` // why nobody can tell whether it is in force
	Stops         bool        `json:"stop_after_match"`
	Position      int         `json:"position"` // in evaluation order among those that take part, from 1; 0 for one that does not
	Of            int         `json:"of"`
	Always        bool        `json:"always"` // it has no conditions
	When          []string    `json:"when"`   // its conditions, in short
	Then          []string    `json:"then"`   // what it changes, in short
	Lists         []LoneList  `json:"lists"`
	NeverAsk      []string    `json:"screens_that_never_ask"` // of those that ask ACLs at all
	Before        []Rival     `json:"before"`                 // ACLs that stop before it
	Behind        []Rival     `json:"behind"`                 // ACLs that undo what it does
	Lacks         []LoneLack  `json:"lacks"`
	Values        []LoneValue `json:"values_never_offered"`
	ActsOn        []string    `json:"acts_on"`        // screens on which a scenario was found
	ActsUnseen    []string    `json:"acts_unseen_on"` // screens on which nobody notices what it does
	Acts          *LoneActs   `json:"acts,omitempty"`
	Notes         []string    `json:"notes"`
}

// LoneList is one list that the ACL changes, and who asks for it.
type LoneList struct {
	Question string   `json:"question"`
	Screens  []string `json:"screens"`
	Own      []string `json:"own"`     // screens that ask about themselves only
	Setters  []string `json:"setters"` // functions that ask before they store
}

// Rival is another ACL that keeps this one from acting.
type Rival struct {
	ACL       string   `json:"acl"`
	Place     Place    `json:"place"`
	Questions []string `json:"questions"`
	What      string   `json:"what"`
	Values    []string `json:"values,omitempty"` // that it brings back, or takes
	Always    bool     `json:"always"`           // it has no conditions
	When      []string `json:"when"`
}

// LoneLack is what kept the ACL from acting on some screens in everything that
// was tried.
type LoneLack struct {
	Condition string   `json:"condition,omitempty"` // with its block; none for another reason
	Why       string   `json:"why"`
	Others    []string `json:"others,omitempty"` // ACLs that make the lists the same without it
	Place     Place    `json:"place"`
	Screens   []string `json:"screens"`
}

// LoneValue is a value that a list of the ACL names and screens never offer.
type LoneValue struct {
	Question   string   `json:"question"`
	Value      string   `json:"value"`
	Why        string   `json:"why,omitempty"`
	Place      Place    `json:"place"`
	Screens    []string `json:"screens"`
	Everywhere bool     `json:"everywhere"` // no screen offers it
}

// LoneActs is a scenario in which the ACL acts.
type LoneActs struct {
	Screen   string   `json:"screen"`
	Question string   `json:"question"`
	Gone     []string `json:"gone"`         // because of it
	Back     []string `json:"brought_back"` // because of it
	Assumed  string   `json:"candidates_note,omitempty"`
	Unseen   string   `json:"unseen,omitempty"` // why nobody notices it there
	Scenario []string `json:"scenario"`         // lines of a scenario file
	Saved    string   `json:"saved,omitempty"`
}

// LoneBasis is what a Lone is made from.
type LoneBasis struct {
	Set    *acl.Set
	ACL    *acl.ACL
	Engine *simulate.Engine
	Asking []scenario.Asking
	Silent []string
}

// NewLone describes one ACL.
func NewLone(b *LoneBasis) *Lone {
	a, t := b.ACL, b.Engine.Target()
	r := overview.For(t)
	l := &Lone{
		ACL: a.Name, Place: place(a.File, a.Place().Span), Target: t.ID, Validity: a.Validity().String(), Stops: a.Stops(),
		Always: r.Always(a), When: []string{}, Then: []string{}, Lists: []LoneList{}, NeverAsk: slices.Clone(b.Silent),
		Before: []Rival{}, Behind: []Rival{}, Lacks: []LoneLack{}, Values: []LoneValue{}, ActsOn: []string{}, ActsUnseen: []string{}, Notes: []string{}, Sources: []string{},
	}
	if l.NeverAsk == nil {
		l.NeverAsk = []string{}
	}
	for _, o := range b.Set.Order() {
		if !slices.Contains(l.Sources, o.File) {
			l.Sources = append(l.Sources, o.File)
		}
	}
	acls := b.Engine.ACLs()
	l.Of, l.Position = len(acls), slices.Index(acls, a)+1
	l.Deployed = l.Position > 0
	switch {
	case a.Doubt != nil:
		l.Doubt = "it is there only " + a.Doubt.Why
	case a.Computed:
		l.Doubt = "code makes its name"
	}
	for _, p := range r.When(a) {
		l.When = append(l.When, p.Text(0))
	}
	for _, p := range r.Then(a) {
		l.Then = append(l.Then, p.Text(0))
	}
	for _, s := range superseded(b.Set, b.Set.Order()) {
		if s.lost.Name == a.Name {
			l.Notes = append(l.Notes, s.String())
		}
	}
	for _, d := range b.Set.Doubts {
		l.Notes = append(l.Notes, doubtNote(d))
	}
	l.lists(b)
	l.rivals(b, r)
	l.values(b)
	l.lacking(b)
	return l
}

// bare is a question as scenarios write it.
func bare(question string) string { return strings.TrimPrefix(question, "Ticket.") }

func (l *Lone) lists(b *LoneBasis) {
	for _, q := range b.Engine.Questions(b.ACL) {
		list := LoneList{Question: bare(q), Screens: []string{}, Own: []string{}, Setters: []string{}}
		for i := range b.Asking {
			a := &b.Asking[i]
			switch {
			case !slices.Contains(a.Questions, q):
			case a.Setter:
				list.Setters = append(list.Setters, a.Screen)
			case q == "Action" && a.Own:
				list.Own = append(list.Own, a.Screen)
			default:
				list.Screens = append(list.Screens, a.Screen)
			}
		}
		l.Lists = append(l.Lists, list)
	}
}

// values are those that its lists name and the screens that ask never offer.
func (l *Lone) values(b *LoneBasis) {
	for _, q := range b.Engine.Questions(b.ACL) {
		for _, item := range b.Engine.Literals(b.ACL, q) {
			v := LoneValue{Question: bare(q), Value: item.Text, Place: place(b.ACL.File, item.Span), Screens: []string{}, Everywhere: true}
			for i := range b.Asking {
				a := &b.Asking[i]
				if !slices.Contains(a.Questions, q) || a.Setter || q == "Action" && a.Own {
					continue
				}
				why, told := a.Reasons[[2]string{q, item.Text}]
				if slices.Contains(a.Offers[q], item.Text) || !told || why == "" {
					v.Everywhere = false
					continue
				}
				v.Screens = append(v.Screens, a.Screen)
				if v.Why == "" {
					v.Why = why
				}
			}
			// Menus differ in their actions; one that is in none is worth a word.
			if len(v.Screens) > 0 && (v.Everywhere || q != "Action") {
				l.Values = append(l.Values, v)
			}
		}
	}
}

// lacking groups what kept it from acting by reason, and names the screens where
// it can act.
func (l *Lone) lacking(b *LoneBasis) {
	for i := range b.Asking {
		a := &b.Asking[i]
		switch {
		case a.Acts == nil:
		case a.Acts.Unseen != "":
			l.ActsUnseen = append(l.ActsUnseen, a.Screen)
			continue
		default:
			l.ActsOn = append(l.ActsOn, a.Screen)
			continue
		}
		for _, lack := range a.Lacks {
			n := LoneLack{Why: lack.Why, Screens: []string{a.Screen}}
			if c := lack.Condition; c != nil {
				n.Condition = c.Area + "." + c.Attr
				if c.Block == acl.PropertiesDatabase {
					n.Condition = "stored " + n.Condition
				}
				n.Place = place(b.ACL.File, c.List.KeySpan)
			}
			at := slices.IndexFunc(l.Lacks, func(o LoneLack) bool { return o.Condition == n.Condition && o.Why == n.Why })
			if at < 0 {
				l.Lacks = append(l.Lacks, n)
				at = len(l.Lacks) - 1
			} else {
				l.Lacks[at].Screens = append(l.Lacks[at].Screens, a.Screen)
			}
			for _, o := range lack.Others {
				if !slices.Contains(l.Lacks[at].Others, o.Name) {
					l.Lacks[at].Others = append(l.Lacks[at].Others, o.Name)
				}
			}
		}
	}
}
