package suite

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/ownfile"
)

// Find lists the scenario files of paths: a file is itself, a folder the YAML
// files in it, and in the folders below, that have scenarios. Hidden folders and
// symbolic links are left out.
func Find(paths []string) ([]string, error) {
	var files []string
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			return nil, err
		}
		if !info.IsDir() {
			files = append(files, path)
			continue
		}
		err = filepath.WalkDir(path, func(name string, d fs.DirEntry, err error) error {
			hidden := strings.HasPrefix(d.Name(), ".") && name != path
			switch {
			case err != nil:
				return err
			case d.IsDir() && hidden:
				return filepath.SkipDir
			case d.IsDir() || hidden || !d.Type().IsRegular() || !isYAML(name):
				return nil
			}
			has, err := hasScenarios(name)
			if has {
				files = append(files, name)
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	seen := map[string]bool{}
	return slices.DeleteFunc(files, func(f string) bool {
		name := filepath.Clean(f)
		defer func() { seen[name] = true }()
		return seen[name]
	}), nil
}

func isYAML(name string) bool {
	ext := strings.ToLower(filepath.Ext(name))
	return ext == ".yml" || ext == ".yaml"
}

// hasScenarios reports whether a file may be one of scenarios: it has their list
// at its root. Files that are too large to be one are none, and a project file
// only names where scenarios are.
func hasScenarios(name string) (bool, error) {
	info, err := os.Stat(name)
	if err != nil || info.Size() > ownfile.MaxSize {
		return false, err
	}
	data, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrPermission) {
		return true, nil // reading it will say so
	}
	return regexp.MustCompile(`(?m)^["']?scenarios["']?\s*:\s*(#.*|\[.*|\r)?$`).Match(data), err
}
