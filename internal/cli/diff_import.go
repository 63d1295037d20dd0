package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/diff"
	"github.com/ticketacl/ticketacl/internal/report"
)

// importMark is the first line of an import file, which the next run may replace.
const importMark = "# An import file by ticketacl diff; it may be written anew.\n"

// imports looks at the new set as something that is imported over the old one: what has to be
// done by hand, and what is in the file for it.
func (o *diffOptions) imports(d *compared) error {
	changes := d.compareSets(d.old.Set, d.new.Set)
	now, err := time.Parse(convert.TimeLayout, defaultNow)
	if err != nil {
		return err
	}
	opts := convert.WriteOptions{Target: d.target, Now: now, By: defaultBy, Sources: d.new.sources}
	imported := d.new.Set
	if o.importFile != "" {
		imported = needed(changes, d.new.Set)
	}
	after := convert.ImportOver(d.old.Set, imported, opts)
	d.findings = withImport(d.findings, after.Diagnostics)
	d.refused = len(after.Refused) > 0
	refusedAll := slices.Clone(after.Refused)
	if o.importFile != "" {
		for refused := after.Refused; len(refused) > 0; { // until the system takes all that is left
			imported = without(imported, refused)
			after = convert.ImportOver(d.old.Set, imported, opts)
			d.findings = withImport(d.findings, after.Diagnostics)
			refused = after.Refused
			refusedAll = append(refusedAll, refused...)
		}
		if err := o.writeImport(d, imported, opts); err != nil {
			return err
		}
	}
	d.report.ByHand = byHand(changes, d.old.Set, d.new.Set, refusedAll)
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

// without is a set less some of its ACLs.
func without(set *convert.Set, gone []*convert.ACL) *convert.Set {
	return &convert.Set{ACLs: slices.DeleteFunc(slices.Clone(set.ACLs), func(a *convert.ACL) bool { return slices.Contains(gone, a) })}
}

// writeImport writes the file for the import in the browser. It is written with nothing in it as
// well, so that nobody imports the one of another day.
func (o *diffOptions) writeImport(d *compared, set *convert.Set, opts convert.WriteOptions) error {
	if err := o.mayImport(d); err != nil {
		return err
	}
	complete, _ := convert.Completed(set, opts)
	w := convert.Write(complete, convert.Export, opts)
	if err := replaceFile(o.importFile, append([]byte(importMark), w.Data...)); err != nil {
		return failure{err}
	}
	file := report.Clean(o.importFile)
	if len(set.ACLs) == 0 {
		why := "nothing is new or changed"
		if d.refused {
			why = "the system takes nothing of what is new or changed"
		}
		fmt.Fprintf(o.err, "note: %s: %s holds an empty list\n", why, file)
		return nil
	}
	report.Compact(o.err, lostOf(w, convert.Write(d.new.Set, convert.Export, opts)))
	fmt.Fprintf(o.err, "note: %s holds %s: import it with the box for overwriting ticked, then deploy\n", file, acls(len(set.ACLs)))
	return nil
}

// lostOf are the findings about a part of a set, less those about comments of what is left
// out of it: only those are lost that are so of the whole as well.
func lostOf(part, whole *convert.Written) []diag.Diagnostic {
	ofFile := func(x diag.Diagnostic) bool { return x.ACL == "" && x.Rule == diag.LostInTarget }
	out := slices.DeleteFunc(slices.Clone(part.Diagnostics), ofFile)
	for _, x := range whole.Diagnostics {
		if ofFile(x) && slices.ContainsFunc(part.Diagnostics, func(p diag.Diagnostic) bool { return ofFile(p) && p.Place.File == x.Place.File }) {
			out = append(out, x)
		}
	}
	return out
}

// mayImport refuses an import file that is one of the files that were read, or that is somebody
// else's.
func (o *diffOptions) mayImport(d *compared) error {
	if out, err := os.Stat(o.importFile); err == nil {
		for _, s := range []*side{d.old, d.new} {
			for _, file := range append([]string{s.from.path}, s.Files...) {
				if in, err := os.Stat(file); err == nil && !in.IsDir() && os.SameFile(in, out) {
					return fmt.Errorf("--import-file %s is one of the files that are compared; name another file", o.importFile)
				}
			}
		}
	}
	if err := mayReplace(o.importFile, importMark); err != nil {
		return failure{err}
	}
	return nil
}

// byHand are ACLs of the old set that an import of the new one leaves in force: it deletes
// nothing, and takes another name for another ACL, but where capitals alone differ; and those
// of the new one that it refuses, which have to be mended first.
func byHand(changes *diff.Structure, old, set *convert.Set, refused []*convert.ACL) []report.DiffNamed {
	named, capitals := map[string]bool{}, map[string]string{}
	for _, a := range old.ACLs {
		named[a.Name] = true
	}
	for _, a := range set.ACLs {
		if !named[a.Name] {
			capitals[strings.ToLower(a.Name)] = a.Name
		}
	}
	var out []report.DiffNamed
	told := map[string]bool{} // names of the new set
	for _, c := range changes.ACLs {
		if c.Old == nil {
			continue
		}
		why, is := "", capitals[strings.ToLower(c.Old.Name)]
		switch {
		case is != "" && (c.New == nil || c.New.Name != c.Old.Name): // refused whatever its validity
			told[is] = true
			why = "rename it to " + is + ", then import again: capitals alone make no other name for the system, which refuses the import"
		case c.Old.Validity() != acl.Valid:
			continue
		case c.New == nil:
			why = "set it invalid"
		case c.Kind.Has(diff.Renamed) && slices.Contains(refused, c.New):
			why = "leave it as it is until " + c.New.Name + ", as which it should come anew, is imported"
		case c.Kind.Has(diff.Renamed):
			why = "set it invalid, for it comes anew as " + c.New.Name
		default:
			continue
		}
		out = append(out, report.NewDiffNamed(c.Old, why))
	}
	for _, a := range refused {
		if !told[a.Name] {
			out = append(out, report.NewDiffNamed(a, "mend it: the import refuses it"))
		}
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
