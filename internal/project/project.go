// Package project reads the project file, .ticketacl.yaml: where the ACLs, the
// inventory and the scenarios of one or several systems are, how severe rules
// are there, which findings are accepted and why, and what packages add to the
// product. It is read strictly, and never runs anything.
package project

import (
	"fmt"
	"path/filepath"

	"go.yaml.in/yaml/v3"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/ownfile"
	"github.com/ticketacl/ticketacl/internal/perlre"
	"github.com/ticketacl/ticketacl/internal/product"
)

// FileName is how project files are named.
const FileName = ".ticketacl.yaml"

// File is a project file.
type File struct {
	Name       string // the path as the caller gave it
	Severities []Severity
	Ignores    []Ignore
	Names      *Scheme // nil where the file has none
	Extensions Extensions
	// Default is the system that is meant where nobody names one; "" for none.
	Default string
	// Systems are the names of all systems, in the order of the file.
	Systems []string

	top     part
	systems map[string]part
}

// Path is a file or folder that the project file names.
type Path struct {
	Name    string    // how to open it: relative paths start at the project file's folder
	Written string    // as it stands in the file
	Place   acl.Place // where it stands
}

// Settings are what holds for one system.
type Settings struct {
	System      string          // its name; "" for the top level alone
	Target      *product.Target // nil where the file names none
	TargetPlace acl.Place
	ACLs        []Path
	Together    bool // the ACLs are one set, not a set for each path
	Inventory   Path // without a Name where the file names none
	Scenarios   []Path
}

// Severity is how severe a rule is in this project.
type Severity struct {
	Rule     diag.Rule
	Off      bool
	Severity diag.Severity // where it is not off
	Place    acl.Place     // of the rule's name
}

// Scheme is the pattern that names of ACLs have to match.
type Scheme struct {
	Text    string
	Pattern *perlre.Pattern
	Place   acl.Place
}

// Extensions are what packages add to the product.
type Extensions struct {
	Areas      []string            // of Properties and PropertiesDatabase
	Attributes map[string][]string // area -> further attributes
	Actions    []string
}

// Options are what the reader cannot know by itself.
type Options struct {
	// Rules are the names of all rules; with nil they are not checked.
	Rules []string
}

// Load reads a project file. The error says that the file could not be read at
// all; what is wrong in it are findings.
func Load(path string, opts Options) (*File, []diag.Diagnostic, error) {
	data, err := ownfile.Load(path)
	if err != nil {
		return nil, nil, err
	}
	f, findings := Parse(path, data, opts)
	return f, findings, nil
}

// Parse reads a project file that stands at a path. It returns what could be
// read, and a finding for everything else: unknown keys, rules, areas, targets
// and systems (with the nearest valid name) and values of the wrong shape.
func Parse(path string, data []byte, opts Options) (*File, []diag.Diagnostic) {
	r := &reader{
		Reader: format().NewReader(path, data), dir: filepath.Dir(path), rules: opts.Rules,
		file: &File{Name: path, systems: map[string]part{}},
	}
	findings := r.Read(func(n *yaml.Node) { r.root(n) })
	return r.file, findings
}

// System is what holds for the system of a name, what it says itself before
// what the top level says. Without a name it is the default system, and where
// there is none, the top level alone.
func (f *File) System(name string) (Settings, error) {
	if name == "" {
		name = f.Default
	}
	if name == "" {
		return f.top.over(part{}, ""), nil
	}
	if p, ok := f.systems[name]; ok {
		return p.over(f.top, name), nil
	}
	return Settings{}, fmt.Errorf("%s: unknown system %s%s", f.Name, ownfile.Quote(name), f.meant(name))
}

// meant is the end of a message about an unknown system.
func (f *File) meant(name string) string {
	if len(f.Systems) == 0 {
		return "; the file has no systems"
	}
	return diag.Meant(name, f.Systems[:min(len(f.Systems), maxMeant)])
}
