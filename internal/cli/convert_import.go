package cli

import (
	"fmt"
	"slices"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/report"
)

// checked says what an import would do.
func (o *convertOptions) checked(read *convert.Result, taken *convert.Set, findings []diag.Diagnostic, target *product.Target, assumed bool) error {
	report.Compact(o.err, withImport(read.Diagnostics, findings))
	refused, untold := len(read.Set.ACLs)-len(taken.ACLs), ""
	if code := countOf(findings, diag.DynamicPerl); code > 0 {
		refused -= code
		untold = fmt.Sprintf("; %s of code cannot be told", acls(code))
	}
	refused += countOf(read.Diagnostics, diag.MissingName) // the reader has no place for these
	by := target.String()
	if assumed {
		by += " (assumed)"
	}
	fmt.Fprintf(o.streams.out, "%s would import %s and refuse %d%s\n", by, acls(len(taken.ACLs)), refused, untold)
	if refused > 0 || untold != "" || read.Partial {
		return exit(exitFindings)
	}
	return nil
}

func countOf(findings []diag.Diagnostic, rule diag.Rule) int {
	n := 0
	for _, d := range findings {
		if d.Rule == rule {
			n++
		}
	}
	return n
}

// withImport puts the findings of an import to those of reading. Where both have
// an error of one rule for one place, the import knows what becomes of it.
func withImport(reading, importing []diag.Diagnostic) []diag.Diagnostic {
	type key struct {
		rule  diag.Rule
		place convert.Place
	}
	said := map[key]bool{}
	for _, d := range importing {
		said[key{d.Rule, d.Place}] = true
	}
	all := slices.DeleteFunc(slices.Clone(reading), func(d diag.Diagnostic) bool { return said[key{d.Rule, d.Place}] })
	all = append(all, importing...)
	diag.Sort(all)
	return all
}

// onlyExports reports whether all files are what the system's import reads.
func onlyExports(formats map[string]convert.Format) bool {
	for _, f := range formats {
		if f != convert.YAML && f != convert.JSON {
			return false
		}
	}
	return true
}
