package convert

import (
	"bytes"
	"regexp"
)

// isSQL reports whether a file starts with a statement of SQL, behind whatever
// comments a dump has in front. Words that may as well start something else
// need further statements behind them.
func isSQL(head []byte) bool {
	if bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")) {
		head = bytes.ReplaceAll(head[2:], []byte{0}, nil) // UTF-16; the words are ASCII
	}
	head = bytes.TrimPrefix(head, []byte("\uFEFF"))
	if regexp.MustCompile(`(?i)^\s*(/\*M?!|(--[ \t]*\r?\n)?-- (mysql|mariadb|postgresql|phpmyadmin|adminer)\b.*\bdump)`).Match(head) {
		return true
	}
	text := statementOf(head)
	if regexp.MustCompile(`(?i)^(` +
		`(insert|replace)\s+((low_priority|delayed|high_priority|ignore|or\s+\w+)\s+)*(into\s+[\w\x60"\[]|\[)` +
		`|create\s+(or\s+replace\s+)?((global|local|temporary|temp|unlogged)\s+)*(table|database|schema|sequence|type|function|extension|index|view|role|user|procedure)\s+[\w\x60"\[]` +
		`|drop\s+(table|database|schema|view|sequence|index|trigger|procedure|function)\s` +
		`|copy\s+[\w."]+\s*(\([^)]*\)\s*)?from\s+stdin` +
		`|lock\s+tables?\s|unlock\s+tables|start\s+transaction|pragma\s+\w+\s*[=(;]|select\s+pg_catalog\.` +
		`)`).Match(text) {
		return true
	}
	if regexp.MustCompile(`(?i)^use\s+(strict|warnings|utf8|vars|lib|base|parent|constant|feature|v?5)\b`).Match(text) {
		return false // Perl, whatever stands in its texts
	}
	return regexp.MustCompile(`(?im)\A(set\s+[\w@][^:\n]*$|use\s+[\w\x60"\[][^:\n]*$|begin(\s+(transaction|work))?\s*;|alter\s+table\s|delete\s+from\s|truncate\s)`).Match(text) &&
		regexp.MustCompile(`(?im)^\s*(insert\s+(ignore\s+)?(into\s|\[)|replace\s+into\s|create\s+table\s|drop\s+table\s|copy\s+\S+\s+(\(|from\s)|lock\s+tables\s|go\r?$)`).Match(text)
}

// statementOf returns a dump from its first statement on: behind comments,
// psql's own commands and what only MySQL executes.
func statementOf(text []byte) []byte {
	for {
		text = bytes.TrimLeft(text, " \t\r\n;")
		line, rest, _ := bytes.Cut(text, []byte("\n"))
		switch {
		case bytes.HasPrefix(text, []byte("--")) && !bytes.Equal(bytes.TrimSpace(line), []byte("---")) && !bytes.HasPrefix(line, []byte("--- ")),
			bytes.HasPrefix(text, []byte("#")), bytes.HasPrefix(text, []byte(`\`)):
			text = rest
		case bytes.HasPrefix(text, []byte("/*")):
			_, after, ok := bytes.Cut(text, []byte("*/"))
			if !ok {
				return nil
			}
			text = after
		default:
			return text
		}
	}
}
