package cli

import (
	"errors"
	"fmt"
	"os"
	"regexp"

	"github.com/spf13/cobra"

	"github.com/ticketacl/ticketacl/internal/diff"
	"github.com/ticketacl/ticketacl/internal/report"
)

// gitDiff is how git calls its external diff for one file.
type gitDiff struct {
	path, newPath string // in the repository; they differ for a file that was moved
	old, new      string // files with the texts; NoFile where there is none
	unmerged      bool
}

// gitCall reads the arguments of git's external diff: path old-file old-hex old-mode new-file
// new-hex new-mode, of a moved file its new path and how alike the two are; of one that is not
// merged the path alone.
func gitCall(args []string) (call gitDiff, ok bool) {
	if len(args) == 1 && os.Getenv("GIT_DIFF_PATH_TOTAL") != "" {
		return gitDiff{path: args[0], unmerged: true}, true
	}
	if len(args) != 7 && len(args) != 9 {
		return call, false
	}
	hex, mode := regexp.MustCompile(`^([0-9a-f]{4,64}|\.)$`), regexp.MustCompile(`^([0-7]{6}|\.)$`)
	if !hex.MatchString(args[2]) || !mode.MatchString(args[3]) || !hex.MatchString(args[5]) || !mode.MatchString(args[6]) {
		return call, false
	}
	call = gitDiff{path: args[0], newPath: args[0], old: args[1], new: args[4]}
	if len(args) == 9 {
		call.newPath = args[7]
	}
	return call, true
}

// forGit compares the two texts of one file. git stops at an external diff that ends with
// another code than 0, unless it is told to trust it; then it takes 1 for a difference.
func (o *diffOptions) forGit(cmd *cobra.Command, call gitDiff) error {
	if call.unmerged {
		fmt.Fprintf(o.out, "* Unmerged path %s\n", report.Clean(call.path))
		return nil
	}
	if o.home != "" || o.drift {
		return errors.New("git names both sides: leave out --home and --drift")
	}
	if len(o.modes) == 0 {
		o.modes = []string{modeStructure}
	}
	if o.format == "text" {
		fmt.Fprintf(o.out, "diff --ticketacl a/%s b/%s\n", report.Clean(call.path), report.Clean(call.newPath))
	}
	err := o.compare(cmd, sideFrom{path: call.old, as: "a/" + call.path}, sideFrom{path: call.new, as: "b/" + call.newPath})
	var done exit
	switch {
	case err == nil:
		return nil
	case errors.As(err, &done) && done == exitUsage:
		return err
	case !errors.As(err, &done):
		var failed failure
		if !errors.As(err, &failed) {
			return err
		}
		fmt.Fprintf(o.out, "not compared: %s\n", report.Clean(plain(err).Error()))
	case done == exitFailed:
		fmt.Fprintln(o.out, "not compared in full: see what is reported about it")
	}
	if o.exitCode {
		return exit(exitFindings)
	}
	return nil
}

// isGone reports whether git has no file on a side.
func (f *sideFrom) isGone() bool { return f.path == diff.NoFile || f.path == os.DevNull }
