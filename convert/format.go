package convert

import (
	"bytes"
	"fmt"
	"regexp"
)

// Format is what a file's content is written in.
type Format uint8

// The formats that Detect tells apart.
const (
	YAML   Format = iota // a YAML export, and everything that is nothing else
	JSON                 // JSON whose root is no list; lists of JSON are read as YAML, which they are
	Perl                 // Config.pm, ZZZACL.pm, a hash body
	SQL                  // a dump
	XML                  // SysConfig XML
	Binary               // an archive or the like
)

func (f Format) String() string {
	return [...]string{"YAML", "JSON", "Perl", "SQL", "XML", "binary data"}[f]
}

// FormatError says that a file is in a format that this version does not read.
type FormatError struct {
	File   string
	Format Format
}

func (e *FormatError) Error() string {
	return fmt.Sprintf("%s: this is %s, which is not read; what is read are YAML exports, Perl (Config.pm, ZZZACL.pm, snippets) and SQL dumps", e.File, e.Format)
}

// sniffed is how much of a file is looked at to tell its format, in bytes.
const sniffed = 64 << 10

// Detect tells the format of a file by its content.
func Detect(data []byte) Format {
	head := data[:min(len(data), sniffed)]
	for _, magic := range []string{"PK\x03\x04", "BZh", "\xfd7zXZ\x00", "\x28\xb5\x2f\xfd", "PGDMP", "%PDF", "\x7fELF", "SQLite format 3\x00"} {
		if bytes.HasPrefix(head, []byte(magic)) {
			return Binary
		}
	}
	if isSQL(head) {
		return SQL
	}
	head = bytes.TrimPrefix(head, []byte("\uFEFF"))
	first := firstLine(head)
	switch {
	case regexp.MustCompile(`^(---|-$|- |%YAML)`).Match(first):
		return YAML
	case bytes.HasPrefix(first, []byte("<?xml")), bytes.HasPrefix(first, []byte("<otrs_config")), bytes.HasPrefix(first, []byte("<otobo_config")):
		return XML
	case isPerl(head, first):
		return Perl
	case regexp.MustCompile(`^\{\s*("|\}$|$)`).Match(first) && regexp.MustCompile(`^\{\s*("|\})`).Match(bytes.TrimSpace(head)):
		return JSON
	}
	return YAML
}

// isPerl knows configuration files by their package line or what they assign
// to, and a pasted hash body by its first arrow.
func isPerl(head, first []byte) bool {
	if regexp.MustCompile(`(?m)^\s*(package\s+[\w:]+\s*;|use\s+(strict|warnings|utf8)\s*;|sub\s+Load\b|\$Self\s*->\s*\{|\$VAR1\s*=)`).Match(head) {
		return true
	}
	if regexp.MustCompile(`[{]\s*['"]?TicketAcl['"]?\s*[}]`).Match(head) {
		return true
	}
	if regexp.MustCompile(`^(#!.*perl|%\w+\s*=|[$@]\w+\s*=)`).Match(first) {
		return true
	}
	if i := bytes.Index(head, first); i > 0 {
		head = head[i:] // behind the comments
	}
	return regexp.MustCompile(`^[({]?\s*(#.*\s+)*('[^'\n]*'|"[^"\n]*"|qq?[^\w\s][^\n]{0,200}|[\w \-]*)\s*=>`).Match(head)
}

// firstLine returns the first line that is not empty and no YAML or Perl
// comment, without the blanks around it.
func firstLine(head []byte) []byte {
	for line := range bytes.Lines(head) {
		if line = bytes.TrimSpace(line); len(line) > 0 && (line[0] != '#' || bytes.HasPrefix(line, []byte("#!"))) {
			return line
		}
	}
	return nil
}
