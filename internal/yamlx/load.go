package yamlx

import (
	"bytes"
	"fmt"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
)

// load reads a text whose first character is at start.
func (l *loader) load(text []byte, start cursor) {
	if !l.fast(text, start) {
		l.library(text, start)
	}
}

// library reads a text by the library. A block list at column 1, which every
// export is, is read in batches: the nodes of the library take many times the
// room of the file, and a batch that does not parse does not take the others
// with it.
func (l *loader) library(text []byte, start cursor) {
	if pieces := entries(text); pieces != nil {
		l.pieces(text, start, pieces, true)
		return
	}
	err := l.whole(text, start)
	if err == nil {
		return
	}
	pieces := recoverable(text)
	if len(pieces) < 2 {
		l.fault(err)
		return
	}
	if l.pieces(text, start, pieces, false); !l.refused {
		// What is wrong is no entry's, or of a document before the last.
		l.fault(err)
	}
}

// whole reads a text at once.
func (l *loader) whole(text []byte, start cursor) *fault {
	docs, err := l.text(text, start, true)
	if err != nil {
		return err
	}
	l.use(docs)
	return nil
}

// use takes over the documents of a file.
func (l *loader) use(docs []acl.Value) {
	l.documents = len(docs)
	for i := range docs {
		if i == len(docs)-1 {
			l.root = docs[i]
			break
		}
		l.report(diag.Diagnostic{
			Rule: diag.YAMLRoot, Severity: diag.Warning,
			Place:   acl.Place{Span: docs[i].Span},
			Summary: fmt.Sprintf("document %d of %d is not read: the last one counts", i+1, len(docs)),
			Detail:  "put all ACLs into one list",
		})
	}
}

// pieces reads the entries of a top-level list and leaves out those that do
// not parse. One may lack the anchor of another, or be a line of a quoted text
// that only looks like an entry: tryWhole says that together they may be
// well-formed.
func (l *loader) pieces(text []byte, start cursor, ps []piece, tryWhole bool) {
	l.items = nil
	defer func() {
		if l.items != nil {
			l.root.SetItems(l.items)
		}
		l.items = nil
	}()
	l.documents = 1
	l.root = acl.Value{Kind: acl.List}
	at := start
	at.to(text, ps[0].from)
	for _, batch := range batches(ps) {
		from, to := batch[0].from, batch[len(batch)-1].to
		v, f := l.list(text[from:to], at, len(batch) == 1 && !tryWhole)
		switch {
		case f == nil:
			l.add(v)
			at.to(text, to)
			if l.values > MaxValues {
				l.fault(&fault{
					span:    acl.Span{Start: at.pos, End: at.pos},
					summary: fmt.Sprintf("more than %d values: what follows was not read", MaxValues),
					detail:  "no system has as many ACLs; if it is a set, split the file",
				})
				return
			}
			continue
		case tryWhole:
			whole := &loader{file: l.file, keys: l.keys}
			if docs, f := whole.text(text, start, false); f == nil {
				l.diags, l.left, l.shared, l.aliased = whole.diags, whole.left, whole.shared, whole.aliased
				l.items = nil
				l.use(docs)
				return
			}
			tryWhole = false
		}
		for _, p := range batch {
			v, f := l.list(text[p.from:p.to], at, true)
			if f == nil {
				l.add(v)
			} else if l.fault(f); l.faults == MaxDiagnostics {
				last := &l.diags[len(l.diags)-1]
				last.Detail = joinSentences(last.Detail, "too many mistakes: what follows was not read")
				return
			}
			at.to(text, p.to)
		}
	}
}

// add appends the entries of a part of the top-level list.
func (l *loader) add(v acl.Value) {
	if !l.root.Span.IsValid() {
		l.root.Span.Start = v.Span.Start
	}
	l.root.Span.End = v.Span.End
	l.values += valuesIn(&v)
	l.items = append(l.items, v.Items()...)
}

// valuesIn is the number of values in v, itself included.
func valuesIn(v *acl.Value) int {
	n := 1
	for i := range v.Items() {
		n += valuesIn(&v.Items()[i])
	}
	for i := range v.Entries() {
		n += valuesIn(&v.Entries()[i].Value)
	}
	return n
}

// list reads a text that has to hold one list and nothing else.
func (l *loader) list(text []byte, start cursor, locate bool) (acl.Value, *fault) {
	docs, err := l.text(text, start, locate)
	if err != nil {
		return acl.Value{}, err
	}
	if len(docs) != 1 || docs[0].Kind != acl.List {
		return acl.Value{}, &fault{span: acl.Span{Start: start.pos, End: start.pos}, summary: "not an entry of a list"}
	}
	return docs[0], nil
}

// text reads the documents of a text. Where nobody will see the fault, locate
// is false, and its place is only the start.
func (l *loader) text(text []byte, start cursor, locate bool) ([]acl.Value, *fault) {
	start.i = 0
	b := &builder{l: l, text: text, start: start.pos, at: start, shared: l.shared, aliased: l.aliased}
	if bytes.HasPrefix(text, []byte(bom)) { // the library would drop it as the file's
		return nil, b.faultAt(start, len(bom), "byte order mark inside the file", "remove it; files were joined here, it seems")
	}
	if i, summary, detail := badText(text); i >= 0 {
		start.to(text, i)
		return nil, b.faultAt(start, 1, summary, detail)
	}
	if n := mostValues(text); n > MaxPieceValues {
		return nil, b.faultAt(start, 1, fmt.Sprintf("too large: up to %d values that have to be read at once, %d are allowed", n, MaxPieceValues),
			"write a list of ACLs at column 1, which is read one by one")
	}
	if i := bytes.Index(text, []byte(bom)); i >= 0 && hasMask(text) {
		start.to(text, i)
		return nil, b.faultAt(start, len(bom), "byte order mark inside the file", "remove it")
	}
	nodes, err := parse(text)
	if err != nil {
		if !locate {
			return nil, &fault{}
		}
		for range err.locate(&l.budget) {
			if start.i < len(text) {
				start.step(text)
			}
		}
		return nil, b.explain(err.sentence, start)
	}
	docs, f := b.documents(nodes)
	if f != nil {
		return nil, f
	}
	for _, d := range b.found {
		l.report(d)
	}
	l.shared, l.aliased = b.shared, b.aliased
	return docs, nil
}

// mostValues is at least the number of nodes that a text can have.
func mostValues(text []byte) int {
	if len(text) <= MaxPieceValues {
		return 0 // there cannot be more
	}
	n := 1
	for _, b := range text {
		switch b {
		case '\n', '\r', ',', ':', '[', '{', '-', '?':
			n++
		}
	}
	return n
}
