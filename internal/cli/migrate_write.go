package cli

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/migrate"
	"github.com/ticketacl/ticketacl/internal/report"
)

// prove simulates both sets.
func (m *migrating) prove() error {
	ctx, stop := signal.NotifyContext(m.cmd.Context(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	// What follows makes garbage by the scenario and keeps little.
	defer debug.SetGCPercent(debug.SetGCPercent(100))
	live := isTerminal(m.err)
	o := migrate.ProofOptions{Options: m.options(), Limit: m.limit, Unread: m.unread}
	// A system of which nobody says what exists in it is taken for the other one.
	olds, news := m.olds, m.news
	if olds == nil {
		olds = news
	}
	if news == nil {
		news = olds
	}
	o.Old, o.New = sideOf(m.source.Set, m.from, olds), sideOf(m.result.Set, m.to, news)
	if live {
		o.Progress = func(tried int) { fmt.Fprintf(m.err, "\rproving: %d scenarios", tried) }
	}
	var err error
	m.proof, err = migrate.Prove(ctx, m.result, o)
	if live {
		fmt.Fprint(m.err, "\r\x1b[K")
	}
	switch {
	case errors.Is(err, context.Canceled):
		return failure{errors.New("interrupted: nothing is written")}
	case err != nil:
		return failure{err}
	}
	return nil
}

// write writes the new set.
func (m *migrating) write() error {
	set := m.result.Set
	now, _ := time.Parse(convert.TimeLayout, m.now)
	opts := convert.WriteOptions{Target: m.to, Now: now, By: m.by, ValidID: m.validID}
	if m.output == convert.Export || m.output == convert.JSONList {
		if m.validID != 1 {
			set = migrate.SwitchedOff(set, m.validID)
		}
		set, _ = convert.Completed(set, opts)
	}
	if m.output == convert.Deployment {
		var err error
		if opts.Package, err = packageOf(m.out); err != nil {
			return err
		}
	}
	m.written = convert.Write(set, m.output, opts)
	m.doc = m.describe()
	report.Compact(m.err, m.losses())
	switch m.out {
	case "":
		return nil
	case "-":
		_, err := m.streams.out.Write(m.written.Data)
		return err
	}
	return replaceFile(m.out, m.written.Data)
}

// losses are what the form cannot hold. That notes of a migration are not deployed is
// no loss.
func (m *migrating) losses() []diag.Diagnostic {
	return slices.DeleteFunc(slices.Clone(m.written.Diagnostics), func(d diag.Diagnostic) bool {
		return m.output != convert.Export && d.Severity < diag.Error && d.Rule == diag.LostInTarget
	})
}

// describe says all that there is to say.
func (m *migrating) describe() *report.Migration {
	unread := []string{}
	if m.source.Partial {
		for i := range m.source.Diagnostics {
			if d := &m.source.Diagnostics[i]; d.Severity == diag.Error {
				unread = append(unread, d.Place.String()+": "+d.Summary)
			}
		}
	}
	in := report.MigrationInput{
		Sources: m.source.Files, Set: m.source.Set, From: m.from, To: m.to, Literal: m.literal, Result: m.result, Proof: m.proof,
		Inventories: [2]string{inventoryName(m.olds), inventoryName(m.news)}, Incomplete: m.source.Partial, Unread: unread, ValidID: m.validID, Form: m.output.String(),
	}
	if m.olds != nil && m.from.Switches.AttributeRelations && !m.to.Switches.AttributeRelations {
		in.Relations = len(m.olds.Relations)
	}
	if m.out != "-" {
		in.Output = m.out
	}
	for _, a := range m.written.LeftOut {
		in.LeftOut = append(in.LeftOut, a.Name)
	}
	return report.NewMigration(in)
}

func inventoryName(inv *inventory.Inventory) string {
	if inv == nil {
		return ""
	}
	return inv.Name
}

// tell prints the report, or with --report its outline.
func (m *migrating) tell() error {
	term := report.NewTerminal(m.streams.out, m.color)
	outline := io.Writer(m.streams.out)
	if m.out == "-" {
		outline, term = m.err, report.NewTerminal(m.err, m.color)
	}
	if m.reportFile == "" {
		if m.out == "-" {
			return m.doc.Outline(outline, term)
		}
		return m.print(m.streams.out, term)
	}
	var page bytes.Buffer
	if err := m.print(&page, report.NewTerminal(&page, "never")); err != nil {
		return err
	}
	if m.reportFile == "-" {
		_, err := m.streams.out.Write(page.Bytes())
		return err
	}
	if err := replaceFile(m.reportFile, page.Bytes()); err != nil {
		return err
	}
	return m.doc.Outline(outline, term)
}

func (m *migrating) print(out io.Writer, t *report.Terminal) error {
	w := bufio.NewWriter(out)
	var err error
	switch m.format {
	case "json":
		err = m.doc.JSON(w)
	case "markdown":
		err = m.doc.Markdown(w)
	case "html":
		err = m.doc.HTML(w)
	default:
		err = m.doc.Text(w, t)
	}
	return errors.Join(err, w.Flush())
}

// exit is how it ends: loudly where something differs that nothing names.
func (m *migrating) exit() error {
	if n := len(m.proof.Unnamed); n > 0 {
		differing := "1 answer differs"
		if n > 1 {
			differing = fmt.Sprintf("%d answers differ", n)
		}
		fmt.Fprintf(m.err, "ticketacl: %s, in %s, and no class names why: look at them before anybody imports this\n", differing, report.Plural(m.proof.UnnamedIn(), "scenario"))
	}
	wrong := func(d diag.Diagnostic) bool { return d.Severity == diag.Error || d.Rule == diag.DynamicPerl }
	switch {
	case len(m.unread) > 0:
		fmt.Fprintf(m.err, "ticketacl: left out is %s; what could be read is migrated\n", report.Clean(strings.Join(m.unread, " and ")))
		return exit(exitFailed)
	case len(m.proof.Unnamed) > 0, slices.ContainsFunc(m.written.Diagnostics, wrong):
		return exit(exitFindings)
	}
	return nil
}

// reportFormat finds the format of the report by the name of its file.
func (o *migrateOptions) reportFormat() error {
	if o.format != "" {
		return nil
	}
	ext := strings.ToLower(filepath.Ext(o.reportFile))
	format, known := map[string]string{"": "text", ".txt": "text", ".json": "json", ".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html"}[ext]
	if !known {
		return fmt.Errorf("--report %s: reports are not written as %s; name it .txt, .json, .md or .html, or say --format", o.reportFile, ext)
	}
	o.format = format
	return nil
}
