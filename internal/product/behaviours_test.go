package product

import (
	"reflect"
	"testing"
)

// TestEverySwitchIsTold changes one switch after the other: some behaviour must
// tell of each.
func TestEverySwitchIsTold(t *testing.T) {
	told := func(s *Switches) (out []string) {
		for _, b := range Behaviours() {
			out = append(out, b.of(s))
		}
		return out
	}
	var walk func(s *Switches, v reflect.Value, path string)
	walk = func(s *Switches, v reflect.Value, path string) {
		for i := range v.NumField() {
			f, name := v.Field(i), path+v.Type().Field(i).Name
			if f.Kind() == reflect.Struct {
				walk(s, f, name+".")
				continue
			}
			was, before := reflect.ValueOf(f.Interface()), told(s)
			switch f.Kind() {
			case reflect.Bool:
				f.SetBool(!f.Bool())
			case reflect.Int:
				f.SetInt(f.Int() + 1)
			case reflect.Uint8, reflect.Uint16: // a word, or a set
				if f.Uint() > 0 {
					f.SetUint(f.Uint() - 1)
				} else {
					f.SetUint(1)
				}
			case reflect.String:
				f.SetString(f.String() + "x")
			default:
				t.Fatalf("%s is a %s", name, f.Kind())
			}
			if reflect.DeepEqual(before, told(s)) {
				t.Errorf("no behaviour tells of %s", name)
			}
			f.Set(was)
		}
	}
	s := Default().Switches
	s.GatherAll, s.AttributeRelations = false, false
	walk(&s, reflect.ValueOf(&s).Elem(), "")
}

// TestBehaviours: topics are told apart, have words for every target, and say
// something that differs somewhere.
func TestBehaviours(t *testing.T) {
	seen := map[string]bool{}
	for _, b := range Behaviours() {
		if seen[b.Topic] {
			t.Errorf("%s is there twice", b.Topic)
		}
		seen[b.Topic] = true
		words := map[string]bool{}
		for _, target := range append(All(), parsed(t, "otobo-11.0.5")) {
			words[b.Of(target)] = true
		}
		if words[""] || len(words) < 2 {
			t.Errorf("%s: %v", b.Topic, words)
		}
	}
}

func TestDifferences(t *testing.T) {
	if d := Differences(parsed(t, "otrs-6.0"), parsed(t, "otrs-6.0.30")); d != nil {
		t.Errorf("the same patch level differs: %v", d)
	}
	topics := map[string]string{}
	for _, d := range Differences(parsed(t, "otrs-3.3"), parsed(t, "otrs-4.0")) {
		topics[d.Topic] = d.A + " / " + d.B
	}
	for _, topic := range []string{"several ACLs for one list", "PossibleAdd", "Action", "modifiers", "gathering"} {
		if topics[topic] == "" {
			t.Errorf("OTRS 3.3 and 4 do not differ in %s: %v", topic, topics)
		}
	}
	if topics["what Properties looks at"] != "" {
		t.Error("both look at the form")
	}
}

// TestBefore: every target but the first has one before it, older or of another
// product.
func TestBefore(t *testing.T) {
	for i, target := range All() {
		before := target.Before()
		switch {
		case i == 0 && before != nil, i > 0 && before == nil:
			t.Errorf("%s: before it is %v", target, before)
		case before == nil:
		case before.Product == target.Product && before.Version.Compare(target.Version) >= 0:
			t.Errorf("%s: before it is %s", target, before)
		}
	}
	for name, want := range map[string]string{
		"otrs-3.1": "otrs-3.1.0", "otrs-3.1.0": "otrs-3.0", "otrs-ce-6.0": "otrs-6.0", "znuny-6.0": "otrs-6.0", "otobo-10.0": "otrs-6.0",
		"otrs-7": "otrs-6.0", "znuny-7.0": "znuny-6.5", "otobo-10.1.4": "otobo-10.0", "otrs-5.0.3": "otrs-4.0",
	} {
		if got := parsed(t, name).Before(); got == nil || got.ID != want {
			t.Errorf("before %s is %v, want %s", name, got, want)
		}
	}
}
