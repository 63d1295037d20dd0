package convert

import (
	"context"
	"fmt"
	"path"
	"path/filepath"
	"strings"
)

// Revision is a revision of the git repository around a folder. Paths are from that folder,
// as REV:./PATH has them.
type Revision struct {
	// Name is what somebody called it, ID the tree that it is: ID:./PATH reads it with Read.
	Name, ID string
	git      *git
	top      string // the way to the top of the repository: "" or "../../"
	here     string // the way back: "" or "a/b/"
	was      map[string]string
}

// UnknownRevision says that git knows no revision of that name.
type UnknownRevision struct{ Name string }

func (e *UnknownRevision) Error() string { return fmt.Sprintf("git knows no revision %q", e.Name) }

// OpenRevision finds a revision; the error is an *UnknownRevision where the repository has none
// of that name.
func OpenRevision(ctx context.Context, dir, name string) (*Revision, error) {
	r := &Revision{Name: name, git: &git{dir: dir, limit: DefaultMaxSize}}
	var err error
	if r.top, err = r.git.run(ctx, "rev-parse", "--show-cdup"); err != nil {
		return nil, fmt.Errorf("revision %q: no git repository here to look into%s", name, because(err))
	}
	if r.here, err = r.git.run(ctx, "rev-parse", "--show-prefix"); err != nil {
		return nil, fmt.Errorf("revision %q: git rev-parse failed%s", name, because(err))
	}
	if r.ID, err = r.git.run(ctx, "rev-parse", "--verify", "--quiet", "--end-of-options", name+"^{tree}"); err != nil || name == "" {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, &UnknownRevision{name}
	}
	r.ID = r.ID[strings.LastIndexByte(r.ID, '\n')+1:]
	return r, nil
}

// Path is a path of this revision for Read.
func (r *Revision) Path(p string) string { return r.ID + ":" + dotted(p) }

// Shown is a path as somebody would write it.
func (r *Revision) Shown(p string) string { return r.Name + ":" + dotted(p) }

func dotted(p string) string { return "./" + filepath.ToSlash(filepath.Clean(p)) }

// Has reports whether the revision has a file or folder.
func (r *Revision) Has(ctx context.Context, p string) bool {
	_, _, err := r.git.resolve(ctx, p, r.ID, dotted(p))
	return err == nil
}

// File is the content of a file; the error is fs.ErrNotExist where there is none.
func (r *Revision) File(ctx context.Context, p string) (data []byte, err error) {
	id, kind, err := r.git.resolve(ctx, p, r.ID, dotted(p))
	if err != nil {
		return nil, err
	}
	if kind != "blob" {
		return nil, fmt.Errorf("%s: no file in %s", p, r.Name)
	}
	err = r.git.blobs(ctx, []gitFile{{p, id}}, func(_ string, text []byte) error {
		data = append([]byte{}, text...)
		return nil
	})
	return data, err
}

// Nearest is the path of the nearest file of a name from the folder up to the top of the
// repository, "" where none has it.
func (r *Revision) Nearest(ctx context.Context, name string) string {
	for up := ""; ; up += "../" {
		if _, kind, err := r.git.resolve(ctx, name, r.ID, "./"+up+name); err == nil && kind == "blob" {
			return filepath.FromSlash(up + name)
		}
		if len(up) >= len(r.top) { // the top, and nothing above it
			return ""
		}
	}
}

// Tracks reports whether git has a file in its index today: what the revision does not have
// came to the repository since.
func (r *Revision) Tracks(ctx context.Context, p string) bool {
	_, err := r.git.run(ctx, "ls-files", "--error-unmatch", "--", filepath.ToSlash(p))
	return err == nil
}

// Before are the paths that the files at a path had in the revision and have no more, as git
// sees files that were moved.
func (r *Revision) Before(ctx context.Context, p string) ([]string, error) {
	if r.was == nil {
		if err := r.renames(ctx); err != nil {
			return nil, err
		}
	}
	p = path.Clean(filepath.ToSlash(p))
	var found []string
	for now, was := range r.was {
		if now == p || strings.HasPrefix(now, p+"/") || p == "." && !strings.HasPrefix(now, "../") {
			found = append(found, filepath.FromSlash(was))
		}
	}
	return found, nil
}

// renames asks git which files were moved.
func (r *Revision) renames(ctx context.Context) error {
	out, err := r.git.run(ctx, "diff", "--no-relative", "--no-ext-diff", "--no-textconv", "--diff-filter=R", "--find-renames", "--name-status", "-z", r.ID, "--")
	if err != nil {
		return fmt.Errorf("git diff failed%s", because(err))
	}
	r.was = map[string]string{}
	parts := strings.Split(out, "\x00") // R100, old, new
	for i := 0; i+2 < len(parts); i += 3 {
		r.was[r.fromHere(parts[i+2])] = r.fromHere(parts[i+1])
	}
	return nil
}

// fromHere is a path from the top of the repository, seen from the folder.
func (r *Revision) fromHere(p string) string {
	if rel, err := filepath.Rel(filepath.FromSlash(r.here+"."), filepath.FromSlash(p)); err == nil {
		return filepath.ToSlash(rel)
	}
	return p
}
