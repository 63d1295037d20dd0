package cli

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/project"
	"github.com/ticketacl/ticketacl/internal/report"
	"github.com/ticketacl/ticketacl/lint"
)

// projectFile is the project file that counts, read when it is first asked for.
type projectFile struct {
	path     string // as --project names it
	named    bool
	system   string
	read     bool
	file     *project.File // nil where there is none
	settings project.Settings
	err      error
}

func (p *projectFile) register(root *cobra.Command) {
	f := root.PersistentFlags()
	f.StringVar(&p.path, "project", "", "the project file (default: the nearest "+project.FileName+" upwards; none with --project '')")
	f.StringVar(&p.system, "system", "", "the system of the project file that is meant")
	root.PersistentPreRun = func(cmd *cobra.Command, _ []string) { p.named = cmd.Flags().Changed("project") }
}

// project returns the project file and what it says of the system that is meant.
// Without a file both are empty.
func (s *streams) project() (*project.File, *project.Settings, error) {
	p := s.projectFile
	if !p.read {
		p.read = true
		p.err = p.load(s)
	}
	return p.file, &p.settings, p.err
}

func (p *projectFile) load(s *streams) error {
	path := p.path
	if !p.named {
		dir, err := os.Getwd()
		if err != nil {
			return nil // nowhere to look from
		}
		path, _ = project.Find(dir)
		path = fromHere(path)
	}
	if path == "" {
		if p.system != "" {
			return fmt.Errorf("--system %s: there is no project file %s here or above", p.system, project.FileName)
		}
		return nil
	}
	file, findings, err := project.Load(path, project.Options{Rules: lint.RuleNames()})
	if err != nil {
		return failure{err}
	}
	if len(findings) > 0 {
		report.Compact(s.err, findings)
		return failure{errors.New(path + ": the project file has mistakes")}
	}
	if p.settings, err = file.System(p.system); err != nil {
		return err
	}
	p.file = file
	return nil
}

// oneSet is the path of the project's ACLs, for commands that take one set.
func oneSet(settings *project.Settings, file *project.File) ([]string, error) {
	paths := aclPaths(settings)
	if len(paths) > 1 && !settings.Together {
		return nil, fmt.Errorf("%s names %d sets of ACLs: name the one that is meant", file.Name, len(paths))
	}
	return paths, nil
}

// aclPaths are the paths of the project's ACLs, as somebody would write them here.
func aclPaths(settings *project.Settings) []string {
	var paths []string
	for _, p := range settings.ACLs {
		paths = append(paths, fromHere(p.Name))
	}
	return paths
}

// lintOptions are the options of the linter that a project file has.
func lintOptions(file *project.File) (opts lint.Options, ignores []lint.Ignore) {
	if file == nil {
		return opts, nil
	}
	opts.Settings = map[diag.Rule]lint.Setting{}
	for _, s := range file.Severities {
		opts.Settings[s.Rule] = lint.Setting{Off: s.Off, Severity: s.Severity}
	}
	if file.Names != nil {
		opts.Scheme = file.Names.Pattern
		if _, said := opts.Settings[diag.NameScheme]; !said { // whoever has a scheme wants it kept
			opts.Settings[diag.NameScheme] = lint.Setting{Severity: diag.Warning}
		}
	}
	opts.Extensions = lint.Extensions(file.Extensions)
	for i := range file.Ignores {
		ig := &file.Ignores[i]
		ignores = append(ignores, lint.Ignore{Rule: ig.Rule, Place: ig.Place, Matches: func(name string) bool { return ig.Matches(string(ig.Rule), name) }})
	}
	return opts, ignores
}

// fromHere is a path as somebody in the working directory would write it.
func fromHere(path string) string {
	dir, err := os.Getwd()
	if err != nil || path == "" {
		return path
	}
	abs := path
	if !filepath.IsAbs(abs) {
		abs = filepath.Join(dir, abs)
	}
	if rel, err := filepath.Rel(dir, abs); err == nil && len(rel) < len(path) {
		return rel
	}
	return path
}

// loadInventory reads the inventory of a flag, else the project's; nil where
// nobody names one.
func (s *streams) loadInventory(path string) (*inventory.Inventory, []diag.Diagnostic, error) {
	if path == "" {
		_, settings, err := s.project()
		if err != nil {
			return nil, nil, err
		}
		path = settings.Inventory.Name
	}
	if path == "" {
		return nil, nil, nil
	}
	inv, findings, err := inventory.Load(path)
	if err != nil {
		return nil, nil, failure{err}
	}
	return inv, findings, nil
}
