package convert

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
)

// named is how a message calls an ACL.
func named(a *ACL) string { return "'" + a.Name + "'" }

// placeOf is where a value stands, or its ACL.
func placeOf(a *ACL, v *Value) Span {
	if v != nil && v.Span.IsValid() {
		return v.Span
	}
	return a.Place().Span
}

// leaveOut says that an ACL is not written.
func (w *Written) leaveOut(a *ACL) {
	w.warn(diag.DynamicPerl, a, a.Place().Span, named(a)+" is left out: code makes it, and nobody can tell what", "write it out, or keep it where it is")
}

// oneLine is a text as it can stand behind a "#" of Perl.
func (w *Written) oneLine(a *ACL, key string, v *Value, s string) string {
	if !strings.ContainsAny(s, "\r\n") {
		return s
	}
	w.warn(diag.PerlSyntax, a, placeOf(a, v), key+" of "+named(a)+" has several lines: they become one, for what follows the first would be Perl code", "make it one line")
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == '\r' || r == '\n' }), " ")
}

// losses is what a form has no place for, and many ACLs have: it is said once.
type losses struct {
	descriptions []*ACL
}

func (l *losses) tell(out *Written, set *Set, opts WriteOptions) {
	if len(l.descriptions) > 0 {
		first := l.descriptions[0]
		out.warn(diag.LostInTarget, first, placeOf(first, first.Meta.Description), "Description of "+listed(l.descriptions)+" is lost: a deployment has no place for it", "")
	}
	out.lostComments(set, opts)
}

// lostComments says that the comments of the sources are not written.
func (w *Written) lostComments(set *Set, opts WriteOptions) {
	all := opts.commentsFor(set)
	for _, file := range slices.Sorted(maps.Keys(all)) {
		w.comments(file, all[file].Len(), "lost: yaml and config keep comments")
	}
}

// untaken says that comments of a source were about nothing that is written.
func (w *Written) untaken(file string, f *fileComments, set *Set) {
	w.comments(file, f.Len()-len(f.tail(set.ACLs)), "lost: what they are about is not written")
}

func (w *Written) comments(file string, n int, how string) {
	switch {
	case n == 1:
		how = "a comment is " + strings.Replace(how, "they are", "it is", 1)
	case n > 1:
		how = fmt.Sprintf("%d comments are %s", n, how)
	default:
		return
	}
	w.Diagnostics = append(w.Diagnostics, Diagnostic{Rule: diag.LostInTarget, Severity: diag.Warning, Place: Place{File: file}, Summary: how})
}

// listed are the names of the first few ACLs, and the number of the others.
func listed(acls []*ACL) string {
	var names []string
	for _, a := range acls[:min(len(acls), maxNamed)] {
		names = append(names, named(a))
	}
	list := strings.Join(names, ", ")
	if more := len(acls) - len(names); more > 0 {
		list += fmt.Sprintf(" and %d more", more)
	}
	return list
}

// shape says what a deployment makes of what is no hash of blocks, and of what is
// in it beside them.
func (w *Written) shape(a *ACL) {
	if a.Form != acl.Deployed {
		return
	}
	lost := func(span Span, summary, hint string) { w.warn(diag.LostInTarget, a, span, summary, hint) }
	switch a.Entry.Kind {
	case acl.Hash:
		w.otherKeys(a)
	case acl.Undef:
		lost(placeOf(a, &a.Entry), named(a)+" is undef: it becomes an ACL without blocks, which always matches too", "")
	default:
		lost(placeOf(a, &a.Entry), named(a)+" is a "+a.Entry.Kind.String()+", on which every call of the engine dies: it becomes an ACL without blocks, which always matches", "write a hash")
	}
	for _, e := range a.Blocks {
		if e == nil || e.Value.Kind == acl.Hash || e.Value.Kind == acl.Undef || e.Value.IsTrue() {
			continue
		}
		lost(placeOf(a, &e.Value), e.Key+" of "+named(a)+" is a "+e.Value.Kind.String()+": it becomes an empty hash", "write a hash")
	}
}

// exportKeys warns of the keys of an export that Perl has no place for.
func (w *Written) exportKeys(a *ACL) {
	if a.Form != acl.Export {
		return
	}
	for _, of := range []struct {
		v *Value
		l level
	}{{&a.Entry, entryLevel}, {a.Meta.ConfigMatch, matchLevel}, {a.Meta.ConfigChange, changeLevel}} {
		if of.v == nil {
			continue
		}
		for _, e := range of.v.Entries() {
			if !slices.Contains(of.l.known(), e.Key) {
				w.warn(diag.LostInTarget, a, e.KeySpan, "'"+e.Key+"' of "+named(a)+" is lost: Perl has no place for it", "")
			}
		}
	}
}

// otherKeys warns of the keys of a Perl hash that no engine reads.
func (w *Written) otherKeys(a *ACL) {
	for _, e := range a.Entry.Entries() {
		if _, block := acl.BlockNamed(e.Key); !block && e.Key != "StopAfterMatch" {
			w.warn(diag.LostInTarget, a, e.KeySpan, "'"+e.Key+"' of "+named(a)+" is lost: there is no place for it, and the engine reads it nowhere", "")
		}
	}
}

// actions warns of restrictions of Action in the shape that another target reads
// (semantics, "OTRS 3.3 (and hash style in general) -> 4+").
func (w *Written) actions(a *ACL, to Output, opts *WriteOptions) {
	target := opts.Target
	for _, b := range []acl.BlockName{acl.Possible, acl.PossibleAdd, acl.PossibleNot} {
		v := a.Block(b).Get("Action")
		if v == nil {
			continue
		}
		what := b.String() + ".Action of " + named(a)
		isFile := to == Deployment || to == Config
		switch {
		case v.Kind == acl.Hash && target.Switches.ActionLists && (isFile || b != acl.Possible):
			hint := "list the actions"
			if b == acl.Possible && a.Form == acl.Export {
				hint = "--as-imported rewrites it as the import does"
			}
			w.warn(diag.LostInTarget, a, placeOf(a, v), what+" is a hash, as up to OTRS 3.3: "+target.String()+" wants a list, and ignores it", hint)
		case v.Kind == acl.List && !target.Switches.ActionLists && b == acl.Possible:
			w.warn(diag.LostInTarget, a, placeOf(a, v), what+" is a list, as from OTRS 4: "+target.String()+" wants a hash, and dies on it", "write a hash of 0 and 1")
		case v.Kind == acl.List && !target.Switches.ActionLists && b == acl.PossibleNot:
			w.warn(diag.LostInTarget, a, placeOf(a, v), what+" is a list, as from OTRS 4: "+target.String()+" wants a hash under Possible, and ignores it", "write Possible.Action with 0")
		}
	}
}

// lineEnds warns of values that perl reads otherwise: in a file CR LF is LF to
// it.
func (w *Written) lineEnds(a *ACL) {
	const crlf = "\r\n"
	if strings.Contains(a.Name, crlf) {
		w.warn(diag.LostInTarget, a, placeOf(a, nil), "the name of "+named(a)+" holds CR LF, as which the system writes it and perl reads LF", "leave CR out")
	}
	var walk func(v *Value, at Span)
	walk = func(v *Value, at Span) {
		if v.IsScalar() && strings.Contains(v.Text, crlf) {
			if v.Span.IsValid() {
				at = v.Span
			}
			w.warn(diag.LostInTarget, a, at, "a value of "+named(a)+" holds CR LF, as which the system writes it and perl reads LF", "leave CR out")
		}
		for i := range v.Items() {
			walk(&v.Items()[i], at)
		}
		for i := range v.Entries() {
			e := &v.Entries()[i]
			if strings.Contains(e.Key, crlf) {
				w.warn(diag.LostInTarget, a, e.KeySpan, "a key of "+named(a)+" holds CR LF, as which the system writes it and perl reads LF", "leave CR out")
			}
			walk(&e.Value, at)
		}
	}
	for _, e := range a.Blocks {
		if e != nil {
			walk(&e.Value, placeOf(a, &e.Value))
		}
	}
}
