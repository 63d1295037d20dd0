package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/report"
)

// unused refuses flags that would change nothing.
func (o *convertOptions) unused(cmd *cobra.Command) error {
	given := func(name string) bool { return cmd.Flags().Changed(name) }
	switch {
	case given("valid-id") && (o.to == "zzzacl" || o.to == "config"):
		return fmt.Errorf("--valid-id is for yaml and json: what stands in a %s file is valid", o.to)
	case o.to == "config" && (given("now") || given("by")):
		return fmt.Errorf("--now and --by are not for --to config: it has what the source tells")
	case o.to == "config" && o.faithful:
		return fmt.Errorf("--faithful is not for --to config, which no system writes")
	}
	return nil
}

// exit is how a conversion ends: with 1 where an ACL is refused or left out, or
// has an error. Warnings of what a form has no place for, such as a comment, do
// not count: they stay for as long as the source is what it is.
func (o *convertOptions) exit(read *convert.Result, w *convert.Written) error {
	if read.Partial {
		return exit(exitFailed)
	}
	wrong := func(d diag.Diagnostic) bool { return d.Severity == diag.Error }
	leftOut := func(d diag.Diagnostic) bool { return wrong(d) || d.Rule == diag.DynamicPerl }
	if slices.ContainsFunc(read.Diagnostics, wrong) || slices.ContainsFunc(w.Diagnostics, leftOut) {
		return exit(exitFindings)
	}
	return nil
}

// tellDropped names the ACLs of an export that are not written because another
// one of the same name is.
func (o *convertOptions) tellDropped(set *convert.Set) {
	if o.to != "zzzacl" && o.to != "config" {
		return
	}
	order := set.Order()
	if len(order) == len(set.ACLs) {
		return
	}
	kept := map[*convert.ACL]bool{}
	for _, a := range order {
		kept[a] = true
	}
	var places []string
	for _, a := range set.ACLs {
		if !kept[a] {
			places = append(places, a.Place().String())
		}
	}
	fmt.Fprintf(o.err, "note: not written, for the last ACL of a name counts: %s\n", report.Clean(few(places)))
}

// tellAdded says what exports got that they lacked.
func (o *convertOptions) tellAdded(added map[string]int) {
	most := 0
	for _, n := range added {
		most = max(most, n)
	}
	if most == 0 {
		return
	}
	fmt.Fprintf(o.err, "note: %s got what the source lacks:\n", acls(most))
	validity := map[int]string{1: "1 (valid)", 2: "2 (invalid)", 3: "3 (invalid-temporarily)"}[o.validID]
	for _, c := range []struct {
		keys  []string
		value string
	}{
		{[]string{"ID"}, "the next free number"}, {[]string{"ValidID"}, validity}, {[]string{"CreateTime", "ChangeTime"}, o.now}, {[]string{"CreateBy", "ChangeBy"}, o.by},
	} {
		if keys := slices.DeleteFunc(c.keys, func(key string) bool { return added[key] == 0 }); len(keys) > 0 {
			fmt.Fprintf(o.err, "    %s: %s\n", strings.Join(keys, ", "), report.Clean(c.value))
		}
	}
}

// tellNumbers says that a dump has numbers where an export has logins.
func (o *convertOptions) tellNumbers(set *convert.Set, formats map[string]convert.Format) {
	n := 0
	for _, a := range set.ACLs {
		if formats[a.File] != convert.SQL {
			continue
		}
		for _, by := range []*convert.Value{a.Meta.CreateBy, a.Meta.ChangeBy} {
			if by != nil && by.Text != "" && strings.Trim(by.Text, "0123456789") == "" {
				n++
				break
			}
		}
	}
	if n > 0 {
		fmt.Fprintf(o.err, "note: users of %s are numbers: the dump lacks their logins (table users)\n", acls(n))
	}
}

// maxFew is how many names one line lists.
const maxFew = 5

// few lists names, and says how many there are more.
func few(names []string) string {
	if more := len(names) - maxFew; more > 0 {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:maxFew], ", "), more)
	}
	return strings.Join(names, ", ")
}
