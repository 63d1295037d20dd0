package convert

import (
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/perl"
	"github.com/ticketacl/ticketacl/internal/product"
)

// perl reads a Perl file for itself: what it would put into TicketAcl of an
// empty configuration.
func (r *reader) perl(file string, data []byte) {
	r.header(file, data)
	c := &perl.Config{}
	f := c.Load(file, data)
	r.result.Diagnostics = append(r.result.Diagnostics, f.Diagnostics...)
	r.frame(file, f)
	if configFile(file) != "" {
		if r.result.Frames == nil {
			r.result.Frames = map[string]*perl.File{}
		}
		r.result.Frames[file] = f
	}
	r.result.Partial = r.result.Partial || f.Refused
	r.take(c)
}

// header looks for who may have deployed a file. Of several files only those that
// may have written all of them are left, as far as there are any.
func (r *reader) header(file string, data []byte) {
	by := product.WrittenBy(data)
	switch {
	case by == nil:
		return
	case r.result.WrittenBy == nil:
		r.result.WrittenFile, r.result.WrittenBy = file, by
		return
	}
	both := slices.DeleteFunc(slices.Clone(r.result.WrittenBy), func(t *product.Target) bool {
		return !slices.ContainsFunc(by, func(x *product.Target) bool { return x.ID == t.ID })
	})
	if len(both) > 0 {
		r.result.WrittenBy = both
	}
}

// take adds what a configuration holds, and says what happened to ACLs on the
// way.
func (r *reader) take(c *perl.Config) {
	set, findings := c.Set()
	for _, d := range findings {
		r.report(d)
	}
	r.events(c.Events, set)
	r.result.Set.ACLs = append(r.result.Set.ACLs, set.ACLs...)
	r.result.Set.Doubts = append(r.result.Set.Doubts, set.Doubts...)
	for action, v := range c.DefaultActions() {
		if r.result.Set.DefaultActions == nil {
			r.result.Set.DefaultActions = map[string]string{}
		}
		r.result.Set.DefaultActions[action] = v
	}
}

// configFile is the path of a file of Kernel/Config/Files inside its
// installation, "" for any other file.
func configFile(file string) string {
	slashed := filepath.ToSlash(file)
	if i := strings.LastIndex(slashed, "Kernel/Config/Files/"); i >= 0 && (i == 0 || slashed[i-1] == '/' || slashed[i-1] == ':') {
		return slashed[i:]
	}
	return ""
}

// packageOf is the package that a file must have by its path.
func packageOf(file string) string {
	return strings.ReplaceAll(strings.TrimSuffix(file, path.Ext(file)), "/", "::")
}

// frame checks what a file of Kernel/Config/Files needs around its ACLs. Which
// target it is for is not known here, so only what all of them need is said.
func (r *reader) frame(file string, f *perl.File) (loads bool) {
	inside := configFile(file)
	if inside == "" || f.Package == "" {
		return true
	}
	at := Place{File: file, Span: Span{Start: Pos{Line: 1, Column: 1}, End: Pos{Line: 1, Column: 1}}}
	if f.PackageSpan.IsValid() {
		at.Span = f.PackageSpan
	}
	say := func(summary, detail string, fixes ...diag.Fix) {
		r.report(Diagnostic{Rule: diag.PackageName, Severity: diag.Error, Place: at, Summary: summary, Detail: detail, Fixes: fixes})
		loads = false
	}
	loads = true
	if want := packageOf(inside); f.Package != want {
		say(fmt.Sprintf("the package is %s, the path wants %s: the system does not load the file", f.Package, want), "rename the one or the other")
	}
	loads = loads && f.HasLoad // said already
	if !f.Ends {
		var fixes []diag.Fix
		if f.Foot.IsValid() {
			fixes = append(fixes, insertion("write 1;", f.Foot, "\n1;"))
		}
		say("the file does not end with a true value: the system does not load it", "write 1; as its last line", fixes...)
	}
	return loads
}

// insertion is a fix that puts a text somewhere.
func insertion(title string, at Pos, text string) diag.Fix {
	return diag.Fix{Title: title, Edits: []diag.Edit{{Span: Span{Start: at, End: at}, New: text}}}
}

// NotRun says why a target does not run a file of Kernel/Config/Files that was
// read by itself, though others would; nil where it does, or where the reader has
// said so.
func (r *Result) NotRun(file string, t *product.Target) *Diagnostic {
	if f := r.Frames[file]; f != nil {
		return notRun(file, f, t)
	}
	return nil
}

func notRun(file string, f *perl.File, t *product.Target) *Diagnostic {
	at := Place{File: file, Span: Span{Start: Pos{Line: 1, Column: 1}, End: Pos{Line: 1, Column: 1}}}
	switch unmarked := t.Switches.EvaluatesUnmarked && !f.Marked; {
	case unmarked && f.Package != "":
		return &Diagnostic{Rule: diag.VersionMarker, Severity: diag.Warning, Place: at,
			Summary: "no '# VERSION:1.1' in the first eight lines: " + t.ID + " never calls its Load",
			Detail:  "write it into the second line",
			Fixes:   []diag.Fix{insertion("write # VERSION:1.1", f.Head, "# VERSION:1.1\n")}}
	case !unmarked && f.Package == "":
		return &Diagnostic{Rule: diag.PackageName, Severity: diag.Error, Place: at,
			Summary: "no package: the system does not load the file",
			Detail:  "begin it with package " + packageOf(configFile(file)) + "; and put the assignments into sub Load"}
	}
	return nil
}

// events says which ACLs were set and did not last. One that is set again in
// the end, by a file that is loaded twice, did.
func (r *reader) events(events []perl.Event, set *Set) {
	if len(events) == 0 {
		return
	}
	lasts := map[Place]bool{}
	for _, a := range set.ACLs {
		lasts[a.Place()] = true
	}
	type wipe struct {
		by   Place
		file string
	}
	var order []wipe
	wiped := map[wipe][]perl.Event{}
	for _, e := range events {
		if e.Old == e.By || lasts[e.Old] {
			continue
		}
		if e.Kind == perl.Wiped {
			w := wipe{e.By, e.Old.File}
			if wiped[w] == nil {
				order = append(order, w)
			}
			wiped[w] = append(wiped[w], e)
			continue
		}
		r.overridden(e)
	}
	for _, w := range order {
		r.wiped(w.by, wiped[w])
	}
}

func (r *reader) overridden(e perl.Event) {
	d := Diagnostic{Rule: diag.LoadOrder, Severity: diag.Warning, Place: e.By, ACL: e.Name,
		Summary: fmt.Sprintf("this replaces the ACL '%s' of %s", e.Name, e.Old.File),
		Detail:  "rename or remove one",
		Related: []diag.Related{{Place: e.Old, Message: "without effect"}}}
	switch {
	case e.Kind == perl.Deleted:
		d.Summary = fmt.Sprintf("this deletes the ACL '%s'", e.Name)
		d.Detail = "it is not in force"
	case e.Old.File == e.By.File:
		d.Rule = diag.DuplicateName
		d.Summary = fmt.Sprintf("the name '%s' is here twice: the last one counts", e.Name)
		d.Related[0].Message = "named here first"
	}
	r.report(d)
}

// maxNamed bounds how many names one finding lists.
const maxNamed = 5

func (r *reader) wiped(by Place, events []perl.Event) {
	var names []string
	var related []diag.Related
	for _, e := range events {
		if len(names) < maxNamed {
			names = append(names, "'"+e.Name+"'")
			related = append(related, diag.Related{Place: e.Old, Message: "without effect"})
		}
	}
	list := strings.Join(names, ", ")
	if more := len(events) - len(names); more > 0 {
		list += fmt.Sprintf(" and %d more", more)
	}
	where := ""
	if old := events[0].Old.File; old != by.File {
		where = " of " + old
	}
	verb := "throws away"
	if events[0].Perhaps {
		verb = "may throw away"
	}
	r.report(Diagnostic{Rule: diag.LoadOrder, Severity: diag.Warning, Place: by,
		Summary: fmt.Sprintf("this assignment to all of TicketAcl %s %s%s", verb, list, where),
		Detail:  "assign $Self->{TicketAcl}->{'name'} for each ACL instead",
		Related: related})
}
