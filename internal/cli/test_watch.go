package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"time"

	"github.com/spf13/cobra"
)

// watchEvery is how often files are looked at.
const watchEvery = 300 * time.Millisecond

// watching tests, waits until something that was looked at has changed, and tests
// again, until the context ends.
func (o *testOptions) watching(cmd *cobra.Command, args []string, only *regexp.Regexp) error {
	for {
		o.read = false // the project file may change too
		seen, err := o.once(cmd, args, only)
		if cmd.Context().Err() != nil {
			return nil
		}
		var said exit
		if err != nil && !errors.As(err, &said) {
			var failed failure
			if !errors.As(err, &failed) {
				return err // wrong use does not mend itself
			}
			fmt.Fprintf(o.err, "ticketacl: %v\n", plain(err))
		}
		if o.file != nil {
			seen = append(seen, o.file.Name)
		}
		fmt.Fprintln(o.err, "waiting for a change; end with Ctrl-C")
		before := stamp(seen)
		for before == stamp(seen) {
			select {
			case <-cmd.Context().Done():
				return nil
			case <-time.After(watchEvery):
			}
		}
		fmt.Fprintln(o.out)
	}
}

// stamp is what changes when one of these files, or one in these folders, does.
func stamp(paths []string) string {
	text := ""
	note := func(path string, info fs.FileInfo) {
		text += fmt.Sprintf("%s %d %d\n", path, info.Size(), info.ModTime().UnixNano())
	}
	for _, p := range paths {
		info, err := os.Stat(p)
		switch {
		case err != nil:
			continue
		case !info.IsDir():
			note(p, info)
			continue
		}
		_ = filepath.WalkDir(p, func(name string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				if info, err := d.Info(); err == nil {
					note(name, info)
				}
			}
			return nil // what cannot be looked at does not change
		})
	}
	return text
}
