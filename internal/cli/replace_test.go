package cli

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestReplaceWith: all of it is written, or nothing; and nothing where it is there
// already.
func TestReplaceWith(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "file")
	long := strings.Repeat("0123456789abcdef", 10_000)
	then := time.Now().Add(-time.Hour).Truncate(time.Second)
	put := func(s string, fails error) error {
		return replaceWith(path, func(w io.Writer) error {
			_, err := io.WriteString(w, s)
			return errors.Join(err, fails)
		})
	}
	was := ""
	for _, c := range []struct {
		text    string
		fails   error
		touched bool
	}{
		{"", nil, true}, {"", nil, false}, {"a", nil, true}, {"a", nil, false}, {"ab", nil, true}, {"a", nil, true},
		{long, nil, true}, {long, nil, false}, {long[1:], nil, true}, {long[1:] + "x", nil, true}, {"a", io.ErrShortWrite, false}, {long[:1<<16], nil, true}, {long[:1<<16], nil, false},
	} {
		if err := put(c.text, c.fails); !errors.Is(err, c.fails) || (err != nil) != (c.fails != nil) {
			t.Fatal(err)
		}
		if c.fails == nil {
			was = c.text
		}
		data, err := os.ReadFile(path)
		if err != nil || !bytes.Equal(data, []byte(was)) {
			t.Fatalf("%d bytes, want %d: %v", len(data), len(was), err)
		}
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if touched := !info.ModTime().Equal(then); touched != c.touched {
			t.Errorf("%d bytes: written %t, want %t", len(c.text), touched, c.touched)
		}
		if err := os.Chtimes(path, then, then); err != nil {
			t.Fatal(err)
		}
		if files, err := os.ReadDir(folder); err != nil || len(files) != 1 {
			t.Fatalf("%v beside the file: %v", files, err)
		}
	}
}
