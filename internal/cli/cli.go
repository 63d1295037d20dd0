// Package cli is the command line: one file per command, each with its options,
// its constructor and its run function.
package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/product"
)

// The exit codes of every command.
const (
	exitClean    = 0 // nothing to say
	exitFindings = 1 // findings, differences or failed tests
	exitUsage    = 2 // wrong use
	exitFailed   = 3 // something could not be read or written
)

// exit is an error that only carries an exit code: everything has been said.
type exit int

func (e exit) Error() string { return fmt.Sprintf("exit code %d", int(e)) }

// failure is an error that could not be helped by other arguments.
type failure struct{ error }

func (f failure) Unwrap() error { return f.error }

// streams are what a command reads and writes.
type streams struct {
	in       io.Reader
	out, err io.Writer
	*projectFile
}

// Main runs the command line and returns the exit code.
func Main(args []string, in io.Reader, out, errOut io.Writer) int {
	s := &streams{in, out, errOut, &projectFile{}}
	root := newRoot(s)
	root.SetArgs(args)
	return code(root.Execute(), errOut)
}

// code says what went wrong, if that has not been done, and how to exit.
func code(err error, errOut io.Writer) int {
	var done exit
	var failed failure
	switch {
	case err == nil:
		return exitClean
	case errors.As(err, &done):
		return int(done)
	case errors.As(err, &failed):
		fmt.Fprintf(errOut, "ticketacl: %v\n", plain(err))
		return exitFailed
	}
	fmt.Fprintf(errOut, "ticketacl: %v\n", ofFlag(err))
	return exitUsage
}

// ofFlag leaves Go's own words out of an error about the value of a flag.
func ofFlag(err error) error {
	var number *strconv.NumError
	var value *pflag.InvalidValueError
	if errors.As(err, &value) && errors.As(err, &number) {
		what := "is no whole number"
		if errors.Is(number.Err, strconv.ErrRange) {
			what = "is too large a number"
		}
		return fmt.Errorf("--%s: %q %s", value.GetFlag().Name, value.GetValue(), what)
	}
	return err
}

// plain leaves the name of the system call out of an error about a file.
func plain(err error) error {
	var f failure
	var file *fs.PathError
	if errors.As(err, &f) && errors.As(f.error, &file) && f.error.Error() == file.Error() {
		return fmt.Errorf("%s: %w", file.Path, file.Err)
	}
	return err
}

func newRoot(s *streams) *cobra.Command {
	root := &cobra.Command{
		Use:   "ticketacl",
		Short: "Work with the ticket ACLs of OTRS, ((OTRS)) Community Edition, Znuny and OTOBO",
		Long: "ticketacl reads the ticket ACLs of OTRS, ((OTRS)) Community Edition, Znuny and OTOBO\n" +
			"from files and shows what they do. It needs no system; deploy alone changes one.",
		Version:       version(),
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          unknownCommand,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SetIn(s.in)
	root.SetOut(s.out)
	root.SetErr(s.err)
	root.SetVersionTemplate("ticketacl {{.Version}}\n")
	root.CompletionOptions.HiddenDefaultCmd = true
	s.projectFile.register(root)
	root.AddCommand(newLint(s), newList(s), newShow(s), newSimulate(s), newTest(s), newDiff(s), newDeploy(s), newMigrate(s), newRecord(s), newReplay(s), newConvert(s), newFmt(s), newInventory(s), newRules(s), newTargets(s))
	return root
}

// unknownCommand names the command that was probably meant.
func unknownCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	var names []string
	for _, c := range cmd.Commands() {
		if !c.Hidden {
			names = append(names, c.Name())
		}
	}
	return fmt.Errorf("there is no command %q%s", args[0], meant(args[0], names))
}

// meant names the nearest valid name, and all of them where they are few.
func meant(got string, valid []string) string {
	if len(valid) <= 4 {
		return "; there is " + strings.Join(valid, ", ")
	}
	return diag.Meant(got, valid)
}

// targetFlag is --target.
type targetFlag struct {
	name string
	*streams
}

func (f *targetFlag) register(cmd *cobra.Command, s *streams) {
	f.streams = s
	cmd.Flags().StringVar(&f.name, "target", "", "product and version, such as otobo-11.0, znuny-7.0 or otobo-10.1.4")
}

// get returns the target, and whether neither the flag nor the project file names
// one.
func (f *targetFlag) get() (t *product.Target, assumed bool, err error) {
	if f.name != "" {
		t, err = product.Parse(f.name)
		return t, false, err
	}
	_, settings, err := f.project()
	switch {
	case err != nil:
		return nil, false, err
	case settings.Target != nil:
		return settings.Target, false, nil
	}
	return product.Default(), true, nil
}

// oneOf checks the value of a flag.
func oneOf(flag, got string, valid ...string) error {
	for _, v := range valid {
		if got == v {
			return nil
		}
	}
	return fmt.Errorf("--%s %q is not known%s", flag, got, meant(got, valid))
}
