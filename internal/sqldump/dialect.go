package sqldump

import (
	"bytes"
	"slices"
	"strings"
)

// dialect is how the dump at hand writes what SQL leaves open.
type dialect struct {
	// backslash: \n, \' and the like mean something in '…'.
	backslash bool
	// mysql: '#' starts a comment, and "--" only where a blank follows.
	mysql bool
	// dollar: $tag$…$tag$ is a text.
	dollar bool
	// batches: statements end without ';' before a line with the next one or GO,
	// and [name] is a name.
	batches bool
}

// sniffed is how much of a dump is looked at to tell its dialect, in bytes.
const sniffed = 64 << 10

// dialectOf tells the dialect by the first line that only one of them writes.
// Where there is none, it is told by the texts: MySQL's relatives write a line
// break as \n and a quote as \', all others write both as they are.
func dialectOf(text []byte) dialect {
	head := text[:min(len(text), sniffed)]
	for line := range strings.Lines(strings.ToUpper(string(head))) {
		if d, ok := dialectOfLine(strings.TrimSpace(line)); ok {
			return d
		}
	}
	escapes := bytes.Contains(head, []byte(`\'`)) || bytes.Contains(head, []byte(`'---\n`))
	return dialect{dollar: true, backslash: escapes}
}

// dialectOfLine looks at one line in upper case.
func dialectOfLine(line string) (d dialect, ok bool) {
	starts := func(prefixes ...string) bool {
		return slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(line, p) })
	}
	holds := func(parts ...string) bool {
		return slices.ContainsFunc(parts, func(p string) bool { return strings.Contains(line, p) })
	}
	// What a statement has in front of its first text or its end.
	front := ""
	if starts("INSERT ", "REPLACE ", "CREATE ", "DROP ", "LOCK ", "USE ", "ALTER ") {
		front, _, _ = strings.Cut(line, "'")
		front, _, _ = strings.Cut(front, ";")
	}
	switch {
	case starts("-- MYSQL DUMP", "-- MARIADB DUMP", "-- PHPMYADMIN", "# PHPMYADMIN", "/*!", "/*M!", "SET NAMES ", "LOCK TABLES ", "DELIMITER ", ") ENGINE="),
		starts("-- ADMINER ") && holds("MYSQL"), strings.Contains(front, "`"), holds(" ENGINE="):
		return dialect{backslash: true, mysql: true}, true
	case starts("-- POSTGRESQL DATABASE", "COPY ", "SELECT PG_CATALOG.", "SET STANDARD_CONFORMING_STRINGS", "SET CLIENT_ENCODING", "SET SEARCH_PATH", `\RESTRICT `, `\CONNECT `),
		holds("::TEXT", "::TIMESTAMP", "::INTEGER", "::REGCLASS", "::CHARACTER"):
		return dialect{dollar: true}, true
	case starts("PRAGMA ", "BEGIN TRANSACTION;"), holds("CHAR(10))", "CHAR(13))", "UNISTR('"):
		return dialect{}, true
	case line == "GO", starts("SET IDENTITY_INSERT ", "SET ANSI_NULLS ", "SET NOCOUNT "), strings.Contains(front, "["):
		return dialect{batches: true}, true
	}
	return dialect{}, false
}
