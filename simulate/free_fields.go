package simulate

import (
	"strings"

	"github.com/ticketacl/ticketacl/internal/product"
)

// Scenarios, and questions by name, know a free field as the dynamic field that it became,
// on every product, so that one scenario will do for several. ACLs of OTRS 3.0 and older
// have it under its own name (semantics, "The two data sets").

// own is what the target's ACLs call a sub-type of Ticket that goes by such a name.
func (e *Engine) own(sub string) string {
	if name, ok := strings.CutPrefix(sub, fieldPrefix); ok && e.isFree(name) {
		return name
	}
	return sub
}

// known is what scenarios call what ACLs of the target do.
func (e *Engine) known(sub string) string {
	if e.isFree(sub) {
		return fieldPrefix + sub
	}
	return sub
}

// isFree reports whether a name is that of a free field, on a product that has these alone.
func (e *Engine) isFree(name string) bool {
	return e.target.Switches.FreeFields == product.FreeFieldsOnly && product.IsFree(name)
}

// questionNumber is the number that the change lists for a question have, -1 where the
// set has none.
func (e *Engine) questionNumber(q question) int {
	if n, ok := e.questions[q]; ok {
		return n
	}
	return -1
}
