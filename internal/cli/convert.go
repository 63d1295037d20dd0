package cli

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/report"
)

type convertOptions struct {
	*streams
	acls     aclsFlag
	target   targetFlag
	to       string
	out      string
	split    string
	now, by  string
	validID  int
	faithful bool
	imported bool // --as-imported
	check    bool // --check-import
}

func newConvert(s *streams) *cobra.Command {
	o := &convertOptions{streams: s}
	cmd := &cobra.Command{
		Use:   "convert PATH… --to yaml|zzzacl|config|json",
		Short: "Write ACLs in another form, byte for byte as the system would",
		Long: "Reads ACLs in any form and writes them as\n\n" +
			"  yaml     the export of the administration screen, as YAML::XS dumps it\n" +
			"  zzzacl   the ZZZACL.pm that the target deploys: valid ACLs, in its own layout\n" +
			"  config   readable Perl for Kernel/Config.pm, with the comments of the source\n" +
			"  json     what an export holds, for other programs\n\n" +
			"What the source does not say gets values that are always the same: --now, --by and\n" +
			"--valid-id. What the form cannot hold is named on standard error, and so is what is\n" +
			"mended because perl would refuse what the system writes; --faithful writes that too.\n\n" +
			"--as-imported applies the import of the target first, --check-import only says what it\n" +
			"takes, changes and refuses, and ends with 1 if it refuses anything.\n\n" +
			"--split writes one YAML file per ACL into a folder; every command reads such a folder\n" +
			"as one set, in the order of the IDs or else of its file " + convert.OrderFile + ".\n\n" +
			"It ends with 1 where an ACL is refused or left out, or has an error, and where\n" +
			"--split leaves files of other ACLs. With -o or --split nothing is written of what\n" +
			"could not be read in full.",
		Example: "  ticketacl convert Export_ACL.yml --to zzzacl --target otobo-11.0 -o ZZZACL.pm\n" +
			"  ticketacl convert Kernel/Config.pm --to yaml -o Export_ACL.yml\n" +
			"  ticketacl convert Export_ACL.yml --split acls/",
		RunE: func(cmd *cobra.Command, args []string) error { return o.run(cmd, args) },
	}
	o.acls.register(cmd)
	f := cmd.Flags()
	f.StringVar(&o.to, "to", "", "yaml, zzzacl, config or json")
	f.StringVarP(&o.out, "output", "o", "", "write to this file instead of standard output (-)")
	f.StringVar(&o.split, "split", "", "write one YAML file per ACL into this folder")
	f.StringVar(&o.now, "now", defaultNow, "the time that stands where the source tells none")
	f.StringVar(&o.by, "by", defaultBy, "the login that stands where the source tells none")
	f.IntVar(&o.validID, "valid-id", 1, "the validity of ACLs whose source knows none: 1 valid, 2 invalid, 3 invalid-temporarily")
	f.BoolVar(&o.faithful, "faithful", false, "write what the system would, even where perl refuses it")
	f.BoolVar(&o.imported, "as-imported", false, "write what an empty system has after importing it: refused ACLs are left out and named")
	f.BoolVar(&o.check, "check-import", false, "write nothing: say what the system's import takes, changes and refuses")
	o.target.register(cmd, s)
	return cmd
}

// What a conversion writes where the source tells nothing: always the same, so
// that converting twice gives the same bytes.
const (
	defaultNow = "2000-01-01 00:00:00"
	defaultBy  = "root@localhost"
)

// outputs are the values of --to.
func outputs() map[string]convert.Output {
	return map[string]convert.Output{"yaml": convert.Export, "zzzacl": convert.Deployment, "config": convert.Config, "json": convert.JSONList}
}

func (o *convertOptions) run(cmd *cobra.Command, args []string) error {
	if o.split != "" {
		if o.out != "" || o.to != "" && o.to != "yaml" {
			return fmt.Errorf("--split writes YAML files into %s: leave out --to and -o", o.split)
		}
		o.to = "yaml"
	}
	if o.check && (o.to != "" || o.out != "") {
		return fmt.Errorf("--check-import writes nothing: leave out --to, --split and -o")
	}
	if o.to == "" && !o.check {
		return fmt.Errorf("into which form? --to yaml, --to zzzacl, --to config or --to json")
	}
	if err := oneOf("to", o.to, "yaml", "zzzacl", "config", "json"); err != nil && !o.check {
		return err
	}
	if o.out == "-" {
		o.out = ""
	}
	if err := o.unused(cmd); err != nil {
		return err
	}
	now, err := time.Parse(convert.TimeLayout, o.now)
	if err != nil {
		return fmt.Errorf("--now %q is no time such as %s", o.now, defaultNow)
	}
	if o.validID < 1 || o.validID > 3 {
		return fmt.Errorf("--valid-id %d is none of 1 (valid), 2 (invalid) and 3 (invalid-temporarily)", o.validID)
	}
	target, assumed, err := o.target.get()
	if err != nil {
		return err
	}
	sources, formats := map[string][]byte{}, map[string]convert.Format{}
	read, err := o.acls.load(cmd, o.streams, target, args, "ticketacl convert Export_ACL.yml --to zzzacl", func(file string, data []byte) {
		formats[file] = convert.Detect(data)
		if bytes.IndexByte(data, '#') >= 0 { // else there are no comments to keep
			sources[file] = data
		}
	})
	if err != nil {
		return err
	}
	if read.Partial && len(read.Set.ACLs) == 0 {
		report.Compact(o.err, read.Diagnostics)
		return errUnread
	}
	opts := convert.WriteOptions{Target: target, Now: now, By: o.by, ValidID: o.validID, Faithful: o.faithful, Sources: sources}
	if o.check || o.imported {
		if read.Refused {
			report.Compact(o.err, read.Diagnostics)
			return failure{fmt.Errorf("the system refuses the file as a whole: it would import nothing")}
		}
		taken, findings := convert.Import(read.Set, opts)
		if o.check {
			return o.checked(read, taken, findings, target, assumed)
		}
		read.Diagnostics = withImport(read.Diagnostics, findings)
		read.Set = taken
		read.Partial = read.Partial && !onlyExports(formats) // the system takes no more of these either
		opts.Sources = nil                                   // a system keeps no comments
	}
	if o.to == "zzzacl" {
		if opts.Package, err = packageOf(o.out); err != nil {
			return err
		}
	}
	if where := cmp.Or(o.split, o.out); read.Partial && where != "" {
		report.Compact(o.err, read.Diagnostics)
		return failure{fmt.Errorf("nothing is written to %s: the source could not be read in full", where)}
	}
	var added map[string]int
	if o.to == "yaml" || o.to == "json" {
		read.Set, added = convert.Completed(read.Set, opts)
	}
	if o.split != "" {
		return o.writeSplit(cmd, read, opts, added, formats)
	}
	written, err := o.write(cmd.Context(), read.Set, opts)
	o.tell(read, written, target, assumed)
	o.tellAdded(added)
	o.tellNumbers(read.Set, formats)
	if err != nil {
		return failure{err}
	}
	return o.exit(read, written)
}

func (o *convertOptions) write(ctx context.Context, set *convert.Set, opts convert.WriteOptions) (*convert.Written, error) {
	to, written := outputs()[o.to], &convert.Written{}
	if o.out == "" {
		return convert.WriteTo(o.streams.out, set, to, opts)
	}
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	err := replaceWith(o.out, func(w io.Writer) (err error) {
		written, err = convert.WriteTo(stoppable{ctx, w}, set, to, opts)
		return err
	})
	return written, err
}

// tell says what was found, mended, lost and left out.
func (o *convertOptions) tell(read *convert.Result, w *convert.Written, target *product.Target, assumed bool) {
	findings := append(append([]diag.Diagnostic{}, read.Diagnostics...), w.Diagnostics...)
	diag.Sort(findings)
	report.Compact(o.err, findings)
	note := func(format string, args ...any) { fmt.Fprintf(o.err, "note: "+format+"\n", args...) }
	noteAssumed(o.streams, target)
	if o.to == "zzzacl" && assumed {
		note("written as %s deploys it (assumed): name another target with --target", target)
	}
	if other := otherProduct(read, target, assumed); other != "" && o.to == "zzzacl" {
		note("%s", other)
	}
	o.tellDropped(read.Set)
	what := map[string]string{"zzzacl": "left out", "config": "written as comments"}[o.to]
	for _, a := range w.LeftOut {
		note("%s is %s: %s", report.Clean(a.Name), a.Validity(), what)
	}
	if w.Unstamped > 0 && o.to != "config" {
		note("%s without time or login in the source: %s (%s)", acls(w.Unstamped), o.now, report.Clean(o.by))
	}
}

func acls(n int) string {
	if n == 1 {
		return "1 ACL"
	}
	return fmt.Sprintf("%d ACLs", n)
}

// packageOf is the last part of the package of a deployment: the name of its
// file, which is what the system looks for.
func packageOf(file string) (string, error) {
	if file == "" {
		return "", nil
	}
	base := filepath.Base(file)
	name, isPm := strings.CutSuffix(base, ".pm")
	if !isPm || !regexp.MustCompile(`\A[A-Za-z_]\w*\z`).MatchString(name) {
		return "", fmt.Errorf("-o %s: a deployment is a file such as ZZZACL.pm, for its package is named after it", cmp.Or(base, file))
	}
	return name, nil
}
