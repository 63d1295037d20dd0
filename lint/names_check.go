package lint

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/reading"
	"github.com/ticketacl/ticketacl/simulate"
)

// isStored reports whether an ACL is a row of a database, or becomes one by an
// import: what Perl defines goes straight to the engine.
func (v *view) isStored() bool { return v.Form == acl.Export && !v.Computed }

// isUsualName is the default scheme.
var isUsualName = regexp.MustCompile(`^\d{3}-`).MatchString

func nameScheme(p *pass, v *view) {
	if v.Computed {
		return
	}
	if p.opts.Scheme == nil {
		if !isUsualName(v.Name) {
			p.find(v, v.NameSpan, "the name does not begin with three digits and a hyphen", "rename it, or set another scheme in .ticketacl.yaml")
		}
		return
	}
	if ok, err := p.opts.Scheme.Match(v.Name); err == nil && !ok {
		p.find(v, v.NameSpan, "the name does not follow the scheme of this project", "rename it")
	}
}

func nameTooLong(p *pass, v *view) {
	longest := p.Target.Switches.NameMax
	if n := utf8.RuneCountInString(v.Name); v.isStored() && n > longest {
		p.find(v, v.NameSpan, fmt.Sprintf("the name has %d characters, the database of %s takes %d", n, p.Target.ID, longest), "shorten it")
	}
}

func textTooLong(p *pass, v *view) {
	if !v.isStored() {
		return
	}
	for _, text := range []struct {
		what string
		v    *acl.Value
	}{{"comment", v.Meta.Comment}, {"description", v.Meta.Description}} {
		if text.v == nil || text.v.Kind == acl.Dynamic {
			continue
		}
		if n := utf8.RuneCountInString(text.v.Text); n > convert.TextMax {
			p.find(v, text.v.Span, fmt.Sprintf("the %s has %d characters, the database takes %d", text.what, n, convert.TextMax), "shorten it")
		}
	}
}

// broken is what a deployed file that perl refuses means for the system.
func (p *pass) broken() string {
	if p.Target.Switches.BrokenFileDies {
		return "perl refuses the deployed file, and the system does not start"
	}
	return "perl refuses the deployed file, and none of its ACLs is in force"
}

// nameBreaksDeployment looks at what the deployment makes of names, and for ACLs of
// which one is lost because it makes one name of theirs.
func nameBreaksDeployment(p *pass) {
	in := map[string][]*view{} // by name in force, in order
	for _, v := range p.inOrder() {
		if read, fate := p.deployed(v); fate <= convert.NameChanged {
			in[read] = append(in[read], v)
		}
	}
	for _, v := range p.views {
		if !v.isStored() {
			continue
		}
		const rename = "rename it"
		switch read, fate := p.deployed(v); fate {
		case convert.NameBreaks:
			p.find(v, v.NameSpan, "this name breaks the deployment: "+p.broken(), rename)
		case convert.NameUnknown:
			p.find(v, v.NameSpan, "in the deployed file perl puts a variable into this name: what it is called then, nobody can tell", rename)
		case convert.NameChanged:
			same := in[read]
			i := slices.IndexFunc(same, func(o *view) bool { return o.Name != v.Name })
			if i < 0 || !v.counts {
				p.find(v, v.NameSpan, "it is deployed under another name: "+shownName(read), rename).Severity = diag.Warning
				continue
			}
			d := p.find(v, v.NameSpan, fmt.Sprintf("deployed as %s, like %s: only the last one is in force, %s", shownName(read), shownName(same[i].Name), shownName(same[len(same)-1].Name)), "rename one of them")
			d.Related = []Related{{Place: same[i].Place(), Message: "deployed under the same name"}}
		}
	}
}

// deployed is what the deployment makes of an ACL's name. What Perl defines keeps
// its own.
func (p *pass) deployed(v *view) (string, convert.NameFate) {
	if !v.isStored() {
		return v.Name, convert.NameKept
	}
	return convert.DeployedName(v.Name, &p.Target.Switches.Frame)
}

// shownName is a name in a sentence, on one line.
func shownName(name string) string {
	if strings.ContainsFunc(name, func(r rune) bool { return r < ' ' }) {
		return strconv.Quote(name)
	}
	return "'" + name + "'"
}

// variable is what a deployment replaces by the name, where it stands first.
const variable = "$VAR1"

// emptyMark is what a deployment deletes.
const emptyMark = "[empty]"

func commentBreaksDeployment(p *pass, v *view) {
	c := v.Meta.Comment
	if !v.isStored() || c == nil || !c.IsScalar() || !c.IsTrue() || c.Kind == acl.Dynamic {
		return
	}
	written := convert.DeployedComment(c.Text, &p.Target.Switches.Frame)
	if line, ok := codeIn(written); ok {
		d := p.find(v, c.Span, fmt.Sprintf("%s becomes Perl code in the deployed file: %s", shownName(shortened(line)), p.broken()), "write the comment in one line")
		p.fixLines(d, c)
	}
	if strings.Contains(strings.ReplaceAll(written, emptyMark, ""), variable) {
		p.find(v, c.Span, variable+" in the comment takes the place of the assignment: "+p.broken(), "take it out of the comment")
	}
	if strings.Contains(written, emptyMark) {
		p.find(v, c.Span, emptyMark+" is deleted from the comment of the deployed file", "write it another way").Severity = diag.Info
	}
}

// codeIn is the first line behind a line break that perl would not skip.
func codeIn(comment string) (line string, ok bool) {
	_, rest, _ := strings.Cut(comment, "\n")
	for line := range strings.Lines(rest) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			return line, true
		}
	}
	return "", false
}

// shortened is the beginning of a text.
func shortened(s string) string {
	const most = 30
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}

// fixLines puts blanks for the line breaks of a text in double quotes.
func (p *pass) fixLines(d *Diagnostic, v *acl.Value) {
	text := p.text(d.Place.File, v.Span)
	if !strings.HasPrefix(text, `"`) || strings.Contains(text, "\n") || strings.Count(text, `\`) != strings.Count(text, `\n`)+strings.Count(text, `\r`) {
		return
	}
	lines := strings.FieldsFunc(strings.NewReplacer(`\n`, "\n", `\r`, "\n").Replace(strings.Trim(text, `"`)), func(r rune) bool { return r == '\n' })
	for i := range lines {
		lines[i] = strings.TrimSpace(lines[i])
	}
	d.Fixes = []Fix{{Title: "write it in one line", Keeps: true, Edits: []Edit{{Span: v.Span, New: `"` + strings.Join(lines, " ") + `"`}}}}
}

// loseEmptyMark looks for the mark within longer items. Alone, also behind a
// modifier or as all of a pattern, it is an empty item.
func loseEmptyMark(p *pass, v *view, l *reading.List, it *acl.Value) {
	if !v.isStored() || it.Kind == acl.Dynamic || !strings.Contains(it.Text, emptyMark) {
		return
	}
	_, rest := p.Split(it.Text)
	if rest == emptyMark || strings.Trim(rest, "^$") == emptyMark {
		return
	}
	p.find(v, it.Span, fmt.Sprintf("deploying deletes %s: %s is in force", emptyMark, shownName(strings.ReplaceAll(it.Text, emptyMark, ""))), "write it another way").Severity = diag.Warning
}

// parentModule is an ACL that a module of the products sets in every call.
const parentModule = "CloseParentAfterClosedChilds"

func reservedName(p *pass, v *view) {
	if v.Name == parentModule {
		p.find(v, v.NameSpan, "the module of this name puts its own ACL in place of this one, where it is switched on", "rename it")
	}
}

// relationNames looks for ACLs among those that attribute relations make.
func relationNames(p *pass) {
	if p.opts.Inventory == nil || !p.Target.Switches.AttributeRelations || len(p.opts.Inventory.Relations) == 0 {
		return
	}
	made := simulate.Compile(&acl.Set{}, p.Target, simulate.Options{Inventory: p.opts.Inventory}).Relations()
	if len(made) == 0 {
		return
	}
	is := map[string]bool{}
	for i := range made {
		is[made[i].ACL.Name] = true
	}
	first, last := made[0].ACL.Name, made[len(made)-1].ACL.Name
	for _, v := range p.inOrder() {
		switch {
		case v.Computed:
		case is[v.Name]:
			p.find(v, v.NameSpan, "the ACL that attribute relations make under this name takes its place", "rename it")
		case first < v.Name && v.Name < last:
			p.find(v, v.NameSpan, fmt.Sprintf("it is evaluated among the ACLs that attribute relations make, %s to %s", first, last),
				"choose a name that sorts before or behind all of them")
		}
	}
}

// copyOf cuts the editor's ending off the name of a copy: "(Copy)" up to OTRS 5,
// "(copy) 1" later, in the language of whoever copied.
var copyOf = regexp.MustCompile(`^(.+) \((?i:copy|kopie)\)(?: \d+)?$`).FindStringSubmatch

func copyNames(p *pass) {
	of := map[string]*view{}
	for _, v := range p.inOrder() {
		of[v.Name] = v
	}
	for _, v := range p.inOrder() {
		if v.Computed || !strings.Contains(v.Name, " (") {
			continue
		}
		if m := copyOf(v.Name); m != nil && of[m[1]] != nil {
			d := p.find(v, v.NameSpan, fmt.Sprintf("a copy of %s, evaluated right behind it", shownName(m[1])), "rename it, or remove it")
			d.Related = []Related{{Place: of[m[1]].Place(), Message: "the original"}}
		}
	}
}
