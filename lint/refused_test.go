package lint

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/ticketacl/ticketacl/internal/product"
)

// TestRefusedOnSave: the rule fires only where in some world a screen offers a state that
// is gone when the setter asks, which names no screen, and misses little.
func TestRefusedOnSave(t *testing.T) {
	target := product.Default()
	c := closed{rand.New(rand.NewPCG(19, 1)), true, false}
	real, missed, said := 0, 0, 0
	for range 1000 {
		var entries []string
		for n := range 2 + c.r.IntN(4) {
			e := c.entry(fmt.Sprint(n+1), true)
			if n > 0 && c.r.IntN(2) == 0 { // more that look at the screen
				e = e[:strings.Index(e, "  ConfigMatch:")] + "  ConfigMatch:\n    Properties:\n      Frontend:\n        Action: [AgentTicketNote]\n" + e[strings.Index(e, "  ConfigChange:"):]
			}
			entries = append(entries, e)
		}
		text := strings.Join(entries, "")
		in := &Input{Read: setOf(t, text)}
		is, engine := false, engineOf(target, in.Read.Set.Order()...)
		for _, w := range worlds() {
			if !strings.HasPrefix(w["Frontend.Action"].Text, "Agent") {
				continue // what customers save is not limited
			}
			offered, _ := leftIn(engine, w)
			saved := maps.Clone(w)
			delete(saved, "Frontend.Action")
			stored, _ := leftIn(engine, saved)
			for _, v := range universe[:3] { // nobody names the last one
				is = is || offered[v] && !stored[v]
			}
		}
		says := false
		for _, d := range Lint(in, Options{Target: target, Only: []RuleID{"refused-on-save"}}) {
			says = says || d.Rule == "refused-on-save"
		}
		switch {
		case says && !is:
			t.Fatalf("nothing is refused:\n%s", text)
		case is && !says:
			missed++
		}
		if is {
			real++
		}
		if says {
			said++
		}
	}
	t.Logf("%d sets have such a value, %d were found, %d missed", real, said, missed)
	if real < 50 || missed*10 > real {
		t.Errorf("%d of %d missed", missed, real)
	}
}
