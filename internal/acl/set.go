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

// Block is one of the five hashes of an ACL.
type Block struct {
	Present bool // the key was written
	KeySpan Span
	Value   Value // of any kind, as written
}

// Meta is what a file says about an ACL besides its rules. Each value is of
// Kind Undef with no Span where the file does not have it.
type Meta struct {
	ID, ValidID               Value
	Comment, Description      Value
	CreateTime, CreateBy      Value
	ChangeTime, ChangeBy      Value
	StopAfterMatch            Value
	ConfigMatch, ConfigChange Value // of exports only; the blocks are cut from them
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
	Entry  Value
	Meta   Meta
	Blocks [NumBlocks]Block
}

// Block returns the block of that name.
func (a *ACL) Block(b BlockName) *Block { return &a.Blocks[b] }

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
	if a.Form == Deployed || v.Kind == Undef {
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
}

// Order returns the ACLs that count, in the order in which every engine
// evaluates them: by the code points of their names (semantics, "Steps" and
// gotcha 51). Of one name the last one counts, as a Perl hash has it.
func (s *Set) Order() []*ACL {
	last := make(map[string]int, len(s.ACLs))
	for i, a := range s.ACLs {
		last[a.Name] = i
	}
	out := make([]*ACL, 0, len(last))
	for i, a := range s.ACLs {
		if last[a.Name] == i {
			out = append(out, a)
		}
	}
	slices.SortFunc(out, func(a, b *ACL) int { return strings.Compare(a.Name, b.Name) })
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
