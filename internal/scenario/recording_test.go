package scenario

import (
	"compress/gzip"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/simulate"
)

func screensFile(name string) string { return filepath.Join("..", "..", "testdata", "screens", name) }

func recordings(t testing.TB, name string) []Recording {
	t.Helper()
	f, err := os.Open(screensFile(name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	all, err := ReadRecordings(z)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func recordedInventory(t testing.TB) *inventory.Inventory {
	t.Helper()
	inv, err := RecordedInventory()
	if err != nil {
		t.Fatal(err)
	}
	return inv
}

// tally counts calls: those that differ from the recorded ones, those recorded
// and those planned that nobody recorded.
type tally struct{ differ, total, extra int }

// TestRecordedCalls replays real screens: what the plan of the same step asks
// must be what the screen asked.
func TestRecordedCalls(t *testing.T) {
	w := &World{Target: product.Default(), Inventory: recordedInventory(t)}
	counts := map[string]*tally{}
	all := &tally{}
	for _, rec := range recordings(t, "calls.jsonl.gz") {
		n := counts[rec.Screen]
		if n == nil {
			n = &tally{}
			counts[rec.Screen] = n
		}
		asked, err := RecordedCalls(&rec, w)
		if err != nil {
			t.Errorf("%s %s: %v", rec.Screen, rec.Step, err)
			continue
		}
		n.total += len(rec.Calls)
		for _, c := range CompareCalls(asked, rec.Calls) {
			switch {
			case c.Recorded < 0:
				n.extra++
			case len(c.Differ) > 0:
				n.differ++
			}
			if len(c.Differ) > 0 {
				t.Errorf("%s %s, call %d, %s: %s", rec.Screen, rec.Step, c.Recorded, c.Question, strings.Join(c.Differ, "; "))
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		n := counts[name]
		all.differ, all.total, all.extra = all.differ+n.differ, all.total+n.total, all.extra+n.extra
		t.Logf("%-50s %4d of %4d equal", name, n.total-n.differ, n.total)
		if n.differ > 0 || n.extra > 0 {
			t.Errorf("%s: %d calls differ and %d are too many", name, n.differ, n.extra)
		}
	}
	t.Logf("%-50s %4d of %4d equal", "all", all.total-all.differ, all.total)
	if all.total != 2829 {
		t.Errorf("%d calls were recorded, want 2829", all.total)
	}
}

// TestRecordedPreselection: the same changes with preselection on and no ACL
// that relates anything.
func TestRecordedPreselection(t *testing.T) {
	w := &World{Target: product.Default(), Inventory: recordedInventory(t), Preselection: true}
	for _, rec := range recordings(t, "calls_preselection_on.jsonl.gz") {
		asked, err := RecordedCalls(&rec, w)
		if err != nil {
			t.Fatalf("%s %s: %v", rec.Screen, rec.Step, err)
		}
		for _, c := range CompareCalls(asked, rec.Calls) {
			if len(c.Differ) > 0 {
				t.Errorf("%s %s, call %d, %s: %s", rec.Screen, rec.Step, c.Recorded, c.Question, strings.Join(c.Differ, "; "))
			}
		}
	}
}

// TestRecordedNames: nothing of what a screen asked may go into its scenario.
func TestRecordedNames(t *testing.T) {
	w := &World{Target: product.Default(), Inventory: recordedInventory(t)}
	for _, rec := range recordings(t, "calls.jsonl.gz") {
		with, err := FromRecording(&rec, w)
		if err != nil {
			t.Fatal(err)
		}
		rec.Calls = nil
		without, err := FromRecording(&rec, w)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(without, with); diff != "" {
			t.Fatal(diff)
		}
	}
}

func TestReadRecordingsErrors(t *testing.T) {
	for _, in := range []string{"{", `{"calls": [{"data": "x"}]}`, `{"screen": 1}`} {
		if _, err := ReadRecordings(strings.NewReader("\n" + in + "\n")); err == nil || !strings.HasPrefix(err.Error(), "line 2: ") {
			t.Errorf("%s: %v", in, err)
		}
	}
}

func TestPostedFields(t *testing.T) {
	request := inventory.Attrs{}
	for name, v := range map[string]string{
		"Color": "red", "FlagUsed": "1", "OnUsed": "1", "On": "1", "DayOfYear": "x",
		"WhenYear": "2026", "WhenMonth": "1", "WhenDay": "2",
		"DueUsed": "1", "DueYear": "2026", "DueMonth": "11", "DueDay": "3",
	} {
		request["DynamicField_"+name] = inventory.TextValue(v)
	}
	got := map[string]string{}
	form := inventory.Attrs{}
	for name, v := range request {
		field := strings.TrimPrefix(name, "DynamicField_")
		postedField(form, request, field, field, v)
	}
	for name, v := range form {
		got[strings.TrimPrefix(name, "DynamicField_")] = v.Text
	}
	want := map[string]string{
		"Color": "red", "Flag": "0", "On": "1", "DayOfYear": "x", "When": "", "Due": "2026-11-03 00:00:00",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestCompareCalls: what is the same to the engine, and what is not.
func TestCompareCalls(t *testing.T) {
	call := func(question string, params map[string]string, hash map[string]inventory.Value) simulate.Call {
		c := simulate.Call{ReturnType: "Ticket", ReturnSubType: question, Params: map[string]inventory.Value{}, DynamicField: hash}
		for n, v := range params {
			c.Params[n] = inventory.TextValue(v)
		}
		return c
	}
	undef := call("State", nil, nil)
	undef.Params["Type"] = inventory.Value{}
	for _, test := range []struct {
		name              string
		planned, recorded []simulate.Call
		differ            int
	}{
		{"blank and absent", []simulate.Call{call("State", map[string]string{"QueueID": ""}, nil)}, []simulate.Call{undef}, 0},
		{"not read", []simulate.Call{call("State", map[string]string{"Dest": "1"}, nil)}, []simulate.Call{call("State", nil, nil)}, 0},
		{"other value", []simulate.Call{call("State", map[string]string{"QueueID": "1"}, nil)}, []simulate.Call{undef}, 1},
		{
			"a key hides the stored value",
			[]simulate.Call{call("State", nil, map[string]inventory.Value{"DynamicField_A": {}})},
			[]simulate.Call{call("State", nil, nil)}, 1,
		},
		{
			"undef hides it as the empty string does",
			[]simulate.Call{call("State", nil, map[string]inventory.Value{"DynamicField_A": {}})},
			[]simulate.Call{call("State", nil, map[string]inventory.Value{"DynamicField_A": inventory.TextValue("")})}, 0,
		},
		{
			"order of dynamic fields",
			[]simulate.Call{call("DynamicField_B", nil, nil), call("DynamicField_A", nil, nil), call("State", nil, nil)},
			[]simulate.Call{call("DynamicField_A", nil, nil), call("DynamicField_B", nil, nil), call("State", nil, nil)}, 0,
		},
		{
			"order of others",
			[]simulate.Call{call("Queue", nil, nil), call("State", nil, nil)},
			[]simulate.Call{call("State", nil, nil), call("Queue", nil, nil)}, 2,
		},
		{"missing", nil, []simulate.Call{call("State", nil, nil)}, 1},
		{"too many", []simulate.Call{call("State", nil, nil), call("State", nil, nil)}, []simulate.Call{call("State", nil, nil)}, 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			var planned []Asked
			for _, c := range test.planned {
				planned = append(planned, Asked{Call: c})
			}
			differ := 0
			for _, c := range CompareCalls(planned, test.recorded) {
				if len(c.Differ) > 0 {
					differ++
				}
			}
			if differ != test.differ {
				t.Errorf("%d calls differ, want %d", differ, test.differ)
			}
		})
	}
}
