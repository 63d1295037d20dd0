package replay

import (
	"strings"
	"testing"
)

// TestDifferences makes each kind of difference once.
func TestDifferences(t *testing.T) {
	trace := `,"trace":[{"ev":"matched","acl":"a"},{"ev":"used","acl":"a","sec":"PossibleNot"},` +
		`{"ev":"leaved","acl":"a","sec":"PossibleNot","value":"open"},{"ev":"removed","acl":"a","sec":"PossibleNot","value":"closed"}]`
	answer := func(returned, data, matched, used, more string) string {
		return `"expect":{"returned":` + returned + `,"data":` + data + `,"matched":` + matched + `,"used":` + used + more + `}`
	}
	ok := answer("1", `{"1":"open"}`, `["a"]`, `["a"]`, trace)
	onAction := strings.Replace(hides, `{"PossibleNot"`, `{"Properties":{"Frontend":{"Action":["[Not]x"]}},"PossibleNot"`, 1)
	screen := strings.Replace(states, `"UserID"`, `"Action":"Zoom","UserID"`, 1)
	for _, c := range []struct{ name, acls, call, expect, want string }{
		{"none", hides, states, ok, ""},
		{"returned", hides, states, answer("0", `{"1":"open"}`, `["a"]`, `["a"]`, ""), `returned: "0" there, true here`},
		{"data", hides, states, answer("1", `{"2":"closed"}`, `["a"]`, `["a"]`, ""), `data: ["closed"] there, ["open"] here`},
		{"data by its ids", hides, states, answer("1", `{"7":"open"}`, `["a"]`, `["a"]`, ""), `data: ["open"] there, ["open"] here`},
		{"no list", `"acls":{}`, states, answer("0", `{"1":"open"}`, `[]`, `[]`, ""), "data: a list there, none here"},
		{"matched", hides, states, answer("1", `{"1":"open"}`, `[]`, `["a"]`, ""), `matched: [] there, ["a"] here`},
		{"used", hides, states, answer("1", `{"1":"open"}`, `["a"]`, `["b"]`, ""), `used: ["b"] there, ["a"] here`},
		{"died there", hides, states, `"expect":{"died":"Not a HASH reference"}`, "died there: Not a HASH reference"},
		{"dies here", `"acls":{"a":[]}`, states, ok, "dies here: the ACL is a list, not a hash"},
		{"dies in both", `"acls":{"a":[]}`, states, `"expect":{"died":"Not a HASH reference"}`, ""},
		{"trace, another step", hides, states, strings.Replace(ok, `"value":"open"`, `"value":"Open"`, 1), `trace 3: leaved a "PossibleNot" "Open" there, leaved a "PossibleNot" "open" here`},
		{"trace, too long here", hides, states, answer("1", `{"1":"open"}`, `["a"]`, `["a"]`, `,"trace":[]`), "trace 1: nothing there, matched a here"},
		{"trace, too short here", hides, states, strings.Replace(ok, `}]}`, `},{"ev":"matched","acl":"b"}]}`, 1), "trace 5: matched b there, nothing here"},
		{"trace of a condition", onAction, screen, answer("1", `{"1":"open"}`, `["a"]`, `["a"]`,
			`,"trace":[{"ev":"prop","acl":"a","set":"Properties","area":"Frontend","attr":"Action","array":1,"what":"[Not]x eq Zoom"}]`),
			"trace 1: prop a Properties.Frontend.Action array 1: [Not]x eq Zoom there, prop a Properties.Frontend.Action array 0: [Not]x eq Zoom here"},
		{"checks", onAction, screen, answer("1", `{"1":"open"}`, `["a"]`, `["a"]`, `,"checks":{"Checks":{"Frontend":{"Action":"Move"}}}`),
			`checks Checks.Frontend.Action: "Move" there, "Zoom" here`},
		{"checks that are not there", onAction, screen, answer("1", `{"1":"open"}`, `["a"]`, `["a"]`, `,"checks":{}`),
			`checks Checks.Frontend.Action: unset there, "Zoom" here`},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := replayLines(`{"id":"x",`+c.acls+`,`+c.call+`,`+tiny+`,`+c.expect+`}`, nil)
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			for _, v := range r.Verdicts {
				got += v.Difference
			}
			if got != c.want || (r.Differ == 1) != (c.want != "") {
				t.Errorf("difference %q, want %q; %+v", got, c.want, r)
			}
		})
	}
}

// TestJoined: complete data sets are held against those of their case, which
// may come later.
func TestJoined(t *testing.T) {
	call := strings.Replace(sound, `"UserID"`, `"Action":"Zoom","DynamicField":{"DynamicField_L":["a",null]},"UserID"`, 1)
	set := `{"Frontend":{"Action":"Zoom"},"DynamicField":{"DynamicField_L":["a",null]},"Ticket":{"DynamicField_L":["a",null]},"Empty":{}}`
	db := `{"Frontend":{"Action":"Zoom"}}`
	for _, c := range []struct{ name, checks, want string }{
		{"the same", `{"Checks":` + set + `,"ChecksDatabase":` + db + `}`, ""},
		{"another value", `{"Checks":` + set + `,"ChecksDatabase":{"Frontend":{"Action":"Move"}}}`, `checks ChecksDatabase.Frontend.Action: "Move" there, "Zoom" here`},
		{"more there", `{"Checks":` + set + `,"ChecksDatabase":{"Frontend":{"Action":"Zoom","Endpoint":{}}}}`, `checks ChecksDatabase.Frontend.Endpoint: a hash there, unset here`},
		{"more here", `{"Checks":` + set + `}`, `checks ChecksDatabase.Frontend.Action: unset there, "Zoom" here`},
		{"another list", `{"Checks":{"Frontend":{"Action":"Zoom"},"DynamicField":{"DynamicField_L":["a"]}},"ChecksDatabase":` + db + `}`,
			`checks Checks.DynamicField.DynamicField_L: ["a"] there, ["a" unset] here`},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := replayLines(`{"id":"x","checks":`+c.checks+"}\n"+call, nil)
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			for _, v := range r.Verdicts {
				got += v.Difference
			}
			if got != c.want || r.Cases != 2 {
				t.Errorf("difference %q, want %q", got, c.want)
			}
		})
	}
}
