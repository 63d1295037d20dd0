package sqldump

import (
	"slices"
	"strings"
)

// create reads what a wanted table's columns are.
func (d *Dump) create() *fault {
	for d.simpleBlanks(); d.takeWord("global", "local", "temporary", "temp", "unlogged", "foreign", "column", "or"); d.simpleBlanks() {
	}
	if !d.takeWord("table") {
		return d.skip()
	}
	for d.simpleBlanks(); d.takeWord("if", "not", "exists"); d.simpleBlanks() {
	}
	n, ok := d.tableName()
	if !ok {
		return d.skip()
	}
	if t := d.wanted(n.table); t != nil {
		columns, f := d.columns()
		if f != nil {
			return f
		}
		d.created[d.path(n)+"\x00"+t.Name] = columns
		d.created[t.Name] = columns // for rows of who knows which database
	}
	return d.skip()
}

// columns reads the names of the columns between the parentheses of a CREATE
// TABLE.
func (d *Dump) columns() ([]string, *fault) {
	if d.simpleBlanks(); !d.at('(') {
		return nil, nil
	}
	d.i++
	var out []string
	for len(out) < maxColumns {
		if f := d.blanks(); f != nil {
			return nil, f
		}
		bare := d.peekWord()
		name, ok := d.name()
		isKey := slices.Contains([]string{"primary", "key", "unique", "constraint", "index", "foreign", "check", "fulltext", "spatial", "exclude", "like", "period"}, bare)
		if ok && !isKey {
			out = append(out, strings.ToLower(name))
		}
		end, f := d.element()
		if f != nil {
			return nil, f
		}
		if end != ',' {
			return out, nil
		}
	}
	return nil, nil
}

// element moves behind the comma or parenthesis that ends an element of a list,
// and returns which; 0 where the statement ends before.
func (s *scanner) element() (byte, *fault) {
	for depth := 0; s.i < len(s.data); {
		switch b := s.data[s.i]; {
		case b == ';':
			return 0, nil
		case b == '(':
			depth++
		case b == ')':
			if depth--; depth < 0 {
				s.i++
				return ')', nil
			}
		case b == ',' && depth == 0:
			s.i++
			return ',', nil
		default:
			from := s.i
			if f := s.quotedOrComment(); f != nil {
				return 0, f
			}
			if s.i > from {
				continue
			}
		}
		s.i++
	}
	return 0, nil
}
