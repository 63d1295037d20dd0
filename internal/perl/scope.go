package perl

// scope is what is declared and switched on in a block.
type scope struct {
	parent     *scope
	vars       map[string]*variable
	pkg        string
	strictVars bool
	strictSubs bool
}

// variable is a declared variable: its name with sigil, and during evaluation
// what it holds.
type variable struct {
	name  string
	value any // *cell, *array or *hash
	// ours: it is a package variable.
	ours bool
}

func (s *scope) find(name string) *variable {
	for ; s != nil; s = s.parent {
		if v, ok := s.vars[name]; ok {
			return v
		}
	}
	return nil
}

func (s *scope) declare(name string) *variable {
	v := &variable{name: name}
	if s.vars == nil {
		s.vars = map[string]*variable{}
	}
	s.vars[name] = v
	return v
}

// block opens a scope within.
func (p *parser) pushScope() {
	p.scope = &scope{parent: p.scope, pkg: p.scope.pkg, strictVars: p.scope.strictVars, strictSubs: p.scope.strictSubs}
}

func (p *parser) popScope() { p.scope = p.scope.parent }

// declareAll declares the variables of my and its like. perl does so at the end
// of the statement's expression; here at once, which only matters to
// "my $x = $x".
func (p *parser) declareAll(n *node) {
	for _, k := range n.kids {
		if k.op != nVar {
			continue
		}
		k.scope = p.scope.declare(k.sigil + k.text)
		k.scope.ours = n.text == "our"
	}
}

func (p *parser) declared(sigil, name string) bool {
	return p.scope.find(sigil+name) != nil || isGlobal(name) || name == "a" || name == "b"
}

// use finds what a variable refers to. One that is not declared is an error
// under strict.
func (p *parser) use(n *node) {
	if n.op != nVar || n.sigil == "&" || n.sigil == "*" {
		return
	}
	name := n.sigil + n.text
	if n.sigil == "$#" {
		name = "@" + n.text
	}
	if n.scope = p.scope.find(name); n.scope != nil || !p.scope.strictVars || isGlobal(n.text) {
		return
	}
	if n.sigil == "$" && (n.text == "a" || n.text == "b") {
		return
	}
	p.report(n.stretch, "the variable "+name+" is not declared", "perl: Global symbol \""+name+"\" requires explicit package name; declare it with my, or write \\"+name[:1]+" in a string where none is meant")
	p.quotes("a variable that is not declared")
}

// isGlobal reports whether perl knows a variable of that name everywhere:
// punctuation, digits, and what has a package.
func isGlobal(name string) bool {
	if !isWordStart(name[0]) && name[0] < 0x80 {
		return true
	}
	switch name {
	case "_", "ENV", "ARGV", "INC", "STDIN", "STDOUT", "STDERR", "ARGVOUT", "SIG":
		return true
	}
	for i := 0; i+1 < len(name); i++ {
		if name[i] == ':' && name[i+1] == ':' || name[i] == '\'' {
			return true
		}
	}
	return false
}

// known reports whether a word is a function that this file defines before.
func (p *parser) known(word string) bool { return p.subs[word] }
