package convert

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/perl"
	"github.com/ticketacl/ticketacl/internal/product"
)

// emptyMark is what deploying deletes wherever it stands (behaviour "[empty] is
// deleted").
const emptyMark = "[empty]"

// deployment writes ZZZACL.pm as one target does (semantics, "ZZZACL.pm").
type deployment struct {
	opts  WriteOptions
	frame *product.Frame
	out   *Written
	names map[string]*ACL // as they are deployed
	losses
}

// writeDeployment writes what the system would deploy: valid ACLs, by name.
func writeDeployment(set *Set, opts WriteOptions, out *Written) {
	d := &deployment{opts: opts, frame: &opts.Target.Switches.Frame, out: out, names: map[string]*ACL{}}
	d.line(d.frame.Header)
	d.line("# VERSION:1.1")
	d.line("package Kernel::Config::Files::" + cmp.Or(opts.Package, "ZZZACL") + ";")
	d.line("use strict;")
	d.line("use warnings;")
	if d.frame.NoWarnings != "" {
		d.line(d.frame.NoWarnings)
	}
	d.line("use utf8;")
	d.line("sub Load {")
	d.line("    my ($File, $Self) = @_;")
	d.line("")
	for _, a := range set.Order() {
		switch {
		case cannotBeWritten(a):
			d.out.leaveOut(a)
		case a.Validity() != acl.Valid:
			d.out.LeftOut = append(d.out.LeftOut, a)
		default:
			out.shape(a)
			out.actions(a, Deployment, &opts)
			out.lineEnds(a)
			d.acl(a)
			d.out.Data = d.out.spool.spill(d.out.Data)
		}
	}
	d.losses.tell(out, set, opts)
	if !opts.Target.HasEditor() && len(set.ACLs) > 0 {
		out.Diagnostics = append(out.Diagnostics, Diagnostic{Rule: diag.LostInTarget, Severity: diag.Warning, Place: Place{File: set.ACLs[0].File},
			Summary: opts.Target.String() + " deploys nothing, OTRS 3.3 was the first: this is its frame", Detail: "write --to config"})
	}
	for range d.frame.BlankLines {
		d.line("")
	}
	if d.frame.Return {
		d.line("    return;")
	}
	d.line("}")
	d.line("1;")
}

func (d *deployment) line(s string) {
	d.out.Data = append(d.out.Data, s...)
	d.out.Data = append(d.out.Data, '\n')
}

func (d *deployment) warn(rule Rule, a *ACL, summary, hint string) {
	d.out.warn(rule, a, a.Place().Span, summary, hint)
}

// acl writes one item. The system makes it as one text, deletes the mark and
// puts the variable where $VAR1 stands first.
func (d *deployment) acl(a *ACL) {
	start := len(d.out.Data)
	s, m := d.out.stamps(a, &d.opts), &a.Meta
	d.line("# Created: " + d.time(a, "CreateTime", m.CreateTime, s.created) + " (" + d.comment(a, "CreateBy", m.CreateBy, s.createdBy) + ")")
	d.line("# Changed: " + d.time(a, "ChangeTime", m.ChangeTime, s.changed) + " (" + d.comment(a, "ChangeBy", m.ChangeBy, s.changedBy) + ")")
	if comment := a.Comment(); comment != "" && comment != "0" {
		d.line("# Comment: " + d.comment(a, "Comment", m.Comment, comment))
	}
	if text := m.Description; text.IsTrue() {
		d.losses.descriptions = append(d.losses.descriptions, a)
	}
	head := len(d.out.Data)
	body := d.body(a)
	if !d.opts.Faithful && isShared(&body, map[int32]bool{}) {
		d.warn(diag.YAMLAlias, a, "what an anchor of "+named(a)+" shares is written out in each place: as the system writes it, perl refuses the file", "write the list twice in the source")
	}
	d.out.Data = perl.AppendDump(d.out.Data, &body, perl.Dump{Stored: true, Twice: !d.opts.Faithful})
	d.out.Data = append(d.out.Data, '\n')
	item := d.out.Data[start:]
	if bytes.Contains(item, []byte(emptyMark)) {
		d.warn(diag.LostInTarget, a, emptyMark+" is deleted from "+named(a)+", as the system does", "")
		head -= bytes.Count(item[:head-start], []byte(emptyMark)) * len(emptyMark)
		item = bytes.ReplaceAll(item, []byte(emptyMark), nil)
	}
	at := bytes.Index(item, []byte(perl.Reference))
	if at < head-start {
		if !d.opts.Faithful {
			at = head - start
			d.warn(diag.PerlSyntax, a, "the comment or user of "+named(a)+" holds "+perl.Reference+": where the system writes the name, it would hit that, and perl would refuse the file", "take it out of the comment")
		}
	}
	name := append([]byte("$Self->{TicketAcl}->{"), d.name(a)...)
	name = append(name, '}')
	if len(item) != len(d.out.Data)-start { // the mark was in it
		d.out.Data = append(d.out.Data[:start], item...)
	}
	d.out.Data = slices.Replace(d.out.Data, start+at, start+at+len(perl.Reference), name...)
}

// DeployedComment is what a deployment writes of a comment (behaviour "sanitised
// ZZZACL.pm").
func DeployedComment(s string, f *product.Frame) string {
	switch f.Sanitising {
	case product.FirstLine:
		return firstOfLines(s)
	case product.DeleteCharacters:
		return without(s, "\r\n")
	}
	return s
}

// comment is a text as it is written behind a "#".
func (d *deployment) comment(a *ACL, key string, v *Value, s string) string {
	written := DeployedComment(s, d.frame)
	switch d.frame.Sanitising {
	case product.FirstLine:
		if strings.TrimRight(written, "\r\n") != strings.Trim(s, "\r\n") {
			d.lost(a, v, key+" of "+named(a)+" is lost but for its first line, as the system does")
		}
	case product.DeleteCharacters:
		if written != strings.Trim(s, "\r\n") {
			d.lost(a, v, "the lines of "+key+" of "+named(a)+" become one, without a blank between them, as the system does")
		}
	default:
		return d.time(a, key, v, s)
	}
	return written
}

// time is a text of which the system takes for granted that it has one line.
func (d *deployment) time(a *ACL, key string, v *Value, s string) string {
	if d.opts.Faithful {
		return s
	}
	return d.out.oneLine(a, key, v, s)
}

func (d *deployment) lost(a *ACL, v *Value, summary string) {
	d.out.warn(diag.LostInTarget, a, placeOf(a, v), summary, "make it one line")
}

// without deletes ASCII characters.
func without(s, characters string) string {
	if !strings.ContainsAny(s, characters) {
		return s
	}
	var out []byte
	for i := range len(s) {
		if strings.IndexByte(characters, s[i]) < 0 {
			out = append(out, s[i])
		}
	}
	return string(out)
}

// firstOfLines is the first line that is not empty; what ends it but a newline
// belongs to it.
func firstOfLines(s string) string {
	s = strings.TrimLeft(s, "\n")
	line, _, _ := strings.Cut(s, "\n")
	return line
}

// name is the name as the target quotes it.
func (d *deployment) name(a *ACL) []byte {
	name := sanitised(a.Name, d.frame)
	if d.frame.Sanitising == product.DeleteCharacters {
		if name != a.Name {
			d.warn(diag.LostInTarget, a, fmt.Sprintf("%s is deployed as %q: the target deletes quotes, backslashes and line ends from names", named(a), name), "rename it")
		}
		if first := d.names[name]; first != nil {
			d.warn(diag.DuplicateName, a, fmt.Sprintf("%s and %s are deployed under one name: the last one wins", named(first), named(a)), "rename one of them")
		}
		d.names[name] = a
	}
	quoted := quotedName(name, d.frame)
	if d.opts.Faithful {
		return quoted
	}
	const crlf = "\r\n" // of which lineEnds tells
	if read, fate := readName(quoted, name, d.frame); fate != NameKept && (fate != NameChanged || read != strings.ReplaceAll(name, crlf, "\n")) {
		d.warn(diag.PerlSyntax, a, named(a)+" has a name that perl would take for another one, or refuse, as the target writes it: it is written so that it stays what it is", "rename it")
		return perl.AppendQuoted(nil, name)
	}
	return quoted
}

// NameFate is what perl makes of a name in a deployed file.
type NameFate uint8

// The fates.
const (
	NameKept    NameFate = iota
	NameChanged          // it is another one
	NameUnknown          // what perl puts in place of a variable
	NameBreaks           // perl refuses the file
)

// DeployedName is the name that an ACL has in force after a target has deployed it
// (behaviours "Name quoting" and "sanitised ZZZACL.pm").
func DeployedName(name string, f *product.Frame) (string, NameFate) {
	// CR LF is a line end of perl, in a string too.
	written := strings.ReplaceAll(sanitised(name, f), "\r\n", "\n")
	read, fate := readName(quotedName(written, f), written, f)
	if fate == NameKept && read != name {
		fate = NameChanged
	}
	return read, fate
}

// sanitised is the name that a target writes.
func sanitised(name string, f *product.Frame) string {
	if f.Sanitising != product.DeleteCharacters {
		return name
	}
	return without(name, "\r\n\\'\"")
}

// readName is what perl takes a quoted name for.
func readName(quoted []byte, name string, f *product.Frame) (string, NameFate) {
	if f.NameQuoting == product.EscapedSingleQuotes || !strings.ContainsAny(name, "\\$@") {
		return name, NameKept
	}
	doc := perl.Read("name", slices.Concat([]byte("package Kernel::Config::Files::ZZZACL;\nuse strict;\nuse utf8;\nsub Load {\n    my ($File, $Self) = @_;\n$Self->{TicketAcl}->{"),
		quoted, []byte("} = {\n  'Possible' => {},\n  'Properties' => {}\n};\n}\n1;\n")))
	switch {
	case doc.Refused || len(doc.Set.ACLs) != 1:
		return "", NameBreaks
	case doc.Set.ACLs[0].Computed:
		return "", NameUnknown
	case doc.Set.ACLs[0].Name != name:
		return doc.Set.ACLs[0].Name, NameChanged
	}
	return name, NameKept
}

// quotedName is a name as a target writes it.
func quotedName(name string, f *product.Frame) []byte {
	switch f.NameQuoting {
	case product.DoubleQuotes:
		return []byte(`"` + strings.ReplaceAll(name, `"`, `\"`) + `"`)
	case product.SingleQuotes:
		return []byte(`'` + strings.ReplaceAll(name, `'`, `\'`) + `'`)
	}
	return perl.AppendQuoted(nil, name)
}

// body is what the system dumps of an ACL: the sections that the target knows,
// each an empty hash where nothing that counts was written.
func (d *deployment) body(a *ACL) Value {
	v := Value{Kind: acl.Hash}
	for b := range acl.BlockName(acl.NumBlocks) {
		if b == acl.PossibleAdd && !d.opts.Target.Switches.PossibleAdd {
			if block := a.Block(b); block.Kind == acl.Hash && len(block.Entries()) > 0 {
				d.warn(diag.LostInTarget, a, "PossibleAdd of "+named(a)+" is lost: "+d.opts.Target.String()+" does not know it", "")
			}
			continue
		}
		block := *a.Block(b)
		if !block.IsTrue() {
			block = Value{Kind: acl.Hash}
		}
		v.SetEntries(append(v.Entries(), Entry{Key: b.String(), Value: block}))
	}
	stop := Value{Kind: acl.Bool, Text: "0"}
	if a.Stops() {
		stop.Text = "1"
	}
	v.SetEntries(append(v.Entries(), Entry{Key: "StopAfterMatch", Value: stop}))
	return v
}

// isShared reports whether a list or hash is there twice.
func isShared(v *Value, seen map[int32]bool) bool {
	if v.IsScalar() {
		return false
	}
	if v.Shared != 0 {
		if seen[v.Shared] {
			return true
		}
		seen[v.Shared] = true
	}
	for i := range v.Items() {
		if isShared(&v.Items()[i], seen) {
			return true
		}
	}
	for i := range v.Entries() {
		if isShared(&v.Entries()[i].Value, seen) {
			return true
		}
	}
	return false
}

// isDynamic reports whether code computes a part of a value.
func isDynamic(v *Value) bool {
	if v.Kind == acl.Dynamic {
		return true
	}
	for i := range v.Items() {
		if isDynamic(&v.Items()[i]) {
			return true
		}
	}
	for i := range v.Entries() {
		if isDynamic(&v.Entries()[i].Value) {
			return true
		}
	}
	return false
}
