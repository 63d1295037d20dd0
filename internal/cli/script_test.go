package cli_test

import (
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/ticketacl/ticketacl/internal/cli"
	"github.com/ticketacl/ticketacl/internal/peer"
)

// seeds holds the documented examples, with an inventory and scenarios.
const seeds = "../../testdata/seeds"

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"ticketacl": func() { os.Exit(cli.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) },
	})
}

var update = flag.Bool("update", false, "rewrite the outputs that the scripts expect")

// TestScripts runs testdata/script. Every script starts in a folder of its own
// that holds the seeds next to the script's files.
func TestScripts(t *testing.T) {
	peer.Need(t, "git")
	testscript.Run(t, testscript.Params{
		Dir:                 "../../testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup:               func(env *testscript.Env) error { return copySeeds(env.WorkDir) },
		Cmds:                map[string]func(*testscript.TestScript, bool, []string){"exits": exits},
	})
}

func copySeeds(dir string) error {
	files, err := filepath.Glob(filepath.Join(seeds, "*.yml"))
	if err != nil {
		return err
	}
	if len(files) == 0 {
		return errors.New("no seeds in " + seeds)
	}
	for _, f := range files {
		to := filepath.Join(dir, filepath.Base(f))
		if _, err := os.Stat(to); err == nil {
			return errors.New(to + ": the script has a file of a seed's name")
		}
		data, err := os.ReadFile(f)
		if err != nil {
			return err
		}
		if err := os.WriteFile(to, data, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// exits runs a command that has to end with a code: exits 2 ticketacl …
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE program [args...]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var failed *exec.ExitError
		if !errors.As(err, &failed) {
			ts.Fatalf("%v", err)
		}
		got = failed.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}
