package product

import (
	"slices"
	"strconv"
	"strings"
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

// IsFree reports whether a name is that of a free field of tickets, or of articles: of these
// only lists know.
func IsFree(name string) bool {
	for _, kind := range []string{"ArticleFreeKey", "ArticleFreeText"} {
		if n, ok := strings.CutPrefix(name, kind); ok {
			return n == "1" || n == "2" || n == "3"
		}
	}
	return IsFreeField(name)
}

// IsFreeField reports whether an attribute of tickets is such a field.
func IsFreeField(attr string) bool {
	return len(attr) > len("TicketFree") && attr[:len("TicketFree")] == "TicketFree" && slices.Contains(FreeFieldNames(), attr)
}
