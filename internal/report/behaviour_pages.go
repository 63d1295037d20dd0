package report

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"strings"
)

//go:embed behaviour.html.tmpl
var behaviourPart string

// Markdown writes the section for a merge request.
func (b *BehaviourReport) Markdown(to io.Writer) error {
	out := &failing{out: to}
	fmt.Fprintf(out, "\n**Behaviour**: %s\n", cell(b.summary()))
	for i := range b.Differences {
		d := &b.Differences[i]
		values := ""
		if len(d.Values) > 0 {
			values = ": " + cell(strings.Join(shownEach(d.values()), ", "))
		}
		fmt.Fprintf(out, "\n- **%s**%s\n", cell(d.words), values)
		for _, l := range d.lines() {
			at := ""
			if l.Place != "" {
				at = " (" + l.Place + ")"
			}
			fmt.Fprintf(out, "  - %s: %s\n", l.Word, cell(l.Text+at))
		}
	}
	for _, n := range b.notes() {
		fmt.Fprintf(out, "\n> %s\n", cell(n))
	}
	return out.err
}

// behaviourLine is one line about a difference.
type behaviourLine struct{ Word, Text, Place string }

// nobody says of a side on which no ACL is responsible what that means; "" where it says
// nothing.
func (d *BehaviourDifference) nobody(state string) string {
	switch {
	case d.Through != "":
	case d.What == "value":
		return "no ACL acts on it"
	case d.What == "saves" && state == "left":
		return "no ACL refuses it"
	}
	return ""
}

// lines say why, and where.
func (d *BehaviourDifference) lines() []behaviourLine {
	var out []behaviourLine
	for _, side := range []struct {
		word, state string
		all         []BehaviourDeed
	}{{"before", d.Was, d.Old}, {"now", d.Is, d.New}} {
		for i := range side.all {
			out = append(out, behaviourLine{side.word, side.all[i].words, Clean(side.all[i].Place.String())})
		}
		if text := d.nobody(side.state); len(side.all) == 0 && text != "" {
			out = append(out, behaviourLine{side.word, text, ""})
		}
	}
	if d.Through != "" {
		out = append(out, behaviourLine{"through", d.Through + ", which the form asks for first and answers otherwise", ""})
	}
	for _, why := range d.Why {
		out = append(out, behaviourLine{"unknown", Clean(why), ""})
	}
	out = append(out, behaviourLine{"when", d.Scenario.words, ""})
	if d.Found != nil {
		out = append(out, behaviourLine{"seen in", Clean(d.Found.Name), Clean(d.Found.Place.String())})
	}
	return out
}

// HTML is the section of the page.
func (b *BehaviourReport) HTML() (template.HTML, error) {
	part, err := pageTemplate("behaviour", behaviourPart)
	if err != nil {
		return "", err
	}
	type difference struct {
		Words, Values, Class string
		Lines                []behaviourLine
	}
	page := struct {
		Summary     string
		Differences []difference
		Notes       []string
	}{Summary: b.summary()}
	for i := range b.Differences {
		d := &b.Differences[i]
		x := difference{Clean(d.words), strings.Join(shownEach(d.values()), ", "), "changed", d.lines()}
		switch {
		case d.Is == "gone":
			x.Class = "removed"
		case d.Is == "left" && d.Was == "gone":
			x.Class = "added"
		}
		page.Differences = append(page.Differences, x)
	}
	for _, n := range b.notes() {
		page.Notes = append(page.Notes, Clean(n))
	}
	var out strings.Builder
	err = part.Execute(&out, page)
	return template.HTML(out.String()), err
}
