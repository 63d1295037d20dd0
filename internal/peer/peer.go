// Package peer finds the programs that tests hold ticketacl against: the truth
// of a reader or an engine is the original, not what this project wrote down.
// Only tests import it.
package peer

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// require is the environment variable that lists, separated by commas, the
// peers whose absence fails a test instead of skipping it.
const require = "TICKETACL_REQUIRE"

// Need returns when the peer name ("perl", "yamlxs", "git", "bash", "postgres",
// "mariadb", "genhtml", "strace") is there. Otherwise it skips the test and says so, or fails it where
// TICKETACL_REQUIRE lists that peer. A name that it does not know fails.
func Need(tb testing.TB, name string) {
	tb.Helper()
	missing, ok := look(name)
	switch {
	case !ok:
		tb.Fatalf("peer: unknown peer %q: perl, yamlxs, git, bash, genhtml, strace, postgres, mariadb", name)
	case missing == "":
	case required(os.Getenv(require), name):
		tb.Fatalf("peer: %s is required by %s, but %s", name, require, missing)
	default:
		tb.Skipf("peer: %s not compared: %s (%s=%s makes this a failure)", name, missing, require, name)
	}
}

// Perl returns the path of perl, and skips or fails as Need does.
func Perl(tb testing.TB) string {
	tb.Helper()
	Need(tb, "perl")
	path, err := exec.LookPath("perl")
	if err != nil {
		tb.Fatalf("peer: %v", err)
	}
	return path
}

// YAMLXS returns the path of a perl that has YAML::XS, and skips or fails as
// Need does.
func YAMLXS(tb testing.TB) string {
	tb.Helper()
	Need(tb, "yamlxs")
	return Perl(tb)
}

// look returns what is missing for the peer name, "" where nothing is; ok tells
// whether the name is known.
func look(name string) (missing string, ok bool) {
	switch name {
	case "perl", "git", "bash", "genhtml":
		return lookPath(name), true
	case "yamlxs":
		if m := lookPath("perl"); m != "" {
			return m, true
		}
		if err := exec.Command("perl", "-MYAML::XS", "-e1").Run(); err != nil {
			return "perl has no YAML::XS (Debian: libyaml-libyaml-perl)", true
		}
		return "", true
	case "strace":
		if m := lookPath("strace"); m != "" {
			return m, true
		}
		if err := exec.Command("strace", "-o", os.DevNull, "true").Run(); err != nil {
			return "strace may not trace here: " + err.Error(), true
		}
		return "", true
	case "postgres":
		return lookPath("psql"), true
	case "mariadb":
		return lookPath("mariadb"), true
	}
	return "", false
}

// lookPath returns "" where the program is on the PATH, else a reason.
func lookPath(program string) string {
	if _, err := exec.LookPath(program); err != nil {
		return program + " is not on the PATH"
	}
	return ""
}

// required tells whether a comma list names the peer.
func required(list, name string) bool {
	for _, n := range strings.Split(list, ",") {
		if strings.TrimSpace(n) == name {
			return true
		}
	}
	return false
}
