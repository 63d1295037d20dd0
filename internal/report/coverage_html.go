package report

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"
)

//go:embed coverage.html.tmpl
var coveragePage string

// CoverageHTML writes one page: the sets, what was not exercised, and the files
// with what is said of each line. source gives a file's text, nil where nobody has
// it.
func (t *Tests) CoverageHTML(out io.Writer, source func(file string) []byte) error {
	page, err := template.New("coverage").Parse(coveragePage)
	if err != nil {
		return err
	}
	var sets []htmlSet
	for i, c := range t.Coverage {
		sets = append(sets, htmlOf(i+1, c, source))
	}
	return page.Execute(out, struct {
		Sets    []htmlSet
		Summary string
	}{sets, t.summary()})
}

type htmlSet struct {
	ID        int
	Name      string
	Target    string
	Percent   int
	Hit, All  int
	ACLs      []htmlACL
	Untouched string // how many ACLs, "" for none
	Files     []htmlFile
}

type htmlACL struct {
	Name, Link, Class string
	Percent           int
	Matched, Used     int
	Hit, All          int
	Lacks             []string
}

type htmlFile struct {
	Name  string
	Lines []htmlLine
}

type htmlLine struct {
	Number int
	ID     string
	Text   string
	Class  string // hit, partly, missed, "" for lines with nothing to hit
	Mark   string // the same in a word
	Notes  string
}

func htmlOf(id int, c *Coverage, source func(string) []byte) htmlSet {
	s := htmlSet{ID: id, Name: Clean(c.ACLs), Target: c.Target, Percent: c.percent(), Hit: c.Hit, All: c.Points}
	if c.TargetAssumed {
		s.Target += " (assumed)"
	}
	var files []string
	for _, a := range c.Covered {
		if !slices.Contains(files, a.Place.File) {
			files = append(files, a.Place.File)
		}
	}
	untouched := 0
	for _, a := range c.Covered {
		one := htmlACL{Name: Clean(a.Name), Matched: a.Matched, Used: a.Used, Link: lineID(id, slices.Index(files, a.Place.File), int(a.Place.Line))}
		a.points(func(hit bool, lack string, _ Place) {
			one.All++
			if hit {
				one.Hit++
			} else {
				one.Lacks = append(one.Lacks, Clean(lack))
			}
		})
		one.Percent = 100 * one.Hit / max(1, one.All)
		one.Class = markOf(one.Hit, one.All)
		if !a.touched() {
			untouched++
			one.Lacks = []string{"no scenario touches it"}
		}
		s.ACLs = append(s.ACLs, one)
	}
	if untouched > 0 {
		s.Untouched = Plural(untouched, "ACL")
	}
	for n, file := range files {
		if text := source(file); text != nil {
			s.Files = append(s.Files, htmlFileOf(id, n, file, text, c))
		}
	}
	return s
}

func lineID(set, file, line int) string { return fmt.Sprintf("s%d-f%d-%d", set, file, line) }

func markOf(hit, all int) string {
	switch {
	case all == 0:
		return ""
	case hit == all:
		return "hit"
	case hit == 0:
		return "missed"
	}
	return "partly"
}

func htmlFileOf(set, n int, file string, text []byte, c *Coverage) htmlFile {
	hits, all, notes := map[uint32]int{}, map[uint32]int{}, map[uint32][]string{}
	for _, a := range c.Covered {
		if a.Place.File != file {
			continue
		}
		a.points(func(hit bool, lack string, at Place) {
			all[at.Line]++
			if hit {
				hits[at.Line]++
			} else {
				notes[at.Line] = append(notes[at.Line], Clean(lack))
			}
		})
		notes[a.Place.Line] = append(notes[a.Place.Line], "matched "+Plural(a.Matched, "time"))
		for i := range a.Conditions {
			k := &a.Conditions[i]
			notes[k.Place.Line] = append(notes[k.Place.Line], fmt.Sprintf("%s held %s, failed %s", Clean(k.Attr), Plural(k.Held, "time"), Plural(k.Failed, "time")))
		}
		for i := range a.Changes {
			k := &a.Changes[i]
			notes[k.Place.Line] = append(notes[k.Place.Line], fmt.Sprintf("changed the list %d of %s", k.Changed, Plural(k.Used, "time")))
		}
	}
	out := htmlFile{Name: Clean(slashed(file))}
	lines := strings.Split(strings.TrimSuffix(strings.ToValidUTF8(string(text), "\ufffd"), "\n"), "\n")
	for i, line := range lines {
		at := uint32(i + 1)
		class := markOf(hits[at], all[at])
		out.Lines = append(out.Lines, htmlLine{
			Number: i + 1, ID: lineID(set, n, i+1), Text: strings.TrimSuffix(line, "\r"), Class: class,
			Mark:  map[string]string{"hit": "yes", "partly": "partly", "missed": "no"}[class],
			Notes: strings.Join(notes[at], "; "),
		})
	}
	return out
}
