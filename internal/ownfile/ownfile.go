// Package ownfile reads the project's own YAML files, and strictly: keys that
// nobody knows, keys that occur twice, aliases and values of the wrong shape
// are findings, each with its place and for a key with the nearest valid one.
// Size and number of findings are bounded. What a format holds is the business
// of the room that has the format.
package ownfile

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
)

// Bounds of a file: its size in bytes, and the findings reported. One more
// finding says that there are more.
const (
	MaxSize     = 16 << 20
	MaxFindings = 100
)

// Format is a format of files, as far as findings word it.
type Format struct {
	Name     string    // with its article: "an inventory"
	Empty    string    // what to say of an empty file; "" where a file may be empty
	Twice    string    // what follows after a key that "occurs twice"
	Key      string    // the sentence on what a key is; "" for one that names its mapping
	NotAList diag.Rule // of what is no list where one belongs
}

// Reader reads one file, and gathers what is wrong in it.
type Reader struct {
	format   Format
	file     string
	source   []byte
	lines    []int   // offsets of line starts, made when a place needs them
	last     acl.Pos // of the place made last, from which a long line is walked on
	findings []diag.Diagnostic
}

// Load returns the bytes of a file within the bounds. What is wrong with its
// content is for the Reader.
func Load(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if info.Size() > MaxSize {
		return nil, fmt.Errorf("%s: larger than %d MB", path, MaxSize>>20)
	}
	return os.ReadFile(path)
}

// NewReader returns a reader of a file's bytes; name is what findings call it.
func (f Format) NewReader(name string, data []byte) *Reader {
	return &Reader{format: f, file: name, source: data}
}

// Read hands the root of the file's only document to a function that reads it
// on, and returns all findings in order. Without a document it is not called.
func (r *Reader) Read(root func(*yaml.Node)) []diag.Diagnostic {
	if len(r.source) > MaxSize {
		r.Report(diag.YAMLSyntax, nil, fmt.Sprintf("larger than %d MB", MaxSize>>20))
		return r.findings
	}
	decoder := yaml.NewDecoder(bytes.NewReader(r.source))
	var doc, more yaml.Node
	switch err := decoder.Decode(&doc); {
	case r.format.Empty == "" && err != nil && len(bytes.TrimSpace(r.source)) == 0:
		// empty, although to YAML a lone tab is a mistake
	case errors.Is(err, io.EOF):
		if r.format.Empty != "" {
			r.Report(diag.YAMLRoot, nil, r.format.Empty)
		}
	case err != nil:
		r.syntax(err)
	default:
		root(doc.Content[0])
		if err := decoder.Decode(&more); err == nil {
			r.Report(diag.YAMLRoot, &more, r.format.Name+" is one document, and this is another")
		} else if !errors.Is(err, io.EOF) {
			r.syntax(err)
		}
	}
	diag.Sort(r.findings)
	return r.findings
}

// Found is the number of findings so far.
func (r *Reader) Found() int { return len(r.findings) }

// Findings are the findings so far, in order.
func (r *Reader) Findings() []diag.Diagnostic {
	diag.Sort(r.findings)
	return r.findings
}

// Report adds a finding at a node, the file where n is nil.
func (r *Reader) Report(rule diag.Rule, n *yaml.Node, summary string) {
	if len(r.findings) > MaxFindings {
		return
	}
	if len(r.findings) == MaxFindings {
		rule, n, summary = diag.BadValue, nil, "more than "+strconv.Itoa(MaxFindings)+" problems; the rest is not shown"
	}
	d := diag.Diagnostic{Rule: rule, Severity: diag.Error, Place: acl.Place{File: r.file}, Summary: summary}
	if n != nil {
		d.Place = r.Place(n)
	}
	r.findings = append(r.findings, d)
}

// syntax reports what the YAML library could not read; it names a line, and in
// the text of its error only.
func (r *Reader) syntax(err error) {
	message := strings.TrimPrefix(err.Error(), "yaml: ")
	n := &yaml.Node{Line: 1, Column: 1} // the library leaves the first line out
	if m := regexp.MustCompile(`^line (\d+): `).FindStringSubmatch(message); m != nil {
		n.Line, _ = strconv.Atoi(m[1])
		message = message[len(m[0]):]
	}
	r.Report(diag.YAMLSyntax, n, message)
}

// UnknownKey reports a name that is none of the valid ones.
func (r *Reader) UnknownKey(n *yaml.Node, of string, valid []string) {
	if len(r.findings) > MaxFindings {
		return // the search below is not free
	}
	r.Report(diag.UnknownKey, n, fmt.Sprintf("unknown key %s in %s%s", Quote(n.Value), of, diag.Meant(n.Value, valid)))
}

// Wrong reports a node that is not what is wanted ("a mapping").
func (r *Reader) Wrong(n *yaml.Node, of, want string) { r.wrong(diag.BadValue, n, of, want) }

func (r *Reader) wrong(rule diag.Rule, n *yaml.Node, of, want string) {
	if n.Kind == yaml.AliasNode {
		r.Report(diag.YAMLAlias, n, r.format.Name+" has no aliases: write the value out")
		return
	}
	r.Report(rule, n, of+" is "+want+", not "+Shape(n))
}
