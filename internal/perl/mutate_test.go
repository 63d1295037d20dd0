package perl

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// setting is a number from the environment, for longer runs and for repeating one.
func setting(tb testing.TB, name string, otherwise int) int {
	tb.Helper()
	text, ok := os.LookupEnv(name)
	if !ok {
		return otherwise
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		tb.Fatalf("%s: %v", name, err)
	}
	return n
}

// verdict holds the reader to a perl that only compiles: whether the text is
// refused, and at which line. It returns what is wrong, "" for nothing. Where
// there is a perl that runs what it compiled, it may die of what the reader
// refuses; a text of which nobody knows what it does is not for it.
func verdict(tb testing.TB, p, runs *loader, file string, text []byte) string {
	tb.Helper()
	want := p.load(tb, file, text)
	d := Read(file, text)
	bad := refusals(d)
	switch {
	case want.Compiles < 0: // perl was stopped
	case want.Compiles == 0:
		return refusal(d, want)
	case len(bad) > 0 && (runs == nil || runs.load(tb, file, text).Died == ""):
		return fmt.Sprintf("refused at %v: %s, but perl compiles it", bad[0].Place, bad[0].Summary)
	}
	return ""
}

// mutation of a text at a token: what somebody who edits in a hurry leaves.
var slipToken = regexp.MustCompile(`'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|[\pL\pN_]+|=>|->|[ \t]+|\r?\n|#[^\n]*|.`)

func slips() []string {
	return []string{
		"'", "\"", "{", "}", "[", "]", "(", ")", ",", ";", "=>", "=", "->", ".", "#", "$", "@", "%", "\\", ":", "/", "-", "+", "<", ">", "?", "!", "|", "&", "*", "~",
		"\n", " ", "q{", "qw(", "<<X", "‘", "’", "x", "5", "08", "my", "if", "$x", "@x", "'x'", "Raw", "= ", "== ", "=~", "//", "=head1\n", "__END__\n", "\u00a0", "ü", "}}", "),", "',", "\",",
	}
}

// mutate changes one token of a text, now and then two.
func mutate(r *rand.Rand, text string) string {
	tokens := slipToken.FindAllString(text, -1)
	others := slips()
	for range 1 + r.IntN(4)/3 {
		if len(tokens) == 0 {
			break
		}
		i := r.IntN(len(tokens))
		other := others[r.IntN(len(others))]
		switch r.IntN(9) {
		case 0, 1:
			tokens = slices.Delete(tokens, i, i+1)
		case 2:
			tokens = slices.Insert(tokens, i, tokens[i])
		case 3:
			j := min(i+1+r.IntN(3), len(tokens)-1)
			tokens[i], tokens[j] = tokens[j], tokens[i]
		case 4, 5:
			tokens = slices.Insert(tokens, i, other)
		case 6:
			tokens[i] = other
		case 7:
			if w := tokens[i]; len(w) > 1 { // half a token
				tokens[i] = w[:r.IntN(len(w))]
			} else {
				tokens = slices.Delete(tokens, i, i+1)
			}
		case 8:
			if r.IntN(4) == 0 {
				tokens = tokens[:i]
			} else { // a piece is gone, or stands somewhere else
				n := min(len(tokens)-i, 1+r.IntN(6))
				piece := slices.Clone(tokens[i : i+n])
				tokens = slices.Delete(tokens, i, i+n)
				if r.IntN(2) == 0 {
					tokens = slices.Insert(tokens, r.IntN(len(tokens)+1), piece...)
				}
			}
		}
	}
	return strings.Join(tokens, "")
}

// otherLine begins what is said where both refuse a file, at different lines.
const otherLine = "the first error is on line"

// What may differ, in a thousand mutations. The reader refuses a few things that
// perl compiles (variables of odd names such as $} and @<, package names with one
// colon, "Word <<X"), and takes a few that perl refuses (undef of a constant,
// arguments of functions that it does not know, classes of variables). More
// often perl stops at another line: it takes "Ticket { … }" and words in a row for
// method calls and goes on to the next mistake, and reports barewords only when
// all else is well.
const (
	otherVerdicts = 15
	otherLines    = 35
)

// TestMutations asks perl and the reader about files in which a few tokens were
// lost, doubled, swapped or mistyped. TICKETACL_MUTATIONS and TICKETACL_SEED say
// how many, and which.
func TestMutations(t *testing.T) {
	p, runs := startPerl(t, true), startPerl(t, false)
	files := slices.DeleteFunc(goldenFiles(t), func(f string) bool {
		golden := readGolden(t, f) // what dies when it runs is refused here
		return filepath.Base(filepath.Dir(f)) == "broken" || golden.Compiles == 0 || golden.Died != ""
	})
	seed, count := setting(t, "TICKETACL_SEED", 3), setting(t, "TICKETACL_MUTATIONS", 1500)
	refused, verdicts, lines := 0, 0, 0
	for n := range count {
		r := rand.New(rand.NewPCG(uint64(seed), uint64(n)))
		file := files[r.IntN(len(files))]
		text := mutate(r, string(readFile(t, file)))
		problem := verdict(t, p, runs, filepath.Base(file), []byte(text))
		switch {
		case problem == "":
			if Read(filepath.Base(file), []byte(text)).Refused {
				refused++
			}
			continue
		case strings.HasPrefix(problem, otherLine):
			lines++
		default:
			verdicts++
		}
		t.Logf("mutation %d of %s (seed %d): %s%s", n, filepath.Base(file), seed, problem, keep(t, file, n, text))
	}
	t.Logf("seed %d: of %d mutations %d are refused by both, %d by one only, %d at another line", seed, count, refused, verdicts, lines)
	if verdicts*1000 > otherVerdicts*count || lines*1000 > otherLines*count {
		t.Errorf("perl and the reader differ in more than is known: %d verdicts and %d lines of %d", verdicts, lines, count)
	}
}

// keep stores a text that failed where TICKETACL_KEEP says, to look at it.
func keep(tb testing.TB, file string, n int, text string) string {
	tb.Helper()
	folder := os.Getenv("TICKETACL_KEEP")
	if folder == "" {
		return ""
	}
	path := filepath.Join(folder, fmt.Sprintf("%04d-%s", n, filepath.Base(file)))
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		tb.Fatal(err)
	}
	return "\n\tkept as " + path
}
