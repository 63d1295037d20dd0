package replay

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/simulate"
)

func savedFile() string {
	return filepath.Join("..", "..", "testdata", "screens", "enforcement.jsonl.gz")
}

// TestSaves: every recorded save ends here as it did there, and asks the same.
func TestSaves(t *testing.T) {
	r, err := Run([]string{savedFile()}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range r.Verdicts {
		t.Errorf("%s: %s %q", v.ID, v.Difference, v.Reasons)
	}
	if r.Steps != 211 || r.Calls != 776 || r.Equal != 776 || r.Saves != 209 || r.SavesEqual != 209 {
		t.Errorf("%d steps, %d of %d calls equal, %d of %d saves", r.Steps, r.Equal, r.Calls, r.SavesEqual, r.Saves)
	}
	// Whole forms, with nothing forbidden.
	if r, err = Run([]string{filepath.Join("..", "..", "testdata", "screens", "saved_forms.jsonl.gz")}, Options{}); err != nil {
		t.Fatal(err)
	}
	if r.Saves != 50 || r.SavesEqual != 50 {
		t.Errorf("%d of %d saves of whole forms", r.SavesEqual, r.Saves)
	}
}

// TestSavedOutcomeUnseen: the prediction is the same when the recorded outcome
// is turned around, and the difference is then found.
func TestSavedOutcomeUnseen(t *testing.T) {
	replayed := func(line string) *Report {
		r, err := Run([]string{"-"}, Options{Stdin: strings.NewReader(line)})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	tried := 0
	for _, line := range firstLines(t, savedFile(), 200) {
		var l map[string]any
		if err := json.Unmarshal([]byte(line), &l); err != nil {
			t.Fatal(err)
		}
		response := l["response"].(map[string]any)
		switch {
		case response["popup_close"] != nil, response["location"] != nil:
			l["response"] = map[string]any{"title": "Error"}
		case response["result"] != nil:
			l["response"] = map[string]any{"result": map[string]any{"Success": flipped(response["result"])}}
		default:
			continue
		}
		turned, err := json.Marshal(l)
		if err != nil {
			t.Fatal(err)
		}
		sound, odd := replayed(line), replayed(string(turned))
		if sound.Saves == 0 {
			continue
		}
		tried++
		if odd.SavesDiffer != 1 || odd.Equal != sound.Equal {
			t.Errorf("%s %s: the other outcome is not found", l["screen"], l["step"])
		}
	}
	if tried < 50 {
		t.Errorf("only %d lines were tried", tried)
	}
}

func flipped(result any) string {
	if result.(map[string]any)["Success"] == "1" {
		return "0"
	}
	return "1"
}

// TestEnforcedSets holds the ACLs of the recordings, which were only described,
// to what the engine returned there.
func TestEnforcedSets(t *testing.T) {
	engines := map[string]*simulate.Engine{}
	calls := 0
	for _, line := range firstLines(t, savedFile(), 1000) {
		var l struct {
			Mode  struct{ ACLs string }
			Calls []struct{ Returned any }
		}
		if err := json.Unmarshal([]byte(line), &l); err != nil {
			t.Fatal(err)
		}
		set, known := enforcedACLs(l.Mode.ACLs)
		if !known {
			t.Fatalf("no ACLs are known by the name %q", l.Mode.ACLs)
		}
		if engines[l.Mode.ACLs] == nil {
			engines[l.Mode.ACLs] = simulate.Compile(set, product.Default(), simulate.Options{WithoutModules: true})
		}
		rec, err := scenario.ParseRecording([]byte(line))
		if err != nil {
			t.Fatal(err)
		}
		inv, err := scenario.RecordedInventory()
		if err != nil {
			t.Fatal(err)
		}
		for i := range rec.Calls {
			calls++
			got := engines[l.Mode.ACLs].Ask(&rec.Calls[i], &simulate.System{Inventory: inv}).Returned
			if want := l.Calls[i].Returned == 1.0; got != want {
				t.Errorf("%s %s %s, call %d %s: returned %t, recorded %t", l.Mode.ACLs, rec.Screen, rec.Step, i+1, rec.Calls[i].Question(), got, want)
			}
		}
	}
	if calls != 776 {
		t.Errorf("%d calls", calls)
	}
}

// TestSavedMode: only savings with known ACLs are compared.
func TestSavedMode(t *testing.T) {
	for line, want := range map[string]string{
		`{"screen":"A","step":"save:X=1","mode":{"acls":"deny"},"response":{}}`:     "deny",
		`{"screen":"A","step":"save","mode":{"acls":"none"},"response":{}}`:         "none",
		`{"screen":"A","step":"save:invalid","mode":{"acls":"none"},"response":{}}`: "",
		`{"screen":"A","step":"save","mode":{"acls":"all"},"response":{}}`:          "",
		`{"screen":"A","step":"save","mode":{"acls":"deny"}}`:                       "",
		`{"screen":"A","step":"first","mode":{"acls":"deny"},"response":{}}`:        "",
		`{"screen":"A","step":"call:","mode":{"acls":"denyall"},"response":{}}`:     "denyall",
	} {
		rec, err := scenario.ParseRecording([]byte(line))
		if err != nil {
			t.Fatal(err)
		}
		if got := savedMode(rec, []byte(line)); got != want {
			t.Errorf("%s: %q", line, got)
		}
	}
}

// FuzzSaved: whatever a recorded save holds, it ends in a comparison or an error.
func FuzzSaved(f *testing.F) {
	lines := firstLines(f, savedFile(), 211)
	for i := 0; i < len(lines); i += 7 {
		f.Add(lines[i])
	}
	f.Fuzz(func(t *testing.T, line string) {
		if strings.Contains(line, `"world"`) {
			t.Skip() // names a file
		}
		r, err := Run([]string{"-"}, Options{Stdin: strings.NewReader(line)})
		if err == nil && r.Saves != r.SavesEqual+r.SavesUndetermined+r.SavesDiffer {
			t.Errorf("%d saves: %+v", r.Saves, r)
		}
	})
}
