package project

import (
	"os"
	"path/filepath"
	"testing"
)

// tree makes folders and files in a new folder, to which it changes.
func tree(t *testing.T, folders, files []string) string {
	t.Helper()
	root, err := real(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range folders {
		if err := os.MkdirAll(filepath.Join(root, d), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range files {
		if err := os.WriteFile(filepath.Join(root, f), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

func TestFind(t *testing.T) {
	root := tree(t,
		[]string{"a/b/c", "x/y", "folder/" + FileName},
		[]string{FileName, "a/b/" + FileName, "a/.ticketacl.yml"})
	for link, to := range map[string]string{"link": "a/b/c", "x/" + FileName: "nowhere"} {
		if err := os.Symlink(to, filepath.Join(root, filepath.FromSlash(link))); err != nil {
			t.Skip("no symbolic links here:", err)
		}
	}
	for _, c := range []struct{ here, dir, want string }{
		{".", ".", FileName},
		{".", "", FileName},
		{".", "a", FileName},
		{".", "a/b", "a/b/" + FileName},
		{".", "a/b/c", "a/b/" + FileName},
		{".", "not/there", FileName},
		{"a", ".", "../" + FileName},
		{"a/b/c", ".", "../" + FileName},
		{"a/b/c", "../../..", "../../../" + FileName},
		{".", "folder", FileName},                 // a folder of that name is no project file
		{".", "link", "a/b/" + FileName},          // where it leads
		{"link", ".", "../" + FileName},           // the same
		{"x/y", ".", "../" + FileName},            // leads nowhere: opening it says so
		{"x", root + "/a", root + "/" + FileName}, // as absolute as the folder
	} {
		t.Run(c.here+" "+c.dir, func(t *testing.T) {
			t.Chdir(filepath.Join(root, filepath.FromSlash(c.here)))
			got, ok := Find(filepath.FromSlash(c.dir))
			if !ok || filepath.ToSlash(got) != filepath.ToSlash(c.want) {
				t.Fatalf("found %q, %t, want %q", got, ok, c.want)
			}
			if _, err := os.Lstat(got); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestFindNothing(t *testing.T) {
	root := tree(t, []string{"a"}, nil)
	if path, ok := Find(root); ok {
		t.Skip("there is one above the folder for temporary files:", path)
	}
	if path, ok := Find(filepath.Join(root, "a")); ok || path != "" {
		t.Errorf("found %s", path)
	}
}
