package report

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/lint"
)

// Lint is what lint has to say about one or several sets.
type Lint struct {
	Target   *product.Target
	Assumed  bool // nobody named the target
	Findings []diag.Diagnostic
	// Sources are the files that were read, by the names that findings have for
	// them. Without its source no line of a file is shown.
	Sources map[string][]byte
	Files   []string // that were read, in order
	// ACLs are all that were read. Of a file that is no export nothing but their
	// stretches is ever shown: a Config.pm and a dump hold passwords.
	ACLs  []*acl.ACL
	Rules []lint.Rule // all there are
	// Ignored and Baselined are how many findings are not among Findings because
	// of an ignore or the baseline, Fixed how many --fix has mended.
	Ignored, Baselined, Fixed int
	// Before is how many findings are not among them because they were there before
	// the change that --changed looks at.
	Before int
	// Failures say what could not be read or written.
	Failures []string
	Version  string // of this program

	shown shownSource
}

// counts are how many findings there are of each severity, and how many of all
// can be mended.
func (l *Lint) counts() (of [diag.Error + 1]int, fixable int) {
	for i := range l.Findings {
		of[l.Findings[i].Severity]++
		if len(l.Findings[i].Fixes) > 0 {
			fixable++
		}
	}
	return of, fixable
}

// Summary is one line that says how much was found where, and for which target.
func (l *Lint) Summary() string {
	of, fixable := l.counts()
	var found []string
	for s := diag.Error; ; s-- {
		switch n := of[s]; {
		case n > 0 && s == diag.Info: // there is no plural of it
			found = append(found, strconv.Itoa(n)+" info")
		case n > 0:
			found = append(found, Plural(n, s.String()))
		}
		if s == diag.Info {
			break
		}
	}
	parts := []string{"no findings in " + Plural(len(l.Files), "file")}
	if len(found) > 0 {
		parts[0] = strings.Join(found, ", ") + " in " + l.where()
	}
	for _, p := range []struct {
		n    int
		text string
	}{{fixable, "can be fixed with --fix"}, {l.Fixed, "fixed"}, {l.Ignored, "ignored"}, {l.Baselined, "in the baseline"}, {l.Before, "there before"}} {
		if p.n > 0 {
			parts = append(parts, strconv.Itoa(p.n)+" "+p.text)
		}
	}
	if l.Target != nil {
		parts = append(parts, "target "+targetText(l.Target.ID, l.Assumed))
	}
	return strings.Join(parts, " · ")
}

// where says in how many files something was found.
func (l *Lint) where() string {
	with, all := map[string]bool{}, map[string]bool{}
	for _, f := range l.Files {
		all[f] = true
	}
	for i := range l.Findings {
		with[l.Findings[i].Place.File], all[l.Findings[i].Place.File] = true, true
	}
	if len(with) < len(all) {
		return strconv.Itoa(len(with)) + " of " + Plural(len(all), "file")
	}
	return Plural(len(with), "file")
}

// files are those that were read, with their findings, then those that only
// findings name, such as a project file.
func (l *Lint) files() []fileFindings {
	at := map[string]int{}
	var out []fileFindings
	file := func(name string) int {
		i, ok := at[name]
		if !ok {
			i, at[name] = len(out), len(out)
			out = append(out, fileFindings{name: name})
		}
		return i
	}
	for _, f := range l.Files {
		file(f)
	}
	for i := range l.Findings {
		n := file(l.Findings[i].Place.File)
		out[n].findings = append(out[n].findings, &l.Findings[i])
	}
	return out
}

type fileFindings struct {
	name     string
	findings []*diag.Diagnostic
}

// Compact writes one line for each finding, of all severities and however many:
// what editors and grep take. (The function Compact prints some of them beside
// the output of other commands.)
func (l *Lint) Compact(out io.Writer) error {
	w := &failing{out: out}
	for i := range l.Findings {
		fmt.Fprintf(w, "%s\n", oneLine(&l.Findings[i]))
	}
	return w.err
}

// oneLine is a finding without its hint.
func oneLine(d *diag.Diagnostic) string {
	return fmt.Sprintf("%s: %s: %s [%s]", Clean(d.Place.String()), d.Severity, Clean(d.Summary), Clean(string(d.Rule)))
}

// failing keeps the first error of a writer, so that it need not be looked at
// after every line.
type failing struct {
	out io.Writer
	err error
}

func (w *failing) Write(p []byte) (int, error) {
	if w.err == nil {
		_, w.err = w.out.Write(p)
	}
	return len(p), w.err
}

// fingerprints tell findings apart, for what holds those of two runs against each
// other: each says the same when lines move. Of findings that are alike in all
// of what key takes the first has number 1, in the order of their places.
func fingerprints(ds []diag.Diagnostic, key func(*diag.Diagnostic) []string) []string {
	seen := map[string]int{}
	out := make([]string, len(ds))
	for i := range ds {
		var text bytes.Buffer
		for _, k := range key(&ds[i]) {
			fmt.Fprintf(&text, "%d:%s", len(k), k)
		}
		sum := sha256.Sum256(text.Bytes())
		base := hex.EncodeToString(sum[:16])
		seen[base]++
		out[i] = base + ":" + strconv.Itoa(seen[base])
	}
	return out
}

// ruleIndex is where each rule stands in Rules.
func (l *Lint) ruleIndex() map[diag.Rule]int {
	index := make(map[diag.Rule]int, len(l.Rules))
	for i := range l.Rules {
		index[l.Rules[i].ID] = i
	}
	return index
}

// message is a finding's summary with its hint below.
func message(d *diag.Diagnostic) string {
	if d.Detail == "" {
		return Clean(d.Summary)
	}
	return Clean(d.Summary) + "\n" + cleanLines(d.Detail)
}

// cleanLines cleans a text of several lines, or paragraphs.
func cleanLines(s string) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = Clean(lines[i])
	}
	return strings.Join(lines, "\n")
}

// relatedTo is another place in one line: what is there, and where.
func relatedTo(r *diag.Related) string {
	return Clean(r.Message) + ": " + Clean(r.Place.String())
}

// offset is the place of a byte of a file, as far as its source is there.
func (l *Lint) offset(file string, p acl.Pos) acl.Pos {
	data := l.Sources[file]
	if int64(p.Offset) > int64(len(data)) || isUTF16(data) {
		return p
	}
	return l.shown.pos(file, data, p.Offset)
}

func isUTF16(data []byte) bool {
	return bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff"))
}

// sortedEdits are the edits of a fix in the order of the file.
func sortedEdits(f *diag.Fix) []diag.Edit {
	edits := slices.Clone(f.Edits)
	slices.SortStableFunc(edits, func(a, b diag.Edit) int { return int(int64(a.Span.Start.Offset) - int64(b.Span.Start.Offset)) })
	return edits
}
