package yamlx

import (
	"fmt"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
)

// load reads a text whose first character is at start. A block list at column
// 1, which every export is, is read in batches: the nodes of the library take
// many times the room of the file, and a batch that does not parse does not
// take the others with it.
func (l *loader) load(text []byte, start cursor) {
	pieces := entries(text)
	if pieces == nil {
		if err := l.whole(text, start); err == nil {
			return
		} else if pieces = recoverable(text); len(pieces) < 2 {
			l.fault(err)
			return
		}
		l.pieces(text, start, pieces)
		if !l.refused {
			// What is wrong is no entry's, or of a document before the last.
			l.fault(l.wholeError(text, start))
		}
		return
	}
	mark := *l
	l.pieces(text, start, pieces)
	if !l.refused {
		return
	}
	// An alias of another entry, or a quoted line that looks like an entry:
	// together they may be well-formed.
	pieced := *l
	*l = mark
	if l.whole(text, start) != nil {
		*l = pieced
	}
}

func (l *loader) wholeError(text []byte, start cursor) *fault {
	quiet := &loader{keys: map[string]string{}}
	if err := quiet.whole(text, start); err != nil {
		return err
	}
	return &fault{span: acl.Span{Start: start.pos, End: start.pos}, summary: "cannot be read"}
}

// whole reads a text at once.
func (l *loader) whole(text []byte, start cursor) *fault {
	docs, err := l.text(text, start)
	if err != nil {
		return err
	}
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
	return nil
}

// pieces reads the entries of a top-level list and leaves out those that do
// not parse.
func (l *loader) pieces(text []byte, start cursor, ps []piece) {
	l.documents = 1
	l.root = acl.Value{Kind: acl.List}
	at := start
	at.to(text, ps[0].from)
	for _, batch := range batches(ps) {
		from, to := batch[0].from, batch[len(batch)-1].to
		if len(batch) > 1 {
			if v, err := l.list(text[from:to], at); err == nil {
				l.add(v)
				at.to(text, to)
				continue
			}
		}
		for _, p := range batch {
			if v, err := l.list(text[p.from:p.to], at); err == nil {
				l.add(v)
			} else {
				l.fault(err)
			}
			at.to(text, p.to)
		}
	}
	if !l.root.Span.IsValid() {
		l.root.Span = acl.Span{Start: start.pos, End: start.pos}
	}
}

// add appends the entries of a part of the top-level list.
func (l *loader) add(v acl.Value) {
	if !l.root.Span.IsValid() {
		l.root.Span.Start = v.Span.Start
	}
	l.root.Span.End = v.Span.End
	l.root.Items = append(l.root.Items, v.Items...)
}

// list reads a text that has to hold one list and nothing else.
func (l *loader) list(text []byte, start cursor) (acl.Value, *fault) {
	docs, err := l.text(text, start)
	if err != nil {
		return acl.Value{}, err
	}
	if len(docs) != 1 || docs[0].Kind != acl.List {
		return acl.Value{}, &fault{span: acl.Span{Start: start.pos, End: start.pos}, summary: "not an entry of a list"}
	}
	return docs[0], nil
}

// text reads the documents of a text.
func (l *loader) text(text []byte, start cursor) ([]acl.Value, *fault) {
	start.i = 0
	b := &builder{l: l, text: text, start: start.pos, at: start, shared: l.shared, aliased: l.aliased}
	if i, summary, detail := badText(text); i >= 0 {
		start.to(text, i)
		return nil, b.faultAt(start, 1, summary, detail)
	}
	if n := mostValues(text); n > MaxPieceValues {
		return nil, b.faultAt(start, 1, fmt.Sprintf("too large: up to %d values that have to be read at once, %d are allowed", n, MaxPieceValues),
			"write a list of ACLs at column 1, which is read one by one")
	}
	nodes, err := parse(text)
	if err != nil {
		for range err.locate() {
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
