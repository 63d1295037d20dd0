package cli

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diff"
	"github.com/ticketacl/ticketacl/internal/product"
)

// sideFrom says where one of two sets comes from.
type sideFrom struct {
	path, home string
	// as is the name that the file has in what is printed; "" for its own.
	as string
}

// side is one of two sets.
type side struct {
	*convert.Result
	name    string
	from    sideFrom
	sources map[string][]byte
	// inForce: it is what a system has in force.
	inForce bool
	// made: the set is not what the files hold.
	made bool
}

// readSide reads one of two sets; grow hears how large its files are.
func (o *diffOptions) readSide(ctx context.Context, from sideFrom, target *product.Target, grow func(int)) (*side, error) {
	s := &side{from: from, sources: map[string][]byte{}, name: from.path}
	if from.as != "" {
		s.name = from.as
	}
	if from.isGone() {
		s.Result = &convert.Result{Set: &convert.Set{}}
		return s, nil
	}
	opts := convert.Options{Stdin: o.in, Source: func(file string, data []byte) {
		grow(len(data))
		s.sources[file] = data
		s.inForce = s.inForce || convert.Detect(data) == convert.Perl
	}}
	var err error
	if from.home != "" {
		s.name, s.inForce = from.home, true
		if !filepath.IsLocal(from.home) || filepath.Clean(from.home) == "." { // which names no folder
			if abs, err := filepath.Abs(from.home); err == nil {
				s.name = abs
			}
		}
		s.Result, err = convert.Home(ctx, from.home, target, opts)
	} else {
		s.Result, err = convert.Read(ctx, from.path, opts)
	}
	if err != nil {
		return nil, err
	}
	noteLeftAlone(o.streams, s.Result)
	if from.as != "" {
		s.rename(from.as)
	}
	return s, nil
}

// rename gives the one file of a side another name.
func (s *side) rename(name string) {
	for _, a := range s.Set.ACLs {
		a.File = name
	}
	for i := range s.Diagnostics {
		d := &s.Diagnostics[i]
		d.Place.File = name
		for k := range d.Related {
			d.Related[k].Place.File = name
		}
	}
	renamed := map[string][]byte{}
	for _, data := range s.sources {
		renamed[name] = data
	}
	s.sources, s.Files = renamed, []string{name}
}

// source is the side for a comparison of texts.
func (s *side) source() diff.Source {
	out := diff.Source{Name: s.name, Set: s.Set, Files: s.Files, Data: s.sources, Made: s.made}
	if s.from.home != "" || s.from.isGone() {
		return out
	}
	if name, ok := strings.CutPrefix(s.from.as, "a/"); ok { // git's, of the working tree's file
		out.Path = name
		return out
	}
	if info, err := os.Stat(s.from.path); err == nil {
		out.Path, out.Folder = s.from.path, info.IsDir()
		return out
	}
	// Of a folder of a revision the files have its name before theirs.
	for _, f := range s.Files {
		out.Folder = out.Folder || f != s.from.path && strings.HasPrefix(f, strings.TrimSuffix(s.from.path, "/")+"/")
	}
	return out
}

// deploy puts in place of the new set what a deployment of it leaves in force: written as the
// target does, and read back.
func (d *compared) deploy(home string) error {
	const file = "Kernel/Config/Files/ZZZACL.pm"
	w := convert.Write(d.new.Set, convert.Deployment, convert.WriteOptions{Target: d.target, By: defaultBy})
	d.findings = append(d.findings, w.Diagnostics...)
	read, err := convert.ReadBytes(filepath.ToSlash(filepath.Join(home, file)), w.Data)
	if err != nil {
		return err
	}
	if read.Partial {
		return fmt.Errorf("%s: what a deployment of it writes cannot be read again", d.new.name)
	}
	for _, a := range w.LeftOut {
		name, _ := convert.DeployedName(a.Name, &d.target.Switches.Frame)
		if d.old.Set.Named(name) != nil && a.Validity() != acl.Valid {
			d.report.Notes = append(d.report.Notes, fmt.Sprintf("%s is in force, and %s in %s (%s)", name, a.Validity(), d.new.name, a.Place()))
		}
	}
	places := map[string]*convert.ACL{}
	for _, a := range d.new.Set.ACLs {
		name, _ := convert.DeployedName(a.Name, &d.target.Switches.Frame)
		places[name] = a
	}
	for _, a := range read.Set.ACLs { // their places are in a file that nobody has
		if from := places[a.Name]; from != nil {
			diff.Relocate(a, from)
		}
	}
	d.new.Set, d.new.inForce, d.new.made = read.Set, true, true
	return nil
}
