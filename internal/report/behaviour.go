package report

import (
	"html/template"
	"io"
)

// BehaviourReport is which answers differ between two sets.
type BehaviourReport struct {
	Different bool `json:"different"`
}

// Text prints the section.
func (b *BehaviourReport) Text(io.Writer, *Terminal) {}

// Markdown writes the section.
func (b *BehaviourReport) Markdown(io.Writer) error { return nil }

// HTML is the section of the page.
func (b *BehaviourReport) HTML() (template.HTML, error) { return "", nil }
