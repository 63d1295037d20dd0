package perl

import (
	"bytes"
	"strings"
	"unsafe"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
)

// Config is what the files of an installation make of $Self, one after the
// other. The zero Config is an empty one.
type Config struct {
	self   *hash
	doubts []acl.Doubt
	// Events are what one file or assignment did to the ACLs of another, in
	// order.
	Events []Event
	thawed map[*acl.Value]value
	// copied: a value of the fast reader may be in several places.
	copied bool
	// last is the file that was read last: the place of what has no other.
	last *source
}

// EventKind is what happened to an ACL that was there before.
type EventKind uint8

// The kinds.
const (
	Overridden EventKind = iota // another assignment to its name
	Wiped                       // all of TicketAcl was assigned
	Deleted
)

// Event is one ACL that was set and did not last.
type Event struct {
	Kind    EventKind
	Name    string
	Old     acl.Place // where it was set
	By      acl.Place // what did it
	Perhaps bool      // only under a condition
}

// File is what one file says besides the ACLs.
type File struct {
	Diagnostics []diag.Diagnostic
	// Refused: perl would not load the file, or die while doing so.
	Refused bool
	// Package is its first package, "" where it has none; HasLoad: it has a
	// function Load; Ends: its last statement is true, or may be.
	Package     string
	PackageSpan acl.Span
	HasLoad     bool
	Ends        bool
	// Marked: "# VERSION:1.1" stands in the first eight lines (semantics, "How
	// files are loaded").
	Marked bool
	// Head is where a line can be put before all code, behind comments in the first
	// line. Foot is behind the last function, where nothing but functions is in the
	// file; invalid in any other.
	Head, Foot acl.Pos
}

// acls is the hash that $Self->{TicketAcl} refers to, or nil.
func (c *Config) acls() *hash {
	if c.self == nil {
		return nil
	}
	i := c.self.find("TicketAcl")
	if i < 0 {
		return nil
	}
	return c.self.entries[i].v.hash
}

const defaultActions = "TicketACL::Default::Action"

// DefaultActions is what the configuration sets TicketACL::Default::Action to, action to
// value; nil where it does not. What code computes is left out.
func (c *Config) DefaultActions() map[string]string {
	if c.self == nil {
		return nil
	}
	i := c.self.find(defaultActions)
	if i < 0 {
		return nil
	}
	v := &c.self.entries[i].v
	out := map[string]string{}
	switch {
	case v.kind == hashRef:
		for i := range v.hash.entries {
			if e := &v.hash.entries[i]; !e.computed && (e.v.kind == str || e.v.kind == num || e.v.kind == undef) {
				out[e.key] = e.v.text
			}
		}
	case v.kind == plain && v.plain.Kind == acl.Hash:
		for _, e := range v.plain.Entries() {
			if e.Value.Kind == acl.String || e.Value.Kind == acl.Number || e.Value.Kind == acl.Undef {
				out[e.Key] = e.Value.Text
			}
		}
	}
	return out
}

// Load reads a file and does to c what loading it would do.
func (c *Config) Load(file string, data []byte) *File {
	return c.LoadIf(file, data, func(*File) bool { return true })
}

// LoadIf reads a file and does to c what loading it would do, if the facts about
// it let the system load it. Texts of the result lie in data, which must not
// change any more.
func (c *Config) LoadIf(file string, data []byte, loads func(*File) bool) *File {
	if c.self == nil {
		c.self = &hash{open: true}
	}
	f := &File{Marked: isMarked(data)}
	if bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) {
		f.Refused = true
		f.Diagnostics = append(f.Diagnostics, diag.Diagnostic{Rule: diag.PerlSyntax, Severity: diag.Error,
			Place:   acl.Place{File: file, Span: acl.Span{Start: acl.Pos{Line: 1, Column: 1}, End: acl.Pos{Line: 1, Column: 1}}},
			Summary: "this file is UTF-16", Detail: "save it as UTF-8"})
		return f
	}
	p := newParser(newSource(file, unsafe.String(unsafe.SliceData(data), len(data))))
	root := p.file()
	e := &evaluator{config: c, src: p.src, globals: map[string]any{}, subs: map[string]*node{}, strict: p.strictRefs, plainACLs: p.plainACLs, utf8: p.utf8, modules: p.modules,
		frame: &frame{}}
	if p.self != nil {
		p.self.value = &cell{v: value{kind: hashRef, hash: c.self}}
	}
	c.last = p.src
	f.look(root, p.src)
	f.Refused = len(p.errors) > 0
	if loads(f) {
		e.run(root, f, p)
	}
	f.Diagnostics = append(p.errors, e.problems...)
	for i := range e.problems {
		f.Refused = f.Refused || e.problems[i].Rule == diag.PerlSyntax
	}
	diag.Sort(f.Diagnostics)
	return f
}

func isMarked(data []byte) bool {
	lines := bytes.SplitN(data, []byte("\n"), 9)
	for _, l := range lines[:min(len(lines), 8)] {
		if bytes.HasPrefix(l, []byte("# VERSION:1.1")) {
			return true
		}
	}
	return false
}

// newParser prepares a parser for a file: one of a package, or a snippet that is
// read as if it stood in Load.
func newParser(src *source) *parser {
	p := &parser{lexer: lexer{src: src, text: src.text}, subs: map[string]bool{}, scope: &scope{pkg: "main"}}
	if strings.HasPrefix(src.text, byteOrderMark) {
		p.at = uint32(len(byteOrderMark))
	}
	if !hasPackage(src.text) {
		p.self = p.scope.declare("$Self")
		p.bare = isBody(p)
	}
	return p
}

// hasPackage reports whether a line begins with package.
func hasPackage(text string) bool {
	for {
		i := strings.Index(text, "package")
		if i < 0 {
			return false
		}
		before := strings.LastIndexByte(text[:i], '\n') + 1
		if strings.TrimSpace(strings.TrimPrefix(text[before:i], byteOrderMark)) == "" && i+7 < len(text) && isSpace(text[i+7]) {
			return true
		}
		text = text[i+7:]
	}
}

// dumped is the variable that Data::Dumper assigns to.
const dumped = "VAR1"

// isBody reports whether a file begins like the inside of a hash.
func isBody(p *parser) (yes bool) {
	save := p.lexer
	defer func() {
		p.lexer = save
		if r := recover(); r != nil {
			if _, ok := r.(unclosed); !ok {
				panic(r)
			}
			yes = false
		}
	}()
	t := p.cut(expectStatement)
	switch {
	case t.is("-"):
		next := p.cut(expectTerm)
		return next.kind == tWord && p.look(expectOperator).is("=>")
	case t.is("{"), t.is("("):
		if t = p.cut(expectTerm); t.is("-") {
			t = p.cut(expectTerm)
		}
		fallthrough
	case t.kind == tWord || t.kind == tQuoted && t.quote.isString():
		next := p.look(expectOperator)
		return next.is("=>") || next.is(",") && t.kind == tQuoted && !strings.Contains(p.text, "TicketAcl")
	case t.kind == tVar && t.text == dumped:
		return true
	}
	return false
}

// look takes the facts about the file from its tree.
func (f *File) look(root *node, src *source) {
	var last *node
	var statements func(*node)
	statements = func(n *node) {
		for _, s := range n.kids {
			switch s.op {
			case nPackage:
				if f.Package == "" {
					f.Package, f.PackageSpan = s.text, src.span(s.stretch)
				}
				if len(s.kids) > 0 {
					statements(s.kids[0])
				}
			case nSub:
				f.HasLoad = f.HasLoad || s.text == "Load"
			case nUse:
			default:
				last = s
			}
		}
	}
	statements(root)
	f.Head = src.pos(head(src.text))
	if n := len(root.kids); n > 0 && last == nil && root.kids[n-1].op == nSub {
		f.Foot = src.pos(root.kids[n-1].end)
	}
	if last != nil {
		f.Ends = !(last.op == nNumber && last.text == "0" || last.op == nConst && (last.text == "" || last.text == "0") || last.op == nSeq && len(last.kids) == 0)
	}
}

// head is the offset behind a byte order mark and a comment in the first line.
func head(text string) uint32 {
	n := len(text) - len(strings.TrimPrefix(text, byteOrderMark))
	if end := strings.IndexByte(text[n:], '\n'); end >= 0 && strings.HasPrefix(text[n:], "#") {
		n += end + 1
	}
	return uint32(n)
}

// run evaluates a file: what stands outside of functions, then Load.
func (e *evaluator) run(root *node, f *File, p *parser) {
	e.collect(root)
	if f.Package == "" && p.bare {
		e.body(root)
	} else {
		e.block(root)
		if f.Package == "" {
			e.unreached(e.frame)
		}
	}
	load := e.subs["Load"]
	if f.Package == "" {
		return
	}
	if load == nil {
		e.noLoad(f)
		return
	}
	self := value{kind: hashRef, hash: e.config.self}
	args := []value{{kind: str, text: f.Package}, self}
	if f.Package == "Kernel::Config" {
		args = args[1:]
	}
	e.frame = &frame{}
	e.call(load, args)
}

// noLoad: the system calls Load of each configuration file, and dies without it.
func (e *evaluator) noLoad(f *File) {
	if !strings.HasPrefix(f.Package, "Kernel::Config") {
		return
	}
	f.Refused = true
	e.problems = append(e.problems, diag.Diagnostic{Rule: diag.PackageName, Severity: diag.Error,
		Place:   acl.Place{File: e.src.file, Span: f.PackageSpan},
		Summary: "no function Load: nothing in this file is ever run", Detail: "put the assignments into sub Load { my ($File, $Self) = @_; … }"})
}

// collect finds the functions of a file.
func (e *evaluator) collect(n *node) {
	for _, s := range n.kids {
		switch s.op {
		case nSub:
			if s.text == "BEGIN" {
				e.block(s.kids[0])
				continue
			}
			e.subs[s.text] = s.kids[0]
		case nPackage, nBlock:
			e.collect(s)
		}
	}
}

// body takes a file that is the inside of a hash for ACLs by name, or for one
// ACL.
func (e *evaluator) body(root *node) {
	h := &hash{}
	statements := root.kids
	if len(statements) == 1 && statements[0].op == nBlock {
		statements = statements[0].kids // perl takes { -key => … for a block, which yields the same
	}
	for _, s := range statements {
		switch {
		case s.op == nAssign && s.kids[0].op == nVar && s.kids[0].text == dumped:
			e.absorb(h, e.scalar(s.kids[1]))
		case isExpression(s):
			list := e.list(s)
			if len(list) == 1 && list[0].kind == hashRef {
				e.absorb(h, list[0])
				continue
			}
			e.fill(h, list)
		default:
			e.statement(s)
		}
	}
	if i := h.find("TicketAcl"); i >= 0 && h.entries[i].v.kind == hashRef {
		h = h.entries[i].v.hash
	}
	if isOneACL(h) {
		at := origin{e.src, root.stretch}
		name := e.src.file[strings.LastIndexByte(e.src.file, '/')+1:]
		if dot := strings.LastIndexByte(name, '.'); dot > 0 {
			name = name[:dot]
		}
		if len(h.entries) > 0 {
			at = h.entries[0].keyAt
			at.end = at.off
		}
		e.problems = append(e.problems, diag.Diagnostic{Rule: diag.MissingName, Severity: diag.Warning, Place: at.place(), ACL: name,
			Summary: "the blocks of an ACL without its name: it is called " + name + " after the file",
			Detail:  "write 'name' => { … } around them"})
		outer := &hash{}
		outer.add(entry{key: name, keyAt: at, v: value{kind: hashRef, hash: h, at: at}})
		h = outer
	}
	acls := e.config.acls()
	if acls == nil {
		e.config.self.add(entry{key: "TicketAcl", v: value{kind: hashRef, hash: h}})
		return
	}
	for _, en := range h.entries {
		e.setKey(acls, value{kind: str, text: en.key, at: en.keyAt}, en.v, root)
	}
}

func (e *evaluator) absorb(into *hash, v value) {
	if v.kind == hashRef {
		for _, en := range v.hash.entries {
			into.add(en)
		}
		if v.hash.unknown != nil {
			into.unknown = v.hash.unknown
		}
	}
}

// isOneACL reports whether all keys are those of one ACL.
func isOneACL(h *hash) bool {
	for i := range h.entries {
		if _, ok := acl.BlockNamed(h.entries[i].key); !ok && h.entries[i].key != "StopAfterMatch" {
			return false
		}
	}
	return len(h.entries) > 0
}

// plainACL does an assignment in the plain shape.
func (e *evaluator) plainACL(n *node) {
	a := n.plain
	c, _ := a.self.value.(*cell)
	if c == nil || c.v.kind != hashRef {
		if c != nil && (c.v.kind == str || c.v.kind == num) && e.strict {
			e.die(n, "$Self is no reference here: perl dies when it loads this", "perl: Can't use string as a HASH ref; Load gets the class first: my ($File, $Self) = @_;")
		}
		return
	}
	h := c.v.hash
	i := h.find("TicketAcl")
	if i < 0 || h.entries[i].v.kind == undef {
		if h != e.config.self {
			return
		}
		e.firstACLs(e.plainACLs)
		i = h.find("TicketAcl")
	}
	if i >= 0 && h.entries[i].v.kind == computed {
		h.entries[i].v = e.adopted(h.entries[i].v)
	}
	if i < 0 || h.entries[i].v.kind != hashRef {
		return
	}
	e.pending = n.comments
	key := value{kind: str, text: a.acl.Name, at: origin{e.src, a.nameAt}}
	v := value{kind: plain, plain: &n.plain.acl.Entry, acl: n.plain.acl, at: origin{e.src, a.valueAt}}
	e.setKey(h.entries[i].v.hash, key, v, n)
	e.pending = stretch{}
}

// thaw makes a list or hash of the fast reader one that code can change.
func (e *evaluator) thaw(v value) value {
	if made, ok := e.config.thawed[v.plain]; ok {
		return made
	}
	made := e.fromModel(v.plain, v.at.src)
	if e.config.thawed == nil {
		e.config.thawed = map[*acl.Value]value{}
	}
	e.config.thawed[v.plain] = made
	return made
}

func (e *evaluator) fromModel(m *acl.Value, src *source) value {
	at := origin{src, stretch{m.Span.Start.Offset, m.Span.End.Offset}}
	switch m.Kind {
	case acl.List:
		a := &array{}
		for i := range m.Items() {
			a.items = append(a.items, e.fromModel(&m.Items()[i], src))
		}
		return value{kind: listRef, list: a, at: at}
	case acl.Hash:
		h := &hash{}
		for i := range m.Entries() {
			en := &m.Entries()[i]
			h.add(entry{key: en.Key, keyAt: origin{src, stretch{en.KeySpan.Start.Offset, en.KeySpan.End.Offset}}, v: e.fromModel(&en.Value, src)})
		}
		return value{kind: hashRef, hash: h, at: at}
	case acl.Number:
		return value{kind: num, text: m.Text, at: at}
	case acl.Undef:
		return value{kind: undef, at: at}
	}
	return value{kind: str, text: m.Text, at: at}
}

// overridden notes that an ACL was set again.
func (c *Config) overridden(old, by entry) {
	c.Events = append(c.Events, Event{Kind: Overridden, Name: old.key, Old: old.keyAt.place(), By: by.keyAt.place()})
}

func (c *Config) deleted(old entry, by origin) {
	c.Events = append(c.Events, Event{Kind: Deleted, Name: old.key, Old: old.keyAt.place(), By: by.place()})
}

// replaced notes that TicketAcl itself is assigned: all ACLs before are gone.
func (c *Config) replaced(e *evaluator, v value, n *node, sure bool) {
	old := c.acls()
	if old == nil || old == v.hash {
		return
	}
	if !sure {
		e.doubtAll("code "+e.doubt().Why+" replaces all ACLs", n)
	}
	for i := range old.entries {
		c.Events = append(c.Events, Event{Kind: Wiped, Name: old.entries[i].key, Old: old.entries[i].keyAt.place(), By: e.src.place(n.stretch), Perhaps: !sure})
	}
}

// wiped notes that all keys of TicketAcl are assigned: %{ $Self->{TicketAcl} } =
// (…). What is kept of them is no loss.
func (c *Config) wiped(h *hash, by origin, list []value) {
	kept := map[string]bool{}
	for i := 0; i < len(list); i += 2 {
		kept[list[i].text] = true
	}
	for i := range h.entries {
		if !kept[h.entries[i].key] {
			c.Events = append(c.Events, Event{Kind: Wiped, Name: h.entries[i].key, Old: h.entries[i].keyAt.place(), By: by.place()})
		}
	}
}
