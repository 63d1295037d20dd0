// Package replay holds recorded answers of the real products against this
// engine: recorded engine calls, and recorded screens with all the calls that
// they made.
package replay

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
)

// maxDepth bounds the nesting of a recorded line.
const maxDepth = 200

// parseJSON reads a JSON text as Perl's JSON module does, into the kinds of
// package acl. Numbers become what Perl prints for them.
func parseJSON(text string) (acl.Value, error) {
	dec := json.NewDecoder(strings.NewReader(text))
	dec.UseNumber()
	v, err := readJSON(dec, 0)
	if err != nil {
		return acl.Value{}, err
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return acl.Value{}, errors.New("something follows the first value on the line")
	}
	return v, nil
}

func readJSON(dec *json.Decoder, depth int) (acl.Value, error) {
	if depth > maxDepth {
		return acl.Value{}, fmt.Errorf("nested deeper than %d levels", maxDepth)
	}
	tok, err := dec.Token()
	if err != nil {
		return acl.Value{}, err
	}
	switch t := tok.(type) {
	case nil:
		return acl.Value{}, nil
	case string:
		return acl.Value{Kind: acl.String, Text: t}, nil
	case json.Number:
		return acl.Value{Kind: acl.Number, Text: perlNumber(t.String())}, nil
	case bool:
		if t {
			return acl.Value{Kind: acl.Bool, Text: "1"}, nil
		}
		return acl.Value{Kind: acl.Bool, Text: "0"}, nil
	case json.Delim:
		v := acl.Value{Kind: acl.List}
		if t == '{' {
			v.Kind = acl.Hash
		}
		for dec.More() {
			var key string
			if v.Kind == acl.Hash {
				k, err := dec.Token()
				if err != nil {
					return v, err
				}
				key = k.(string)
			}
			child, err := readJSON(dec, depth+1)
			if err != nil {
				return v, err
			}
			if v.Kind == acl.Hash {
				v.SetEntries(append(v.Entries(), acl.Entry{Key: key, Value: child}))
			} else {
				v.SetItems(append(v.Items(), child))
			}
		}
		_, err := dec.Token()
		return v, err
	}
	return acl.Value{}, fmt.Errorf("unexpected %v", tok)
}

// perlNumber is how Perl prints a JSON number.
func perlNumber(text string) string {
	if !strings.ContainsAny(text, ".eE") {
		return text
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return text
	}
	return strconv.FormatFloat(f, 'g', 15, 64)
}

// datum turns a recorded value into one of a data set.
func datum(v *acl.Value) inventory.Value {
	switch v.Kind {
	case acl.Undef:
		return inventory.Value{}
	case acl.List:
		list := inventory.Value{Kind: inventory.List, List: make([]inventory.Value, len(v.Items()))}
		for i := range v.Items() {
			list.List[i] = datum(&v.Items()[i])
		}
		return list
	case acl.Hash:
		return inventory.Value{Kind: inventory.Hash}
	}
	return inventory.TextValue(v.Text)
}

// text is the string of a field of a recorded line, "" where it is not there.
func text(v *acl.Value, key string) string {
	if f := v.Get(key); f != nil {
		return f.Text
	}
	return ""
}

// names is a list of strings; ok is false where the field is not there.
func names(v *acl.Value, key string) (out []string, ok bool) {
	f := v.Get(key)
	if f == nil || f.Kind == acl.Undef {
		return nil, false
	}
	for i := range f.Items() {
		out = append(out, f.Items()[i].Text)
	}
	return out, true
}

// wholeNumber is a number that JSON and Perl write alike. Any other is written
// as a string, which is what the engine compares.
var wholeNumber = regexp.MustCompile(`^(0|-?[1-9][0-9]{0,14})$`)

// jsonText writes a value as JSON again.
func jsonText(v *acl.Value) string {
	var b strings.Builder
	writeJSON(&b, v)
	return b.String()
}

func writeJSON(b *strings.Builder, v *acl.Value) {
	quote := func(s string) {
		text, _ := json.Marshal(s) // a string always has a JSON form
		b.Write(text)
	}
	if v.Kind == acl.Number && wholeNumber.MatchString(v.Text) {
		b.WriteString(v.Text)
		return
	}
	switch v.Kind {
	case acl.Undef:
		b.WriteString("null")
	case acl.List:
		b.WriteByte('[')
		for i := range v.Items() {
			if i > 0 {
				b.WriteByte(',')
			}
			writeJSON(b, &v.Items()[i])
		}
		b.WriteByte(']')
	case acl.Hash:
		b.WriteByte('{')
		for i := range v.Entries() {
			if i > 0 {
				b.WriteByte(',')
			}
			quote(v.Entries()[i].Key)
			b.WriteByte(':')
			writeJSON(b, &v.Entries()[i].Value)
		}
		b.WriteByte('}')
	default:
		quote(v.Text)
	}
}
