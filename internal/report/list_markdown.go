package report

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Markdown writes a table of the ACLs, or one for each value that was asked
// for, with the notes as a list below.
func (l *List) Markdown(out io.Writer) error {
	b := bufio.NewWriter(out)
	if l.Uses == nil {
		l.aclTable(b)
	}
	for i := range l.Uses {
		if i > 0 {
			b.WriteByte('\n')
		}
		l.Uses[i].table(b)
	}
	if len(l.Notes) > 0 {
		b.WriteByte('\n')
	}
	for _, n := range l.Notes {
		b.WriteString("- " + cell(n) + "\n")
	}
	return b.Flush()
}

func (l *List) aclTable(b *bufio.Writer) {
	tableRow(b, "#", "ACL", "validity", "stops", "when", "then", "place")
	tableRow(b, "--:", "---", "---", "---", "---", "---", "---")
	for _, n := range l.kept {
		a := l.listed(n)
		when, then := strings.Join(a.Conditions, ", "), strings.Join(a.Changes, "; ")
		if a.Always {
			when = "always"
		}
		if then == "" {
			then = "nothing"
		}
		validity := a.Validity
		if !a.Deployed {
			validity = "not deployed (" + validity + ")"
		}
		if a.Computed {
			validity += ", computed"
		}
		if a.Doubt != nil {
			validity += ", conditional: " + a.Doubt.Why
		}
		tableRow(b, strconv.Itoa(a.Position), cell(a.Name), cell(validity), yesNo(a.Stops), cell(when), cell(then), cell(a.Place.exact()))
	}
}

func (u *Use) table(b *bufio.Writer) {
	fmt.Fprintf(b, "**%s**\n\n", cell(u.Attribute+"="+u.Value))
	tableRow(b, "#", "ACL", "where", "item", "how", "place")
	tableRow(b, "--:", "---", "---", "---", "---", "---")
	for _, h := range u.Hits {
		where := strings.TrimSpace(h.Block + " " + h.Attribute)
		tableRow(b, strconv.Itoa(h.Position), cell(h.ACL), cell(where), cell(shown(h.Item)), cell(h.words()), cell(h.Place.exact()))
	}
}

func tableRow(b *bufio.Writer, cells ...string) {
	b.WriteString("| " + strings.Join(cells, " | ") + " |\n")
}

// cell is text that stands in a table as it is: nothing of it is markup.
func cell(s string) string {
	var b strings.Builder
	for _, r := range Clean(s) {
		if strings.ContainsRune("\\`*_[]|<>~&$", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
