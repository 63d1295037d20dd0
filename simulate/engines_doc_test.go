package simulate_test

import (
	"flag"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/ticketacl/ticketacl/internal/product"
)

var updateEngines = flag.Bool("update-engines", false, "write what the engines answer into the tables of docs/engines.md")

const (
	enginesPage = "../docs/engines.md"
	// What the page holds at least, so that none gets lost unseen.
	pageExamples = 28
	pageFacts    = 8
	pageWidth    = 100
)

// TestEnginesPage puts every example of docs/engines.md to every engine and
// holds the answers against the table below it.
func TestEnginesPage(t *testing.T) {
	text, err := os.ReadFile(enginesPage)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(text), "\n")
	examples, facts := 0, 0
	var generations []string
	for _, p := range slices.Backward(pageTables(t, lines)) { // tables above stay where they are
		var rows []pageRow
		switch {
		case p.example != "":
			examples++
			rows = p.checkExample(t)
		case p.head.right == "engines":
			facts += len(p.rows)
			rows = p.checkFacts(t)
		default:
			generations = append(p.engines(), generations...)
			continue
		}
		if *updateEngines {
			lines = p.write(lines, rows)
		}
	}
	if *updateEngines {
		if err := os.WriteFile(enginesPage, []byte(strings.Join(lines, "\n")), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if examples < pageExamples || facts < pageFacts {
		t.Errorf("%d examples and %d facts, want at least %d and %d", examples, facts, pageExamples, pageFacts)
	}
	var all, closed []string
	for _, target := range product.All() {
		if answered(target) {
			all = append(all, target.ID)
		} else {
			closed = append(closed, target.ID)
		}
	}
	if diff := cmp.Diff(append(all, closed...), generations); diff != "" {
		t.Errorf("the table of generations does not hold all targets in the order of the tables (-targets +page):\n%s", diff)
	}
	for n, line := range lines {
		if w := utf8.RuneCountInString(line); w > pageWidth {
			t.Errorf("line %d is %d wide", n+1, w)
		}
	}
}

// pageTable is a table of the page, and the example above it.
type pageTable struct {
	where   string // heading and line, for messages
	example string // YAML; "" above other tables
	head    pageRow
	rows    []pageRow
	first   int // line of the head
}

type pageRow struct{ left, right string }

// pageTables finds the tables of two columns. Examples without one are mistakes.
func pageTables(t *testing.T, lines []string) []*pageTable {
	t.Helper()
	var tables []*pageTable
	heading, example, open := "", "", false
	for n := 0; n < len(lines); n++ {
		line := lines[n]
		where := fmt.Sprintf("engines.md:%d (%s)", n+1, heading)
		switch {
		case strings.HasPrefix(line, "#"):
			heading = strings.TrimLeft(line, "# ")
		case line == "```yaml":
			if open {
				t.Fatalf("%s: the example above has no table", where)
			}
			open = true
			for n++; n < len(lines) && lines[n] != "```"; n++ {
				example += lines[n] + "\n"
			}
		case strings.HasPrefix(line, "```"):
			t.Fatalf("%s: an example begins with ```yaml", where)
		case strings.HasPrefix(line, "|"):
			p := &pageTable{where: where, example: example, first: n}
			for ; n < len(lines) && strings.HasPrefix(lines[n], "|"); n++ {
				left, right, _ := strings.Cut(strings.Trim(lines[n], "|"), "|")
				row := pageRow{strings.TrimSpace(left), strings.TrimSpace(right)}
				switch n - p.first {
				case 0:
					p.head = row
				case 1: // the line below the head
				default:
					p.rows = append(p.rows, row)
				}
			}
			n-- // the line behind it is looked at next
			tables = append(tables, p)
			example, open = "", false
		case open && line != "":
			t.Fatalf("%s: a table belongs right below the example", where)
		}
	}
	if open {
		t.Fatalf("engines.md (%s): the last example has no table", heading)
	}
	return tables
}

// write puts rows in the place of the table's and returns the lines with them.
func (p *pageTable) write(lines []string, rows []pageRow) []string {
	width := utf8.RuneCountInString(p.head.left)
	for _, r := range rows {
		width = max(width, utf8.RuneCountInString(r.left))
	}
	cell := func(s string) string { return s + strings.Repeat(" ", width-utf8.RuneCountInString(s)) }
	out := []string{"| " + cell(p.head.left) + " | " + p.head.right + " |", "|" + strings.Repeat("-", width+2) + "|---|"}
	for _, r := range rows {
		out = append(out, "| "+cell(r.left)+" | "+r.right+" |")
	}
	return slices.Concat(lines[:p.first], out, lines[p.first+2+len(p.rows):])
}

// engines are those that a table of generations names.
func (p *pageTable) engines() (ids []string) {
	for _, r := range p.rows {
		for id := range strings.SplitSeq(r.left, ", ") {
			ids = append(ids, strings.Trim(id, "`"))
		}
	}
	return ids
}

// named is all that the table says of engines.
func (p *pageTable) named() string {
	var all []string
	for _, r := range p.rows {
		all = append(all, r.left)
	}
	return strings.Join(all, " ")
}

// pageEngines are all engines that the page answers for, in the order of its
// table of generations, and among them the patch levels that a text names. Of
// OTRS 7 and 8 only the documentation is known, so that no table holds them.
func pageEngines(t *testing.T, text string) []*product.Target {
	t.Helper()
	var out []*product.Target
	for _, target := range product.All() {
		if answered(target) {
			out = append(out, target)
		}
	}
	for _, id := range regexp.MustCompile(`[a-z-]+-\d+\.\d+\.\d+`).FindAllString(text, -1) {
		if slices.ContainsFunc(out, func(e *product.Target) bool { return e.ID == id }) {
			continue
		}
		extra := targetNamed(id)
		at := slices.IndexFunc(out, func(e *product.Target) bool {
			return e.Product == extra.Product && e.Version.Compare(extra.Version) > 0
		})
		if at < 0 {
			t.Fatalf("%s is newer than all engines of the page", id)
		}
		out = slices.Insert(out, at, extra)
	}
	return out
}

func answered(target *product.Target) bool { return !strings.Contains(target.Assumed, "closed") }

// enginesOf reads "otrs-2.0 to otrs-3.3, otrs-6.0, znuny-6.2 and later".
func enginesOf(t *testing.T, where, cell string, engines []*product.Target) (ids []string) {
	t.Helper()
	index := func(id string) int {
		n := slices.IndexFunc(engines, func(e *product.Target) bool { return e.ID == id })
		if n < 0 {
			t.Fatalf("%s: no engine %q", where, id)
		}
		return n
	}
	add := func(from, to int) {
		if from > to {
			t.Fatalf("%s: %q runs backwards", where, cell)
		}
		for _, e := range engines[from : to+1] {
			ids = append(ids, e.ID)
		}
	}
	if cell == "all" {
		add(0, len(engines)-1)
		return ids
	}
	for part := range strings.SplitSeq(cell, ", ") {
		if from, to, isRange := strings.Cut(part, " to "); isRange {
			add(index(from), index(to))
		} else if from, isOpen := strings.CutSuffix(part, " and later"); isOpen {
			add(index(from), len(engines)-1)
		} else {
			add(index(part), index(part))
		}
	}
	return ids
}

// namesOfEngines writes what enginesOf reads: in says which of them.
func namesOfEngines(engines []*product.Target, in func(int) bool) string {
	var parts []string
	for i := 0; i < len(engines); i++ {
		if !in(i) {
			continue
		}
		from := i
		for i+1 < len(engines) && in(i+1) {
			i++
		}
		switch last := len(engines) - 1; {
		case from == 0 && i == last:
			parts = append(parts, "all")
		case i == last && from < last:
			parts = append(parts, engines[from].ID+" and later")
		case from == i:
			parts = append(parts, engines[i].ID)
		default:
			parts = append(parts, engines[from].ID+" to "+engines[i].ID)
		}
	}
	return strings.Join(parts, ", ")
}

// checkFacts holds what is told of engines beside answers against the switches,
// and returns the table that they make.
func (p *pageTable) checkFacts(t *testing.T) []pageRow {
	t.Helper()
	var rows []pageRow
	for _, r := range p.rows {
		holds := pageFact(r.left)
		if holds == nil {
			t.Fatalf("%s: no switch stands behind %q", p.where, r.left)
		}
		engines := pageEngines(t, r.right)
		row := pageRow{r.left, namesOfEngines(engines, func(i int) bool { return holds(&engines[i].Switches) })}
		if row != r && !*updateEngines {
			t.Errorf("%s: %q: the page says %q, the switches %q", p.where, r.left, r.right, row.right)
		}
		rows = append(rows, row)
	}
	return rows
}

// pageFact is the switch behind a line of the page's table "Beside the lists".
func pageFact(label string) func(*product.Switches) bool {
	return map[string]func(*product.Switches) bool{
		"a configuration file that does not compile stops the system": func(s *product.Switches) bool { return s.BrokenFileDies },
		"agents who are not valid keep their groups in conditions":    func(s *product.Switches) bool { return s.InvalidAgentsKeepGroups },
		"lists of owners are compared by login":                       func(s *product.Switches) bool { return s.UserLists == product.Logins },
		"Form can hide dynamic fields":                                func(s *product.Switches) bool { return s.SpecialTypes.Has("Form") },
		"FormStd exists":                                              func(s *product.Switches) bool { return s.SpecialTypes.Has("FormStd") },
		"attribute relations act as ACLs":                             func(s *product.Switches) bool { return s.AttributeRelations },
		"ACL modules can name the list that they are for":             func(s *product.Switches) bool { return s.ModuleSubTypeFilter },
		"some lists are not asked for again after a change":           func(s *product.Switches) bool { return s.Preselection },
		"deploying deletes quotes and backslashes from names":         func(s *product.Switches) bool { return s.Sanitising == product.DeleteCharacters },
		"the export of all ACLs leaves invalid-temporarily ones out":  func(s *product.Switches) bool { return !s.ExportAllValidities },
	}[label]
}
