package report

import (
	"io"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diff"
	"github.com/ticketacl/ticketacl/internal/overview"
	"github.com/ticketacl/ticketacl/internal/product"
)

// Diff is what differs between two sets, in sections. Every format is written from it alone.
type Diff struct {
	Old           DiffSide `json:"old"`
	New           DiffSide `json:"new"`
	Target        string   `json:"target"`
	TargetAssumed bool     `json:"target_assumed"` // nobody named one
	Different     bool     `json:"different"`      // what the exit code says
	// AsImport: the new set is what an import of it makes of the old one.
	AsImport bool `json:"as_import"`
	// Drift: the old set is what an installation has in force, the new one what a deployment would
	// put there.
	Drift     bool             `json:"drift"`
	Structure *DiffStructure   `json:"structure,omitempty"`
	Behaviour *BehaviourReport `json:"behaviour,omitempty"`
	Hunks     *DiffText        `json:"text,omitempty"`
	// ByHand are ACLs of the old set that an import of the new one leaves in force.
	ByHand []DiffNamed `json:"by_hand,omitempty"`
	// Overrides are ACLs that something else than the deployed file has in force, of a drift.
	Overrides []DiffNamed `json:"overrides,omitempty"`
	// Unread is what of the sets or the inventory could not be read: whatever is told, there may
	// be more.
	Unread []string `json:"unread,omitempty"`
	Notes  []string `json:"notes,omitempty"`
}

// DiffSide is one of the two sets.
type DiffSide struct {
	Name     string `json:"name"` // as somebody named it
	ACLs     int    `json:"acls"`
	Deployed int    `json:"deployed"` // that the system would deploy
}

// DiffStructure is what differs in what is written.
type DiffStructure struct {
	Added   int `json:"added"`
	Removed int `json:"removed"`
	Renamed int `json:"renamed"`
	Changed int `json:"changed"` // in validity, stop or a list
	Moved   int `json:"moved"`
	Texts   int `json:"texts"` // in texts alone
	Same    int `json:"same"`
	// ACLs that differ, in the evaluation order of the new set; removed ones where they stood.
	ACLs []DiffACL `json:"acls"`
	// Undeployed are ACLs that are not valid, and that the other set has not because it is what a system
	// has in force: no difference.
	Undeployed []DiffNamed `json:"undeployed,omitempty"`
	// Computed are ACLs of both of which code computes a part that nobody can compare.
	Computed []DiffNamed `json:"computed,omitempty"`
}

// DiffNamed is an ACL with its place.
type DiffNamed struct {
	Name  string `json:"name"`
	Place Place  `json:"place"`
	Why   string `json:"why,omitempty"`
}

// DiffACL is what differs in one ACL.
type DiffACL struct {
	Name    string   `json:"name"` // the new one, where there are two
	OldName string   `json:"old_name,omitempty"`
	Kinds   []string `json:"kinds"`  // added, removed, renamed, changed, moved, texts
	Effect  bool     `json:"effect"` // its evaluation can differ
	// DeployedName: the names differ because a deployment writes another one.
	DeployedName bool       `json:"deployed_name"`
	Old          *DiffPlace `json:"old,omitempty"`
	New          *DiffPlace `json:"new,omitempty"`
	Stop         bool       `json:"stop_differs"`
	Validity     bool       `json:"validity_differs"`
	// Shape is what the ACL is in place of a hash; "" for one.
	Shape *DiffWords `json:"shape,omitempty"`
	// Doubt is why nobody can tell whether it is in force; "" where it is.
	Doubt  *DiffWords `json:"doubt,omitempty"`
	Lists  []DiffList `json:"lists"`
	Passed []DiffPass `json:"moved_past,omitempty"`
	// PassedMore is how many others it has moved past, at which nobody looked.
	PassedMore int         `json:"moved_past_more,omitempty"`
	Texts      []DiffWords `json:"texts,omitempty"`

	gist string // of an ACL that one set has alone
}

// DiffPlace is an ACL in one of the sets.
type DiffPlace struct {
	Place    Place  `json:"place"`
	Position int    `json:"position"` // in evaluation order, from 1
	Validity string `json:"validity"`
	Deployed bool   `json:"deployed"`
	Stops    bool   `json:"stop_after_match"`
}

// DiffWords is something that both sets say, in other words.
type DiffWords struct {
	What string `json:"what,omitempty"`
	Old  string `json:"old"`
	New  string `json:"new"`
}

// DiffList is what differs in one list.
type DiffList struct {
	Block string `json:"block"`
	Name  string `json:"name"` // area and attribute: Ticket.Queue, Action
	// Old and New are where it stands, if it does.
	Old *Place `json:"old,omitempty"`
	New *Place `json:"new,omitempty"`
	// OldShape and NewShape are what stands there in place of a list; "" for one.
	OldShape string     `json:"old_shape,omitempty"`
	NewShape string     `json:"new_shape,omitempty"`
	Gone     []DiffItem `json:"gone"`
	Come     []DiffItem `json:"come"`
	Stay     int        `json:"stay"`
	Order    bool       `json:"order"`  // the items are the same, and their order matters
	Unread   bool       `json:"unread"` // no engine call looks at it
}

// DiffItem is an item of a list. Without a text it is null.
type DiffItem struct {
	Text  *string `json:"text,omitempty"`
	Place Place   `json:"place"`

	shown string
}

// DiffPass is an ACL that another one has moved past.
type DiffPass struct {
	Name    string `json:"name"`
	Now     string `json:"now"`     // before or behind it
	Matters string `json:"matters"` // yes, no, unknown
	Why     string `json:"why,omitempty"`
}

// DiffText is unified hunks of canonical forms.
type DiffText struct {
	Hunks string `json:"hunks"`
	// Applies: git apply takes them; else NotApplied says why not.
	Applies    bool   `json:"applies"`
	NotApplied string `json:"not_applied,omitempty"`
}

// JSON writes what docs/schema/diff.schema.json describes.
func (d *Diff) JSON(out io.Writer) error { return writeJSON(out, d) }

// NewDiffSide counts one of the sets.
func NewDiffSide(name string, set *acl.Set) DiffSide {
	s := DiffSide{Name: name}
	for _, a := range set.Order() {
		s.ACLs++
		if a.Validity() == acl.Valid {
			s.Deployed++
		}
	}
	return s
}

// NewDiffStructure describes what differs.
func NewDiffStructure(s *diff.Structure, before, after *acl.Set, t *product.Target) *DiffStructure {
	out := &DiffStructure{Same: s.Same, ACLs: []DiffACL{}}
	describe := describer{overview.For(t), positions(before), positions(after)}
	for _, c := range s.ACLs {
		x := describe.acl(c)
		for _, kind := range x.Kinds {
			*map[string]*int{"added": &out.Added, "removed": &out.Removed, "renamed": &out.Renamed, "changed": &out.Changed, "moved": &out.Moved, "texts": &out.Texts}[kind]++
		}
		out.ACLs = append(out.ACLs, x)
	}
	for _, a := range s.Undeployed {
		out.Undeployed = append(out.Undeployed, DiffNamed{Name: a.Name, Place: placeOf(a.Place()), Why: a.Validity().String()})
	}
	for _, a := range s.Computed {
		out.Computed = append(out.Computed, DiffNamed{Name: a.Name, Place: placeOf(a.Place())})
	}
	return out
}

func positions(set *acl.Set) map[*acl.ACL]int {
	at := map[*acl.ACL]int{}
	for i, a := range set.Order() {
		at[a] = i + 1
	}
	return at
}
