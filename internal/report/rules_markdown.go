package report

import (
	"bufio"
	"fmt"
	"io"
	"path/filepath"
	"strings"
)

// Markdown writes a table of the rules for each family. Their names are links to
// their pages beside it.
func (r *Rules) Markdown(out io.Writer) error {
	b := bufio.NewWriter(out)
	for i, f := range r.families() {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(b, "## %s\n\n", f.name)
		tableRow(b, "rule", "severity", "finds", "fix", "targets")
		tableRow(b, "---", "---", "---", "---", "---")
		for _, x := range f.rules {
			level := x.level()
			if x.Inventory {
				level += ", with an inventory"
			}
			tableRow(b, "["+x.Name+"]("+x.Name+".md)", level, cell(x.Title), cell(x.Fix), cell(x.Targets))
		}
	}
	return b.Flush()
}

// PageMarkdown writes the page of each rule.
func (r *Rules) PageMarkdown(out io.Writer) error {
	w := &failing{out: out}
	for i := range r.Rules {
		if i > 0 {
			fmt.Fprintln(w)
		}
		r.Rules[i].pageMarkdown(w)
	}
	return w.err
}

func (r *RuleInfo) pageMarkdown(out io.Writer) {
	fmt.Fprintf(out, "# %s\n\n**%s** · %s · %s\n", r.Name, r.level(), cell(r.Family), cell(r.Title))
	for _, p := range r.paragraphs() {
		fmt.Fprintf(out, "\n%s\n", cell(p))
	}
	for _, x := range r.examples() {
		language := "yaml"
		if ext := filepath.Ext(x.example.File); ext == ".pm" || ext == ".pl" {
			language = "perl"
		}
		text := strings.TrimSuffix(x.example.Text, "\n")
		if len(x.example.Places) > 0 { // with carets it is neither
			language, text = "text", strings.Join(x.example.lines(), "\n")
		}
		fmt.Fprintf(out, "\n## %s\n\n```%s\n%s\n```\n", cell(x.title), language, text)
	}
	fmt.Fprint(out, "\n## Notes\n")
	for _, p := range r.ends() {
		fmt.Fprintf(out, "\n%s\n", cell(p))
	}
}

// markdownPage is the page of a rule.
func (r *RuleInfo) markdownPage() string {
	var b strings.Builder
	r.pageMarkdown(&b)
	return b.String()
}
