package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/report"
)

// writeSplit writes one file per ACL. Files of the folder that hold ACLs which
// the set lacks stay, and are named: nobody asked to delete them. But the folder
// is not the set then, and that is a finding.
func (o *convertOptions) writeSplit(cmd *cobra.Command, read *convert.Result, opts convert.WriteOptions, added map[string]int, formats map[string]convert.Format) error {
	if err := os.MkdirAll(o.split, 0o755); err != nil {
		return failure{err}
	}
	there, err := os.ReadDir(o.split)
	if err != nil {
		return failure{err}
	}
	s := convert.Split(read.Set, opts)
	// The order comes first: interrupted, the folder has files that it names, and
	// not the other way round.
	err = o.writeOrder(s.Order)
	if err == nil {
		err = o.writeFiles(cmd.Context(), s.Files)
	}
	if err != nil {
		return failure{err}
	}
	w := &convert.Written{Diagnostics: s.Diagnostics, Unstamped: s.Unstamped}
	o.tell(read, w, opts.Target, false)
	o.tellAdded(added)
	o.tellNumbers(read.Set, formats)
	ours := map[string]bool{}
	for _, f := range s.Files {
		ours[f.Name] = true
	}
	var others []string
	for _, e := range there {
		if ext := filepath.Ext(e.Name()); !ours[e.Name()] && !strings.HasPrefix(e.Name(), ".") && slices.Contains([]string{".yml", ".yaml", ".pm", ".pl"}, ext) {
			others = append(others, e.Name())
		}
	}
	fmt.Fprintf(o.err, "%s written to %s\n", acls(len(s.Files)), report.Clean(o.split))
	if len(others) > 0 {
		fmt.Fprintf(o.err, "%s also holds files that are not of this set; remove what is gone:\n    %s\n", report.Clean(o.split), report.Clean(few(others)))
		return exit(exitFindings)
	}
	return o.exit(read, w)
}

// writeFiles writes until it is interrupted.
func (o *convertOptions) writeFiles(ctx context.Context, files []convert.SplitFile) error {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	for i, f := range files {
		if ctx.Err() != nil {
			return fmt.Errorf("interrupted: %d of %d files are written to %s; run it again for the others", i, len(files), o.split)
		}
		if err := replaceFile(filepath.Join(o.split, f.Name), f.Data); err != nil {
			return err
		}
	}
	return nil
}

// writeOrder writes the file that names the order, or removes the one that an
// earlier split wrote and that would be wrong now.
func (o *convertOptions) writeOrder(order []byte) error {
	path := filepath.Join(o.split, convert.OrderFile)
	old, err := os.ReadFile(path)
	switch {
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return err
	case err == nil && !convert.IsOrder(old):
		return fmt.Errorf("%s was not written by ticketacl: rename or remove it", path)
	case order != nil && (err != nil || !bytes.Equal(old, order)):
		return replaceFile(path, order)
	case order == nil && err == nil:
		return os.Remove(path)
	}
	return nil
}
