package cli

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/product"
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

// TestInterrupted: what is interrupted leaves whole files, says how many, and
// nothing else.
func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	folder := t.TempDir()
	o := &convertOptions{streams: &streams{out: io.Discard, err: io.Discard}, to: "yaml", split: folder, out: filepath.Join(folder, "x.yml")}
	err := o.writeFiles(ctx, []convert.SplitFile{{Name: "a.yml", Data: []byte("a")}})
	if err == nil || !strings.Contains(err.Error(), "interrupted: 0 of 1 files are written to "+folder) {
		t.Error(err)
	}
	set := &convert.Set{}
	if _, err := o.write(ctx, set, convert.WriteOptions{Target: product.Default()}); err == nil || !strings.Contains(err.Error(), "interrupted: nothing is written") {
		t.Error(err)
	}
	if files, err := os.ReadDir(folder); err != nil || len(files) != 0 {
		t.Errorf("%v %v", files, err)
	}
}

// TestReplaceNames: an error names the file that was asked for.
func TestReplaceNames(t *testing.T) {
	folder := t.TempDir()
	err := replaceFile(filepath.Join(folder, "none", "x.yml"), []byte("x"))
	if want := "there is no folder " + filepath.Join(folder, "none") + " to write x.yml into; make it first"; err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
	if err := os.WriteFile(filepath.Join(folder, "file"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(folder, "file", "x.yml")
	if err := replaceFile(path, []byte("x")); err == nil || !strings.Contains(err.Error(), path) || strings.Contains(err.Error(), ".x.yml.") {
		t.Error(err)
	}
}
