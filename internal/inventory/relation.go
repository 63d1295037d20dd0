package inventory

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/ownfile"
)

// maxRelationRows bounds the rows of all relations of one inventory.
const maxRelationRows = 200_000

// Relation is one imported table of ticket attribute relations: each row
// allows a value of Attribute2 where Attribute1 has a value.
type Relation struct {
	ID, Filename, Priority string
	Attribute1, Attribute2 string
	// Restrictive: the rows narrow what relations before it allow, instead of
	// adding to it.
	Restrictive bool
	// Data are the rows, attribute -> value. A cell that a row of a file lacks is
	// not in it: undefined, not empty.
	Data []map[string]string
	// Place is the head of the table, Rows are the places of Data in the same file.
	Place acl.Place
	Rows  []acl.Span
}

// readRelation reads an attribute relation: its rows are in the entry, or in a
// file as the system imports it, which bears its Filename unless the entry says
// otherwise.
func (r *reader) readRelation(_ kind, e entry) {
	rel := Relation{Filename: e.name, Place: r.Place(e.node)}
	for name, to := range map[string]*string{
		"ID": &rel.ID, "Priority": &rel.Priority, "Attribute1": &rel.Attribute1, "Attribute2": &rel.Attribute2,
	} {
		r.textPart(e, name, to)
	}
	if n, told := e.parts["Restrictive"]; told {
		rel.Restrictive = r.flag(n, "Restrictive")
	}
	file, inFile := e.parts["file"]
	switch n, told := e.parts["Data"]; {
	case inFile || !told:
		for _, part := range []string{"Attribute1", "Attribute2", "Data"} {
			if n, told := e.parts[part]; told {
				r.Report(diag.BadValue, n, part+" comes from the file; write one of the two")
				return
			}
		}
		name := e.name
		if inFile {
			var ok bool
			if name, ok = r.Text(file, "file"); !ok {
				return
			}
		} else {
			file = e.node
		}
		if !r.relationFile(file, name, &rel) {
			return
		}
	default:
		r.relationRows(n, &rel)
		if falsy(rel.Attribute1) || falsy(rel.Attribute2) || len(rel.Data) == 0 {
			r.Report(diag.BadValue, e.node, "an attribute relation has Attribute1, Attribute2 and rows in Data, or a file")
			return
		}
	}
	if r.relationSize += len(rel.Data); r.relationSize > maxRelationRows {
		r.Report(diag.BadValue, e.node, fmt.Sprintf("attribute_relations have more than %d rows; the rest is left out", maxRelationRows))
		r.relationSize = maxRelationRows
		return
	}
	r.inv.Relations = append(r.inv.Relations, rel)
}

// relationRows reads rows written in the inventory.
func (r *reader) relationRows(n *yaml.Node, rel *Relation) {
	for _, item := range r.List(n, "Data") {
		row := map[string]string{}
		at := r.Place(item).Span
		for _, p := range r.Mapping(item, "a row of Data", nil) {
			if s, ok := r.Text(p.Value, p.Name); ok {
				row[p.Name] = s
				if p.Name == rel.Attribute2 {
					at = r.Place(p.Value).Span
				}
			}
		}
		rel.Data, rel.Rows = append(rel.Data, row), append(rel.Rows, at)
	}
}

// relationName is the Filename of a relation that tells only where its rows are.
func (r *reader) relationName(e *entry) {
	n, told := e.parts["file"]
	if _, named := e.attrs["Filename"]; named || !told || n.Kind != yaml.ScalarNode || n.Value == "" {
		return
	}
	e.attrs["Filename"] = TextValue(filepath.Base(filepath.FromSlash(n.Value)))
}

// relationFile reads the rows of a relation from a file, which n names as seen
// from the inventory. ok is false, and a finding made, where the system would
// refuse the file.
func (r *reader) relationFile(n *yaml.Node, name string, rel *Relation) (ok bool) {
	switch {
	case r.load == nil:
		r.Report(diag.BadValue, n, "a file of rows is read only for an inventory that is a file itself")
		return false
	case strings.EqualFold(filepath.Ext(name), ".xlsx"):
		r.Report(diag.BadValue, n, ownfile.Quote(name)+" is a workbook: save its first sheet as CSV, in UTF-8 and with semicolons")
		return false
	}
	path := filepath.FromSlash(name)
	if !filepath.IsAbs(path) {
		path = filepath.Join(filepath.Dir(r.inv.Name), path)
	}
	data, err := r.load(path)
	if err != nil {
		// The path is in the message already.
		if p := (*fs.PathError)(nil); errors.As(err, &p) {
			err = p.Err
		}
		r.Report(diag.BadValue, n, path+": "+err.Error())
		return false
	}
	t, problem := parseRelation(path, data, maxRelationRows-r.relationSize)
	if problem != nil {
		if r.inFiles = append(r.inFiles, *problem); len(r.inFiles) > ownfile.MaxFindings {
			r.inFiles = r.inFiles[:ownfile.MaxFindings]
		}
		return false
	}
	rel.Attribute1, rel.Attribute2, rel.Data, rel.Rows, rel.Place = t.Attribute1, t.Attribute2, t.Data, t.Rows, t.Place
	return true
}

// loadRegular reads a file named by another one: no device, no pipe.
func loadRegular(stat func(string) (fs.FileInfo, error)) func(path string) ([]byte, error) {
	return func(path string) ([]byte, error) {
		info, err := stat(path)
		if err != nil {
			return nil, err
		}
		if !info.Mode().IsRegular() {
			return nil, errors.New("not a file")
		}
		return ownfile.Load(path)
	}
}
