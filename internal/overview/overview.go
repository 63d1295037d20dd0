// Package overview says in words what one ACL does: in short for lists, in
// sentences, as data; and finds which ACLs speak of a value. It simulates nothing.
package overview

import (
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// Reader says what ACLs do as one target reads them.
type Reader struct {
	reading.Reader
}

// For returns a Reader for a target.
func For(t *product.Target) Reader { return Reader{reading.For(t)} }
