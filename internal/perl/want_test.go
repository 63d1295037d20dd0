package perl

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
)

// wish is one line of a file NAME.want beside a file of Perl:
//
//	RULE LINE[-LINE][:COLUMN] [TEXT]   a finding of that rule starts there and says TEXT
//	may RULE                           findings of that rule are no mistake
//	reads NAME                         the ACL is there, beyond doubt, as perl sees it
//	doubt NAME                         the ACL is there, and may not be in force
//	doubts                             code may add, change or remove any ACL
type wish struct {
	from, to, column uint32
	text             string
}

var wishLine = regexp.MustCompile(`^([a-z-]+)(?: (\d+)(?:-(\d+))?(?::(\d+))?)?(?: (.+))?$`)

// wishesOf are the wishes about a file, by their first word.
func wishesOf(tb testing.TB, file string) map[string][]wish {
	tb.Helper()
	path := strings.TrimSuffix(file, filepath.Ext(file)) + ".want"
	data, err := os.ReadFile(path)
	if os.IsNotExist(err) {
		return nil
	}
	if err != nil {
		tb.Fatal(err)
	}
	out := map[string][]wish{}
	for line := range strings.Lines(string(data)) {
		m := wishLine.FindStringSubmatch(strings.TrimSuffix(line, "\n"))
		if m == nil {
			tb.Fatalf("%s: what is %q?", path, line)
		}
		number := func(s string) uint32 {
			n, _ := strconv.Atoi(s)
			return uint32(n)
		}
		w := wish{number(m[2]), number(m[3]), number(m[4]), m[5]}
		w.to = max(w.from, w.to)
		out[m[1]] = append(out[m[1]], w)
	}
	return out
}

// isMetBy reports whether a finding is the one that is wished for.
func (w wish) isMetBy(d *diag.Diagnostic) bool {
	at := d.Place.Span.Start
	return w.from <= at.Line && at.Line <= w.to && (w.column == 0 || w.column == at.Column) &&
		strings.Contains(strings.Join([]string{d.ACL, d.Summary, d.Detail}, "\n"), w.text)
}

// checkWishes: what a file's .want says.
func checkWishes(t *testing.T, d *Document, wishes map[string][]wish, want loaded) {
	t.Helper()
	acls := seen(d)
	for word, ws := range wishes {
		for _, w := range ws {
			switch word {
			case "may":
			case "reads":
				perls, compiles := want.acls(t)[w.text]
				got, a := acls[w.text], d.Set.Named(w.text)
				if a == nil || a.Doubt != nil || a.Computed {
					t.Errorf("%s is not read: %+v", w.text, a)
				} else if compiles && got != perls {
					t.Errorf("%s is %s, perl sees %s", w.text, got, perls)
				}
			case "doubt":
				if a := d.Set.Named(w.text); a == nil || a.Doubt == nil || !a.Doubt.Place.Span.IsValid() {
					t.Errorf("%s: want an ACL that is in doubt, with the reason's place: %+v", w.text, a)
				}
			case "doubts":
				if len(d.Set.Doubts) == 0 {
					t.Error("want a place where code may change any ACL")
				}
			default:
				if !slices.ContainsFunc(d.Diagnostics, func(x diag.Diagnostic) bool { return string(x.Rule) == word && w.isMetBy(&x) }) {
					t.Errorf("no %s at %d-%d:%d with %q in %v", word, w.from, w.to, w.column, w.text, findings(d, diag.Rule(word)))
				}
			}
		}
	}
}

// checkComputed: what the reader says beyond doubt is what perl saw, and
// nothing that perl saw is missing. Where code may change any ACL, nothing is
// beyond doubt.
func checkComputed(t *testing.T, d *Document, perls map[string]any) {
	t.Helper()
	for _, a := range d.Set.Order() {
		v, ok := perls[a.Name]
		switch {
		case a.Doubt != nil || a.Computed || len(d.Set.Doubts) > 0:
		case !ok:
			t.Errorf("perl sees no ACL %q", a.Name)
		case !couldBe(&a.Entry, v):
			t.Errorf("%q is %s, perl sees %s", a.Name, show(&a.Entry), showTree(v))
		}
	}
	for name := range perls {
		if len(d.Set.Doubts) == 0 && !slices.ContainsFunc(d.Set.ACLs, func(a *acl.ACL) bool {
			return a.Name == name || a.Computed && fits(a.Name, name)
		}) {
			t.Errorf("the reader says nothing of %q", name)
		}
	}
}

// couldBe reports whether a value, with what is computed in it, may be what
// perl saw.
func couldBe(v *acl.Value, perls any) bool {
	switch v.Kind {
	case acl.Dynamic:
		s, isString := perls.(string)
		n, isNumber := perls.(json.Number)
		return fits(v.Text, "") || isString && fits(v.Text, s) || isNumber && fits(v.Text, n.String())
	case acl.List:
		list, ok := perls.([]any)
		return ok && listCouldBe(v.Items(), list)
	case acl.Hash:
		hash, ok := perls.(map[string]any)
		if !ok {
			return false
		}
		open := false // some key is computed, and may be any of those that follow
		for _, e := range v.Effective() {
			p, there := hash[e.Key]
			switch {
			case strings.Contains(e.Key, "…"):
				open = true
			case !there || !couldBe(&e.Value, p) && !open:
				return false
			}
		}
		for k := range hash {
			if v.Get(k) == nil && !open {
				return false
			}
		}
		return true
	}
	return show(v) == showTree(perls)
}

// listCouldBe: one computed item may be any number of items.
func listCouldBe(items []acl.Value, perls []any) bool {
	if len(items) == 0 {
		return len(perls) == 0
	}
	if items[0].Kind == acl.Dynamic {
		for n := range len(perls) + 1 {
			if listCouldBe(items[1:], perls[n:]) {
				return true
			}
		}
		return false
	}
	return len(perls) > 0 && couldBe(&items[0], perls[0]) && listCouldBe(items[1:], perls[1:])
}

// fits reports whether a text with "…" for what is not known may be s.
func fits(known, s string) bool {
	pattern := strings.ReplaceAll(regexp.QuoteMeta(known), "…", ".*")
	return regexp.MustCompile(`(?s)^` + pattern + `$`).MatchString(s)
}
