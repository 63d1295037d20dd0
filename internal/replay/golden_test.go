package replay

import (
	"bufio"
	"compress/gzip"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/ticketacl/ticketacl/internal/acl"
)

func golden(parts ...string) string {
	return filepath.Join(append([]string{"..", "..", "testdata", "golden"}, parts...)...)
}

// firstLines reads the beginning of a file of recorded cases.
func firstLines(tb testing.TB, path string, n int) []string {
	tb.Helper()
	f, err := os.Open(path)
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		tb.Fatal(err)
	}
	in := bufio.NewScanner(z)
	in.Buffer(nil, maxLine)
	var out []string
	for len(out) < n && in.Scan() {
		out = append(out, in.Text())
	}
	if err := in.Err(); err != nil {
		tb.Fatal(err)
	}
	return out
}

// recordedLines reads those lines of a file of recorded cases that hold a text.
func recordedLines(tb testing.TB, path, with string) []acl.Value {
	tb.Helper()
	f, err := os.Open(path)
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		tb.Fatal(err)
	}
	in := bufio.NewScanner(z)
	in.Buffer(nil, maxLine)
	var out []acl.Value
	for in.Scan() {
		if !strings.Contains(in.Text(), with) {
			continue
		}
		v, err := parseJSON(in.Text())
		if err != nil {
			tb.Fatal(err)
		}
		out = append(out, v)
	}
	if err := in.Err(); err != nil {
		tb.Fatal(err)
	}
	return out
}

// dependsOnCaller are the cases of which the recording says that an empty
// pattern decides them.
func dependsOnCaller(lines []acl.Value) map[string]bool {
	out := map[string]bool{}
	for i := range lines {
		expect := lines[i].Get("expect")
		if p := expect.Get("empty_pattern"); p != nil && text(p, "differs") == "1" {
			out[text(&lines[i], "id")] = true
		}
	}
	return out
}

// TestGolden replays what OTOBO 11.0 answered: nothing differs, and what is
// undetermined is so because of an empty pattern or one that is refused here.
func TestGolden(t *testing.T) {
	for _, c := range []struct {
		file  string
		cases int
	}{{"visible", 3000}, {"clean", 1500}, {"examples", 49}, {"semantics", 179}} {
		t.Run(c.file, func(t *testing.T) {
			path := golden("otobo-11.0", c.file+".jsonl.gz")
			r, err := Run([]string{path}, Options{})
			if err != nil {
				t.Fatal(err)
			}
			if r.Cases != c.cases || r.Agree+r.Undetermined+r.Differ != r.Cases {
				t.Errorf("%d cases, want %d", r.Cases, c.cases)
			}
			empty := dependsOnCaller(recordedLines(t, path, `"differs":1`))
			refused := 0
			for _, v := range r.Verdicts {
				switch {
				case !v.Undetermined:
					t.Errorf("%s: %s", v.ID, v.Difference)
				case empty[v.ID]:
					delete(empty, v.ID)
				case onlyRefused(v.Reasons):
					refused++
					t.Logf("%s: %q", v.ID, v.Reasons)
				default:
					t.Errorf("%s is undetermined without need: %q", v.ID, v.Reasons)
				}
			}
			for id := range empty {
				t.Errorf("%s: an empty pattern decides it, and the answer is certain", id)
			}
			if refused*200 > c.cases {
				t.Errorf("%d of %d cases hang on refused patterns", refused, c.cases)
			}
		})
	}
}

// onlyRefused reports whether every reason names a pattern that is not decided.
func onlyRefused(reasons []string) bool {
	for _, why := range reasons {
		if !strings.HasPrefix(why, "pattern [") || !strings.Contains(why, "not decided") {
			return false
		}
	}
	return len(reasons) > 0
}

// recordedID finds the id of a case without reading all of it.
var recordedID = regexp.MustCompile(`"id":"([vc][0-9]+)"`)

// TestGoldenChecks compares complete data sets, joined by id with their cases.
func TestGoldenChecks(t *testing.T) {
	complete := golden("otobo-11.0", "checks_full.jsonl.gz")
	wanted := map[string]bool{}
	for _, line := range recordedLines(t, complete, "") {
		wanted[text(&line, "id")] = true
	}
	var cases strings.Builder
	for _, file := range []string{"visible", "clean"} {
		for _, line := range firstLines(t, golden("otobo-11.0", file+".jsonl.gz"), 3000) {
			if id := recordedID.FindStringSubmatch(line); id != nil && wanted[id[1]] {
				cases.WriteString(line + "\n")
			}
		}
	}
	r, err := Run([]string{complete, "-"}, Options{Stdin: strings.NewReader(cases.String()), Worlds: golden("worlds")})
	if err != nil {
		t.Fatal(err)
	}
	if r.Cases != 300+300 || r.Differ != 0 {
		t.Errorf("%d cases, %d differ: %+v", r.Cases, r.Differ, r.Verdicts)
	}
}

// TestGoldenTargets replays what other engines answered, each with the ACL
// modules that it was given.
func TestGoldenTargets(t *testing.T) {
	for file, c := range map[string]struct{ cases, undetermined int }{
		"otrs-2.0": {560, 0}, "otrs-2.2": {400, 0}, "otrs-2.3": {400, 0}, "otrs-2.4": {560, 0}, "otrs-3.0": {400, 0}, "otrs-3.1": {560, 0},
		"otrs-3.2": {400, 0}, "otrs-3.3": {560, 0}, "otrs-4.0": {560, 0}, "otrs-5.0.8": {560, 0},
		"otrs-6.0": {560, 1}, "znuny-7.0": {560, 1}, "znuny-7.0-mod": {250, 0},
		"znuny-7.0-relations": {150, 0},
	} {
		r, err := Run([]string{golden("targets", file+".jsonl.gz")}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if r.Cases != c.cases || r.Differ != 0 || r.Undetermined != c.undetermined {
			t.Errorf("%s: %d cases, %d undetermined, %d differ: %+v", file, r.Cases, r.Undetermined, r.Differ, r.Verdicts)
		}
		for _, v := range r.Verdicts {
			if !strings.Contains(strings.Join(v.Reasons, ""), "an empty pattern") {
				t.Errorf("%s %s: %q", file, v.ID, v.Reasons)
			}
		}
	}
}

// TestGoldenCross puts the same cases to one engine after the other.
func TestGoldenCross(t *testing.T) {
	for _, id := range []string{
		"otrs-2.0", "otrs-2.2", "otrs-2.3", "otrs-2.4", "otrs-3.0", "otrs-3.1", "otrs-3.2", "otrs-3.3", "otrs-4.0", "otrs-5.0.8",
		"otrs-6.0", "otrs-ce-6.0", "znuny-7.0", "znuny-7.0-mod", "otobo-10.0", "otobo-10.1", "otobo-11.0",
	} {
		target, withModule, err := ParseTarget(id)
		if err != nil {
			t.Fatal(err)
		}
		r, err := Run([]string{golden("targets", "cross.jsonl.gz")}, Options{Target: target, WithModule: withModule})
		if err != nil {
			t.Fatal(err)
		}
		if r.Cases != 500 || r.Agree != r.Cases {
			t.Errorf("%s: %d of %d cases agree: %+v", id, r.Agree, r.Cases, r.Verdicts)
		}
	}
}

// TestScreens replays recorded screens, with the preselection off and on.
func TestScreens(t *testing.T) {
	for file, calls := range map[string]int{"calls.jsonl.gz": 2829, "calls_preselection_on.jsonl.gz": 1015} {
		r, err := Run([]string{filepath.Join("..", "..", "testdata", "screens", file)}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if r.Calls != calls || r.Equal != calls || r.CallsDiffer != 0 || r.Cases != 0 || r.CallsExtra != 0 {
			t.Errorf("%s: %d of %d calls are equal, %d differ, %d are made here only", file, r.Equal, r.Calls, r.CallsDiffer, r.CallsExtra)
		}
		for _, v := range r.Verdicts {
			t.Errorf("%s: %s", v.ID, v.Difference)
		}
	}
}

// TestScreenChanged: a recorded call with another parameter is found.
func TestScreenChanged(t *testing.T) {
	for _, line := range recordedLines(t, filepath.Join("..", "..", "testdata", "screens", "calls.jsonl.gz"), "AgentTicketClose") {
		sound := jsonText(&line)
		if text(&line, "screen") != "AgentTicketClose" || strings.Count(sound, `"ReturnSubType":"State"`) == 0 {
			continue
		}
		replayed := func(line string) *Report {
			r, err := Run([]string{"-"}, Options{Stdin: strings.NewReader(line)})
			if err != nil {
				t.Fatal(err)
			}
			return r
		}
		if r := replayed(sound); r.CallsDiffer != 0 || r.Equal == 0 {
			t.Fatalf("the sound step differs: %+v", r)
		}
		r := replayed(strings.Replace(sound, `"ReturnSubType":"State"`, `"ReturnSubType":"Estate"`, 1))
		if r.CallsDiffer == 0 || len(r.Verdicts) == 0 || !strings.HasPrefix(r.Verdicts[0].ID, "-:1 AgentTicketClose ") {
			t.Errorf("the changed call is not found: %+v", r)
		}
		return
	}
	t.Fatal("no step to change")
}
