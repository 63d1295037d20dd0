package scenario

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/ownfile"
)

// maxLineDepth bounds how deep the value of a line nests.
const maxLineDepth = 20

// Line is one scenario written as a JSON object in one line, with the questions
// that are asked of it.
type Line struct {
	Scenario *Scenario
	Ask      []string // full names; none: all that the screen asks
}

// LineReader reads lines. What a line does not say, its base does.
type LineReader struct {
	Name string // of the file, for places
	base *yaml.Node
}

// NewLineReader returns a reader of lines that have something in common; base may
// be nil, and need not be whole.
func NewLineReader(name string, base *Scenario) *LineReader {
	r := &LineReader{Name: name}
	if base != nil {
		r.base = base.node()
		if at := valueOf(r.base, "screen"); base.Screen == "" && at >= 0 {
			r.base.Content = append(r.base.Content[:at-1], r.base.Content[at+1:]...)
		}
	}
	return r
}

// lineKeys are what a line may say.
func lineKeys() []string {
	return []string{"name", "screen", "agent", "customer", "ticket", "form", "moment", "changed", "process", "options", "ask"}
}

// Read reads the line of a number. The error says what is wrong in it, and where.
func (l *LineReader) Read(number int, text []byte) (*Line, error) {
	n, err := lineNode(number, text)
	if err != nil {
		at := acl.Pos{Line: uint32(number), Column: uint32(err.at + 1)}
		place := acl.Place{File: l.Name, Span: acl.Span{Start: at, End: at}}
		return nil, diag.Diagnostic{Rule: diag.BadValue, Severity: diag.Error, Place: place, Summary: err.text}
	}
	r := &reader{format().NewReader(l.Name, nil)}
	out := &Line{}
	for _, p := range r.Pairs(n, "a line", lineKeys()) {
		if p.Name == "ask" {
			out.Ask = r.ask(p.Value)
		}
	}
	if at := valueOf(n, "ask"); at >= 0 {
		n.Content = append(n.Content[:at-1:at-1], n.Content[at+1:]...)
	}
	if r.Found() == 0 {
		out.Scenario = r.scenario(over(l.base, n))
	}
	findings := r.Findings()
	if len(findings) == 0 {
		return out, nil
	}
	return nil, findings[0]
}

// ask is a question, or a list of them.
func (r *reader) ask(n *yaml.Node) []string {
	names := r.names(n, "ask").List
	var out []string
	for _, name := range names {
		q, ok := Question(name)
		if !ok {
			r.Report(diag.BadValue, n, "no screen asks for "+ownfile.Quote(name)+diag.Meant(name, QuestionNames()))
			continue
		}
		out = append(out, q)
	}
	return out
}

// lineError is what is wrong at a column.
type lineError struct {
	at   int
	text string
}

// lineNode turns JSON into nodes with their places, so that one reader serves
// files and lines.
func lineNode(number int, text []byte) (*yaml.Node, *lineError) {
	if !utf8.Valid(text) {
		return nil, &lineError{0, "no valid UTF-8"}
	}
	d := &lineDecoder{dec: json.NewDecoder(bytes.NewReader(text)), text: text, line: number}
	d.dec.UseNumber()
	n, err := d.value(0)
	if err == nil {
		if _, more := d.dec.Token(); !errors.Is(more, io.EOF) {
			err = &lineError{int(d.dec.InputOffset()), "there is something behind the object"}
		}
	}
	if err == nil && n.Kind != yaml.MappingNode {
		err = &lineError{0, "a line is a JSON object"}
	}
	return n, err
}

type lineDecoder struct {
	dec  *json.Decoder
	text []byte
	line int
}

// column is that of the next token, from 1, in characters.
func (d *lineDecoder) column() int {
	at := int(d.dec.InputOffset())
	for at < len(d.text) && bytes.IndexByte([]byte(" \t\r,:"), d.text[at]) >= 0 {
		at++
	}
	return utf8.RuneCount(d.text[:at]) + 1
}

func (d *lineDecoder) value(depth int) (*yaml.Node, *lineError) {
	n := &yaml.Node{Line: d.line, Column: d.column()}
	if depth > maxLineDepth {
		return nil, &lineError{n.Column - 1, fmt.Sprintf("nested deeper than %d", maxLineDepth)}
	}
	token, err := d.dec.Token()
	if err != nil {
		return nil, d.syntax(err)
	}
	switch v := token.(type) {
	case json.Delim:
		n.Kind = yaml.SequenceNode
		if v == '{' {
			n.Kind = yaml.MappingNode
		}
		for d.dec.More() {
			inner, err := d.value(depth + 1)
			if err != nil {
				return nil, err
			}
			n.Content = append(n.Content, inner)
		}
		if _, err := d.dec.Token(); err != nil {
			return nil, d.syntax(err)
		}
		return n, nil
	case string:
		n.Tag, n.Value = "!!str", v
	case json.Number:
		n.Tag, n.Value = "!!int", v.String()
	case bool:
		n.Tag, n.Value = "!!bool", fmt.Sprint(v)
	case nil:
		n.Tag, n.Value = "!!null", "null"
	}
	n.Kind = yaml.ScalarNode
	return n, nil
}

// syntax is what encoding/json says about text that is no JSON. Its decoder of
// tokens counts from elsewhere.
func (d *lineDecoder) syntax(err error) *lineError {
	var at *json.SyntaxError
	if !json.Valid(d.text) {
		var v any
		err = json.Unmarshal(d.text, &v)
	}
	switch {
	case errors.As(err, &at) && int(at.Offset) <= len(d.text) && !strings.Contains(at.Error(), "unexpected end"):
		return &lineError{utf8.RuneCount(d.text[:max(0, at.Offset-1)]), "no JSON: " + at.Error()}
	case errors.As(err, &at), errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return &lineError{utf8.RuneCount(d.text), "no JSON: the line ends too early"}
	}
	return &lineError{0, "no JSON: " + err.Error()}
}
