package report

import (
	"strings"
	"testing"
)

// TestNeedGroups: needs that say the same but for names are one group, told with what
// differs.
func TestNeedGroups(t *testing.T) {
	for name, tt := range map[string]struct {
		needs []MigrationNeed
		want  string
	}{
		"one text":     {[]MigrationNeed{{ACL: "a", Text: "it is so"}, {ACL: "b", Text: "it is so"}}, "it is so|:a,b"},
		"a name":       {[]MigrationNeed{{ACL: "a", Text: "overruled by 'x y'."}, {ACL: "b", Text: "overruled by 'z'."}, {ACL: "c", Text: "overruled by 'z'."}}, "overruled by ….|'z':b,c|'x y':a"},
		"two words":    {[]MigrationNeed{{ACL: "a", Text: "it dies"}, {ACL: "b", Text: "it lives"}, {ACL: "c", Text: "it lives"}}, "it lives|:b,c / it dies|:a"},
		"a colon":      {[]MigrationNeed{{ACL: "a", Text: "Possible.Process: P1 is old"}, {ACL: "a", Text: "PossibleNot.Process: P2 is old"}}, "…: … is old|Possible.Process, P1:a|PossibleNot.Process, P2:a"},
		"other advice": {[]MigrationNeed{{ACL: "a", Text: "it is so", Do: "this"}, {ACL: "b", Text: "it is so", Do: "that"}}, "it is so|:a / it is so|:b"},
		"a negation":   {[]MigrationNeed{{ACL: "a", Text: "Form: [[Not]Color, x]."}}, "Form: [[Not]Color, x].|:a"},
		"negations":    {[]MigrationNeed{{ACL: "a", Text: "Role: [[Not]a b, c] never matches"}, {ACL: "b", Text: "Role: [[RegExp]^[ab], [Not]d] never matches"}}, "Role: … never matches|[[Not]a b, c]:a|[[RegExp]^[ab], [Not]d]:b"},
		"a quote":      {[]MigrationNeed{{ACL: "a", Text: "overruled by 'it's' and [x]y"}}, "overruled by 'it's' and [x]y|:a"},
		"the set":      {[]MigrationNeed{{Text: "it is so"}}, "it is so|:(the set)"},
	} {
		var groups []string
		n := MigrationNeeds{Needs: tt.needs}
		for _, g := range n.groups() {
			s := g.Text
			for _, p := range g.Parts {
				s += "|" + p.Differs + ":" + strings.Join(needNames(p.At), ",")
			}
			groups = append(groups, s)
		}
		if got := strings.Join(groups, " / "); got != tt.want {
			t.Errorf("%s: %s, want %s", name, got, tt.want)
		}
	}
}

// TestJoined: lines that follow each other are deleted as one.
func TestJoined(t *testing.T) {
	got := joined([]MigrationLines{{"a.pm", 1, 1, []string{"a"}}, {"a.pm", 2, 4, []string{"b"}}, {"a.pm", 6, 7, []string{"c"}}, {"b.pm", 8, 8, []string{"d"}}})
	var words []string
	for _, l := range got {
		words = append(words, l.where()+" "+strings.Join(l.ACLs, ","))
	}
	if got := strings.Join(words, "; "); got != "a.pm:1-4 a,b; a.pm:6-7 c; b.pm:8 d" {
		t.Error(got)
	}
}
