package replay

import (
	"slices"
	"testing"

	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/simulate"
)

// TestStoriesOfRecordings: for recorded calls, the steps that are told of each
// candidate lead to the list that the product gave back.
func TestStoriesOfRecordings(t *testing.T) {
	systems := map[string]*simulate.System{}
	stories, unlike := 0, 0
	for _, line := range recordedLines(t, golden("otobo-11.0", "clean.jsonl.gz"), `"returned":1`) {
		c, err := newCase(line)
		if err != nil {
			t.Fatal(err)
		}
		name := text(&line, "world")
		if systems[name] == nil {
			systems[name] = readWorld(t, name)
		}
		x := simulate.Compile(&c.Set, product.Default(), c.options()).ExplainAll(&c.Call, systems[name])
		if x.Died != nil || x.Undetermined != nil {
			continue
		}
		left := []simulate.Candidate{}
		for i := range x.Fates {
			in := true
			for _, s := range x.StoryOf(&x.Fates[i].Candidate).Steps {
				switch s.Kind {
				case simulate.StepEmptied, simulate.StepRemoved:
					in = false
				case simulate.StepBack:
					in = true
				}
			}
			if in {
				left = append(left, x.Fates[i].Candidate)
			}
			stories++
		}
		if !slices.Equal(left, x.Left) {
			unlike++
			t.Errorf("%s: by the stories %s, by the answer %s", c.ID, candidateNames(left), candidateNames(x.Left))
		}
	}
	t.Logf("%d stories", stories)
	if stories < 1000 {
		t.Errorf("%d stories, want 1000", stories)
	}
}
