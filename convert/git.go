package convert

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"runtime"
	"strings"
)

// splitRevision cuts REV:PATH. An empty REV is the index. A letter before a
// colon is a drive on Windows.
func splitRevision(s string) (rev, inner string, ok bool) {
	rev, inner, ok = strings.Cut(s, ":")
	if ok && runtime.GOOS == "windows" && len(rev) == 1 {
		return "", "", false
	}
	return rev, inner, ok && !strings.HasPrefix(rev, "-")
}

// revision reads a file or a folder out of a git repository.
func (r *reader) revision(ctx context.Context, name, rev, inner string) error {
	g := &git{dir: r.opts.Dir, limit: r.opts.MaxSize}
	id, kind, err := g.resolve(ctx, name, rev, inner)
	if err != nil {
		return err
	}
	switch kind {
	case "blob":
		return g.blobs(ctx, []gitFile{{name, id}}, r.content)
	case "tree":
	default:
		return fmt.Errorf("%s: a git %s, neither file nor folder", name, kind)
	}
	files, err := g.tree(ctx, id)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	slash := "/"
	if inner == "" {
		slash = "" // the top of the repository
	}
	var found []gitFile
	var order []byte
	for _, f := range files {
		if f.name == OrderFile {
			err := g.blobs(ctx, []gitFile{{name + "/" + OrderFile, f.id}}, func(_ string, data []byte) error {
				order = append([]byte{}, data...)
				return nil
			})
			if err != nil {
				return err
			}
		}
		if isExportName(f.name) {
			found = append(found, gitFile{strings.TrimSuffix(name, "/") + slash + f.name, f.id})
		}
	}
	if len(found) == 0 && order == nil {
		return fmt.Errorf("%s: no *.yml, *.yaml, *.pm or *.pl file in this folder", name)
	}
	first, left := len(r.result.Set.ACLs), len(r.result.LeftAlone)
	err = g.blobs(ctx, found, r.inFolder)
	joined(r.result.Set.ACLs[first:], order)
	if err == nil && len(found) > 0 && len(r.result.LeftAlone)-left == len(found) {
		return onlyForeign(name)
	}
	return err
}

// git runs git's plumbing. It only ever reads.
type git struct {
	dir   string
	limit int64
}

type gitFile struct{ name, id string }

func (g *git) command(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "git", args...)
	cmd.Dir = g.dir
	// No message in another language, no lock, no network.
	cmd.Env = append(os.Environ(), "LC_ALL=C", "GIT_OPTIONAL_LOCKS=0", "GIT_NO_LAZY_FETCH=1", "GIT_TERMINAL_PROMPT=0")
	return cmd
}

func (g *git) run(ctx context.Context, args ...string) (string, error) {
	out, err := g.command(ctx, args...).Output()
	return strings.TrimRight(string(out), "\n"), err
}

// resolve finds the object REV:PATH and what kind it is of, or says what there
// is not: git, a repository, the revision or the path.
func (g *git) resolve(ctx context.Context, name, rev, inner string) (id, kind string, err error) {
	if _, err := exec.LookPath("git"); err != nil {
		return "", "", fmt.Errorf("%s: no such file, and REV:PATH needs git, which is not on the PATH", name)
	}
	if id, err = g.run(ctx, "rev-parse", "--verify", "--quiet", "--end-of-options", rev+":"+inner); err == nil {
		id = id[strings.LastIndexByte(id, '\n')+1:]
		if kind, err = g.run(ctx, "cat-file", "-t", id); err == nil {
			return id, kind, nil
		}
	}
	if ctx.Err() != nil {
		return "", "", ctx.Err()
	}
	if _, err := g.run(ctx, "rev-parse", "--git-dir"); err != nil {
		return "", "", fmt.Errorf("%s: no such file, and no git repository here to look into%s", name, because(err))
	}
	if rev != "" {
		if _, err := g.run(ctx, "rev-parse", "--verify", "--quiet", "--end-of-options", rev+"^{tree}"); err != nil {
			return "", "", fmt.Errorf("%s: no such file, and git knows no revision %q", name, rev)
		}
	}
	where := "revision " + rev
	if rev == "" {
		where = "the index"
	}
	return "", "", notThere{fmt.Errorf("%s: no %q in %s (paths count from the top of the repository; './' starts from here)", name, inner, where)}
}

// notThere is what a revision does not have; errors.Is takes it for fs.ErrNotExist.
type notThere struct{ error }

func (notThere) Is(target error) bool { return target == fs.ErrNotExist }

// because is what git itself said.
func because(err error) string {
	var e *exec.ExitError
	if !errors.As(err, &e) {
		return ": " + err.Error()
	}
	if line, _, _ := strings.Cut(strings.TrimSpace(string(e.Stderr)), "\n"); line != "" {
		return " (" + strings.TrimPrefix(line, "fatal: ") + ")"
	}
	return ""
}

// tree lists the files of a folder, in the order of their names.
func (g *git) tree(ctx context.Context, id string) ([]gitFile, error) {
	out, err := g.run(ctx, "ls-tree", "-z", "--full-tree", id)
	if err != nil {
		return nil, fmt.Errorf("git ls-tree failed%s", because(err))
	}
	var files []gitFile
	for line := range strings.SplitSeq(out, "\x00") {
		about, name, ok := strings.Cut(line, "\t")
		if f := strings.Fields(about); ok && len(f) == 3 && f[1] == "blob" && f[0] != "120000" {
			files = append(files, gitFile{name, f[2]})
		}
	}
	return files, nil
}

// blobs reads files with one git process and hands out each.
func (g *git) blobs(ctx context.Context, files []gitFile, use func(name string, data []byte) error) (err error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	cmd := g.command(ctx, "cat-file", "--batch")
	var ids bytes.Buffer
	for _, f := range files {
		ids.WriteString(f.id + "\n")
	}
	cmd.Stdin = &ids
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("git: %w", err)
	}
	defer func() {
		cancel()
		cmd.Wait()
	}()
	out := bufio.NewReader(pipe)
	for _, f := range files {
		head, err := out.ReadString('\n')
		if err != nil {
			return fmt.Errorf("%s: git cat-file: %w", f.name, err)
		}
		var id, kind string
		var n int64
		if _, err := fmt.Sscan(head, &id, &kind, &n); err != nil || kind != "blob" {
			return fmt.Errorf("%s: git cat-file: %s", f.name, strings.TrimSpace(head))
		}
		if n > g.limit {
			return fmt.Errorf("%s: larger than %s", f.name, size(g.limit))
		}
		data := make([]byte, n+1) // and a line break
		if _, err := io.ReadFull(out, data); err != nil {
			return fmt.Errorf("%s: git cat-file: %w", f.name, err)
		}
		if err := use(f.name, data[:n]); err != nil {
			return err
		}
	}
	return nil
}
