package perl

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
)

func readFile(tb testing.TB, path string) []byte {
	tb.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		tb.Fatal(err)
	}
	return data
}

// show writes a value as showTree does what perl saw.
func show(v *acl.Value) string {
	switch v.Kind {
	case acl.Undef:
		return "~"
	case acl.Number:
		return fmt.Sprintf("n%q", v.Text)
	case acl.Dynamic:
		return fmt.Sprintf("computed %q", v.Text)
	case acl.List:
		out := make([]string, len(v.Items()))
		for i := range v.Items() {
			out[i] = show(&v.Items()[i])
		}
		return "[" + strings.Join(out, ",") + "]"
	case acl.Hash:
		shown := map[string]string{}
		for _, e := range v.Effective() {
			shown[e.Key] = show(&e.Value)
		}
		var out []string
		for _, k := range slices.Sorted(maps.Keys(shown)) {
			out = append(out, fmt.Sprintf("%q:%s", k, shown[k]))
		}
		return "{" + strings.Join(out, ",") + "}"
	}
	return fmt.Sprintf("%q", v.Text)
}

// seen are the ACLs of a document that are in force, by name, as acls gives
// those that perl saw.
func seen(d *Document) map[string]string {
	out := map[string]string{}
	for _, a := range d.Set.Order() {
		how := show(&a.Entry)
		if a.Computed {
			how += " of a computed name"
		}
		if a.Doubt != nil {
			how += " " + a.Doubt.Why
		}
		out[a.Name] = how
	}
	return out
}

// findings of one rule.
func findings(d *Document, rule diag.Rule) []diag.Diagnostic {
	return slices.DeleteFunc(slices.Clone(d.Diagnostics), func(x diag.Diagnostic) bool { return x.Rule != rule })
}

// differences between what was read and what perl saw, of a file in which
// nothing is computed.
func differences(tb testing.TB, d *Document, l *loaded) string {
	tb.Helper()
	if bad := findings(d, diag.PerlSyntax); d.Refused || len(bad) > 0 {
		return fmt.Sprintf("refused (%t), but perl loads it: %v", d.Refused, bad)
	}
	if computed := findings(d, diag.DynamicPerl); len(computed) > 0 || len(d.Set.Doubts) > 0 {
		return fmt.Sprintf("nothing is computed here: %v %v", computed, d.Set.Doubts)
	}
	if diff := cmp.Diff(l.acls(tb), seen(d)); diff != "" {
		return "perl (-), the reader (+):\n" + diff
	}
	return ""
}

// TestGolden holds the reader to what perl saw in each file of testdata/perl
// and in the seeds.
func TestGolden(t *testing.T) {
	for _, file := range goldenFiles(t) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			data := readFile(t, file)
			d, want, wishes := Read(filepath.Base(file), data), readGolden(t, file), wishesOf(t, file)
			checkDocument(t, data, d)
			switch {
			case want.Compiles == 0:
				checkRefused(t, d, want)
			case want.Died != "":
				if !d.Refused {
					t.Errorf("not refused, but perl dies at line %d: %s", want.Line, want.Died)
				}
			case wishes["may"] != nil || wishes["dynamic-perl"] != nil:
				if bad := findings(d, diag.PerlSyntax); d.Refused || len(bad) > 0 {
					t.Errorf("refused (%t), but perl loads it: %v", d.Refused, bad)
				}
				checkComputed(t, d, want.trees(t))
			default:
				if diff := differences(t, d, &want); diff != "" {
					t.Error(diff)
				}
			}
			checkWishes(t, d, wishes, want)
		})
	}
}

// checkRefused: the first error is on the line that perl names or on the one
// before.
func checkRefused(t *testing.T, d *Document, want loaded) {
	t.Helper()
	if problem := refusal(d, want); problem != "" {
		t.Error(problem)
	}
}

// refusal is what is wrong with how a file was refused that perl refuses; ""
// where nothing is.
func refusal(d *Document, want loaded) string {
	bad := refusals(d)
	if !d.Refused || len(bad) == 0 {
		return fmt.Sprintf("not refused (%t, %v), but perl says: %s", d.Refused, bad, want.Error)
	}
	if at := int(bad[0].Place.Span.Start.Line); want.Line > 0 && at != want.Line && at != want.Line-1 && !alsoAt(bad[0], want.Line) {
		return fmt.Sprintf(otherLine+" %d: %s; perl says: %s", at, bad[0].Summary, want.Error)
	}
	return ""
}

// alsoAt: the mistake is somewhere else than where perl stops, and the finding
// says where that is.
func alsoAt(d diag.Diagnostic, line int) bool {
	return slices.ContainsFunc(d.Related, func(r diag.Related) bool {
		return r.Message == perlSaysSo && (int(r.Place.Span.Start.Line) == line || int(r.Place.Span.Start.Line) == line-1)
	})
}

// refusals are the findings for which perl does not compile a file; those for
// which it would die later, when it runs what it has compiled, are left out.
func refusals(d *Document) []diag.Diagnostic {
	return slices.DeleteFunc(findings(d, diag.PerlSyntax), func(x diag.Diagnostic) bool {
		return strings.Contains(x.Summary, "dies when it loads")
	})
}

func deployedGolden(folder string) string {
	return filepath.Join(testdata, "deploy", folder+".loaded.jsonl")
}

func deployedFiles(tb testing.TB, folder string) []string {
	tb.Helper()
	files, err := filepath.Glob(filepath.Join(testdata, "deploy", folder, "*.pm"))
	if err != nil || len(files) < 10 {
		tb.Fatalf("%s: %d files, %v", folder, len(files), err)
	}
	return files
}

// deployed is what perl saw in the files of a folder.
func deployed(tb testing.TB, folder string) map[string]loaded {
	tb.Helper()
	out := map[string]loaded{}
	lines := bufio.NewScanner(bytes.NewReader(readFile(tb, deployedGolden(folder))))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var l loaded
		if err := json.Unmarshal(lines.Bytes(), &l); err != nil {
			tb.Fatal(err)
		}
		out[l.File] = l
	}
	if err := lines.Err(); err != nil {
		tb.Fatal(err)
	}
	return out
}

// TestDeployed holds the reader to what perl saw in files that real systems
// wrote.
func TestDeployed(t *testing.T) {
	for _, folder := range []string{"visible", "real/visible", "real/handwritten"} {
		wants := deployed(t, folder)
		for _, file := range deployedFiles(t, folder) {
			t.Run(folder+"/"+filepath.Base(file), func(t *testing.T) {
				data := readFile(t, file)
				d := Read(filepath.Base(file), data)
				checkDocument(t, data, d)
				want, ok := wants[filepath.Base(file)]
				if !ok {
					t.Fatal("nobody wrote down what perl sees")
				}
				if want.Compiles == 0 {
					if m := regexp.MustCompile(` line (\d+)`).FindStringSubmatch(want.Error); want.Line == 0 && m != nil {
						want.Line, _ = strconv.Atoi(m[1])
					}
					checkRefused(t, d, want)
				} else if diff := differences(t, d, &want); diff != "" {
					t.Error(diff)
				}
			})
		}
	}
}
