package report

import (
	"encoding/json"
	"io"
)

// Simulations is the JSON output of simulate.
type Simulations struct {
	Simulations []*Simulation `json:"simulations"`
}

// JSON writes the simulations as docs/schema/simulate.schema.json describes.
func (s *Simulations) JSON(out io.Writer) error {
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(s)
}
