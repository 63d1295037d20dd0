package sqldump

import (
	"bytes"

	"github.com/ticketacl/ticketacl/internal/diag"
)

// statements reads the dump.
func (d *Dump) statements() {
	for !d.stopped {
		from := d.i
		f := d.blanks()
		if f == nil && d.i >= len(d.data) {
			return
		}
		if f == nil {
			from = d.i
			f = d.statement()
		}
		if f != nil && d.fault(f) {
			d.i = d.next(max(from, f.at.from))
		}
	}
}

// statement reads the statement at hand, or passes over it.
func (d *Dump) statement() *fault {
	start := d.i
	if d.at('\\') { // psql's own: \connect, \restrict
		d.i++
		connects := d.takeWord("connect", "c")
		line := d.i
		d.line()
		if connects {
			d.database, d.schema = "", ""
			if words := bytes.Fields(d.data[line:d.i]); len(words) > 0 {
				d.database = string(bytes.Trim(words[len(words)-1], `"'`))
			}
		}
		return nil
	}
	switch {
	case bytes.HasPrefix(d.data[d.i:], d.delimiter):
		d.i += len(d.delimiter)
		return nil
	case d.takeWord("go"):
		return nil
	case d.takeWord("insert"), d.takeWord("replace"):
		return d.insert(start)
	case d.takeWord("copy"):
		return d.copy(start)
	case d.takeWord("create"):
		return d.create()
	case d.takeWord("update", "delete", "truncate", "merge"):
		return d.change(start)
	case d.takeWord("use"):
		if name, ok := d.name(); ok {
			d.database, d.schema = name, ""
		}
	case d.takeWord("set"):
		d.set()
	case d.takeWord("delimiter"):
		line := d.i
		d.line()
		if words := bytes.Fields(d.data[line:d.i]); len(words) > 0 {
			d.delimiter = words[0]
			d.setStops()
		}
		return nil
	}
	return d.skip()
}

// set follows settings that change how the rest is to be read.
func (d *Dump) set() {
	d.simpleBlanks()
	switch word := d.peekWord(); word {
	case "standard_conforming_strings", "search_path":
		d.i += len(word)
		d.simpleBlanks()
		if d.at('=') {
			d.i++
		} else if !d.takeWord("to") {
			return
		}
		if name, ok := d.name(); ok && word == "search_path" {
			d.schema = name
		} else if ok {
			d.backslash = name == "off"
		}
	}
}

// change says that rows that were read are changed later: a dump does not do so.
func (d *Dump) change(start int) *fault {
	for d.simpleBlanks(); d.takeWord("from", "table", "only", "into", "low_priority", "quick", "ignore"); d.simpleBlanks() {
	}
	if n, ok := d.tableName(); ok {
		if t := d.wanted(n.table); t != nil && !t.Quiet && d.filled[d.path(n)+"\x00"+t.Name] {
			d.partial = true
			d.report(stretch{start, d.i}, diag.SQLSyntax, diag.Warning,
				"a statement that changes rows of table "+t.Name+" is not followed", "read here is what stood before it; dump the table again")
		}
	}
	return d.skip()
}

// tableName is the name of a table with whatever stands before it.
type tableName struct{ database, schema, table string }

// tableName reads a name such as `acl`, public.acl or [otrs].[dbo].[acl].
func (d *Dump) tableName() (tableName, bool) {
	var parts [3]string
	n := 0
	for {
		name, ok := d.name()
		if !ok || n == len(parts) {
			return tableName{}, false
		}
		parts[n] = name
		n++
		from := d.i
		if d.simpleBlanks(); !d.at('.') {
			d.i = from
			break
		}
		d.i++
	}
	switch n {
	case 1:
		return tableName{table: parts[0]}, true
	case 2:
		return tableName{schema: parts[0], table: parts[1]}, true
	}
	return tableName{parts[0], parts[1], parts[2]}, true
}

// simpleBlanks moves over white space and comments; one without an end it
// leaves to whoever comes next.
func (d *Dump) simpleBlanks() { _ = d.blanks() }

// maxName is the longest name that is looked at, in bytes.
const maxName = 256

// name reads a name, quoted in any way or bare.
func (s *scanner) name() (string, bool) {
	if s.blanks() != nil || s.i >= len(s.data) {
		return "", false
	}
	start := s.i
	switch b := s.data[s.i]; {
	case b == '"' || b == '`':
		if s.quoted(false) != nil || s.i-start > maxName {
			s.i = start
			return "", false
		}
		double := []byte{b, b}
		return string(bytes.ReplaceAll(s.data[start+1:s.i-1], double, double[:1])), true
	case b == '[':
		if s.closed(']') != nil || s.i-start > maxName {
			s.i = start
			return "", false
		}
		return string(s.data[start+1 : s.i-1]), true
	case isWord(b) && (b < '0' || b > '9'):
		for s.i < len(s.data) && (isWord(s.data[s.i]) || s.data[s.i] == '$') {
			s.i++
		}
		if s.i-start > maxName {
			return "", false
		}
		return string(s.data[start:s.i]), true
	}
	return "", false
}
