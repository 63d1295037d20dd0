package perl

import "strings"

// arity is how a word of perl takes arguments without parentheses.
type arity uint8

const (
	takesNone arity = iota
	takesOne        // a named unary operator
	takesList
)

// builtins are the words of perl that are read as functions. Others have a
// syntax of their own.
var builtins = func() map[string]arity {
	m := map[string]arity{}
	for _, w := range strings.Fields("time times wait wantarray fork getppid endpwent break continue") {
		m[w] = takesNone
	}
	for _, w := range strings.Fields(`abs alarm caller chdir chomp chop chr chroot close closedir cos defined delete each
		eof exists exit exp fc fileno getc gmtime hex int keys lc lcfirst length localtime lock log lstat oct ord
		pop pos quotemeta rand readdir readline readlink ref require reset rewinddir rmdir scalar shift sin sleep sqrt srand
		stat study tell telldir tied uc ucfirst umask undef untie values eval next last redo goto dump`) {
		m[w] = takesOne
	}
	for _, w := range strings.Fields(`atan2 binmode bless chmod chown crypt die exec fcntl flock formline index ioctl join kill
		link mkdir open opendir pack pipe push read rename return reverse rindex seek select splice split sprintf substr symlink
		syscall sysopen sysread sysseek system syswrite tie truncate unlink unpack unshift utime vec waitpid warn
		getpwnam getpwuid getgrnam getgrgid gethostbyname`) {
		m[w] = takesList
	}
	return m
}()

// perlWords are all words that mean something to perl.
var perlWords = func() map[string]bool {
	m := set(strings.Fields(`my our local state sub do eval print printf say map grep sort q qq qw qx qr m s tr y
		if elsif else unless while until for foreach and or xor not x eq ne lt gt le ge cmp package use no return
		BEGIN END __PACKAGE__ __FILE__ __LINE__ __END__ __DATA__ format given when default`)...)
	for w := range builtins {
		m[w] = true
	}
	return m
}()

// builtin reads a function of perl with its arguments.
func (p *parser) builtin(t token, takes arity) *node {
	n := p.builtinCall(t, takes)
	p.checkContainer(n)
	return n
}

func (p *parser) builtinCall(t token, takes arity) *node {
	n := &node{op: nCall, text: t.text, stretch: t.stretch}
	if t.text == "return" {
		list := p.commaList() // binds looser than a function
		n.kids = flat(list)
		n.end = p.lastEnd(n, list)
		return n
	}
	if o := p.look(expectTerm); o.is("(") {
		p.cut(expectTerm)
		p.open(o)
		n.kids = p.bareArguments(t, ")")
		n.end = p.close(")").end
		n.paren = true
		if takes == takesNone && len(n.kids) > 0 {
			p.unexpected(token{kind: tOp, text: ")", stretch: stretch{n.end - 1, n.end}})
		}
		n.paren = false
		return n
	}
	switch takes {
	case takesOne:
		if !p.beginsArgument() && !p.unarySign() {
			return n
		}
		if w := p.look(expectTerm); w.kind == tWord && takesBareword[t.text] && !perlWords[w.text] {
			p.cut(expectTerm)
			n.kids = []*node{{op: nConst, text: w.text, stretch: w.stretch}}
			n.end = w.end
			return n
		}
		if kid := p.binary(shiftLevel); kid != nil {
			n.kids, n.end = []*node{kid}, kid.end
		}
	case takesList:
		if t.text == "bless" || !p.look(expectTerm).is("<") {
			list := p.argumentList(t)
			n.kids = flat(list)
			n.end = p.lastEnd(n, list)
		}
	}
	return n
}

// takesArray are functions whose first argument must be an array, takesContainer
// those that take a hash as well. perl does not take references for them any
// more.
var (
	takesArray     = set("push", "unshift", "pop", "shift", "splice")
	takesContainer = set("keys", "values", "each")
)

// checkContainer reports a first argument that is none.
func (p *parser) checkContainer(n *node) {
	if n.text == "undef" && len(n.kids) == 1 && !p.assignable(n.kids[0]) && !isCode(n.kids[0]) && !(n.kids[0].op == nCall && n.kids[0].text == "undef") {
		p.report(n.kids[0].stretch, "undef of a constant", "perl: Can't modify constant item in undef operator; is a comma missing before it?")
	}
	if n.text == "delete" && len(n.kids) == 1 && n.kids[0].op != nElem && n.kids[0].op != nSlice && n.kids[0].op != nMy {
		p.report(n.kids[0].stretch, "delete without an element", "perl: delete argument is not a HASH or ARRAY element or slice")
	}
	if len(n.kids) == 0 || !takesArray[n.text] && !takesContainer[n.text] {
		return
	}
	k := n.kids[0]
	if k.op == nMy && len(k.kids) == 1 {
		k = k.kids[0]
	}
	if (k.op == nVar || k.op == nDeref) && (k.sigil == "@" || k.sigil == "%" && takesContainer[n.text]) {
		return
	}
	if k.op == nCall || k.op == nSeq || k.op == nMethod {
		return // constants and the like
	}
	p.report(k.stretch, "the function "+n.text+" without an array", "perl: Type of arg 1 must be array; write @{ … } around a reference")
}

// isCode reports whether a node is a function: &name.
func isCode(n *node) bool { return n.op == nOpaque && n.text == "a call of code" }

func (p *parser) lastEnd(n, last *node) uint32 {
	if last != nil {
		return last.end
	}
	return n.end
}

// takesBareword are functions whose argument may be a bare name: a file handle,
// a label or a module.
var takesBareword = set("close", "closedir", "eof", "fileno", "readdir", "rewinddir", "telldir", "tell", "next", "last", "redo", "goto",
	"require", "stat", "lstat", "getc", "readline", "open", "opendir", "binmode", "flock", "seek", "read", "sysread", "syswrite", "truncate", "select", "chdir", "sysopen", "pipe")

// argumentList reads arguments without parentheses, the first of which may be a
// file handle.
func (p *parser) argumentList(t token) *node {
	if w := p.look(expectTerm); w.kind == tWord && takesBareword[t.text] && !perlWords[w.text] && !p.arrowAfter(w) {
		save := p.lexer
		p.cut(expectTerm)
		if o := p.look(expectOperator); o.is(",") {
			p.cut(expectOperator)
			return p.commaList()
		} else if o.is(";") || o.kind == tEOF || o.is("or") {
			return nil
		}
		p.lexer = save
	}
	return p.commaList()
}

func (p *parser) bareArguments(t token, closer string) []*node {
	if w := p.look(expectTerm); w.kind == tWord && takesBareword[t.text] && !perlWords[w.text] {
		save := p.lexer
		p.cut(expectTerm)
		if o := p.look(expectOperator); o.is(",") {
			p.cut(expectOperator)
		} else if !o.is(closer) {
			p.lexer = save
		}
	}
	return p.items(closer)
}

// unarySign: a minus or backslash directly before an argument.
func (p *parser) unarySign() bool {
	t := p.look(expectOperator)
	return t.is("-") && t.off > p.at && int(t.end) < len(p.text) && !isSpace(p.text[t.end])
}
