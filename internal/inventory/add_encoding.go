package inventory

import (
	"bytes"
	"encoding/binary"
	"errors"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// decoded is a file as UTF-8 without its mark.
func decoded(data []byte) ([]byte, error) {
	var order binary.ByteOrder
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		order = binary.LittleEndian
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		order = binary.BigEndian
	default:
		data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
		if !utf8.Valid(data) {
			return nil, errors.New("the file is no UTF-8: export it as such")
		}
		return data, nil
	}
	if data = data[2:]; len(data)%2 > 0 {
		return nil, errors.New("the file begins as UTF-16 and is none: export it as UTF-8")
	}
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = order.Uint16(data[2*i:])
	}
	out := []byte(string(utf16.Decode(units)))
	if bytes.ContainsRune(out, unicode.ReplacementChar) {
		return nil, errors.New("the file begins as UTF-16 and is none: export it as UTF-8")
	}
	return out, nil
}

// separate finds the character that separates cells: the one that a line sep= names, else that
// of which the first row has most.
func (t *table) separate() {
	first, _, _ := strings.Cut(t.text, "\n")
	if sep, ok := strings.CutPrefix(strings.ToLower(first), "sep="); ok && len(sep) == 1 && t.next == 0 {
		t.separator = sep[0]
		t.take(min(len(first)+1, len(t.text)))
		return
	}
	t.separator = ','
	most := 0
	for _, c := range []byte{',', ';', '\t', '|'} {
		if n := strings.Count(first, string(c)); n > most {
			t.separator, most = c, n
		}
	}
}
