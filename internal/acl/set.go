package acl

import (
	"slices"
	"strings"
)

// Form is the kind of file that an ACL comes from. It decides how its blocks
// reach the engine.
type Form uint8

// The forms.
const (
	// Export is an entry of a YAML export: the system deploys Properties and
	// PropertiesDatabase of its ConfigMatch and the sections of its
	// ConfigChange, and puts an empty hash for what is missing or false.
	Export Form = iota
	// Deployed is the hash that the engine itself reads, from Perl or from a
	// recorded case.
	Deployed
)

// BlockName names one of the five hashes that make up an ACL.
type BlockName uint8

// The blocks, in the order in which the engine looks at them.
const (
	Properties BlockName = iota
	PropertiesDatabase
	Possible
	PossibleAdd
	PossibleNot
	NumBlocks int = iota
)

func (b BlockName) String() string {
	return [...]string{"Properties", "PropertiesDatabase", "Possible", "PossibleAdd", "PossibleNot"}[b]
}

// IsMatch reports whether b holds conditions, not changes.
func (b BlockName) IsMatch() bool { return b <= PropertiesDatabase }

// BlockNamed returns the block of a key as the engines spell it.
func BlockNamed(key string) (BlockName, bool) {
	for b := range BlockName(NumBlocks) {
		if b.String() == key {
			return b, true
		}
	}
	return 0, false
}

// Meta is what an entry says about an ACL besides its rules, as it stands in
// Entry; nil where the entry does not say it. Of a Deployed ACL that is
// StopAfterMatch at most.
type Meta struct {
	ID, ValidID               *Value
	Comment, Description      *Value
	CreateTime, CreateBy      *Value
	ChangeTime, ChangeBy      *Value
	StopAfterMatch            *Value
	ConfigMatch, ConfigChange *Value // of exports only; the blocks are cut from them
}

// ACL is one ticket ACL as it was written.
type ACL struct {
	Name     string
	NameSpan Span
	File     string // path as the user gave it; "-" for standard input
	Form     Form
	// Entry is everything that was written for this ACL. In an export its kind
	// is Hash; a Deployed ACL may be of any kind (undef matches always, a
	// scalar or list kills the engine).
	Entry Value
	Meta  Meta
	// Header is what a deployment wrote about the ACL, in comments.
	Header Header
	// Blocks are the five hashes, as they stand in Entry, of any kind; nil where
	// the key was not written.
	Blocks [NumBlocks]*Entry
	// Computed: code makes the name, and Name is what can be told of it, with
	// "…" for every part that cannot. There may be any number of such ACLs.
	Computed bool
	// Doubt says why nobody can tell from the source whether the ACL is in
	// force; nil where it is.
	Doubt *Doubt
}

// Doubt is why something cannot be told from the source: a condition, a loop,
// a call.
type Doubt struct {
	Why   string // lower case, such as "under a condition"
	Place Place
}

// NewDeployed is an ACL as the engine gets it from Perl: a hash with the five
// blocks and StopAfterMatch, or anything else that was written there.
func NewDeployed(name string, v Value) *ACL {
	a := &ACL{Name: name, Form: Deployed, Entry: v}
	if v.Kind != Hash {
		return a
	}
	for i := range v.Entries() {
		e := &v.Entries()[i]
		if b, ok := BlockNamed(e.Key); ok {
			a.Blocks[b] = e
		} else if e.Key == "StopAfterMatch" {
			a.Meta.StopAfterMatch = &e.Value
		}
	}
	return a
}

// Block returns the value of a block, undef where it was not written.
func (a *ACL) Block(b BlockName) *Value {
	if e := a.Blocks[b]; e != nil {
		return &e.Value
	}
	return &Value{}
}

// Place is where the ACL is named in its file, or where it starts.
func (a *ACL) Place() Place {
	if a.NameSpan.IsValid() {
		return Place{a.File, a.NameSpan}
	}
	return Place{a.File, a.Entry.Span}
}

// Validity is the state of an ACL in the system's database.
type Validity uint8

// The validities of a stock system. Only valid ACLs are deployed.
const (
	Valid Validity = iota
	Invalid
	InvalidTemporarily
	InvalidOther // a ValidID that no stock system has
)

func (v Validity) String() string {
	return [...]string{"valid", "invalid", "invalid-temporarily", "invalid (unknown ValidID)"}[v]
}

// Validity says whether the system would deploy the ACL. What comes from Perl
// is in force; an export entry without ValidID is imported as valid.
func (a *ACL) Validity() Validity {
	v := a.Meta.ValidID
	if a.Form == Deployed || v == nil || v.Kind == Undef {
		return Valid
	}
	switch v.Text {
	case "1":
		return Valid
	case "2":
		return Invalid
	case "3":
		return InvalidTemporarily
	}
	return InvalidOther
}

// Stops reports whether StopAfterMatch is true in Perl's sense.
func (a *ACL) Stops() bool { return a.Meta.StopAfterMatch.IsTrue() }

// Set is a number of ACLs that work together.
type Set struct {
	ACLs []*ACL // in file order, names written twice included
	// Doubts are places where code may add, change or remove any ACL.
	Doubts []Doubt
	// DefaultActions is the setting TicketACL::Default::Action of the configuration that the
	// ACLs stand in, which engines up to OTRS 3.3 begin every map of actions with: action to
	// what is written, of which 0 and '' forbid it. Nil where it is not set there.
	DefaultActions map[string]string
}

// Order returns the ACLs that count, in the order in which every engine
// evaluates them: by the code points of their names (semantics, "Steps" and
// gotcha 51). Of one name the last one counts, as a Perl hash has it, and after
// it those of which nobody knows whether they replace it.
func (s *Set) Order() []*ACL {
	byName := func(a, b *ACL) int { return strings.Compare(a.Name, b.Name) }
	all := slices.Clone(s.ACLs)
	slices.SortStableFunc(all, byName)
	names := len(slices.CompactFunc(slices.Clone(all), func(a, b *ACL) bool { return a.Name == b.Name }))
	if names == len(all) {
		return all
	}
	last := make(map[string]int, names)
	for i, a := range s.ACLs {
		if _, ok := last[a.Name]; !ok || a.Doubt == nil {
			last[a.Name] = i
		}
	}
	out := make([]*ACL, 0, len(last))
	for i, a := range s.ACLs {
		if last[a.Name] <= i {
			out = append(out, a)
		}
	}
	slices.SortStableFunc(out, byName)
	return out
}

// Named returns the ACL of that name that counts, or nil.
func (s *Set) Named(name string) *ACL {
	for i := len(s.ACLs) - 1; i >= 0; i-- {
		if s.ACLs[i].Name == name {
			return s.ACLs[i]
		}
	}
	return nil
}
