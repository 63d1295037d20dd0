package convert

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
)

func names(s *Set) string {
	var out []string
	for _, a := range s.ACLs {
		out = append(out, a.Name)
	}
	return strings.Join(out, ", ")
}

// lines shows diagnostics as a person would note them.
func lines(ds []Diagnostic) string {
	var out []string
	for _, d := range ds {
		out = append(out, fmt.Sprintf("%s: %s: %s [%s]", d.Place.Span.Start, d.Severity, d.Summary, d.Rule))
	}
	return strings.Join(out, "\n")
}

func write(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

func zipped(tb testing.TB, text string) []byte {
	tb.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(text)); err != nil {
		tb.Fatal(err)
	}
	if err := z.Close(); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

func TestReadFile(t *testing.T) {
	r, err := Read(context.Background(), "../testdata/deploy/visible/002.yml", Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Diagnostics) != 0 || r.Partial || names(r.Set) != "101-Example-ACL, 102-Second-Example-ACL" && names(r.Set) != "101-Example-ACL, 102-Example-ACL" {
		t.Fatalf("%s\n%s", names(r.Set), lines(r.Diagnostics))
	}
	a := r.Set.ACLs[0]
	db := a.Blocks[acl.PropertiesDatabase]
	if a.Form != acl.Export || a.File != "../testdata/deploy/visible/002.yml" || !a.NameSpan.IsValid() || a.Stops() {
		t.Errorf("%+v", a)
	}
	if db == nil || !db.KeySpan.IsValid() || db.Value.Get("Ticket").Get("Queue").Items()[0].Text != "Raw" {
		t.Errorf("%+v", db)
	}
	if a.Meta.CreateBy.Text == "" || a.Meta.ValidID.Text != "1" || a.Validity() != acl.Valid {
		t.Errorf("%+v", a.Meta)
	}
	if !slices.Equal(r.Files, []string{a.File}) {
		t.Errorf("%v", r.Files)
	}
}

func TestReadPaths(t *testing.T) {
	dir := t.TempDir()
	one := func(name string) string { return "- Name: " + name + "\n  ValidID: 1\n" }
	write(t, dir, map[string]string{
		"acls/b.yml": one("B"), "acls/a.yaml": one("A"), "acls/c.txt": one("no"), "acls/.hidden.yml": one("no"),
		"acls/sub/d.yml": one("no"), "acls/sub.yml/e.yml": one("no"), "acls/z.yml": "Name: Z\nValidID: 1\n",
		"all.yml": one("X") + one("Y"), "packed": string(zipped(t, one("P"))), "empty/x.txt": "",
		"HEAD:all.yml": one("local"),
	})
	tests := []struct {
		path, want, rules string
	}{
		{"acls", "A, B, Z", "yaml-root"},
		{"all.yml", "X, Y", ""},
		{filepath.Join(dir, "all.yml"), "X, Y", ""},
		{"packed", "P", ""},
		{"-", "S", ""},
		{"HEAD:all.yml", "local", ""},
	}
	for _, tt := range tests {
		t.Run(tt.path, func(t *testing.T) {
			sources := map[string]int{}
			r, err := Read(context.Background(), tt.path, Options{
				Dir: dir, Stdin: bytes.NewReader(zipped(t, one("S"))),
				Source: func(file string, data []byte) { sources[file] = len(data) },
			})
			if err != nil {
				t.Fatal(err)
			}
			if got := names(r.Set); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
			var rules []string
			for _, d := range r.Diagnostics {
				rules = append(rules, string(d.Rule))
			}
			if got := strings.Join(rules, " "); got != tt.rules {
				t.Errorf("%s", lines(r.Diagnostics))
			}
			if len(sources) != len(r.Files) {
				t.Errorf("sources %v, files %v", sources, r.Files)
			}
			for _, f := range r.Files {
				if sources[f] == 0 {
					t.Errorf("no source for %s", f)
				}
			}
		})
	}
	for path, want := range map[string]string{
		"empty":        "empty: no *.yml, *.yaml, *.pm or *.pl file in this folder",
		"missing.yml":  "missing.yml: no such file or directory",
		"acls/missing": "acls/missing: no such file or directory",
	} {
		if _, err := Read(context.Background(), path, Options{Dir: dir}); err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
	if _, err := Read(context.Background(), "-", Options{}); err == nil {
		t.Error("no standard input, no error")
	}
	if _, err := Read(context.Background(), "missing.yml", Options{Dir: dir}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("%v hides why", err)
	}
}

func TestFolderIsOneSet(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{"1.yml": "- Name: A\n  ValidID: 1\n", "2.yml": "- Name: a\n  ValidID: 1\n", "3.yml": "- Name: A\n  ValidID: 2\n"})
	r, err := Read(context.Background(), dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Diagnostics) != 2 {
		t.Fatalf("%s", lines(r.Diagnostics))
	}
	for i, d := range r.Diagnostics {
		if d.Rule != diag.DuplicateName || filepath.Base(d.Place.File) != fmt.Sprintf("%d.yml", i+2) || filepath.Base(d.Related[0].Place.File) != "1.yml" {
			t.Errorf("%+v", d)
		}
	}
}

func TestLimits(t *testing.T) {
	dir := t.TempDir()
	bomb := zipped(t, strings.Repeat("\n", 10<<20))
	write(t, dir, map[string]string{"bomb.gz": string(bomb), "large.yml": strings.Repeat("\n", 5000), "broken.gz": "\x1f\x8b\x08broken", "cut.gz": string(zipped(t, "- Name: a\n")[:20])})
	for path, want := range map[string]string{
		"bomb.gz":   "bomb.gz: gzip: larger than 1 MiB",
		"broken.gz": "broken.gz: gzip: unexpected EOF",
		"cut.gz":    "cut.gz: gzip: unexpected EOF",
	} {
		if _, err := Read(context.Background(), path, Options{Dir: dir, MaxSize: 1 << 20}); err == nil || err.Error() != want {
			t.Errorf("%s: %v", path, err)
		}
	}
	if _, err := Read(context.Background(), "large.yml", Options{Dir: dir, MaxSize: 4999}); err == nil || err.Error() != "large.yml: larger than 4999 bytes" {
		t.Errorf("%v", err)
	}
}

func TestDetect(t *testing.T) {
	tests := []struct {
		text string
		want Format
	}{
		{"---\n- Name: a\n  Comment: $Self->{x}\n", YAML},
		{"- Name: a\n", YAML}, {"-\n  Name: a\n", YAML}, {"", YAML}, {"# package x;\n- a\n", YAML}, {"Name: a\n", YAML}, {"%YAML 1.1\n---\n- a\n", YAML},
		{`[{"Name": "a"}]`, YAML}, {"[]", YAML}, {"{Name: a}", YAML},
		{`{"Name": "a"}`, JSON}, {"{\n  \"a\": 1\n}", JSON},
		{"# OTRS config file (automatically generated)\n# VERSION:1.1\npackage Kernel::Config::Files::ZZZACL;\n", Perl},
		{"\ufeffpackage Kernel::Config;\n", Perl},
		{"$Self->{TicketAcl}->{'100'} = {\n", Perl}, {"  $Self->{TicketAcl}->{'100'} = {\n", Perl}, {"$VAR1 = {\n", Perl}, {"#!/usr/bin/perl\n", Perl}, {"use strict;\n", Perl},
		{"{\n  Properties => {\n", Perl}, {"'Properties' => {}", Perl}, {"Possible => {\n", Perl},
		{"-- MySQL dump 10.13\n\nCREATE TABLE `acl` (\n", SQL}, {"INSERT INTO acl VALUES (1);\n", SQL}, {"--\n-- PostgreSQL database dump\n--\nCOPY public.acl (id, name) FROM stdin;\n", SQL},
		{"<?xml version=\"1.0\"?>\n<otrs_config>", XML}, {"<otobo_config version=\"2.0\">", XML},
		{"PK\x03\x04rest", Binary},
	}
	for _, tt := range tests {
		if got := Detect([]byte(tt.text)); got != tt.want {
			t.Errorf("%q is %s, want %s", tt.text, got, tt.want)
		}
	}
	_, err := ReadBytes("Ticket.xml", []byte("<?xml version=\"1.0\"?>\n<otrs_config>\n"))
	var fe *FormatError
	if !errors.As(err, &fe) || fe.Format != XML || !strings.HasPrefix(err.Error(), "Ticket.xml: this is XML, which is not read; what is read are YAML exports, Perl") {
		t.Errorf("%v", err)
	}
}
