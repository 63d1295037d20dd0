package convert

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/diag"
)

// path reads what a path names.
func (r *reader) path(ctx context.Context, path string) error {
	if path == "-" {
		if r.opts.Stdin == nil {
			return errors.New("-: no standard input here")
		}
		data, err := readAll(r.opts.Stdin, r.opts.MaxSize)
		if err != nil {
			return fmt.Errorf("standard input: %w", err)
		}
		return r.content("-", data)
	}
	info, err := os.Stat(r.local(path))
	switch {
	case err == nil && info.IsDir():
		return r.folder(ctx, path)
	case err == nil:
		return r.file(path, r.content)
	case errors.Is(err, fs.ErrNotExist):
		if rev, inner, ok := splitRevision(path); ok {
			return r.revision(ctx, path, rev, inner)
		}
	}
	return reason(path, err)
}

// local is where a path of the user's is.
func (r *reader) local(path string) string {
	if r.opts.Dir == "" || filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(r.opts.Dir, path)
}

// reason names the path as the user gave it.
func reason(path string, err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		err = pe.Err
	}
	return fmt.Errorf("%s: %w", path, err)
}

func (r *reader) file(path string, use func(file string, data []byte) error) error {
	if data, ok := r.opts.Overlay[path]; ok {
		return use(path, data)
	}
	f, err := os.Open(r.local(path))
	if err != nil {
		return reason(path, err)
	}
	defer f.Close()
	data, err := readAll(f, r.opts.MaxSize)
	if err != nil {
		return reason(path, err)
	}
	return use(path, data)
}

// folder reads the one-ACL files of a folder.
func (r *reader) folder(ctx context.Context, path string) error {
	entries, err := os.ReadDir(r.local(path)) // sorted by name
	if err != nil {
		return reason(path, err)
	}
	found := false
	var order []byte
	first, left, read := len(r.result.Set.ACLs), len(r.result.LeftAlone), 0
	defer func() { joined(r.result.Set.ACLs[first:], order) }()
	for _, e := range entries {
		if e.Name() == OrderFile && e.Type().IsRegular() {
			if order, err = r.orderFile(filepath.Join(path, OrderFile)); err != nil {
				return err
			}
			found = true
		}
		if !isExportName(e.Name()) {
			continue
		}
		file := filepath.Join(path, e.Name())
		if info, err := os.Stat(r.local(file)); err == nil && !info.Mode().IsRegular() {
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		var format *FormatError
		switch err := r.file(file, r.inFolder); {
		case errors.As(err, &format): // the others are read all the same
			r.result.Partial = true
			r.report(Diagnostic{Rule: diag.YAMLRoot, Severity: diag.Error, Place: Place{File: file}, Summary: "this is " + format.Format.String() + ": it is left out", Detail: "an export is a list of ACLs, '[]' where there is none"})
		case err != nil:
			return err
		}
		found = true
		read++
	}
	if found && read > 0 && len(r.result.LeftAlone)-left == read {
		return onlyForeign(path)
	}
	if !found {
		return fmt.Errorf("%s: no *.yml, *.yaml, *.pm or *.pl file in this folder", path)
	}
	return nil
}

// orderFile reads the file that names the order of a folder.
func (r *reader) orderFile(path string) ([]byte, error) {
	f, err := os.Open(r.local(path))
	if err != nil {
		return nil, reason(path, err)
	}
	defer f.Close()
	data, err := readAll(f, r.opts.MaxSize)
	if err != nil {
		return nil, reason(path, err)
	}
	return append([]byte{}, data...), nil
}

// isExportName reports whether a folder's file is one of a folder of ACLs. A
// leading dot hides a file: the project file is one.
func isExportName(name string) bool {
	return !strings.HasPrefix(name, ".") && slices.Contains([]string{".yml", ".yaml", ".pm", ".pl"}, filepath.Ext(name))
}

// readAll reads up to limit bytes; more is an error.
func readAll(in io.Reader, limit int64) ([]byte, error) {
	var out bytes.Buffer
	if f, ok := in.(*os.File); ok {
		if info, err := f.Stat(); err == nil && info.Mode().IsRegular() && info.Size() <= limit {
			out.Grow(int(info.Size()) + bytes.MinRead)
		}
	}
	n, err := out.ReadFrom(io.LimitReader(in, limit+1))
	if err != nil {
		return nil, err
	}
	if n > limit {
		return nil, fmt.Errorf("larger than %s", size(limit))
	}
	return out.Bytes(), nil
}

// decompress undoes gzip where data is that. A small file can hold an endless
// one: no more than limit bytes come out.
func decompress(data []byte, limit int64) ([]byte, error) {
	if !bytes.HasPrefix(data, []byte("\x1f\x8b")) {
		return data, nil
	}
	z, err := Uncompressed(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	out, err := readAll(z, limit)
	if err != nil {
		return nil, fmt.Errorf("gzip: %w", err)
	}
	return out, nil
}

// Uncompressed reads what is compressed with gzip, and anything else as it is.
func Uncompressed(from io.Reader) (io.Reader, error) {
	in := bufio.NewReaderSize(from, 1<<16)
	if magic, _ := in.Peek(2); string(magic) != "\x1f\x8b" {
		return in, nil
	}
	z, err := gzip.NewReader(in)
	if err != nil {
		return nil, fmt.Errorf("gzip: %w", err)
	}
	return z, nil
}

// size writes a limit for people.
func size(n int64) string {
	if n >= 1<<20 && n%(1<<20) == 0 {
		return fmt.Sprintf("%d MiB", n>>20)
	}
	return fmt.Sprintf("%d bytes", n)
}
