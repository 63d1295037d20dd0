package simulate

import (
	"strconv"
	"strings"

	"github.com/ticketacl/ticketacl/internal/inventory"
)

// listKind and above are values that are references in Perl.
const listKind = inventory.List

// perlNumber is the number that Perl makes of a string: that of its longest
// numeric beginning, 0 without one.
func perlNumber(s string) float64 {
	s = strings.TrimLeft(s, " \t\n\r\f\v")
	end := len(s)
	if i := strings.IndexFunc(s, func(r rune) bool { return !strings.ContainsRune("0123456789+-.eE", r) }); i >= 0 {
		end = i
	}
	for ; end > 0; end-- {
		if f, err := strconv.ParseFloat(s[:end], 64); err == nil {
			return f
		}
	}
	return 0
}
