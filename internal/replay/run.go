package replay

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/simulate"
)

// maxLine bounds one recorded line, in bytes.
const maxLine = 64 << 20

// Options say how recorded answers are replayed.
type Options struct {
	// Worlds is the folder of the systems that cases name. Empty: a folder
	// "worlds" beside the file with the cases, or beside its folder.
	Worlds string
	// Target counts before the one that a case names; nil: the case's own,
	// else the default target.
	Target *product.Target
	// WithModule: an ACL module that names no Checks takes part in every call.
	WithModule bool
	Stdin      io.Reader
}

// Report is what a replay of files came to.
type Report struct {
	Cases        int `json:"cases"`
	Agree        int `json:"agree"`
	Undetermined int `json:"undetermined"`
	Differ       int `json:"differ"`
	// Steps are recorded screens; Calls the engine calls recorded with them,
	// of which Equal are what the same scenario makes here and CallsDiffer are
	// not. CallsExtra are made here only.
	Steps       int `json:"steps"`
	Calls       int `json:"calls"`
	Equal       int `json:"calls_equal"`
	CallsDiffer int `json:"calls_differ"`
	CallsExtra  int `json:"calls_extra"`
	// Pages are recorded pages, compared list by list.
	Pages *Pages `json:"pages,omitempty"`
	// Saves are recorded savings with known ACLs; SavesEqual ended as is said
	// here, with the same values stored.
	Saves             int `json:"saves"`
	SavesEqual        int `json:"saves_equal"`
	SavesUndetermined int `json:"saves_undetermined"`
	SavesDiffer       int `json:"saves_differ"`
	// Verdicts are those of the cases and steps that do not agree, in order.
	Verdicts []Verdict `json:"verdicts"`
}

func (r *Report) add(v Verdict) {
	r.Cases++
	switch {
	case v.Undetermined:
		r.Undetermined++
	case v.Difference != "":
		r.Differ++
	default:
		r.Agree++
		return
	}
	r.Verdicts = append(r.Verdicts, v)
}

// Run replays files of recorded engine calls, one JSON object a line, gzipped
// or not; "-" is standard input. The error says what could not be read.
func Run(paths []string, opts Options) (*Report, error) {
	p := &player{opts: opts, worlds: map[string]*simulate.System{}, cases: map[string]*Case{}, report: &Report{Verdicts: []Verdict{}}, screens: map[screenMode]*scenario.World{}, systems: map[string]*pageSystem{}, pages: map[string]*scenario.Page{}}
	for _, path := range paths {
		if err := p.file(path); err != nil {
			return p.report, err
		}
	}
	for _, l := range p.pending {
		if err := p.joined(l); err != nil {
			return p.report, err
		}
	}
	return p.report, nil
}

type player struct {
	opts   Options
	worlds map[string]*simulate.System
	// cases by id, for lines that only hold the data sets of another file's case.
	cases   map[string]*Case
	pending []pendingLine
	screens map[screenMode]*scenario.World
	systems map[string]*pageSystem    // of pages, by folder
	pages   map[string]*scenario.Page // as predicted, by chain
	report  *Report
}

type pendingLine struct {
	where string
	path  string
	line  acl.Value
}

func (p *player) file(path string) error {
	f := p.opts.Stdin
	if path != "-" {
		file, err := os.Open(path)
		if err != nil {
			return err
		}
		defer file.Close()
		f = file
	}
	in, err := convert.Uncompressed(f)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, maxLine)
	for n := 1; lines.Scan(); n++ {
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		where := fmt.Sprintf("%s:%d", path, n)
		if err := p.line(where, path, lines.Bytes()); err != nil {
			return fmt.Errorf("%s: %w", where, err)
		}
	}
	if err := lines.Err(); err != nil {
		if errors.Is(err, bufio.ErrTooLong) {
			err = fmt.Errorf("a line is longer than %d MB", maxLine>>20)
		}
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

func (p *player) line(where, path string, raw []byte) error {
	v, err := parseJSON(string(raw))
	if err != nil {
		return err
	}
	if v.Kind != acl.Hash {
		return errors.New("not a recorded case: a JSON object is expected on every line")
	}
	if v.Get("shown") != nil {
		return p.page(path, raw, &v)
	}
	if v.Get("screen") != nil {
		return p.step(where, path, raw)
	}
	if v.Get("call") == nil {
		if v.Get("checks") != nil {
			p.pending = append(p.pending, pendingLine{where, path, v})
			return nil
		}
		return errors.New("not a recorded case: it has neither call nor checks")
	}
	c, err := newCase(v)
	if err != nil {
		return err
	}
	c.path = path
	p.cases[c.ID] = c
	expect := v.Get("expect")
	if expect == nil {
		return fmt.Errorf("case %s has no expect", c.ID)
	}
	verdict, err := p.play(c, expect)
	if err != nil {
		return fmt.Errorf("case %s: %w", c.ID, err)
	}
	p.report.add(verdict)
	return nil
}

func (p *player) play(c *Case, expect *acl.Value) (Verdict, error) {
	t, err := p.target(c)
	if err != nil {
		return Verdict{}, err
	}
	sys, err := p.world(c)
	if err != nil {
		return Verdict{}, err
	}
	sys = c.configured(sys)
	if expect, err = answerOf(expect, t, p.opts.WithModule); err != nil {
		return Verdict{}, err
	}
	opts := c.options()
	opts.GatherAll, opts.Inventory = opts.GatherAll || p.opts.WithModule, sys.Inventory
	return c.compare(simulate.Compile(&c.Set, t, opts), sys, expect), nil
}

// answerOf finds the answer of one target: the only one, or its own where a
// case was put to several.
func answerOf(expect *acl.Value, t *product.Target, withModule bool) (*acl.Value, error) {
	if expect.Kind != acl.Hash {
		return nil, errors.New("its expect is a " + expect.Kind.String() + ", not an object")
	}
	keys := []string{t.ID, t.Family}
	if withModule {
		keys = []string{t.ID + withModules, t.Family + withModules}
	}
	for _, key := range keys {
		if v := expect.Get(key); v != nil && v.Kind == acl.Hash {
			return v, nil
		}
	}
	for _, key := range []string{"returned", "data", "matched", "used", "died"} {
		if expect.Get(key) != nil {
			return expect, nil
		}
	}
	return nil, fmt.Errorf("it holds no answer of %s", t.ID)
}

// withModules marks the recorded targets whose engine ran with ACL modules.
const withModules = "-mod"

// ParseTarget finds a target by the names of product.Parse; one that ends with
// -mod ran with an ACL module that names no Checks (Options.WithModule).
func ParseTarget(name string) (t *product.Target, withModule bool, err error) {
	plain, withModule := strings.CutSuffix(name, withModules)
	plain = strings.TrimSuffix(plain, withRelations) // its cases bring them along
	t, err = product.Parse(plain)
	return t, withModule, err
}

func (p *player) target(c *Case) (*product.Target, error) {
	if p.opts.Target != nil {
		return p.opts.Target, nil
	}
	if c.Target == "" {
		return product.Default(), nil
	}
	return product.Parse(strings.TrimSuffix(strings.TrimSuffix(c.Target, withModules), withRelations))
}

// joined holds complete data sets against those of the case of that id.
func (p *player) joined(l pendingLine) error {
	id := text(&l.line, "id")
	c := p.cases[id]
	if c == nil {
		return fmt.Errorf("%s: no case %s in the files that were given: a line that only holds data sets is compared with the call of its case", l.where, id)
	}
	t, err := p.target(c)
	if err != nil {
		return fmt.Errorf("%s: %w", l.where, err)
	}
	sys, err := p.world(c)
	if err != nil {
		return fmt.Errorf("%s: %w", l.where, err)
	}
	v := Verdict{ID: id}
	_, facts := simulate.Compile(&c.Set, t, c.options()).Explain(&c.Call, sys, nil)
	if facts == nil {
		facts = &simulate.Facts{}
	}
	v.Difference = compareAll(facts, l.line.Get("checks"))
	p.report.add(v)
	return nil
}

// world is the system of a case: given in its line, or named by it.
func (p *player) world(c *Case) (*simulate.System, error) {
	w := c.line.Get("world")
	switch {
	case w == nil:
		return nil, errors.New("it names no world")
	case w.Kind == acl.Hash:
		return system([]byte(jsonText(w)))
	}
	if s := p.worlds[w.Text]; s != nil {
		return s, nil
	}
	if w.Text == "" || w.Text != filepath.Base(w.Text) {
		return nil, fmt.Errorf("world %q is not the name of a file", w.Text)
	}
	dirs := []string{p.opts.Worlds}
	if p.opts.Worlds == "" {
		dir := filepath.Dir(c.path)
		dirs = []string{filepath.Join(dir, "worlds"), filepath.Join(dir, "..", "worlds")}
	}
	for _, dir := range dirs {
		data, err := os.ReadFile(filepath.Join(dir, w.Text+".json"))
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		s, err := system(data)
		if err != nil {
			return nil, fmt.Errorf("world %s: %w", w.Text, err)
		}
		p.worlds[w.Text] = s
		return s, nil
	}
	return nil, fmt.Errorf("no file %s.json in %s: name the folder of the worlds with --worlds", w.Text, strings.Join(dirs, " or "))
}

func system(data []byte) (*simulate.System, error) {
	inv, tickets, err := inventory.FromWorld(data)
	if err != nil {
		return nil, err
	}
	return &simulate.System{Inventory: inv, Tickets: tickets}, nil
}
