package scenario

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/diag"
)

// QuestionNames are the questions of screens in their short form, the dynamic
// fields left out.
func QuestionNames() []string { return questionNames() }

// ParseMoment reads the name of a moment: first, change or save.
func ParseMoment(name string) (Moment, error) {
	if i := slices.Index(momentNames(), name); i >= 0 {
		return []Moment{First, Change, Save}[i], nil
	}
	return First, fmt.Errorf("%q is no moment: there is %s", name, strings.Join(momentNames(), ", "))
}

// CheckTicketKey reports whether stored tickets have an attribute of that name;
// the error names the nearest one.
func CheckTicketKey(name string) error {
	if strings.HasPrefix(name, "DynamicField_") || strings.HasPrefix(name, "Escalation") || slices.Contains(ticketKeys(), name) {
		return nil
	}
	return fmt.Errorf("%s: tickets have no such attribute; did you mean %s?", name, diag.Nearest(name, ticketKeys()))
}
