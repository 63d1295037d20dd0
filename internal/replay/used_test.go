package replay

import (
	"strings"
	"testing"
)

// TestUsed: which ACLs matched and which were used is compared, even where the
// list that is left is the same. Of the four ACLs here z does not match, b
// matches without a word about states.
func TestUsed(t *testing.T) {
	const acls = `"acls":{"a":{"PossibleNot":{"Ticket":{"State":["closed"]}}},"b":{"PossibleNot":{"Ticket":{"Queue":["Raw"]}}},` +
		`"c":{"PossibleNot":{"Ticket":{"State":["closed"]}}},"z":{"Properties":{"Frontend":{"Action":["Zoom"]}},"PossibleNot":{"Ticket":{"State":["open"]}}}}`
	for _, c := range []struct{ name, expect, want string }{
		{"the same", `"used":["a","c"]`, ""},
		{"matched is the same", `"matched":["a","b","c"]`, ""},
		{"nothing used there", `"used":[]`, `used: [] there, ["a" "c"] here`},
		{"one less there", `"used":["a"]`, `used: ["a"] there, ["a" "c"] here`},
		{"one that matches more there", `"used":["a","b","c"]`, `used: ["a" "b" "c"] there, ["a" "c"] here`},
		{"one that does not match more there", `"used":["a","c","z"]`, `used: ["a" "c" "z"] there, ["a" "c"] here`},
		{"as many, but others", `"used":["a","b"]`, `used: ["a" "b"] there, ["a" "c"] here`},
		{"another order", `"used":["c","a"]`, `used: ["c" "a"] there, ["a" "c"] here`},
		{"one less matched there", `"matched":["a","c"],"used":["a","c"]`, `matched: ["a" "c"] there, ["a" "b" "c"] here`},
		{"all but used agree", `"returned":1,"data":{"1":"open"},"matched":["a","b","c"],"used":["a"]`, `used: ["a"] there, ["a" "c"] here`},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := replayLines(`{"id":"x",`+acls+`,`+states+`,`+tiny+`,"expect":{`+c.expect+`}}`, nil)
			if err != nil {
				t.Fatal(err)
			}
			var found []string
			for _, v := range r.Verdicts {
				found = append(found, v.ID+": "+v.Difference)
			}
			want, differ := "", 0
			if c.want != "" {
				want, differ = "x: "+c.want, 1
			}
			if got := strings.Join(found, "\n"); got != want || r.Cases != 1 || r.Differ != differ || r.Agree != 1-differ {
				t.Errorf("found %q, want %q; %d cases, %d agree, %d differ", got, want, r.Cases, r.Agree, r.Differ)
			}
		})
	}
}
