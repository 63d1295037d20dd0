package cli

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diff"
	"github.com/ticketacl/ticketacl/internal/report"
)

// imports looks at the new set as something that is imported over the old one: what has to be
// done by hand, and what is in the file for it.
func (o *diffOptions) imports(d *compared) error {
	changes := d.compareSets(d.old.Set, d.new.Set)
	d.report.ByHand = byHand(changes, d.old.Set)
	opts := convert.WriteOptions{Target: d.target, By: defaultBy, Sources: d.new.sources}
	imported := d.new.Set
	if o.importFile != "" {
		imported = needed(changes, d.new.Set)
		if err := o.writeImport(imported, opts); err != nil {
			return err
		}
	}
	after := convert.ImportOver(d.old.Set, imported, opts)
	d.findings = withImport(d.findings, after.Diagnostics)
	d.refused = len(after.Refused) > 0
	if o.asImport {
		d.new.Set, d.new.made = after.Set, true
	}
	return nil
}

// needed are the ACLs of the new set that the old one lacks, or has otherwise.
func needed(changes *diff.Structure, set *convert.Set) *convert.Set {
	wanted := map[*convert.ACL]bool{}
	for _, c := range changes.ACLs {
		wanted[c.New] = c.New != nil && c.Kind&(diff.Added|diff.Renamed|diff.Changed) != 0
	}
	for _, a := range changes.Undeployed { // a system may have it, and else gets it
		wanted[a] = true
	}
	return &convert.Set{ACLs: slices.DeleteFunc(slices.Clone(set.ACLs), func(a *convert.ACL) bool { return !wanted[a] })}
}

// writeImport writes the file for the import in the browser.
func (o *diffOptions) writeImport(set *convert.Set, opts convert.WriteOptions) error {
	if len(set.ACLs) == 0 {
		fmt.Fprintf(o.err, "note: nothing is new or changed: %s is not written\n", report.Clean(o.importFile))
		return nil
	}
	complete, _ := convert.Completed(set, opts)
	w := convert.Write(complete, convert.Export, opts)
	if err := replaceFile(o.importFile, w.Data); err != nil {
		return failure{err}
	}
	report.Compact(o.err, w.Diagnostics)
	fmt.Fprintf(o.err, "note: %s holds %s: import it with the box for overwriting ticked, then deploy\n", report.Clean(o.importFile), acls(len(set.ACLs)))
	return nil
}

// byHand are ACLs of the old set that an import of the new one leaves in force: it deletes
// nothing, and takes another name for another ACL.
func byHand(changes *diff.Structure, old *convert.Set) []report.DiffNamed {
	var out []report.DiffNamed
	for _, c := range changes.ACLs {
		if c.Old == nil || c.Old.Validity() != acl.Valid {
			continue
		}
		why := ""
		switch {
		case c.New == nil:
			why = "set it invalid"
		case c.Kind.Has(diff.Renamed) && strings.EqualFold(c.Old.Name, c.New.Name):
			why = "rename it to " + c.New.Name + ": capitals alone make no other name for the system, which refuses the import"
		case c.Kind.Has(diff.Renamed):
			why = "set it invalid, for it comes anew as " + c.New.Name
		default:
			continue
		}
		out = append(out, report.NewDiffNamed(c.Old, why))
	}
	return out
}

// overrides are ACLs that the set has, and that the installation has in force from a file that is
// loaded behind the deployed one: deploying does not change them.
func overrides(d *compared) []report.DiffNamed {
	deployed := map[string]bool{}
	for _, a := range d.new.Set.ACLs {
		deployed[a.Name] = true
	}
	var out []report.DiffNamed
	for _, a := range d.old.Set.Order() {
		if deployed[a.Name] && loadedBehind(a.File) {
			out = append(out, report.NewDiffNamed(a, "deploying does not change it, for "+filepath.Base(a.File)+" is loaded behind ZZZACL.pm"))
		}
	}
	return out
}

// loadedBehind reports whether an installation's file is loaded behind ZZZACL.pm (semantics, "How
// files are loaded").
func loadedBehind(file string) bool {
	folder, name := filepath.Split(file)
	if filepath.Base(folder) != "Files" {
		return name == "Config.pm"
	}
	if abs, err := filepath.Abs(folder); err == nil {
		folder = abs
	}
	const deployed = "ZZZACL.pm"
	if !strings.Contains(folder, "Ticket") && strings.Contains(name, "Ticket") {
		return false
	}
	return name > deployed
}
