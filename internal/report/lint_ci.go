package report

import (
	"fmt"
	"io"
	"path"
	"path/filepath"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
)

// GitHub writes a workflow command for each finding, which GitHub shows at the
// line.
func (l *Lint) GitHub(out io.Writer) error {
	w := &failing{out: out}
	for i := range l.Findings {
		d := &l.Findings[i]
		command := [...]string{diag.Info: "notice", diag.Warning: "warning", diag.Error: "error"}[d.Severity]
		properties := "file=" + githubPath(d.Place.File) + githubPlace(d.Place.Span)
		properties += ",title=" + githubProperty(Clean(string(d.Rule)))
		fmt.Fprintf(w, "::%s %s::%s\n", command, properties, githubData(message(d)))
	}
	return w.err
}

// githubPlace is a place as GitHub takes it: the end belongs to it, and columns
// are refused over several lines.
func githubPlace(s acl.Span) string {
	if !s.IsValid() {
		return ""
	}
	end := endOf(s)
	switch {
	case end.Line == s.Start.Line:
		last := max(s.Start.Column, end.Column-min(end.Column, 1))
		return fmt.Sprintf(",line=%d,endLine=%d,col=%d,endColumn=%d", s.Start.Line, end.Line, s.Start.Column, last)
	case end.Column <= 1: // nothing of that line
		end.Line--
	}
	return fmt.Sprintf(",line=%d,endLine=%d", s.Start.Line, end.Line)
}

// githubData escapes what a command says, githubProperty the value of one of its
// properties, as GitHub's own toolkit does.
func githubData(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(s)
}

func githubProperty(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C").Replace(s)
}

// githubPath is the path of a file. What it is printed to is a log that people
// read, so that control characters are shown as escapes.
func githubPath(file string) string {
	var b strings.Builder
	for _, r := range slashed(file) {
		if r == '\r' || r == '\n' {
			b.WriteRune(r)
		} else {
			b.WriteString(Clean(string(r)))
		}
	}
	return githubProperty(b.String())
}

// slashed is a path as it is written in a repository.
func slashed(file string) string {
	return path.Clean(filepath.ToSlash(file))
}

// gitlabIssue is what GitLab reads of a Code Quality report.
type gitlabIssue struct {
	Description string         `json:"description"`
	CheckName   string         `json:"check_name"`
	Fingerprint string         `json:"fingerprint"`
	Severity    string         `json:"severity"`
	Location    gitlabLocation `json:"location"`
}

type gitlabLocation struct {
	Path  string      `json:"path"`
	Lines gitlabLines `json:"lines"`
}

type gitlabLines struct {
	Begin uint32 `json:"begin"`
	End   uint32 `json:"end,omitempty"`
}

// GitLab writes a Code Quality report. An error there is critical and a warning
// minor: what is a blocker is for people to say. What is about a file as a whole
// stands in its first line.
func (l *Lint) GitLab(out io.Writer) error {
	issues := []gitlabIssue{}
	prints := fingerprints(l.Findings, func(d *diag.Diagnostic) []string {
		return []string{slashed(d.Place.File), string(d.Rule), d.ACL, d.Summary}
	})
	for i := range l.Findings {
		d := &l.Findings[i]
		issue := gitlabIssue{
			Description: message(d), CheckName: string(d.Rule), Fingerprint: prints[i],
			Severity: [...]string{diag.Info: "info", diag.Warning: "minor", diag.Error: "critical"}[d.Severity],
			Location: gitlabLocation{slashed(d.Place.File), gitlabLines{Begin: max(1, d.Place.Span.Start.Line)}},
		}
		if s := d.Place.Span; s.IsValid() && endOf(s).Line > s.Start.Line {
			issue.Location.Lines.End = endOf(s).Line
		}
		issues = append(issues, issue)
	}
	return writeJSON(out, issues)
}
