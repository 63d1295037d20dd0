package convert

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/perl"
	"github.com/ticketacl/ticketacl/internal/product"
)

// Home reads the configuration files of an installation in the order in which
// its system loads them (semantics, "How files are loaded"): Kernel/Config.pm,
// Kernel/Config/Files/*.pm, those with Ticket in their name first, and
// Kernel/Config.pm again. The result is what is in force then, with a finding
// for everything that overrides or wipes something, or is not loaded at all.
//
// With Options.Overlay it is what would be in force if these files had those texts, new ones
// included; files have the names that the result has.
//
// With Options.FilesAlone Kernel/Config.pm may be missing.
//
// Files that do not mention TicketAcl are not looked at. The products look for
// Ticket in the full path, so where the installation lies can matter.
func Home(ctx context.Context, dir string, target *product.Target, opts Options) (*Result, error) {
	if opts.MaxSize <= 0 {
		opts.MaxSize = DefaultMaxSize
	}
	h := &installation{reader: &reader{opts: opts, result: &Result{Set: &Set{}}}, target: target, config: &perl.Config{}, dir: dir}
	main := filepath.Join(dir, "Kernel", "Config.pm")
	files, err := h.files()
	if err != nil {
		return nil, err
	}
	order := append(append([]string{main}, files...), main)
	if _, err := os.Stat(h.local(main)); err != nil {
		if !opts.FilesAlone {
			return nil, fmt.Errorf("%s: no installation: there is no Kernel/Config.pm in it", dir)
		}
		order = files
	}
	for i, file := range order {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if err := h.load(file, i > len(files)); err != nil {
			return nil, err
		}
	}
	h.take(h.config)
	diag.Sort(h.result.Diagnostics)
	return h.result, nil
}

// installation is an installation that is being read.
type installation struct {
	*reader
	target *product.Target
	config *perl.Config
	dir    string
}

// files are those of Kernel/Config/Files in load order.
func (h *installation) files() ([]string, error) {
	folder := filepath.Join(h.dir, "Kernel", "Config", "Files")
	entries, err := os.ReadDir(h.local(folder)) // sorted by name
	if err != nil && !os.IsNotExist(err) {
		return nil, reason(folder, err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	for file := range h.opts.Overlay {
		if filepath.Dir(file) == folder && !slices.Contains(names, filepath.Base(file)) {
			names = append(names, filepath.Base(file))
		}
	}
	slices.Sort(names)
	root := folder
	if abs, err := filepath.Abs(h.local(folder)); err == nil {
		root = abs
	}
	var first, rest []string
	for _, name := range names {
		switch {
		case filepath.Ext(name) != ".pm" || strings.HasPrefix(name, "."):
		case strings.Contains(filepath.Join(root, name), "Ticket"):
			first = append(first, filepath.Join(folder, name))
		default:
			rest = append(rest, filepath.Join(folder, name))
		}
	}
	return slices.Concat(first, rest), nil
}

// load reads one file; again tells that it has been read before.
func (h *installation) load(file string, again bool) error {
	var data []byte
	if err := h.file(file, func(_ string, text []byte) error { data = text; return nil }); err != nil {
		return err
	}
	if !strings.Contains(string(data), "TicketAcl") {
		return nil
	}
	if !again {
		h.header(file, data)
		h.result.Files = append(h.result.Files, file)
		if h.opts.Source != nil {
			h.opts.Source(file, data)
		}
	}
	read := h.config.LoadIf(file, data, func(read *perl.File) bool { return h.loads(file, read, again) })
	if again {
		return nil
	}
	h.result.Diagnostics = append(h.result.Diagnostics, read.Diagnostics...)
	h.result.Partial = h.result.Partial || read.Refused
	return nil
}

// loads reports whether the system runs a file, and says why not.
func (h *installation) loads(file string, read *perl.File, again bool) bool {
	inside := configFile(file)
	switch {
	case again || inside == "" && !read.Refused:
		return !read.Refused
	case inside == "":
		h.broken(file, read, "the system does not start")
		return false
	}
	if d := notRun(file, read, h.target); d != nil {
		h.report(*d)
		return false
	}
	switch {
	case h.target.Switches.EvaluatesUnmarked && !read.Marked: // a snippet, which works
		return !read.Refused
	case !read.HasLoad:
		h.say(diag.PackageName, diag.Error, file, read, "no function Load: nothing in this file is ever run",
			"put the assignments into sub Load { my ($File, $Self) = @_; … }")
		return false
	case read.Refused && h.target.Switches.BrokenFileDies:
		h.broken(file, read, "the system does not start")
		return false
	case read.Refused:
		h.broken(file, read, "the system goes on without it, and none of its ACLs is in force")
		return false
	}
	return h.frame(file, read)
}

func (h *installation) broken(file string, read *perl.File, effect string) {
	h.result.Partial = true
	h.say(diag.LoadOrder, diag.Error, file, read, "perl refuses this file: "+effect, "mend what is reported below")
}

func (h *installation) say(rule Rule, severity Severity, file string, read *perl.File, summary, detail string) {
	at := Place{File: file, Span: Span{Start: Pos{Line: 1, Column: 1}, End: Pos{Line: 1, Column: 1}}}
	if rule == diag.PackageName && read.PackageSpan.IsValid() {
		at.Span = read.PackageSpan
	}
	h.report(Diagnostic{Rule: rule, Severity: severity, Place: at, Summary: summary, Detail: detail})
}
