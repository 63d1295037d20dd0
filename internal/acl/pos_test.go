package acl

import (
	"fmt"
	"testing"
)

func TestPlaces(t *testing.T) {
	at := func(line, column uint32) Span {
		return Span{Pos{7, line, column}, Pos{12, line, column + 5}}
	}
	for _, c := range []struct {
		name string
		it   fmt.Stringer
		want string
	}{
		{"a position", Pos{7, 3, 14}, "3:14"},
		{"the first position", Pos{0, 1, 1}, "1:1"},
		{"no position", Pos{}, "-"},
		{"an offset alone is no position", Pos{Offset: 7}, "-"},
		{"a column alone is no position", Pos{Column: 7}, "-"},
		{"a place", Place{"acls.yml", at(3, 14)}, "acls.yml:3:14"},
		{"standard input", Place{"-", at(1, 1)}, "-:1:1"},
		{"a file without a place in it", Place{File: "acls.yml"}, "acls.yml"},
		{"nowhere", Place{}, ""},
	} {
		if got := c.it.String(); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	for _, c := range []struct {
		name string
		span Span
		want bool
	}{
		{"a span", at(1, 1), true},
		{"the zero span", Span{}, false},
		{"an end without a start", Span{End: Pos{5, 1, 6}}, false},
		{"a start without an end", Span{Start: Pos{0, 1, 1}}, true},
	} {
		if got := c.span.IsValid(); got != c.want {
			t.Errorf("%s: valid is %t", c.name, got)
		}
	}
}

// TestBefore: the line decides, then the column; the offset never does.
func TestBefore(t *testing.T) {
	for _, c := range []struct {
		name string
		p, q Pos
		want bool
	}{
		{"an earlier line", Pos{0, 1, 9}, Pos{0, 2, 1}, true},
		{"a later line", Pos{0, 2, 1}, Pos{0, 1, 9}, false},
		{"an earlier column", Pos{0, 2, 1}, Pos{0, 2, 2}, true},
		{"a later column", Pos{0, 2, 2}, Pos{0, 2, 1}, false},
		{"the same place", Pos{0, 2, 2}, Pos{0, 2, 2}, false},
		{"the same place by other offsets", Pos{1, 2, 2}, Pos{5, 2, 2}, false},
		{"lines count as numbers", Pos{0, 9, 1}, Pos{0, 10, 1}, true},
		{"no place comes first", Pos{}, Pos{0, 1, 1}, true},
	} {
		if got := c.p.Before(c.q); got != c.want {
			t.Errorf("%s: %v before %v is %t", c.name, c.p, c.q, got)
		}
	}
}
