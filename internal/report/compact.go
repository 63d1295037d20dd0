package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"

	"github.com/ticketacl/ticketacl/internal/diag"
)

// maxCompact is how many findings are printed beside other output.
const maxCompact = 20

// Compact prints findings, one line each and a hint where something is wrong. Of
// mere information it prints what bears on answers: what code computes, where
// there is room for it.
func Compact(out io.Writer, ds []diag.Diagnostic) {
	told := slices.DeleteFunc(slices.Clone(ds), func(d diag.Diagnostic) bool { return d.Severity == diag.Info && d.Rule != diag.DynamicPerl })
	if len(told) > maxCompact {
		// What is wrong comes first.
		slices.SortStableFunc(told, func(a, b diag.Diagnostic) int { return cmp.Compare(b.Severity, a.Severity) })
	}
	shown := 0
	for _, d := range told {
		if shown++; shown > maxCompact {
			continue
		}
		fmt.Fprintf(out, "%s: %s: %s [%s]\n", Clean(d.Place.String()), d.Severity, Clean(d.Summary), d.Rule)
		if d.Detail != "" && d.Severity == diag.Error {
			fmt.Fprintf(out, "    %s\n", Clean(d.Detail))
		}
	}
	if shown > maxCompact {
		fmt.Fprintf(out, "and %d more findings\n", shown-maxCompact)
	}
}
