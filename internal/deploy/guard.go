package deploy

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/diff"
	"github.com/ticketacl/ticketacl/internal/product"
)

// filesFolder is where systems load such files from, below their own folder.
const filesFolder = "Kernel/Config/Files"

// Home is the installation that a path lies in, by its name; "" where it is in none.
func Home(path string) string {
	abs, err := filepath.Abs(path)
	if err != nil {
		return ""
	}
	dir := filepath.Dir(abs)
	if !strings.HasSuffix(filepath.ToSlash(dir), "/"+filesFolder) {
		return ""
	}
	return filepath.Dir(filepath.Dir(filepath.Dir(dir)))
}

// ownFile is what the system itself writes.
const ownFile = "ZZZACL.pm"

var packageName = regexp.MustCompile(`\A[A-Za-z_]\w*\z`)

// PackageOf is the last part of the package that a file must have; "" for a name that no package can have.
func PackageOf(path string) string {
	name, isPm := strings.CutSuffix(filepath.Base(path), ".pm")
	if !isPm || !packageName.MatchString(name) {
		return ""
	}
	return name
}

// Fits looks whether the system loads a file of that name there: the package must be the path.
func Fits(path string) Guard {
	g := Guard{Name: "package", Outcome: Stopped}
	name := PackageOf(path)
	switch {
	case name == "":
		g.Summary = filepath.Base(path) + " is no name that a system loads: it takes " + ownFile + " and the like, for the package is named after the file"
		return g
	case Home(path) == "":
		g.Summary = "no system loads it from there, but from " + filesFolder + " of its own folder: ticketacl convert --to zzzacl -o writes a file anywhere"
		return g
	}
	g.Outcome, g.Summary = Passed, "Kernel::Config::Files::"+name+" is what the path wants"
	if name+".pm" == ownFile {
		return g
	}
	order := "after"
	if name+".pm" < ownFile || strings.Contains(name, "Ticket") {
		order = "before"
	}
	g.Details = append(g.Details, "loaded "+order+" "+ownFile+", which the system's own editor writes and knows; of ACLs of one name the later one counts")
	return g
}

// FitsInstallation holds the target to what the installation around the path says it is.
func FitsInstallation(path string, t *product.Target) Guard {
	g := Guard{Name: "installation", Outcome: Skipped}
	home := Home(path)
	data, err := os.ReadFile(filepath.Join(home, "RELEASE"))
	if home == "" || err != nil {
		g.Summary = "there is no file RELEASE that says what is installed there"
		return g
	}
	name, is := product.Installed(data)
	switch {
	case is == nil:
		g.Summary = "RELEASE says " + cmp.Or(name, "nothing") + ", which nobody can hold against " + t.ID
	case is.Product != t.Product, is.Family != t.Family && !is.ActsAs(t):
		g.Outcome, g.Summary = Stopped, "RELEASE says "+name+", and the target is "+t.ID+": name the one that is there with --target "+is.ID
	case is.Switches.Frame != t.Switches.Frame:
		g.Outcome, g.Summary = Stopped, "RELEASE says "+name+", which writes another frame than "+t.ID+": name it with --target "+is.ID
	default:
		g.Outcome, g.Summary = Passed, "RELEASE says "+name+", the target is "+t.ID
	}
	return g
}

// ReadsBack reads what will be written, and compares it with where it came from. What the system's own
// deployment would change too, and was said, is told.
func ReadsBack(source *acl.Set, w *convert.Written, path string, data []byte, t *product.Target) (Guard, *convert.Result) {
	g := Guard{Name: "reads back", Outcome: Stopped}
	back, err := convert.ReadBytes(path, data)
	if err != nil {
		g.Summary = "what would be written cannot be read: " + err.Error()
		return g, nil
	}
	if worst, ok := diag.Worst(back.Diagnostics); back.Partial || ok && worst == diag.Error {
		g.Summary = "what would be written has mistakes"
		for _, d := range back.Diagnostics {
			g.Details = append(g.Details, d.Place.String()+": "+d.Summary)
		}
		return g, back
	}
	said := map[string]bool{}
	for _, d := range w.Diagnostics {
		said[d.ACL] = true
	}
	var other, changed []string
	for _, c := range diff.Compare(source, back.Set, diff.Options{Target: t, NewDeployed: true}).ACLs {
		a := c.Old
		if a == nil {
			a = c.New
		}
		switch {
		case !c.Effect:
		case said[a.Name]:
			changed = append(changed, a.Name)
		default:
			other = append(other, a.Name)
		}
	}
	if len(other) > 0 {
		g.Summary = "what would be written is not what was read, and nothing says why: " + few(other)
		return g, back
	}
	g.Outcome, g.Summary = Passed, "the same "+count(len(back.Set.ACLs), "ACL")
	if len(changed) > 0 {
		g.Summary = count(len(back.Set.ACLs), "ACL") + ", the same but for what the notes say"
		g.Details = changed
	}
	return g, back
}

// compileTime is more than perl needs for the largest file.
const compileTime = 2 * time.Minute

// Compiles lets perl look at a file that this package's writer made: at nothing else, for perl runs
// some code even of what it only compiles. Nothing of the installation is there when it does.
func Compiles(ctx context.Context, path string, data []byte) Guard {
	g := Guard{Name: "perl", Outcome: Skipped}
	perl, err := exec.LookPath("perl")
	if err != nil {
		g.Summary = "perl is not here: nobody but ticketacl has read the file"
		return g
	}
	dir, err := os.MkdirTemp("", "ticketacl-")
	if err != nil {
		g.Summary = "there is no room for a copy: " + err.Error()
		return g
	}
	defer os.RemoveAll(dir)
	name := filepath.Base(path)
	if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
		g.Summary = "there is no room for a copy: " + cause(err).Error()
		return g
	}
	ctx, cancel := context.WithTimeout(ctx, compileTime)
	defer cancel()
	cmd := exec.CommandContext(ctx, perl, "-T", "-c", name)
	cmd.Dir, cmd.Env = dir, []string{"LC_ALL=C"}
	out, err := cmd.CombinedOutput()
	if err == nil {
		g.Outcome, g.Summary = Passed, "perl compiles it"
		return g
	}
	g.Outcome, g.Summary = Stopped, "perl does not compile it"
	lines := strings.Split(strings.TrimSpace(string(bytes.ToValidUTF8(out, []byte("?")))), "\n")
	g.Details = append(slices.Clone(lines[:min(len(lines), 5)]), err.Error())
	return g
}

// maxFew is how many names one line lists.
const maxFew = 5

func few(names []string) string {
	if more := len(names) - maxFew; more > 0 {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:maxFew], ", "), more)
	}
	return strings.Join(names, ", ")
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
