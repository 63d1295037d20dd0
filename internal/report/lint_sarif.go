package report

import (
	"io"
	"net/url"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/lint"
)

// What of SARIF 2.1.0 is written. The names are those of the standard.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool        sarifTool         `json:"tool"`
		Invocations []sarifInvocation `json:"invocations"`
		ColumnKind  string            `json:"columnKind"`
		Results     []sarifResult     `json:"results"`
		Properties  sarifProperties   `json:"properties"`
	}
	// sarifInvocation says whether everything could be read and written.
	sarifInvocation struct {
		Successful    bool                `json:"executionSuccessful"`
		Notifications []sarifNotification `json:"toolExecutionNotifications,omitempty"`
	}
	sarifNotification struct {
		Level   string    `json:"level"`
		Message sarifText `json:"message"`
	}
	sarifProperties struct {
		Target        string   `json:"target,omitempty"`
		TargetAssumed bool     `json:"targetAssumed"`
		Files         []string `json:"files"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name    string      `json:"name"`
		Version string      `json:"version,omitempty"`
		Rules   []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID            string             `json:"id"`
		Short         sarifText          `json:"shortDescription"`
		Full          sarifText          `json:"fullDescription"`
		Help          sarifText          `json:"help"`
		Configuration sarifConfiguration `json:"defaultConfiguration"`
		Properties    sarifRuleTags      `json:"properties"`
	}
	sarifRuleTags struct {
		Tags []string `json:"tags"`
	}
	sarifConfiguration struct {
		Enabled bool   `json:"enabled"`
		Level   string `json:"level"`
	}
	sarifText struct {
		Text     string `json:"text"`
		Markdown string `json:"markdown,omitempty"`
	}
	sarifResult struct {
		RuleID       string            `json:"ruleId"`
		RuleIndex    *int              `json:"ruleIndex,omitempty"`
		Level        string            `json:"level"`
		Message      sarifText         `json:"message"`
		Locations    []sarifLocation   `json:"locations"`
		Related      []sarifLocation   `json:"relatedLocations,omitempty"`
		Fingerprints map[string]string `json:"partialFingerprints"`
		Fixes        []sarifFix        `json:"fixes,omitempty"`
	}
	sarifLocation struct {
		ID       *int          `json:"id,omitempty"`
		Physical sarifPhysical `json:"physicalLocation"`
		Logical  []sarifObject `json:"logicalLocations,omitempty"`
		Message  *sarifText    `json:"message,omitempty"`
	}
	sarifObject struct {
		Name string `json:"name"`
		Kind string `json:"kind"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine   uint32     `json:"startLine"`
		StartColumn uint32     `json:"startColumn"`
		EndLine     uint32     `json:"endLine"`
		EndColumn   uint32     `json:"endColumn"`
		ByteOffset  *uint32    `json:"byteOffset,omitempty"`
		ByteLength  *uint32    `json:"byteLength,omitempty"`
		Snippet     *sarifText `json:"snippet,omitempty"`
	}
	sarifFix struct {
		Description sarifText     `json:"description"`
		Changes     []sarifChange `json:"artifactChanges"`
	}
	sarifChange struct {
		Artifact     sarifArtifact      `json:"artifactLocation"`
		Replacements []sarifReplacement `json:"replacements"`
	}
	sarifReplacement struct {
		Deleted  sarifRegion `json:"deletedRegion"`
		Inserted sarifText   `json:"insertedContent"`
	}
)

const (
	sarifVersion = "2.1.0"
	sarifSchema  = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
	// sarifPrint names the fingerprint with the version of how it is made.
	sarifPrint = "ruleAclSummary/v1"
)

// SARIF writes a log of the format's version 2.1.0, with one run.
func (l *Lint) SARIF(out io.Writer) error {
	run := sarifRun{
		Tool:       sarifTool{sarifDriver{Name: "ticketacl", Version: l.Version, Rules: []sarifRule{}}},
		ColumnKind: "unicodeCodePoints", Results: []sarifResult{},
		Properties: sarifProperties{TargetAssumed: l.Assumed, Files: append([]string{}, l.Files...)},
	}
	if l.Target != nil {
		run.Properties.Target = l.Target.ID
	}
	done := sarifInvocation{Successful: len(l.Failures) == 0}
	for _, f := range l.Failures {
		done.Notifications = append(done.Notifications, sarifNotification{"error", sarifText{Text: Clean(f)}})
	}
	run.Invocations = []sarifInvocation{done}
	levels := patchLevels()
	for i := range l.Rules {
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRuleOf(&l.Rules[i], levels))
	}
	index := l.ruleIndex()
	prints := fingerprints(l.Findings, func(d *diag.Diagnostic) []string { return []string{string(d.Rule), d.ACL, d.Summary} })
	for i := range l.Findings {
		r := l.sarifResult(&l.Findings[i])
		r.Fingerprints = map[string]string{sarifPrint: prints[i]}
		if n, ok := index[l.Findings[i].Rule]; ok {
			r.RuleIndex = &n
		}
		run.Results = append(run.Results, r)
	}
	return writeJSON(out, sarifLog{sarifSchema, sarifVersion, []sarifRun{run}})
}

func sarifRuleOf(r *lint.Rule, levels []*product.Target) sarifRule {
	info := ruleInfo(r, levels)
	paragraph, _, _ := strings.Cut(r.Text, "\n\n")
	return sarifRule{
		ID: string(r.ID), Short: sarifText{Text: r.Title}, Full: sarifText{Text: paragraph},
		Help:          sarifText{Text: info.textPage(), Markdown: info.markdownPage()},
		Configuration: sarifConfiguration{!r.Off, sarifLevel(r.Severity)},
		Properties:    sarifRuleTags{[]string{r.Family}},
	}
}

func sarifLevel(s diag.Severity) string {
	return [...]string{diag.Info: "note", diag.Warning: "warning", diag.Error: "error"}[s]
}

func (l *Lint) sarifResult(d *diag.Diagnostic) sarifResult {
	at := sarifLocation{Physical: sarifPhysical{sarifArtifact{fileURI(d.Place.File)}, sarifRegionOf(d.Place.Span)}}
	if text := l.snippet(d.Place); text != "" {
		at.Physical.Region.Snippet = &sarifText{Text: text}
	}
	if d.ACL != "" {
		at.Logical = []sarifObject{{d.ACL, "object"}}
	}
	r := sarifResult{
		RuleID: string(d.Rule), Level: sarifLevel(d.Severity), Message: sarifText{Text: message(d)}, Locations: []sarifLocation{at},
	}
	for k := range d.Related {
		p, id := &d.Related[k].Place, k+1 // locations that are alike would not be allowed
		r.Related = append(r.Related, sarifLocation{
			ID: &id, Physical: sarifPhysical{sarifArtifact{fileURI(p.File)}, sarifRegionOf(p.Span)},
			Message: &sarifText{Text: Clean(d.Related[k].Message)},
		})
	}
	for k := range d.Fixes {
		f := &d.Fixes[k]
		if len(f.Edits) == 0 || slices.ContainsFunc(d.Fixes[:k], func(g diag.Fix) bool { return g.Title == f.Title && slices.Equal(g.Edits, f.Edits) }) {
			continue
		}
		change := sarifChange{Artifact: at.Physical.Artifact}
		for _, e := range sortedEdits(f) {
			from, to := l.offset(d.Place.File, e.Span.Start), l.offset(d.Place.File, e.Span.End)
			region := sarifRegionOf(acl.Span{Start: from, End: to})
			length := to.Offset - from.Offset
			region.ByteOffset, region.ByteLength = &from.Offset, &length
			change.Replacements = append(change.Replacements, sarifReplacement{*region, sarifText{Text: e.New}})
		}
		r.Fixes = append(r.Fixes, sarifFix{sarifText{Text: Clean(f.Title)}, []sarifChange{change}})
	}
	return r
}

// sarifRegionOf is nil for a place that is the whole file.
func sarifRegionOf(s acl.Span) *sarifRegion {
	if !s.IsValid() {
		return nil
	}
	end := endOf(s)
	return &sarifRegion{
		StartLine: s.Start.Line, StartColumn: max(s.Start.Column, 1), EndLine: end.Line, EndColumn: max(end.Column, 1),
	}
}

// fileURI is a file as a URI: relative where the path is, else with the scheme
// file. Standard input has no name; what stands for it in the file system does.
func fileURI(file string) string {
	if file == "-" {
		return "file:///dev/stdin"
	}
	absolute := filepath.IsAbs(file)
	file = path.Clean(filepath.ToSlash(file))
	parts := strings.Split(file, "/")
	for i, p := range parts {
		parts[i] = strings.ReplaceAll(url.PathEscape(p), ":", "%3A") // or what stands before it would be a scheme
	}
	file = strings.Join(parts, "/")
	switch {
	case !absolute:
		return file
	case strings.HasPrefix(file, "/"):
		return "file://" + file
	}
	return "file:///" + strings.Replace(file, "%3A", ":", 1) // a drive
}
