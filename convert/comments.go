package convert

import (
	"bytes"
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/perl"
	"github.com/ticketacl/ticketacl/internal/yamlx"
)

// fileComments are the comments of one file that belong to ACLs.
type fileComments struct {
	yamlx.Comments
	// last is the last of the file's ACLs: comments behind it go with it.
	last *ACL
}

// commentsOf finds the comments of the files that ACLs come from, each at the
// element of the file that it is about. In an export every comment is about its
// ACLs; of a Perl file, which may hold passwords, only those are taken that stand
// inside an ACL, in its lines, or directly above it.
func commentsOf(set *Set, sources map[string][]byte) map[string]*fileComments {
	byFile := map[string][]*ACL{}
	for _, a := range set.ACLs {
		if sources[a.File] != nil {
			byFile[a.File] = append(byFile[a.File], a)
		}
	}
	all := map[string]*fileComments{}
	for file, acls := range byFile {
		all[file] = &fileComments{sourceComments(file, sources[file], acls), lastOf(acls)}
	}
	return all
}

// commentsFor are the comments of a set, as it was read, from the sources. Who
// writes it part by part takes them of the whole set: of one ACL alone nobody
// can tell what the text between it and the next one is.
func (o *WriteOptions) commentsFor(set *Set) map[string]*fileComments {
	return commentsOf(set, o.Sources)
}

// tail are the comments behind the last ACL of a file, if that is among those
// that are written.
func (f *fileComments) tail(written []*ACL) []string {
	if f == nil || !slices.Contains(written, f.last) {
		return nil
	}
	return f.Tail()
}

func lastOf(acls []*ACL) *ACL {
	return slices.MaxFunc(acls, func(a, b *ACL) int {
		return int(a.Place().Span.Start.Offset) - int(b.Place().Span.Start.Offset)
	})
}

func sourceComments(file string, data []byte, acls []*ACL) yamlx.Comments {
	var items []Value
	for _, a := range acls {
		item := a.Entry
		if a.Form == acl.Deployed { // what is about the statement is about its name
			item = acl.NewHash([]Entry{{Key: a.Name, KeySpan: a.NameSpan, Value: a.Entry}})
		}
		items = append(items, item)
	}
	root := acl.NewList(items)
	switch Detect(data) {
	case YAML, JSON:
		if !yamlx.MayHaveComments(data, &root, func(uint32) bool { return true }) {
			break
		}
		// What is not in the set, such as an entry that no system takes, has
		// values with "#" too.
		if !isWhole(data, acls) {
			root = yamlx.Load(file, data).Root
		}
		return yamlx.CommentsOf(data, &root)
	case Perl:
		// A deployment has nothing but its frame, and is not read again.
		const longest = 40 // of what isFrame looks at
		deployed := func(at uint32) bool {
			text := string(data[at:min(int(at)+longest, len(data))])
			return isFrame(text) && (at == 0 || data[at-1] == '\n' || strings.HasPrefix(text, "## "))
		}
		if !yamlx.MayHaveComments(data, &root, func(at uint32) bool { return !deployed(at) }) {
			break
		}
		near := nearACLs(data, acls)
		return yamlx.CommentsWhere(data, &root, func(at uint32) bool { return near[at] })
	}
	return yamlx.Comments{}
}

// isWhole reports whether a file of YAML has nothing but these ACLs: beside them
// are only comments and what a list is made of.
func isWhole(data []byte, acls []*ACL) bool {
	spans := make([]Span, 0, len(acls))
	for _, a := range acls {
		spans = append(spans, a.Entry.Span)
	}
	slices.SortFunc(spans, func(a, b Span) int { return cmp.Compare(a.Start.Offset, b.Start.Offset) })
	from := uint32(0)
	for _, s := range append(spans, Span{Start: Pos{Offset: uint32(len(data))}}) {
		if s.Start.Offset < from {
			return false
		}
		for line := range bytes.Lines(data[from:s.Start.Offset]) {
			line, _, _ = bytes.Cut(line, []byte("#"))
			if len(bytes.Trim(line, " \t\r\n-.,[]{}\ufeff")) > 0 {
				return false
			}
		}
		from = s.End.Offset
	}
	return true
}

// nearACLs are the offsets of the comments of a Perl file that belong to ACLs,
// but for what was read from them.
func nearACLs(data []byte, acls []*ACL) map[uint32]bool {
	all := perl.Comments(data)
	near := map[uint32]bool{}
	within := func(from, to uint32) {
		i, _ := slices.BinarySearch(all, from)
		for ; i < len(all) && all[i] < to; i++ {
			near[all[i]] = true
		}
	}
	// first takes the comment at or behind an offset if nothing but these
	// characters is between.
	first := func(from uint32, between string) {
		rest := data[min(int(from), len(data)):]
		if n := len(rest) - len(bytes.TrimLeft(rest, between)); n < len(rest) && rest[n] == '#' {
			within(from, from+uint32(n)+1)
		}
	}
	var value func(v *Value)
	value = func(v *Value) {
		if v.IsScalar() {
			return
		}
		if v.Span.IsValid() {
			within(v.Span.Start.Offset, v.Span.End.Offset)
			first(v.Span.End.Offset, " \t;,)}]") // in its last line
		}
		for i := range v.Items() {
			value(&v.Items()[i])
		}
		for i := range v.Entries() {
			value(&v.Entries()[i].Value)
		}
	}
	for _, a := range acls {
		value(&a.Entry)
		if a.Entry.IsScalar() && a.Entry.Span.IsValid() {
			first(a.Entry.Span.End.Offset, " \t;,)}]")
		}
		if !a.NameSpan.IsValid() {
			continue // no statement of its own
		}
		first(a.NameSpan.End.Offset, " \t}=>{[(")
		for line := aboveStatement(data, a.NameSpan.Start.Offset); line > 0; {
			start := bytes.LastIndexByte(data[:line-1], '\n') + 1
			text := data[start : line-1]
			blanks := len(text) - len(bytes.TrimLeft(text, " \t"))
			if _, found := slices.BinarySearch(all, uint32(start+blanks)); !found {
				break
			}
			read := isFrame(string(text[blanks:])) && isLine(string(a.Header), string(text)) // by Created and the like
			near[uint32(start+blanks)] = !read
			line = start
		}
	}
	return near
}

// isLine reports whether a header has a line where it is read: its first one, or
// one without blanks before it.
func isLine(header, line string) bool {
	if strings.HasPrefix(header, strings.TrimLeft(line, " \t")) {
		return true
	}
	return strings.HasPrefix(line, "#") && strings.Contains(header, "\n"+line)
}

// statementStart is what may stand before the name of an ACL in its line.
var statementStart = regexp.MustCompile(`^\s*(\${1,2}\w+\s*(->)?\s*\{\s*['"]?TicketAcl['"]?\s*\}\s*(->)?\s*\{\s*)?$`)

// aboveStatement is where the line begins in which a name stands, or 0 if
// something else stands before it there.
func aboveStatement(data []byte, name uint32) int {
	line := bytes.LastIndexByte(data[:name], '\n') + 1
	if !statementStart.Match(data[line:name]) {
		return 0
	}
	return line
}

// isFrame knows the comments that a deployment consists of: they are written
// anew, or become what an export says about an ACL.
func isFrame(comment string) bool {
	for _, begin := range []string{"# OTRS config file", "# OTOBO config file", "# VERSION:", "## no critic", "# Created: ", "# Changed: ", "# Comment: "} {
		if strings.HasPrefix(comment, begin) {
			return true
		}
	}
	return false
}
