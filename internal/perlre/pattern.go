package perlre

import (
	"errors"
	"regexp"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/dlclark/regexp2/v2"
)

const (
	// timeLimit is what one match may take in the backtracking engine. Its clock
	// ticks every 100 ms, so that a match may take twice as long.
	timeLimit = 100 * time.Millisecond
	// maxSubject keeps subjects below the number of times that perl repeats a
	// group at most.
	maxSubject = 30000
)

// Pattern is a compiled pattern. It may be used by several goroutines at once.
type Pattern struct {
	literal  literal
	isPlain  bool
	tree     *node
	referred map[int]bool
	died     *node   // the call on which perl dies when it gets there
	risky    runeSet // characters whose folding may reach across parts
	choices  [][]rune
	cluster  bool  // \X
	foldRef  *node // a reference that ignores case
	byteFold bool  // see parser.byteFold
	programs [6]program
	slow     slowFound
}

// program is the pattern written out for one kind of subject, on first use.
type program struct {
	once sync.Once
	fast *regexp.Regexp
	slow *regexp2.Regexp
	err  error
}

// Compile reads a pattern as perl 5.36 reads it. The error is [ErrEmpty] for no
// characters at all, a [*SyntaxError] for what perl refuses and an
// [*UnsupportedError] for what this package refuses.
func Compile(pattern string, ignoreCase bool) (*Pattern, error) {
	if pattern == "" {
		return nil, ErrEmpty
	}
	if !utf8.ValidString(pattern) {
		return nil, &UnsupportedError{Construct: "bytes that are no UTF-8"}
	}
	parsed, root, err := parse(pattern, ignoreCase)
	if err != nil {
		return nil, err
	}
	p := &Pattern{}
	p.tree, p.died, p.referred, err = check(parsed, root)
	if err != nil {
		return nil, err
	}
	p.byteFold = parsed.byteFold && !parsed.unicode
	if p.literal, p.isPlain = plainText(p.tree); p.isPlain && p.died == nil {
		return p, nil
	}
	p.isPlain = false
	p.survey()
	if err := checkClusters(p.tree); err != nil {
		return nil, err
	}
	// What the common kind of subject cannot be decided with is refused now.
	if prog := p.program(variant{ceiling: unicode.MaxASCII}); prog.err != nil {
		return nil, prog.err
	}
	return p, nil
}

// MayDie reports whether [Pattern.Match] can give a [*DiedError], or leave open
// whether perl dies.
func (p *Pattern) MayDie() bool { return p.died != nil }

// survey notes what makes the answer depend on the subject.
func (p *Pattern) survey() {
	p.tree.walk(func(n *node) {
		switch n.op {
		case opCluster:
			p.cluster = true
		case opBackref:
			if n.fold != foldNone {
				p.foldRef = n
			}
		}
	})
	p.risky = acrossTexts(p.tree)
	p.choices = choices(p.tree)
}

// Match reports whether perl finds the pattern in the subject. The error is an
// [*UnsupportedError] where that is not known for this subject, and a
// [*DiedError] where perl dies on it.
func (p *Pattern) Match(subject string) (bool, error) {
	if !utf8.ValidString(subject) {
		return false, &UnsupportedError{Construct: "a subject with bytes that are no UTF-8"}
	}
	if p.isPlain {
		return p.literal.match(subject), nil
	}
	if len(subject) > maxSubject {
		return false, &UnsupportedError{Construct: "a subject of more than 30000 bytes"}
	}
	v := variantOf(subject)
	if err := p.doubt(subject, v); err != nil {
		return false, err
	}
	hit, err := p.program(v).match(subject)
	if err != nil || p.died == nil {
		return hit, err
	}
	if hit {
		return false, &DiedError{Message: "a group that calls itself without end", Offset: p.died.pos}
	}
	// Perl may see beforehand that there is nothing to be found, or die.
	return false, &UnsupportedError{Construct: "recursion", Offset: p.died.pos}
}

// doubt refuses subjects for which the answer is not known.
func (p *Pattern) doubt(subject string, v variant) error {
	if p.byteFold && doubleS(subject) {
		return &UnsupportedError{Construct: "the folding of ß without Unicode rules"}
	}
	if v.ascii() {
		return nil
	}
	for _, r := range subject {
		if r <= unicode.MaxASCII {
			continue
		}
		switch {
		case p.cluster && !alone(r):
			return &UnsupportedError{Construct: `\X, for a character that may belong to a cluster`}
		case p.risky.has(r):
			return &UnsupportedError{Construct: "folding, for a character that equals several"}
		}
	}
	if len(p.choices) > 0 && folds().endsWithin(p.choices, subject) {
		return &UnsupportedError{Construct: "alternatives that ignore case, for a character that equals several"}
	}
	if p.foldRef != nil && folds().ambiguous(subject) {
		return &UnsupportedError{
			Construct: "a back reference that ignores case, for a character that equals several", Offset: p.foldRef.pos,
		}
	}
	return nil
}

// program gives the pattern as written out for such subjects.
func (p *Pattern) program(v variant) *program {
	prog := &p.programs[v.index()]
	prog.once.Do(func() { prog.compile(p, v) })
	return prog
}

func (prog *program) compile(p *Pattern, v variant) {
	if automaton(p.tree, v) {
		e := emitter{variant: v}
		e.node(p.tree)
		if e.tooLarge {
			prog.err = tooLarge()
			return
		}
		if re, err := regexp.Compile(e.String()); err == nil {
			prog.fast = re
			return
		}
	}
	e := emitter{variant: v, back: true, referred: p.referred}
	e.node(p.tree)
	if e.tooLarge {
		prog.err = tooLarge()
		return
	}
	re, err := regexp2.Compile(e.String(), regexp2.None)
	if err != nil {
		prog.err = &UnsupportedError{Construct: "a pattern that the engine here refuses: " + err.Error()}
		return
	}
	re.MatchTimeout = timeLimit
	prog.slow = re
}

func tooLarge() error {
	return &UnsupportedError{Construct: "a pattern that is too large when written out"}
}

func (prog *program) match(subject string) (bool, error) {
	switch {
	case prog.err != nil:
		return false, prog.err
	case prog.fast != nil:
		return prog.fast.MatchString(subject), nil
	}
	hit, err := prog.slow.MatchString(subject)
	switch {
	case errors.Is(err, regexp2.ErrBacktrackingStackLimit):
		return false, &UnsupportedError{Construct: "a match that needs too much memory"}
	case err != nil:
		return false, errTooLong
	}
	return hit, nil
}
