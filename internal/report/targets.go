package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/ticketacl/ticketacl/internal/product"
)

// Targets lists products and versions, each with what sets it apart from the
// one before, or two of them with what differs.
type Targets struct {
	Targets []TargetInfo `json:"targets"`
}

// TargetInfo is one target.
type TargetInfo struct {
	ID      string `json:"id"`
	Version string `json:"version"` // the patch level that is meant
	Default bool   `json:"default"`
	// Assumed says in a phrase what nobody has read or measured; FactsAssumed
	// the same of registered modules and settings.
	Assumed      string `json:"assumed,omitempty"`
	FactsAssumed string `json:"facts_assumed,omitempty"`
	Against      string `json:"against,omitempty"` // target that Differs compares it with
	// AgainstAssumed is Assumed of that one.
	AgainstAssumed string          `json:"against_assumed,omitempty"`
	Differs        []TargetDiffers `json:"differs"`
}

// TargetDiffers is a behaviour in which a target is not as another one.
type TargetDiffers struct {
	Area  string `json:"area"` // engine, screens, files, editor or database
	Topic string `json:"topic"`
	Was   string `json:"was"` // what the other one does
	Is    string `json:"is"`
}

// NewTargets describes targets, each against the one before it.
func NewTargets(targets []*product.Target) *Targets {
	r := &Targets{}
	for _, t := range targets {
		r.Targets = append(r.Targets, targetInfo(t, t.Before()))
	}
	return r
}

// CompareTargets describes b against a.
func CompareTargets(a, b *product.Target) *Targets {
	return &Targets{Targets: []TargetInfo{targetInfo(b, a)}}
}

func targetInfo(t, against *product.Target) TargetInfo {
	info := TargetInfo{
		ID: t.ID, Version: t.Version.String(), Default: t.ID == product.Default().ID,
		Assumed: t.Assumed, FactsAssumed: t.Facts().Assumed, Differs: []TargetDiffers{},
	}
	if against == nil {
		return info
	}
	info.Against, info.AgainstAssumed = against.ID, against.Assumed
	for _, d := range product.Differences(against, t) {
		info.Differs = append(info.Differs, TargetDiffers{d.Area, d.Topic, d.A, d.B})
	}
	return info
}

// Text writes all targets for people; what each one does unlike the one before.
func (r *Targets) Text(out io.Writer, t *Terminal) {
	for i := range r.Targets {
		x := &r.Targets[i]
		if i > 0 {
			fmt.Fprintln(out)
		}
		head := t.name.Render(pad(x.ID, 12))
		var rest []string
		if strings.Count(x.ID, ".") < 2 {
			rest = append(rest, "up to", x.Version)
		}
		if x.Default {
			rest = append(rest, "· the default")
		}
		if x.Against != "" {
			rest = append(rest, "· against", x.Against)
		}
		t.block(out, head, 13, rest)
		if x.Assumed != "" {
			t.block(out, "", 2, append([]string{"assumed:"}, strings.Fields(x.Assumed)...))
		}
		x.differs(out, t)
	}
}

func (x *TargetInfo) differs(out io.Writer, t *Terminal) {
	if len(x.Differs) == 0 && x.Against != "" {
		fmt.Fprintln(out, "  no difference that is known")
	}
	for _, d := range x.Differs {
		pieces := append([]string{d.Topic + ":"}, strings.Fields(d.Is)...)
		pieces = append(pieces, t.hushed.Render("(was:"))
		for _, w := range strings.Fields(d.Was) {
			pieces = append(pieces, t.hushed.Render(w))
		}
		pieces[len(pieces)-1] += t.hushed.Render(")")
		t.block(out, fmt.Sprintf("  %-9s", d.Area), 12, pieces)
	}
}

// CompareText writes two targets beside each other.
func (r *Targets) CompareText(out io.Writer, t *Terminal) {
	x := &r.Targets[0]
	t.block(out, "", 2, []string{t.name.Render(x.Against), "and", t.name.Render(x.ID)})
	if len(x.Differs) == 0 {
		fmt.Fprintln(out, "  no difference that is known")
	}
	area, width := "", max(len(x.Against), len(x.ID))
	for _, d := range x.Differs {
		if d.Area != area {
			area = d.Area
			fmt.Fprintf(out, "\n%s\n", area)
		}
		t.block(out, "  "+d.Topic, 4, nil)
		t.block(out, fmt.Sprintf("    %-*s", width, x.Against), width+6, strings.Fields(d.Was))
		t.block(out, fmt.Sprintf("    %-*s", width, x.ID), width+6, strings.Fields(d.Is))
	}
	for _, why := range [][2]string{{x.Against, x.AgainstAssumed}, {x.ID, x.Assumed}, {x.ID, x.FactsAssumed}} {
		if why[1] != "" {
			fmt.Fprintln(out)
			t.block(out, "note:", 6, strings.Fields(why[0]+": "+why[1]))
		}
	}
}
