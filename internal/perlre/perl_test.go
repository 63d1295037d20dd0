package perlre

import (
	"bufio"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"testing"

	"github.com/ticketacl/ticketacl/internal/peer"
)

// referenceVersion is the version of perl that this package follows.
const referenceVersion = "v5.36"

// perl is a running perl that answers match questions. It is not safe for
// concurrent use.
type perl struct {
	path  string
	cmd   *exec.Cmd
	in    io.WriteCloser
	out   *bufio.Reader
	kills int // questions that took too long
}

// outcome is what perl said of a pattern and a subject.
type outcome struct {
	hit     bool
	died    string
	timeout bool
}

func startPerl(tb testing.TB) *perl {
	tb.Helper()
	path := peer.Perl(tb)
	version, err := exec.Command(path, "-e", "print $^V").Output()
	if err != nil {
		tb.Fatal(err)
	}
	if !strings.HasPrefix(string(version), referenceVersion+".") {
		if peerRequired() {
			tb.Fatalf("perl is %s, the reference is %s", version, referenceVersion)
		}
		tb.Skipf("perl is %s, the reference is %s", version, referenceVersion)
	}
	p := &perl{path: path}
	if err := p.start(); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(p.stop)
	return p
}

func (p *perl) start() error {
	p.cmd = exec.Command(p.path, "testdata/peer.pl")
	var err error
	if p.in, err = p.cmd.StdinPipe(); err != nil {
		return err
	}
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		return err
	}
	p.out = bufio.NewReaderSize(out, 1<<16)
	return p.cmd.Start()
}

func (p *perl) stop() {
	p.in.Close()
	p.cmd.Wait() //nolint:errcheck // how it ends says nothing
}

// ask puts a pattern to subjects. upgraded gives perl's UTF-8 flag to subjects of
// ASCII too.
func (p *perl) ask(pattern string, fold, upgraded bool, subjects ...string) ([]outcome, error) {
	answers, err := p.try(pattern, fold, upgraded, subjects)
	if err == nil {
		return answers, nil
	}
	// One of the subjects took too long, and perl is gone.
	p.stop()
	p.kills++
	if err := p.start(); err != nil {
		return nil, err
	}
	if len(subjects) == 1 {
		return []outcome{{timeout: true}}, nil
	}
	answers = nil
	for _, s := range subjects {
		one, err := p.ask(pattern, fold, upgraded, s)
		if err != nil {
			return nil, err
		}
		answers = append(answers, one...)
	}
	return answers, nil
}

var errGone = errors.New("perl is gone")

func (p *perl) try(pattern string, fold, upgraded bool, subjects []string) ([]outcome, error) {
	flags := ""
	if fold {
		flags += "i"
	}
	if upgraded {
		flags += "u"
	}
	words := []string{orDash(flags), orDash(hex.EncodeToString([]byte(pattern)))}
	for _, s := range subjects {
		words = append(words, orDash(hex.EncodeToString([]byte(s))))
	}
	if _, err := fmt.Fprintln(p.in, strings.Join(words, " ")); err != nil {
		return nil, errGone
	}
	line, err := p.out.ReadString('\n')
	if err != nil {
		return nil, errGone
	}
	var answers []outcome
	for word := range strings.FieldsSeq(line) {
		switch {
		case word == "1":
			answers = append(answers, outcome{hit: true})
		case word == "0":
			answers = append(answers, outcome{})
		default:
			message, err := hex.DecodeString(word[1:])
			if err != nil || word[0] != 'D' {
				return nil, fmt.Errorf("perl answers %q", word)
			}
			answers = append(answers, outcome{died: string(message)})
		}
	}
	if len(answers) != len(subjects) {
		return nil, fmt.Errorf("perl answers %d of %d subjects", len(answers), len(subjects))
	}
	return answers, nil
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

// verdict is how an answer of this package stands to perl's.
type verdict int

const (
	same verdict = iota
	undecided
	different
)

// judge compares one answer. A pattern of which perl dies at once must give a
// SyntaxError, and only such a one; one that dies on a subject, a DiedError.
func judge(p *Pattern, compileErr error, subject string, want outcome) (verdict, string) {
	if want.timeout || isUnsupported(compileErr) || errors.Is(compileErr, ErrEmpty) {
		return undecided, ""
	}
	if compileErr != nil {
		if want.died != "" {
			return same, ""
		}
		return different, fmt.Sprintf("refused (%v), perl says %v", compileErr, want.hit)
	}
	hit, err := p.Match(subject)
	var died *DiedError
	switch {
	case isUnsupported(err):
		return undecided, ""
	case errors.As(err, &died):
		if want.died == "" {
			return different, fmt.Sprintf("died, perl says %v", want.hit)
		}
	case err != nil:
		return different, err.Error()
	case want.died != "":
		return different, fmt.Sprintf("%v, perl dies: %s", hit, want.died)
	case hit != want.hit:
		return different, fmt.Sprintf("%v, perl says %v", hit, want.hit)
	}
	return same, ""
}
