package cli

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/charmbracelet/x/term"

	"github.com/ticketacl/ticketacl/internal/deploy"
	"github.com/ticketacl/ticketacl/internal/report"
)

// finish shows the plan and does what it says, unless something stops it.
func (d *deployer) finish() error {
	stopped := len(d.plan.Plan.Stopped()) > 0
	p := d.plan
	switch {
	case stopped:
		p.State = report.DeployStopped
	case p.Plan.Done():
		p.State = report.DeployDone
	default:
		p.State = report.DeployPlanned
	}
	if d.plan.State == report.DeployPlanned && !d.dryRun && d.planFile == "" && d.yes && d.format == "json" {
		err := d.deploy()
		if e := p.JSON(d.streams.out); e != nil && err == nil {
			return d.unprinted(e)
		}
		return err
	}
	if err := d.show(); err != nil {
		return failure{err}
	}
	switch {
	case stopped:
		return exit(exitFindings)
	case d.planFile != "":
		return d.keepPlan()
	case p.Plan.Done(), d.dryRun:
		return nil
	}
	if !d.yes {
		if !d.ask() {
			fmt.Fprintln(d.err, "ticketacl: nothing is written")
			return exit(exitFindings)
		}
	}
	if err := d.deploy(); err != nil {
		return err
	}
	w := bufio.NewWriter(d.streams.out)
	err := errors.Join(p.Aftermath(w, report.NewTerminal(d.streams.out, d.color)), w.Flush())
	if err != nil {
		return d.unprinted(err)
	}
	return nil
}

func (d *deployer) unprinted(err error) error {
	return failure{fmt.Errorf("%s is deployed, but that cannot be printed: %w", d.path, err)}
}

// show prints the plan.
func (d *deployer) show() error {
	if d.format == "json" {
		return d.plan.JSON(d.streams.out)
	}
	w := bufio.NewWriter(d.streams.out)
	if err := d.plan.Text(w, report.NewTerminal(d.streams.out, d.color)); err != nil {
		return err
	}
	return w.Flush()
}

// keepPlan writes the plan for --apply.
func (d *deployer) keepPlan() error {
	data, err := json.MarshalIndent(d.plan, "", "  ")
	if err != nil {
		return failure{err}
	}
	if err := replaceFile(d.planFile, append(data, '\n')); err != nil {
		return failure{err}
	}
	fmt.Fprintf(d.err, "%s: the plan; ticketacl deploy --apply %s does it\n", report.Clean(d.planFile), report.Clean(d.planFile))
	return nil
}

// canAsk reports whether somebody is there.
func (o *deployOptions) canAsk() bool { return isTerminal(o.in) }

func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(f.Fd())
}

// ask asks, where it can be seen. Nothing but yes is yes.
func (d *deployer) ask() bool {
	out := d.err
	if !isTerminal(out) {
		if tty, err := os.OpenFile("/dev/tty", os.O_WRONLY, 0); err == nil {
			defer tty.Close()
			out = tty
		}
	}
	fmt.Fprintf(out, "Replace %s? [y/N] ", report.Clean(d.path))
	line, _ := bufio.NewReader(d.in).ReadString('\n')
	answer := strings.ToLower(strings.TrimSpace(line))
	return answer == "y" || answer == "yes"
}

// deploy writes the file. What has begun is ended: signals wait until it is done.
func (d *deployer) deploy() error {
	wait := make(chan os.Signal, 1)
	signal.Notify(wait, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer signal.Stop(wait)
	out, err := deploy.Write(deploy.Writing{Was: d.present, Data: d.data, Backup: !d.noBackup, Now: time.Now()})
	p := d.plan
	p.Backup, p.Removed, p.Remarks = out.Backup, out.Removed, out.Notes
	if err != nil {
		p.State, p.Error = report.DeployFailed, err.Error()
		return failure{err}
	}
	p.State = report.DeployWritten
	return nil
}
