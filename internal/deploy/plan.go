package deploy

import (
	"fmt"
	"slices"
	"strings"
)

// Plan is what a deployment would do, and all that it was thought out from: with it somebody
// else, or a later step of a pipeline, does just that or nothing.
type Plan struct {
	Version string  `json:"version"` // of ticketacl
	Made    string  `json:"made"`
	Folder  string  `json:"folder"` // in which paths begin
	Options Options `json:"options"`
	Target  string  `json:"target"`
	// Read is everything that was read: ACLs, scenarios, inventory, project file, and the
	// configuration files around the one that is written.
	Read    []Read `json:"read"`
	Present State  `json:"present"` // the file as it is
	Result  State  `json:"result"`  // as it will be
	// Content is what will be written.
	Content string  `json:"content"`
	Guards  []Guard `json:"guards"`
	// Notes are what else somebody should know before: what the form cannot hold, what is not
	// deployed.
	Notes []string `json:"notes"`
	// Overriding is what else in the installation undoes a part of the file, or the reverse.
	Overriding []string `json:"overriding"`
	// After is what the system does with the file, and what there is to do.
	After []Advice `json:"after"`
}

// Options are what somebody asked for.
type Options struct {
	Path      string   `json:"path"` // the file to write
	Sources   []string `json:"sources,omitempty"`
	Rollback  string   `json:"rollback,omitempty"` // the backup to put back, in place of Sources
	Target    string   `json:"target,omitempty"`   // as named; "" where the project file, or a header, says it
	Inventory string   `json:"inventory,omitempty"`
	Scenarios []string `json:"scenarios,omitempty"`
	Allow     []Allow  `json:"allow,omitempty"`
	NoBackup  bool     `json:"no_backup,omitempty"`
	Limit     int      `json:"limit"`
}

// Allow lets errors of a rule pass.
type Allow struct {
	Rule   string `json:"rule"`
	Reason string `json:"reason"`
}

// Read is a file that was read.
type Read struct {
	File   string `json:"file"`
	SHA256 string `json:"sha256"`
}

// State is a file at one time.
type State struct {
	SHA256 string `json:"sha256"` // "none" where there is no file
	Bytes  int    `json:"bytes"`
	ACLs   int    `json:"acls"`
	Mode   string `json:"mode,omitempty"`
	Owner  string `json:"owner,omitempty"`
}

// Advice is one thing to know or to do.
type Advice struct {
	Text     string   `json:"text"`
	Commands []string `json:"commands,omitempty"`
}

// Outcome is how a guard ended.
type Outcome string

// The outcomes. What is allowed would have stopped it; what is skipped could not be looked at; what is
// told does not speak against it.
const (
	Passed  Outcome = "passed"
	Stopped Outcome = "stopped"
	Allowed Outcome = "allowed"
	Skipped Outcome = "skipped"
	Told    Outcome = "told"
)

// Guard is one thing that was looked at before anything is written.
type Guard struct {
	Name    string   `json:"name"`
	Outcome Outcome  `json:"outcome"`
	Summary string   `json:"summary"`
	Details []string `json:"details,omitempty"`
}

// Stopped are the guards that forbid it.
func (p *Plan) Stopped() []*Guard {
	var out []*Guard
	for i := range p.Guards {
		if p.Guards[i].Outcome == Stopped {
			out = append(out, &p.Guards[i])
		}
	}
	return out
}

// Done reports whether the file is there already, as it would be written.
func (p *Plan) Done() bool { return p.Present.SHA256 == p.Result.SHA256 }

// Differs says why a plan does not hold any more: what is not now as it was when it was made. It
// compares what was read, not what came of it.
func (p *Plan) Differs(now *Plan) []string {
	var out []string
	say := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	if p.Version != now.Version {
		say("it was made by ticketacl %s, this is %s", p.Version, now.Version)
	}
	if p.Present.SHA256 != now.Present.SHA256 {
		say("%s is not what it was: %s then, %s now", p.Options.Path, brief(p.Present.SHA256), brief(now.Present.SHA256))
	}
	if p.Present.Mode != now.Present.Mode || p.Present.Owner != now.Present.Owner {
		say("%s had mode %s and owner %s, it has %s and %s", p.Options.Path, p.Present.Mode, p.Present.Owner, now.Present.Mode, now.Present.Owner)
	}
	if p.Target != now.Target {
		say("the target was %s, it is %s", p.Target, now.Target)
	}
	were, are := sums(p.Read), sums(now.Read)
	for _, r := range p.Read {
		switch sum, there := are[r.File]; {
		case !there:
			say("%s counted then, and does not now", r.File)
		case sum != r.SHA256:
			say("%s has changed", r.File)
		}
	}
	for _, r := range now.Read {
		if _, there := were[r.File]; !there {
			say("%s counts now, and did not then", r.File)
		}
	}
	if p.Result.SHA256 != now.Result.SHA256 || Sum([]byte(p.Content)) != p.Result.SHA256 {
		say("what would be written is not what the plan holds")
	}
	if len(out) == 0 && !slices.EqualFunc(p.Guards, now.Guards, func(a, b Guard) bool {
		return a.Name == b.Name && a.Outcome == b.Outcome && a.Summary == b.Summary && slices.Equal(a.Details, b.Details)
	}) {
		say("the guards do not end as they did")
	}
	return out
}

func sums(read []Read) map[string]string {
	out := map[string]string{}
	for _, r := range read {
		out[r.File] = r.SHA256
	}
	return out
}

// briefSum is how much of a sum is shown where nobody compares it by hand.
const briefSum = 12

func brief(sum string) string { return sum[:min(len(sum), briefSum)] }

// Matches reports whether a file has the sum that somebody gave, in full or its beginning.
func Matches(f *File, sum string) (bool, error) {
	want := strings.ToLower(strings.TrimPrefix(sum, "sha256:"))
	has := f.Hash()
	if want != NoFile && (len(want) < briefSum || len(want) > len(Sum(nil)) || strings.Trim(want, "0123456789abcdef") != "") {
		return false, fmt.Errorf("%s is no SHA-256: at least its first %d digits, or %q where there is no file", sum, briefSum, NoFile)
	}
	return has == want || want != NoFile && f.Exists && strings.HasPrefix(has, want), nil
}
