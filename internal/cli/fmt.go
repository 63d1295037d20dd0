package cli

import (
	"bytes"
	"fmt"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/diff"
	"github.com/ticketacl/ticketacl/internal/report"
)

type fmtOptions struct {
	*streams
	list, diff, write bool
	sources           map[string][]byte
	findings          []diag.Diagnostic
}

func newFmt(s *streams) *cobra.Command {
	o := &fmtOptions{streams: s, sources: map[string][]byte{}}
	cmd := &cobra.Command{
		Use:   "fmt [PATH…]",
		Short: "Bring exports and split files into the form in which the system exports them",
		Long: "Prints exports in canonical form: keys sorted, quoted and laid out as the system does\n" +
			"when it exports the same ACLs. Nothing else changes: comments stay, with the line that\n" +
			"they are about, and so do the order of the ACLs and what every value means.\n\n" +
			"-l lists the files whose form differs and -d prints what differs; both end with 1 if\n" +
			"any does. -w writes the files.",
		Example: "  ticketacl fmt Export_ACL.yml\n  ticketacl fmt -l acls/\n  ticketacl fmt -w acls/",
		RunE:    func(cmd *cobra.Command, args []string) error { return o.run(cmd, args) },
	}
	f := cmd.Flags()
	f.BoolVarP(&o.list, "list", "l", false, "list files whose form differs")
	f.BoolVarP(&o.diff, "diff", "d", false, "print what differs, as a unified diff")
	f.BoolVarP(&o.write, "write", "w", false, "write the canonical form into the files")
	return cmd
}

func (o *fmtOptions) run(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		_, settings, err := o.project()
		if err != nil {
			return err
		}
		args = aclPaths(settings)
	}
	if len(args) == 0 {
		return fmt.Errorf("which exports? name a file or folder: ticketacl fmt Export_ACL.yml")
	}
	if o.write && (o.list || o.diff) {
		return fmt.Errorf("-w writes files, -l and -d only look: give one of them")
	}
	defer func() { report.Compact(o.err, o.findings) }()
	var files []string
	for _, path := range args {
		read, err := convert.Read(cmd.Context(), path, convert.Options{Stdin: o.in, Source: func(file string, data []byte) { o.sources[file] = data }})
		if err != nil {
			return failure{err}
		}
		noteLeftAlone(o.streams, read)
		files = append(files, read.Files...)
	}
	slices.Sort(files)
	differ, failed := false, false
	for _, file := range slices.Compact(files) {
		changed, err := o.file(file)
		if err != nil {
			fmt.Fprintf(o.err, "ticketacl: %v\n", err)
			failed = true
		}
		differ = differ || changed
	}
	switch {
	case failed:
		return exit(exitFailed)
	case differ && (o.list || o.diff):
		return exit(exitFindings)
	}
	return nil
}

// file does one file, and reports whether its form differs.
func (o *fmtOptions) file(file string) (differs bool, err error) {
	data := o.sources[file]
	out, findings, err := convert.Canonical(file, data)
	o.findings = append(o.findings, findings...)
	if err != nil {
		return false, err
	}
	differs = !bytes.Equal(data, out)
	if o.list && differs {
		fmt.Fprintln(o.out, report.Clean(file))
	}
	if o.diff && differs {
		hunks, err := diff.Unified(file, data, out)
		if err != nil {
			return true, err
		}
		fmt.Fprint(o.out, hunks)
	}
	if o.write && differs {
		return true, overwrite(file, data, out)
	}
	if !o.list && !o.diff && !o.write {
		_, err = o.streams.out.Write(out)
	}
	return differs, err
}

// overwrite writes another text into a file that was read, if it is still as it was.
func overwrite(file string, old, text []byte) error {
	now, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("%s is no file that could be written", file)
	}
	if !bytes.Equal(now, old) {
		return fmt.Errorf("%s was changed since it was read, or is compressed: nothing is written", file)
	}
	return replaceFile(file, text)
}
