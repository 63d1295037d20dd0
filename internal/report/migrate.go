package report

import (
	"cmp"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diff"
	"github.com/ticketacl/ticketacl/internal/migrate"
	"github.com/ticketacl/ticketacl/internal/product"
)

// Migration is what became of a set on its way to another product. Every format is
// written from it alone.
type Migration struct {
	Sources []string `json:"sources"`
	From    string   `json:"from_target"`
	To      string   `json:"target"`
	// FromInventory and ToInventory are what told what exists in the two systems; ""
	// where nobody did.
	FromInventory string `json:"from_inventory,omitempty"`
	ToInventory   string `json:"inventory,omitempty"`
	Literal       bool   `json:"literal"`
	Backwards     bool   `json:"backwards"` // to an older engine
	// Incomplete: the source could not be read in full. Unread says what not.
	Incomplete bool            `json:"incomplete"`
	Unread     []string        `json:"unread,omitempty"`
	Output     string          `json:"output,omitempty"`
	Form       string          `json:"form"`     // yaml, zzzacl, config or json
	ValidID    int             `json:"valid_id"` // of what is valid
	ACLs       MigrationCounts `json:"acls"`
	// Needs are what a person has to look at, by class: what may differ first, by how much
	// of the proof it does.
	Needs []MigrationNeeds `json:"needs"`
	// Rewritten are the ACLs in which something changed, in evaluation order.
	Rewritten []MigrationACL   `json:"rewritten"`
	Lines     []MigrationLines `json:"delete"` // what to delete from configuration files
	Proof     MigrationProof   `json:"proof"`
	Next      []MigrationStep  `json:"next"`
}

// MigrationCounts count ACLs.
type MigrationCounts struct {
	Source    int `json:"source"`
	Relations int `json:"relations"` // attribute relations of the source that became ACLs
	Deployed  int `json:"deployed"`  // of the source, that take part
	Result    int `json:"result"`    // written
	Same      int `json:"same"`      // of the source, as they were
	Rewritten int `json:"rewritten"` // of the source
	// Off are those of the result that are not valid although the source's are.
	Off     []string `json:"switched_off"`
	LeftOut []string `json:"left_out"` // that cannot be written
}

// MigrationNeeds are what a person has to look at, of one class.
type MigrationNeeds struct {
	Class string `json:"class"`
	Title string `json:"title"`
	Text  string `json:"text"`
	// Differs: something may behave differently. Off: the ACLs are switched off, and it
	// matters to who switches them on.
	Differs bool `json:"differs"`
	Off     bool `json:"switched_off"`
	// Scenarios is in how many of the proof something differs for it.
	Scenarios int             `json:"scenarios"`
	Needs     []MigrationNeed `json:"needs"`
}

// MigrationNeed is something that nobody but a person can decide.
type MigrationNeed struct {
	ACL      string `json:"acl,omitempty"`
	Place    *Place `json:"place,omitempty"`
	Question string `json:"question,omitempty"` // the list that it is about; "" for all
	Text     string `json:"text"`
	Do       string `json:"do"`
}

// MigrationACL is one ACL that was rewritten.
type MigrationACL struct {
	ACL      string             `json:"acl"`
	Into     []string           `json:"into"` // its names in the result
	Place    *Place             `json:"place,omitempty"`
	Rewrites []MigrationRewrite `json:"rewrites"`
}

// MigrationRewrite is one change.
type MigrationRewrite struct {
	Kind   string `json:"kind"`
	Place  *Place `json:"place,omitempty"`
	Before string `json:"before"` // "" where nothing stood there
	After  string `json:"after"`  // "" where nothing is left
	Reason string `json:"reason"`
	Exact  bool   `json:"exact"` // it behaves as before
}

// MigrationLines are lines of a file, both included.
type MigrationLines struct {
	File string   `json:"file"`
	From int      `json:"from"`
	To   int      `json:"to"`
	ACLs []string `json:"acls"`
}

// MigrationProof is what simulating both sets found.
type MigrationProof struct {
	Scenarios    int      `json:"scenarios"`
	Differing    int      `json:"differing"`
	Undetermined int      `json:"undetermined"`
	Unknown      []string `json:"unknown,omitempty"` // what is not known there
	Calls        int      `json:"calls"`
	People       int      `json:"people"`
	Screens      int      `json:"screens"`
	// Complete: every combination that conditions tell apart was tried. Else Incomplete
	// says why not.
	Complete   bool    `json:"complete"`
	Incomplete string  `json:"incomplete,omitempty"`
	Size       float64 `json:"combinations"` // about so many there are
	// Limit is how many scenarios were tried at most, LimitReached whether so many were.
	Limit        int  `json:"limit"`
	LimitReached bool `json:"limit_reached"`
	// Classes are those of which something differs.
	Classes []MigrationProven `json:"classes"`
	// Unnamed differ, and no class names why, in UnnamedIn scenarios. Doubtful are values
	// of which nobody knows on one side what becomes of them.
	Unnamed   []BehaviourDifference `json:"unnamed"`
	UnnamedIn int                   `json:"unnamed_scenarios"`
	Doubtful  []BehaviourDifference `json:"doubtful"`
}

// MigrationProven is what differs of one class.
type MigrationProven struct {
	Class     string `json:"class"`
	Title     string `json:"title"`
	Text      string `json:"text"`
	Scenarios int    `json:"scenarios"`
	Answers   int    `json:"answers"`
	// Smallest is the one with the smallest scenario, Differences all of them.
	Smallest    BehaviourDifference   `json:"smallest"`
	Differences []BehaviourDifference `json:"differences"`
}

// MigrationStep is something to do next.
type MigrationStep struct {
	Text     string   `json:"text"`
	Commands []string `json:"commands,omitempty"`
}

// MigrationInput is what a report is made of.
type MigrationInput struct {
	Sources     []string
	Set         *acl.Set
	From, To    *product.Target
	Inventories [2]string // their names; "" for none
	Literal     bool
	Result      *migrate.Result
	Proof       *migrate.Proof
	Incomplete  bool
	Unread      []string
	Output      string // "": nothing was written into a file
	Form        string
	ValidID     int
	LeftOut     []string
	// Relations is how many attribute relations of the old system became ACLs.
	Relations int
}

// JSON writes what docs/schema/migrate.schema.json describes.
func (m *Migration) JSON(out io.Writer) error { return writeJSON(out, m) }

// NewMigration describes a migration.
func NewMigration(in MigrationInput) *Migration {
	m := &Migration{
		Sources: in.Sources, From: in.From.ID, To: in.To.ID, FromInventory: in.Inventories[0], ToInventory: in.Inventories[1], Literal: in.Literal,
		Backwards: in.To.Precedes(in.From), Incomplete: in.Incomplete, Unread: in.Unread, Output: in.Output, Form: in.Form, ValidID: in.ValidID,
		Needs: []MigrationNeeds{}, Rewritten: []MigrationACL{}, Lines: []MigrationLines{},
	}
	m.count(in)
	m.prove(in)
	m.needs(in.Result)
	m.rewrites(in)
	for _, l := range in.Result.Lines {
		m.Lines = append(m.Lines, MigrationLines{l.File, l.From, l.To, l.ACLs})
	}
	m.next(in)
	return m
}

func (m *Migration) count(in MigrationInput) {
	c := &m.ACLs
	c.Off, c.LeftOut = []string{}, append([]string{}, in.LeftOut...)
	valid := map[string]bool{}
	for _, a := range in.Set.Order() {
		c.Source++
		if a.Validity() == acl.Valid {
			c.Deployed++
			valid[a.Name] = true
		}
	}
	c.Relations = in.Relations
	touched := map[string]bool{}
	origin := map[string]string{}
	for _, r := range in.Result.Rewrites {
		touched[r.ACL] = true
		for _, into := range r.Into {
			origin[into] = r.ACL
		}
	}
	for _, a := range in.Result.Set.ACLs {
		c.Result++
		from := a.Name
		if o := origin[a.Name]; o != "" {
			from = o
		}
		if a.Validity() != acl.Valid && valid[from] {
			c.Off = append(c.Off, a.Name)
			touched[from] = true
		}
	}
	for _, a := range in.Set.Order() {
		if touched[a.Name] {
			c.Rewritten++
		} else {
			c.Same++
		}
	}
	c.Result -= len(in.LeftOut)
}

func somewhere(p acl.Place) *Place {
	if p.File == "" {
		return nil
	}
	out := placeOf(p)
	return &out
}

func (m *Migration) needs(r *migrate.Result) {
	for _, kind := range []struct{ differs, off bool }{{true, false}, {false, false}, {false, true}} {
		for _, c := range migrate.Classes() {
			x := MigrationNeeds{Class: string(c.ID), Title: c.ID.Title(), Text: c.Text, Differs: kind.differs, Off: kind.off}
			for _, n := range r.Needs {
				if n.Class == c.ID && n.Off == kind.off && (c.Differs && !n.Off) == kind.differs {
					x.Needs = append(x.Needs, MigrationNeed{n.ACL, somewhere(n.At), n.Question, n.Text, n.Do})
				}
			}
			for _, p := range m.Proof.Classes {
				if kind.differs && p.Class == x.Class {
					x.Scenarios = p.Scenarios
				}
			}
			if len(x.Needs) > 0 {
				m.Needs = append(m.Needs, x)
			}
		}
	}
	slices.SortStableFunc(m.Needs, func(a, b MigrationNeeds) int { return cmp.Compare(b.Scenarios, a.Scenarios) })
}

func (m *Migration) rewrites(in MigrationInput) {
	at := map[string]int{}
	for _, r := range in.Result.Rewrites {
		i, known := at[r.ACL]
		if !known {
			i = len(m.Rewritten)
			at[r.ACL] = i
			x := MigrationACL{ACL: r.ACL, Into: append([]string{}, r.Into...), Place: somewhere(r.At)}
			if a := in.Set.Named(r.ACL); a != nil {
				x.Place = somewhere(a.Place())
			}
			m.Rewritten = append(m.Rewritten, x)
		}
		of := &m.Rewritten[i]
		of.Rewrites = append(of.Rewrites, MigrationRewrite{string(r.Kind), somewhere(r.At), r.Before, r.After, r.Reason, r.Exact})
	}
	for i := range m.Rewritten { // an ACL that was split is there once for each part
		x := &m.Rewritten[i]
		x.Into = slices.Compact(x.Into)
		var once []MigrationRewrite
		for _, r := range x.Rewrites {
			if !slices.ContainsFunc(once, func(o MigrationRewrite) bool {
				return o.Kind == r.Kind && o.Before == r.Before && o.After == r.After
			}) {
				once = append(once, r)
			}
		}
		x.Rewrites = once
	}
}

func (m *Migration) prove(in MigrationInput) {
	p := in.Proof
	differences := func(all []*diff.Difference) []BehaviourDifference {
		return NewBehaviour(&diff.Behaviour{Differences: all}, m.From, m.To, nil).Differences
	}
	m.Proof = MigrationProof{
		Scenarios: p.Scenarios, Differing: p.Differing, Undetermined: p.Undetermined, Unknown: p.Unknown, Calls: p.Calls, People: p.People, Screens: p.Screens,
		Complete: p.Complete, Incomplete: p.Incomplete, Size: p.Size, Limit: p.Limit, LimitReached: p.Spent, Classes: []MigrationProven{},
		Unnamed: differences(p.Unnamed), UnnamedIn: p.UnnamedIn(), Doubtful: differences(p.Doubtful),
	}
	for _, c := range p.Classes {
		m.Proof.Classes = append(m.Proof.Classes, MigrationProven{
			Class: string(c.ID), Title: c.ID.Title(), Text: c.Text, Scenarios: c.Scenarios, Answers: len(c.Differences),
			Smallest: differences([]*diff.Difference{c.Smallest})[0], Differences: differences(c.Differences),
		})
	}
}

// next are the steps that remain.
func (m *Migration) next(in MigrationInput) {
	add := func(text string, commands ...string) { m.Next = append(m.Next, MigrationStep{text, commands}) }
	if n := len(m.Proof.Unnamed); n > 0 {
		add("Look at what differs without a reason being known (" + Plural(n, "answer") + "): nothing should be imported before.")
	}
	if n, classes := m.open(); n > 0 {
		add("Decide what is left to a person, " + Plural(n, "place") + " of " + Plural(classes, "kind") + " above, and correct the ACLs in " + orElse(m.Output, "the new set") + ".")
	}
	file := orElse(m.Output, "Export_ACL.yml")
	inventory := ""
	if m.ToInventory != "" {
		inventory = " --inventory " + shellWord(m.ToInventory)
	}
	if m.Output == "" {
		add("Write the new set.", "ticketacl migrate … -o "+file)
	}
	add("Let the linter look at it.", "ticketacl lint "+shellWord(file)+" --target "+m.To+inventory)
	switch m.Form {
	case "config":
		add("Put " + file + " in the place of the ACLs in Kernel/Config.pm.")
	case "zzzacl":
		add("Put it where the system loads it: the next deployment from its administration replaces it.", "ticketacl deploy "+shellWord(file)+" -o …/Kernel/Config/Files/"+"ZZZACL.pm --target "+m.To+inventory)
	default:
		off := ""
		if m.ValidID != 1 {
			off = " All ACLs come switched off: set those that should act to valid, and deploy."
		}
		add("Import it in the administration of ACLs, overwriting existing entries, and deploy; or write the file that the system loads."+off,
			"ticketacl deploy "+shellWord(file)+" -o …/Kernel/Config/Files/ZZZACL.pm --target "+m.To+inventory)
	}
	if len(m.Lines) > 0 {
		add("Delete the lines above from the configuration of the new system: they would override what is imported.")
	}
	add("Try it with your own tickets.", "ticketacl simulate --acls "+shellWord(file)+" --target "+m.To+inventory+" --agent LOGIN --screen AgentTicketClose --ticket Queue=Raw")
}

// open counts what is left to a person, and in how many classes.
func (m *Migration) open() (n, classes int) {
	for _, c := range m.Needs {
		if c.Differs && migrate.ClassID(c.Class).Decides() {
			n += len(c.Needs)
			classes++
		}
	}
	return n, classes
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// shellWord is a file's name as a shell takes it.
func shellWord(s string) string {
	if strings.IndexFunc(s, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("._-/…:=+,@%", r))
	}) < 0 {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

func (l *MigrationLines) where() string {
	if l.From == l.To {
		return l.File + ":" + strconv.Itoa(l.From)
	}
	return l.File + ":" + strconv.Itoa(l.From) + "-" + strconv.Itoa(l.To)
}
