package product

import (
	"slices"
	"strings"
	"testing"
)

// everyStage calls f for each stage of a screen, nested ones included.
func everyStage(s *Screen, f func(*Stage)) {
	var walk func([]Stage)
	walk = func(stages []Stage) {
		for i := range stages {
			f(&stages[i])
			walk(stages[i].PerDialog)
		}
	}
	for _, stages := range [][]Stage{s.First, s.Change, s.Save, s.Again} {
		walk(stages)
	}
}

// TestScreens holds the tables together: what they name must exist.
func TestScreens(t *testing.T) {
	subs := []string{
		"Queue", "State", "Priority", "Type", "Service", "SLA", "Owner", "NewOwner", "OldOwner", "Responsible", "DynamicField",
	}
	types := []string{"Action", "Process", "ActivityDialog", "Form", "FormStd"}
	seen := map[string]bool{}
	screens := Default().Screens()
	for i := range screens {
		s := &screens[i]
		if seen[s.Name] {
			t.Errorf("%s is there twice", s.Name)
		}
		seen[s.Name] = true
		fields := map[string]bool{}
		for _, f := range s.Fields {
			if fields[f.Name] {
				t.Errorf("%s: field %s is there twice", s.Name, f.Name)
			}
			fields[f.Name] = true
		}
		sources := func(where string, list []Source) {
			for _, src := range list {
				switch src.Kind {
				case FromForm, FromFormSent, FromFormName, FromIDOf:
					if !fields[src.Name] {
						t.Errorf("%s: %s names the field %s", s.Name, where, src.Name)
					}
				case FromTicketUnless:
					if !fields[src.Table] {
						t.Errorf("%s: %s names the field %s", s.Name, where, src.Table)
					}
				}
			}
		}
		params := func(p Params) {
			for name, list := range p {
				if !Reads(name) {
					t.Errorf("%s passes %s, which the engine does not read", s.Name, name)
				}
				sources(name, list)
			}
		}
		everyStage(s, func(st *Stage) {
			params(st.Params)
			for _, name := range st.Again {
				if !fields[name] {
					t.Errorf("%s: the loop names the field %s", s.Name, name)
				}
			}
			for _, q := range st.Ask {
				params(q.Params)
				sources("list", q.List.Queue)
				if q.Type == "" != slices.Contains(subs, q.Sub) || q.Type != "" && !slices.Contains(types, q.Type) {
					t.Errorf("%s asks %s %s", s.Name, q.Type, q.Sub)
				}
				for _, name := range []string{q.Field, q.List.ShowAll} {
					if name != "" && !fields[name] {
						t.Errorf("%s: question %s names the field %s", s.Name, q.Sub, name)
					}
				}
				if q.Field != "" && !st.Loop && st.Round != "check" && st.Round != "page" {
					t.Errorf("%s: question %s checks a field in the round %s", s.Name, q.Sub, st.Round)
				}
			}
		})
		for element, questions := range s.Reask {
			if element != "" && !fields[element] {
				t.Errorf("%s: asks again after %s", s.Name, element)
			}
			for _, q := range questions {
				if q != EveryQuestion && !slices.Contains(subs, q) && !slices.Contains(types, q) {
					t.Errorf("%s asks %s again", s.Name, q)
				}
			}
		}
		for _, name := range []string{s.WithTicket, s.InDialog} {
			if name != "" && Default().Screen(name) == nil {
				t.Errorf("%s turns into %s", s.Name, name)
			}
		}
	}
}

// TestScreensKnown: every screen with a setting of its own is in the table.
func TestScreensKnown(t *testing.T) {
	target := Default()
	facts := target.Facts()
	for name := range facts.ScreenStateTypes {
		if target.Screen(name) == nil {
			t.Errorf("nothing is known about %s", name)
		}
	}
	for name := range facts.ScreenPermission {
		if target.Screen(name) == nil {
			t.Errorf("nothing is known about %s", name)
		}
	}
	registered := slices.Concat(facts.AgentModules, facts.CustomerModules)
	for _, s := range target.Screens() {
		name, _, _ := strings.Cut(s.Name, " ")
		if !s.Setter && !strings.HasPrefix(name, "Stats::") && name != "CustomerTicketProcess" && !slices.Contains(registered, name) {
			t.Errorf("%s is no registered module", name)
		}
	}
}

// TestScreensOfTargets: a target is asked only what its engine knows.
func TestScreensOfTargets(t *testing.T) {
	for _, target := range All() {
		for _, s := range target.Screens() {
			everyStage(&s, func(st *Stage) {
				for _, q := range st.Ask {
					if q.Type != "" && !target.Switches.SpecialTypes.Has(q.Type) {
						t.Errorf("%s: %s asks %s", target, s.Name, q.Type)
					}
				}
			})
		}
		note := target.Screen("AgentTicketNote")
		responsible := slices.ContainsFunc(note.Change[2].Ask, func(q Question) bool { return q.Sub == "NewResponsible" })
		if responsible != target.Switches.NewResponsible {
			t.Errorf("%s: NewResponsible is asked: %v", target, responsible)
		}
		measured := target.Product == OTOBO && target.Version.Major == 11
		if (target.ScreensAssumed() == "") != measured {
			t.Errorf("%s: assumed %q", target, target.ScreensAssumed())
		}
	}
	if Default().Screen("AgentTicketNotes") != nil {
		t.Error("a screen that does not exist is known")
	}
}

// TestMoveAssumed: the patch levels before AgentTicketMove passed its Action in
// every call say so on that screen, and on no other.
func TestMoveAssumed(t *testing.T) {
	for name, want := range map[string]bool{"otobo-11.0.5": true, "otobo-11.0.6": false, "otobo-10.1.10": true, "znuny-7.0": false} {
		target, err := Parse(name)
		if err != nil {
			t.Fatal(err)
		}
		for screen, move := range map[string]bool{"AgentTicketMove": true, "AgentTicketNote": false} {
			s := target.Screen(screen)
			if got := target.ScreenAssumed(s) != target.ScreensAssumed(); got != (want && move) {
				t.Errorf("%s, %s: assumed %t", name, screen, got)
			}
		}
	}
}
