package report

import (
	"fmt"
	"io"

	"github.com/ticketacl/ticketacl/internal/diag"
)

// maxCompact is how many findings are printed beside other output.
const maxCompact = 20

// Compact prints findings, one line each and a hint where something is wrong.
func Compact(out io.Writer, ds []diag.Diagnostic) {
	shown := 0
	for _, d := range ds {
		if d.Severity == diag.Info {
			continue
		}
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
