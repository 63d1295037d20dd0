package report

import (
	"fmt"
	"io"
)

// Simulations is the JSON output of simulate.
type Simulations struct {
	Simulations []*Simulation `json:"simulations"`
	Lone        *Lone         `json:"acl,omitempty"` // of simulate --acl
}

// JSON writes the simulations as docs/schema/simulate.schema.json describes.
func (s *Simulations) JSON(out io.Writer) error {
	return writeJSON(out, s)
}

// Text prints them for people, with a line between two.
func (s *Simulations) Text(out io.Writer, t *Terminal) {
	if s.Lone != nil {
		s.Lone.Text(out, t)
	}
	for i, one := range s.Simulations {
		if i > 0 {
			fmt.Fprintln(out)
		}
		one.Text(out, t)
	}
}
