package product

import (
	"slices"
	"strconv"
)

// FreeFieldNames are the free fields that tickets had before dynamic fields. Each became
// the dynamic field of its name.
func FreeFieldNames() []string {
	var out []string
	for _, kind := range []struct {
		name string
		n    int
	}{{"TicketFreeKey", 16}, {"TicketFreeText", 16}, {"TicketFreeTime", 6}} {
		for i := range kind.n {
			out = append(out, kind.name+strconv.Itoa(i+1))
		}
	}
	return out
}

// IsFreeField reports whether an attribute of tickets is such a field.
func IsFreeField(attr string) bool {
	return len(attr) > len("TicketFree") && attr[:len("TicketFree")] == "TicketFree" && slices.Contains(FreeFieldNames(), attr)
}
