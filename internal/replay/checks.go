package replay

import (
	"fmt"
	"slices"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/simulate"
)

// setOf names the data set that a match block is compared with.
func setOf(b acl.BlockName) string {
	if b == acl.Properties {
		return "Checks"
	}
	return "ChecksDatabase"
}

// recordedAttr finds one attribute in recorded data sets; what is not there
// was not set.
func recordedAttr(checks *acl.Value, path ...string) inventory.Value {
	for _, key := range path {
		if checks == nil || checks.Kind != acl.Hash {
			return inventory.Value{}
		}
		checks = checks.Get(key)
	}
	if checks == nil {
		return inventory.Value{}
	}
	return datum(checks)
}

// compareMentioned holds the gathered attributes that the case's conditions
// look at against the recorded ones.
func compareMentioned(c *Case, facts *simulate.Facts, recorded *acl.Value) (diff string) {
	facts.Mentioned(func(b acl.BlockName, area, attr string, v inventory.Value) {
		want := recordedAttr(recorded, setOf(b), area, attr)
		if diff == "" && !v.Equal(want) {
			diff = fmt.Sprintf("checks %s.%s.%s: %s there, %s here", setOf(b), area, attr, show(want), show(v))
		}
	})
	return diff
}

// compareAll holds complete data sets against the recorded ones. A section
// that is missing and one without attributes are the same to the engine.
func compareAll(facts *simulate.Facts, recorded *acl.Value) string {
	for _, b := range []acl.BlockName{acl.Properties, acl.PropertiesDatabase} {
		set := facts.Checks
		if b == acl.PropertiesDatabase {
			set = facts.ChecksDatabase
		}
		areas := recorded.Get(setOf(b))
		if areas == nil {
			areas = &acl.Value{}
		}
		for _, area := range areas.Entries() {
			for _, attr := range area.Value.Entries() {
				v := inventory.Value{}
				if s := set[area.Key]; s != nil {
					v = s.Attr(attr.Key)
				}
				if want := datum(&attr.Value); !v.Equal(want) {
					return fmt.Sprintf("checks %s.%s.%s: %s there, %s here", setOf(b), area.Key, attr.Key, show(want), show(v))
				}
			}
		}
		for _, area := range sortedKeys(set) {
			attrs := set[area].Names()
			slices.Sort(attrs)
			for _, attr := range attrs {
				v := set[area].Attr(attr)
				if want := recordedAttr(recorded, setOf(b), area, attr); v.Defined() && !v.Equal(want) {
					return fmt.Sprintf("checks %s.%s.%s: %s there, %s here", setOf(b), area, attr, show(want), show(v))
				}
			}
		}
	}
	return ""
}

func sortedKeys(set simulate.DataSet) []string {
	keys := make([]string, 0, len(set))
	for k := range set {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// show is a value as a difference prints it.
func show(v inventory.Value) string {
	switch v.Kind {
	case inventory.Undef:
		return "unset"
	case inventory.Unknown:
		return "unknown"
	case inventory.Hash:
		return "a hash"
	case inventory.List:
		var items []string
		for _, e := range v.List {
			items = append(items, show(e))
		}
		return fmt.Sprint(items)
	}
	return fmt.Sprintf("%q", v.Text)
}
