package cli_test

import (
	"strings"
	"testing"
)

// TestTargetsSchemas validates what targets and simulate --targets print, and
// looks in it for what it is there for.
func TestTargetsSchemas(t *testing.T) {
	scenario := []string{"--screen", "AgentTicketClose", "--agent", "anna", "--ticket", "Queue=Raw", "--ticket", "Priority=5 very high"}
	for _, c := range []struct {
		schema, want string
		args         []string
	}{
		{"targets", `"id": "otrs-3.1.0"`, []string{"targets"}},
		{"targets", `"default": true`, []string{"targets", "otobo"}},
		{"targets", `"against": "otrs-5.0.8"`, []string{"targets", "otrs-5.0.8", "otrs-6.0"}},
		{"targets", `"assumed": "engine taken`, []string{"targets", "otrs-8"}},
		{"targets", `"differs": []`, []string{"targets", "otrs-6.0.30", "otrs-6.0"}},
		{"simulate-targets", `"section": "PossibleNot"`, append([]string{
			"simulate", "--acls", "../../testdata/seeds/Export_ACL.yml", "--targets", "all", "--with", "User.Role=agent",
		}, scenario...)},
		{"simulate-targets", `"cases": [`, append([]string{
			"simulate", "--acls", "../../testdata/seeds/Export_ACL.yml", "--targets", "otrs-3.1.0,otobo", "--with", "User.Role=agent",
		}, scenario...)},
	} {
		out, doc := jsonOf(t, c.args)
		if err := schemaOf(t, c.schema).Validate(doc); err != nil {
			t.Errorf("%q: %v", c.args, err)
		}
		if !strings.Contains(out, c.want) {
			t.Errorf("%q does not print %s:\n%s", c.args, c.want, out)
		}
	}
}
