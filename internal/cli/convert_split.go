package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/report"
)

// writeSplit writes one file per ACL. Files of the folder that hold ACLs which
// the set lacks stay, and are named: nobody asked to delete them.
func (o *convertOptions) writeSplit(read *convert.Result, opts convert.WriteOptions) error {
	if read.Partial {
		report.Compact(o.err, read.Diagnostics)
		return failure{fmt.Errorf("the source could not be read in full, and what is lost would not be missed in %s: nothing is written", o.split)}
	}
	if err := os.MkdirAll(o.split, 0o755); err != nil {
		return failure{err}
	}
	there, err := os.ReadDir(o.split)
	if err != nil {
		return failure{err}
	}
	files := convert.Split(read.Set, opts)
	all := &convert.Written{}
	ours := map[string]bool{}
	for _, f := range files {
		ours[f.Name] = true
		if err := replaceFile(filepath.Join(o.split, f.Name), f.Written.Data); err != nil {
			return failure{err}
		}
		all.Diagnostics = append(all.Diagnostics, f.Written.Diagnostics...)
		all.Unstamped += f.Written.Unstamped
	}
	o.tell(read, all, opts.Target, false)
	var others []string
	for _, e := range there {
		if ext := filepath.Ext(e.Name()); !ours[e.Name()] && !strings.HasPrefix(e.Name(), ".") && slices.Contains([]string{".yml", ".yaml", ".pm", ".pl"}, ext) {
			others = append(others, report.Clean(e.Name()))
		}
	}
	if len(others) > 0 {
		fmt.Fprintf(o.err, "note: %s also holds %s, which the set does not have; remove what is gone\n", o.split, strings.Join(others, ", "))
	}
	fmt.Fprintf(o.err, "%s written to %s\n", acls(len(files)), o.split)
	return nil
}
