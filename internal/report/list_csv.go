package report

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"
)

// CSV writes one row for each ACL, or for each item that uses a value, after a
// row of names (RFC 4180). What it writes is what was read, control characters
// included.
func (l *List) CSV(out io.Writer) error {
	w := csv.NewWriter(out)
	// A row that cannot be written is told by Error.
	l.rows(func(row []string) { _ = w.Write(row) })
	w.Flush()
	return w.Error()
}

func (l *List) rows(write func([]string)) {
	if l.Uses != nil {
		for _, row := range l.useRows() {
			write(row)
		}
		return
	}
	write([]string{
		"position", "name", "validity", "deployed", "stop_after_match", "always", "computed", "doubt", "when", "then",
		"comment", "file", "line", "column",
	})
	for _, n := range l.kept {
		a := l.listed(n)
		why := ""
		if a.Doubt != nil {
			why = a.Doubt.Why
		}
		write(append([]string{
			strconv.Itoa(a.Position), a.Name, a.Validity, yesNo(a.Deployed), yesNo(a.Stops), yesNo(a.Always), yesNo(a.Computed), why,
			strings.Join(a.Conditions, ", "), strings.Join(a.Changes, "; "), a.Comment,
		}, a.Place.cells()...))
	}
}

func (l *List) useRows() [][]string {
	rows := [][]string{{
		"uses", "position", "name", "validity", "block", "attribute", "item", "how", "matches", "compared", "why", "file", "line", "column",
	}}
	validity := map[int]string{}
	for _, n := range l.kept {
		validity[n.position] = n.acl.Validity().String()
	}
	for _, u := range l.Uses {
		for _, h := range u.Hits {
			rows = append(rows, append([]string{
				u.Attribute + "=" + u.Value, strconv.Itoa(h.Position), h.ACL, validity[h.Position], h.Block, h.Attribute, h.Item, h.How,
				h.Matches, h.Compared, h.Why,
			}, h.Place.cells()...))
		}
	}
	return rows
}

func (p Place) cells() []string {
	return []string{p.File, strconv.FormatUint(uint64(p.Line), 10), strconv.FormatUint(uint64(p.Column), 10)}
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
