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
func (p *player) step(path string, line []byte) error {
	rec, err := scenario.ParseRecording(line)
	if err != nil {
		return err
	}
	w, err := p.screenWorld(path, rec.Preselection)
	if err != nil {
		return err
	}
	p.report.Steps++
	p.report.Calls += len(rec.Calls)
	differ := func(n int, why string) {
		p.report.CallsDiffer += n
		p.report.Verdicts = append(p.report.Verdicts, Verdict{ID: rec.Screen + " " + rec.Step, Difference: why})
	}
	s, err := scenario.FromRecording(rec, w)
	if err != nil {
		differ(len(rec.Calls), err.Error())
		return nil
	}
	plan, err := scenario.Calls(s, w)
	if err != nil {
		differ(len(rec.Calls), err.Error())
		return nil
	}
	for _, c := range scenario.CompareCalls(plan.Asked, rec.Calls) {
		if len(c.Differ) == 0 {
			p.report.Equal++
			continue
		}
		at := "a call that is made here only"
		if c.Recorded >= 0 {
			at = fmt.Sprintf("call %d", c.Recorded+1)
		}
		differ(1, at+", "+c.Question+": "+strings.Join(c.Differ, "; "))
	}
	return nil
}

// screenWorld is the system on which screens were recorded: inventory.yml in
// the folder of the worlds or beside the file, else the one that is built in.
func (p *player) screenWorld(path string, preselection bool) (*scenario.World, error) {
	if w := p.screens[preselection]; w != nil {
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
	w := &scenario.World{Target: p.opts.Target, Inventory: inv, Preselection: preselection}
	if w.Target == nil {
		w.Target = product.Default()
	}
	p.screens[preselection] = w
	return w, nil
}

func exists(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}
