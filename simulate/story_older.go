package simulate

import "github.com/ticketacl/ticketacl/internal/acl"

// older tells what an ACL does to a value in engines up to OTRS 3.3: it starts
// from all candidates again, whatever those before it did, and leaves what
// Possible names together with what PossibleNot does not name (semantics,
// "Families F1-F4"). Of actions the map of the last ACL counts.
func (t *storyteller) older(r *rule, maybe bool) {
	if r.older != nil && t.engine.asScreens {
		switch kind := t.facts.call.ReturnType; {
		case kind == "Action" && r.older.actions != nil:
			t.olderActions(r, maybe)
		case kind == dialogSet.String():
			t.olderIDs(r, &r.older.ids[dialogSet], maybe)
		case kind == processSet.String():
			t.olderIDs(r, &r.older.ids[processSet], maybe)
		}
	}
	inside := false // Possible of this ACL has had its say
	for i := range r.changes {
		c := &r.changes[i]
		if c.question != t.facts.questions[0] && c.question != t.facts.questions[1] {
			continue
		}
		if t.Died != nil && t.Died.ACL == r.acl.Name {
			t.ended = true
			return
		}
		if !t.story.Offered {
			t.section(r, c, maybe)
			continue
		}
		hit, by := t.named(c)
		if t.story.Candidate.Undef {
			hit, by = t.namedEmpty(c)
		}
		s := Step{ACL: r.acl, Section: c.section, List: c.key, Maybe: maybe, Unsure: hit == uncertain}
		if hit != no {
			s.Item = by
		}
		to := t.now
		switch {
		case c.section == acl.Possible && hit == no:
			t.beginAnew(maybe)
			s.Kind, to = StepEmptied, IsGone
		case c.section == acl.Possible && t.now != IsLeft:
			s.Kind, to = StepBack, IsLeft
		case c.section == acl.Possible:
			s.Kind = StepKept
		case hit == no && t.now != IsLeft:
			s.Kind, to = StepAnew, IsLeft
		case hit == no:
			s.Kind = StepNotNamed
		case inside:
			s.Kind = StepUnited
		case t.now == IsGone && (maybe || s.Unsure):
			s.Kind = StepNeedless
		default:
			t.beginAnew(maybe)
			s.Kind, to = StepRemoved, IsGone
		}
		if s.Unsure && (c.section == acl.Possible || !inside || t.now != IsLeft) {
			to = MaybeLeft
		}
		t.step(s, to)
		inside = inside || c.section == acl.Possible
	}
}

// olderActions tells what the map of an ACL says of an action.
func (t *storyteller) olderActions(r *rule, maybe bool) {
	s := Step{ACL: r.acl, Section: acl.Possible, List: r.older.actionKey, Maybe: maybe, Kind: StepNotNamed}
	to := IsLeft
	for _, e := range r.older.actions {
		if e.Key != t.story.Candidate.Name {
			continue
		}
		if s.Item, s.Kind = &e.Value, StepKept; !e.Value.IsTrue() {
			s.Kind, to = StepRemoved, IsGone
		}
	}
	if s.Item == nil {
		if v, known := t.facts.actionDefaults[t.story.Candidate.Name]; known && !v.IsTrue() {
			to = IsGone
		}
	}
	switch {
	case !t.story.Offered:
		to = t.now
	case to == IsGone && t.now == IsGone && maybe:
		s.Kind = StepNeedless
	case to == IsGone:
		t.beginAnew(maybe)
	case to == IsLeft && t.now != IsLeft:
		s.Kind = StepAnew
	}
	t.step(s, to)
}

// beginAnew: an ACL that matches begins with all values, so that it takes what it does not
// leave, whatever ACLs before it took.
func (t *storyteller) beginAnew(maybe bool) {
	if !maybe {
		t.now = IsLeft
	}
}

// namedEmpty is named for an undefined candidate, which is the empty string.
func (t *storyteller) namedEmpty(c *change) (outcome, *acl.Value) {
	candidate := t.story.Candidate
	t.story.Candidate = Candidate{}
	defer func() { t.story.Candidate = candidate }()
	return t.named(c)
}

// olderFate takes the fate of a candidate from its story: the last step after
// which it was in the list or not, unlike before.
func (x *explainer) olderFate(fate *Fate) {
	s := &Story{Candidate: fate.Candidate, Offered: true}
	if x.out.Died == nil {
		x.out.tell(s, IsLeft)
	}
	for _, st := range s.Steps {
		if st.Before != st.After {
			fate.By, fate.Section, fate.Item, fate.List = st.ACL, st.Section, st.Item, st.List
		}
	}
}

// olderIDs tells what the sets of an ACL say of a process or activity dialog.
func (t *storyteller) olderIDs(r *rule, l *idLists, maybe bool) {
	for _, side := range []struct {
		section acl.BlockName
		key     *acl.Entry
	}{{acl.Possible, l.possible}, {acl.PossibleNot, l.not}} {
		if side.key == nil {
			continue
		}
		s := Step{ACL: r.acl, Section: side.section, List: side.key, Maybe: maybe}
		for i := range side.key.Value.Items() {
			if it := &side.key.Value.Items()[i]; it.Text == t.story.Candidate.Name {
				s.Item = it
			}
		}
		to := t.now
		switch {
		case !t.story.Offered && s.Item != nil:
			s.Kind = StepInVain
		case side.section == acl.Possible && s.Item != nil:
			s.Kind = StepKept
		case side.section == acl.Possible:
			s.Kind, to = StepEmptied, IsGone
		case s.Item == nil:
			s.Kind = StepNotNamed
		case t.now == IsGone:
			s.Kind = StepNeedless
		default:
			s.Kind, to = StepRemoved, IsGone
		}
		t.step(s, to)
	}
}
