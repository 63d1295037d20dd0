package yamlx

import "github.com/ticketacl/ticketacl/internal/acl"

// scalar reads a scalar, {} or [] up to the next line; of what stands in it,
// lines go on behind more blanks than parent. Where mayBeKey it may also be a
// key: then it ends at its colon.
func (f *fast) scalar(parent int, mayBeKey bool) (v acl.Value, colon, ok bool) {
	if f.text[f.i] == '\n' || f.i >= f.end || f.values >= f.most {
		return v, false, false
	}
	f.values++
	v.Span.Start = f.pos(f.i)
	var raw []byte
	line := f.line
	switch c, next := f.text[f.i], f.text[f.i+1:]; {
	case c == '\'':
		raw, ok = f.single(parent)
		v.Kind = acl.String
	case c == '"':
		raw, ok = f.double(parent)
		v.Kind = acl.String
	case c == '|':
		v.Kind = acl.String
		raw, v.Span.End, ok = f.literal(parent)
		v.Text = f.memory.text(raw)
		return v, false, ok
	case c == '{' && next[0] == '}':
		v.Kind = acl.Hash
		f.i, ok = f.i+len("{}"), true
	case c == '[' && next[0] == ']':
		v.Kind = acl.List
		f.i, ok = f.i+len("[]"), true
	case startsPlain(c, next[0]):
		return f.plain(parent, mayBeKey, v)
	}
	if !ok {
		return v, false, false
	}
	v.Span.End = f.pos(f.i)
	switch f.text[f.i] {
	case '\n':
		v.Text = f.memory.text(raw)
		return v, false, f.nextLine()
	case ':':
		v.Text = f.key(raw)
		return v, true, mayBeKey && f.line == line && f.endsKey(v.Span)
	}
	return v, false, false
}

// endsKey reports whether the colon here ends a key.
func (f *fast) endsKey(s acl.Span) bool {
	c := f.text[f.i+1]
	return (c == ' ' || c == '\n') && s.End.Offset-s.Start.Offset <= fastKey
}

// key keeps the text of a key.
func (f *fast) key(raw []byte) string {
	if s, ok := f.l.keys[string(raw)]; ok {
		return s
	}
	return f.l.intern(f.memory.text(raw))
}

// startsPlain reports whether a plain scalar may start with c.
func startsPlain(c, next byte) bool {
	switch c {
	case ' ', '\n', ',', '[', ']', '{', '}', '#', '&', '*', '!', '|', '>', '\'', '"', '%', '@', '`':
		return false
	case '-', '?', ':':
		return next != ' ' && next != '\n'
	}
	return true
}

// plain reads a plain scalar, whose place v has.
func (f *fast) plain(parent int, mayBeKey bool, v acl.Value) (_ acl.Value, colon, ok bool) {
	from := f.i
	if colon, ok = f.plainLine(); !ok || colon && !mayBeKey {
		return v, false, false
	}
	v.Span.End = f.pos(f.i)
	raw := f.text[from:f.i]
	if colon {
		v.Text = f.key(raw)
		ok = f.endsKey(v.Span)
	} else {
		if ok = f.nextLine(); ok && f.column > parent {
			f.folded = append(f.folded[:0], raw...)
			for ok && f.column > parent {
				from = f.i
				if again, fine := f.plainLine(); !fine || again {
					return v, false, false
				}
				f.folded = append(append(f.folded, ' '), f.text[from:f.i]...)
				v.Span.End = f.pos(f.i)
				ok = f.nextLine()
			}
			raw = f.folded
		}
		v.Text = f.memory.text(raw)
	}
	v.Kind, v.Text = plainScalar(v.Text)
	return v, colon, ok
}

// plainLine moves to the end of a line or to the colon behind a key in it. Blanks
// before either, and comments, are no part of the plain shape.
func (f *fast) plainLine() (colon, ok bool) {
	for i := f.i; ; i++ {
		switch f.text[i] {
		case '\n':
			f.i = i
			return false, f.text[i-1] != ' '
		case ':':
			if c := f.text[i+1]; c == ' ' || c == '\n' {
				f.i = i
				return true, f.text[i-1] != ' '
			}
		case '#':
			if f.text[i-1] == ' ' {
				return false, false
			}
		}
	}
}

// literal reads a block of lines up to the line behind it.
func (f *fast) literal(parent int) (raw []byte, end acl.Pos, ok bool) {
	f.i++
	indent := 0 // of the block, unknown until its first line
	if c := f.text[f.i]; c >= '1' && c <= '9' {
		indent = parent + int(c-'0')
		f.i++
	}
	chomp := byte(0)
	if c := f.text[f.i]; c == '+' || c == '-' {
		chomp = c
		f.i++
	}
	if f.text[f.i] != '\n' {
		return nil, end, false
	}
	end = f.pos(f.i)
	f.folded = f.folded[:0]
	lines, blank := 0, 0 // lines that were kept, and blank ones that were not
	for {
		f.beginLine(f.i + 1)
		for f.i < len(f.text) && f.text[f.i] == ' ' && (indent == 0 || f.i-f.start < indent) {
			f.i++
		}
		f.column = f.i - f.start
		if indent == 0 {
			if indent = f.column; indent <= parent {
				return nil, end, false
			}
			if f.i == len(f.text) || f.text[f.i] == '\n' {
				return nil, end, false
			}
		}
		if f.i == len(f.text) {
			f.column = -1
			break
		}
		if f.text[f.i] == '\n' {
			blank++
			continue
		}
		if f.column < indent {
			break
		}
		if lines > 0 {
			blank++ // the end of the last line
		}
		for range blank {
			f.folded = append(f.folded, '\n')
		}
		lines, blank = lines+1, 0
		from := f.i
		for f.text[f.i] != '\n' {
			f.i++
		}
		f.folded = append(f.folded, f.text[from:f.i]...)
		last := f.i
		for last > from && f.text[last-1] == ' ' {
			last--
		}
		if last > from {
			end = f.pos(last)
		}
	}
	if chomp != '-' && lines > 0 {
		f.folded = append(f.folded, '\n')
	}
	if chomp == '+' {
		for range blank {
			f.folded = append(f.folded, '\n')
		}
	}
	return f.folded, end, true
}
