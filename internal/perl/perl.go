// Package perl reads configuration Perl statically: the Kernel/Config.pm and
// Kernel/Config/Files/*.pm of an installation, snippets of them, and bare hash
// bodies. It runs nothing. A file is parsed as perl parses it, and refused
// where perl refuses it; what its constant parts put into
// $Self->{TicketAcl} is worked out, and what code computes is named and left
// Dynamic (semantics, "File formats", "How files are loaded").
//
// The way of the data: lexer (lex.go, quote.go) → parser (statement.go,
// expression.go) → tree of nodes (node.go) → evaluator (eval*.go) → Config,
// which holds TicketAcl after any number of files → acl.Set. Statements in the
// plain shape that the products write go another way (plain.go): straight to
// values of the model, several times faster; a test holds both to one result.
package perl

import (
	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
)

// MaxDepth bounds how deep brackets may be nested. perl has no such bound, and
// no configuration comes near.
const MaxDepth = 1000

// Document is one file read for itself.
type Document struct {
	Set *acl.Set
	// Diagnostics are sorted by place.
	Diagnostics []diag.Diagnostic
	// Refused: perl would not load the file, or would die while loading it. Set
	// holds what could be read all the same.
	Refused bool
}

// Read reads one file for itself. file is the name that places bear.
func Read(file string, data []byte) *Document {
	c := &Config{}
	f := c.Load(file, data)
	set, findings := c.Set()
	d := &Document{Set: set, Diagnostics: append(f.Diagnostics, findings...), Refused: f.Refused}
	diag.Sort(d.Diagnostics)
	return d
}
