package replay

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/scenario"
)

// step holds one step on a recorded screen against what the same scenario asks
// here.
func (p *player) step(where, path string, line []byte) error {
	rec, err := scenario.ParseRecording(line)
	if err != nil {
		return err
	}
	if err := scenario.ServiceRequest(rec, line); err != nil {
		return err
	}
	acls := savedMode(rec, line)
	w, err := p.screenWorld(path, rec, acls)
	if err != nil {
		return err
	}
	p.report.Steps++
	p.report.Calls += len(rec.Calls)
	equal, extra, differences := compareStep(rec, w)
	p.report.Equal += equal
	p.report.CallsDiffer += len(rec.Calls) - equal
	p.report.CallsExtra += extra
	if acls != "" {
		if err := p.saved(where, rec, w, line); err != nil {
			return err
		}
	}
	if len(differences) > 0 {
		first := differences[0]
		if more := len(differences) - 1; more > 0 {
			first += fmt.Sprintf(" (and %d more)", more)
		}
		p.report.Verdicts = append(p.report.Verdicts, Verdict{
			ID: where + " " + rec.Screen + " " + rec.Step, Difference: first,
		})
	}
	return nil
}

// compareStep counts the recorded calls that the same scenario makes here, and
// the calls that are made here only; differences are what the others differ in.
func compareStep(rec *scenario.Recording, w *scenario.World) (equal, extra int, differences []string) {
	asked, err := scenario.RecordedCalls(rec, w)
	if err != nil {
		return 0, 0, []string{err.Error()}
	}
	for _, c := range scenario.CompareCalls(asked, rec.Calls) {
		switch {
		case len(c.Differ) == 0:
			equal++
			continue
		case c.Recorded < 0:
			extra++
			differences = append(differences, c.Question+" is asked here only")
			continue
		}
		differences = append(differences, fmt.Sprintf("call %d, %s: %s", c.Recorded+1, c.Question, strings.Join(c.Differ, "; ")))
	}
	return equal, extra, differences
}

// screenMode is in what the systems of recorded screens differ.
type screenMode struct {
	preselection bool
	flags        string
	acls         string // those that answer when a form is saved
}

// screenWorld is the system on which screens were recorded: inventory.yml in
// the folder of the worlds or beside the file, else the one that is built in,
// with the settings of the recording.
func (p *player) screenWorld(path string, rec *scenario.Recording, acls string) (*scenario.World, error) {
	mode := screenMode{rec.Preselection, rec.Flags, acls}
	if w := p.screens[mode]; w != nil {
		return w, nil
	}
	dir := p.opts.Worlds
	if dir == "" {
		dir = filepath.Dir(path)
	}
	inv, err := scenario.RecordedInventory()
	if file := filepath.Join(dir, "inventory.yml"); exists(file) {
		var findings []diag.Diagnostic
		inv, findings, err = inventory.Load(file)
		if err == nil && len(findings) > 0 {
			err = findings[0]
		}
	}
	if err != nil {
		return nil, err
	}
	set(inv, mode.flags)
	w := &scenario.World{Target: p.opts.Target, Inventory: inv, Preselection: mode.preselection}
	if w.Target == nil {
		w.Target = product.Default()
	}
	enforce(w, acls)
	p.screens[mode] = w
	return w, nil
}

// set gives a system the settings of a recording; "all" is how it is written.
func set(inv *inventory.Inventory, flags string) {
	switch flags {
	case "default":
		inv.Screens = nil
	case "everyone":
		inv.Settings["Ticket::ChangeOwnerToEveryone"] = inventory.TextValue("1")
	case "sysaddr":
		inv.Settings["Ticket::Frontend::NewQueueSelectionType"] = inventory.TextValue("SystemAddress")
	}
}

func exists(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}
