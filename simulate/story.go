package simulate

import "github.com/ticketacl/ticketacl/internal/acl"

// Story is what became of one value of a list, ACL by ACL, in evaluation order.
type Story struct {
	Candidate Candidate
	// Offered: the value is among the candidates of the call. If not, it is told
	// as if the ACLs met it, and nothing can bring it in.
	Offered bool
	Steps   []Step
	// Silent are ACLs that matched and have no list for the question, Missed
	// those that have one and did not match, Behind those with one that nobody
	// looked at, since the evaluation had stopped or the call ended.
	Silent, Missed, Behind []*acl.ACL
	// Left and Maybe are the end: see Fate. What is not offered is not left.
	Left, Maybe bool
}

// StepKind is what one section of an ACL does to one value.
type StepKind uint8

// The kinds.
const (
	StepKept     StepKind = iota // Possible names it
	StepEmptied                  // Possible does not name it
	StepBack                     // it was gone, and Possible or PossibleAdd names it
	StepRemoved                  // PossibleNot names it
	StepSpared                   // PossibleNot names it, but its string is false in Perl
	StepNotNamed                 // PossibleAdd or PossibleNot does not name it
	StepNeedless                 // the section names it, and it was as it makes it
	StepInVain                   // the section names it, and the screen does not offer it
	StepComputed                 // code computes what the ACL does
	StepUnited                   // PossibleNot names it in vain, for Possible of the same ACL has had its say (up to OTRS 3.3)
	StepAnew                     // the ACL starts from all values again, and PossibleNot does not name it (up to OTRS 3.3)
)

func (k StepKind) String() string {
	return [...]string{
		"kept", "not named by Possible", "brought back", "removed", "spared", "not named", "no change", "in vain", "computed by code", "united", "back anew",
	}[k]
}

// Presence is whether a value is in the list at some point.
type Presence uint8

// The presences.
const (
	IsGone Presence = iota
	IsLeft
	MaybeLeft // depends on what is unknown
)

func (p Presence) String() string { return [...]string{"gone", "left", "unknown"}[p] }

// Step is what one section of an ACL that matched did to a value.
type Step struct {
	ACL     *acl.ACL
	Section acl.BlockName
	Kind    StepKind
	Item    *acl.Value // the first item that names the value, or nil
	List    *acl.Entry // the list of the section, as written
	// Maybe: whether the ACL matches is not known; Unsure: whether the item
	// hits the value is not.
	Maybe, Unsure bool
	// Before is what the step before came to, but that up to OTRS 3.3 an ACL which
	// takes the value begins with all of them.
	Before, After Presence
}

// Took reports whether the step took the value away, for certain or not.
func (s *Step) Took() bool {
	return s.Before != IsGone && (s.Kind == StepEmptied || s.Kind == StepRemoved)
}

// HasList reports whether an ACL has a list for the question of the call.
func (x *Explanation) HasList(a *acl.ACL) bool {
	r := x.engine.ruleOf(a)
	return r != nil && x.facts != nil && r.touches(x.facts)
}

// Question is the question of the call: "Ticket.State", "Action".
func (x *Explanation) Question() string {
	if x.facts == nil {
		return ""
	}
	return x.facts.call.Question()
}

// Story tells what became of a value, one of the candidates or any other.
func (x *Explanation) Story(value string) *Story {
	for i := range x.Fates {
		if c := &x.Fates[i].Candidate; c.Name == value && !c.Undef && !c.Any {
			return x.StoryOf(c)
		}
	}
	s := &Story{Candidate: Candidate{Name: value}}
	x.tell(s, IsGone)
	return s
}

// StoryOf tells what became of a candidate of the call.
func (x *Explanation) StoryOf(c *Candidate) *Story {
	s := &Story{Candidate: *c, Offered: true}
	for i := range x.Fates {
		if f := &x.Fates[i]; f.Candidate == *c {
			s.Left, s.Maybe = f.Left, f.Maybe
			break
		}
	}
	x.tell(s, IsLeft)
	return s
}

// tell walks through the ACLs with a value that is in the list or not.
func (x *Explanation) tell(s *Story, first Presence) Presence {
	t := storyteller{Explanation: x, story: s, now: first}
	if x.facts != nil && x.facts.dataShape() == nil {
		for i := range x.engine.rules {
			t.rule(&x.engine.rules[i], x.ACLs[i].Status)
		}
	}
	return t.now
}

// IfOffered tells the story of a value that the screen may or may not offer, as
// if it did. Left and Maybe are then what the steps come to.
func (x *Explanation) IfOffered(value string) *Story {
	s := x.Story(value)
	if s.Offered || x.facts == nil {
		return s
	}
	again := &Story{Candidate: s.Candidate, Offered: true}
	end := x.tell(again, IsLeft)
	again.Left, again.Maybe = end != IsGone, end == MaybeLeft
	if x.Died != nil {
		again.Left, again.Maybe = true, false
	}
	return again
}

// storyteller walks through the rules with one value.
type storyteller struct {
	*Explanation
	story *Story
	now   Presence
	ended bool // the call died in a list
}

func (t *storyteller) rule(r *rule, status Status) {
	touches := r.touches(t.facts)
	switch {
	case status == NotReached || status == Died || t.ended:
		if touches {
			t.story.Behind = append(t.story.Behind, r.acl)
		}
		return
	case status == NotMatched:
		if touches {
			t.story.Missed = append(t.story.Missed, r.acl)
		}
		return
	case !touches:
		t.story.Silent = append(t.story.Silent, r.acl)
		return
	}
	if r.unclear.vague {
		t.step(Step{ACL: r.acl, Kind: StepComputed, Maybe: true}, MaybeLeft)
		return
	}
	if !t.engine.target.Switches.Accumulate {
		t.older(r, status == MaybeMatched)
		return
	}
	for i := range r.changes {
		c := &r.changes[i]
		if c.question != t.facts.questions[0] && c.question != t.facts.questions[1] {
			continue
		}
		if t.Died != nil && t.Died.ACL == r.acl.Name {
			t.ended = true
			return
		}
		t.section(r, c, status == MaybeMatched)
	}
}

// section tells what one list does to the value.
func (t *storyteller) section(r *rule, c *change, maybe bool) {
	if c.related != nil {
		c = t.facts.listed(c)
	}
	hit, by := t.named(c)
	s := Step{ACL: r.acl, Section: c.section, List: c.key, Maybe: maybe, Unsure: hit == uncertain}
	if hit != no {
		s.Item = by
	}
	to := t.now
	switch {
	case !t.story.Offered:
		s.Kind = StepNotNamed
		if hit != no && c.section != acl.PossibleNot {
			s.Kind = StepInVain
		} else if c.section == acl.Possible {
			s.Kind = StepEmptied
		}
		s.After = IsGone
		t.story.Steps = append(t.story.Steps, s)
		return
	case c.section == acl.Possible && hit == no:
		s.Kind, to = StepEmptied, IsGone
	case hit == no:
		s.Kind = StepNotNamed
	case c.section == acl.PossibleNot && (t.story.Candidate.Name == "" || t.story.Candidate.Name == "0"):
		s.Kind = StepSpared
	case c.section == acl.PossibleNot:
		s.Kind, to = StepRemoved, IsGone
		if t.now == IsGone {
			s.Kind = StepNeedless
		}
	case t.now != IsLeft:
		s.Kind, to = StepBack, IsLeft
	case c.section == acl.Possible:
		s.Kind = StepKept
	default:
		s.Kind = StepNeedless
	}
	if s.Unsure {
		switch to = MaybeLeft; {
		case c.section == acl.PossibleNot && (t.now == IsGone || s.Kind == StepSpared), c.section == acl.PossibleAdd && t.now == IsLeft:
			to = t.now
		}
	}
	t.step(s, to)
}

// step adds a step that leads to a presence, if its ACL matches.
func (t *storyteller) step(s Step, to Presence) {
	if s.Maybe && to != t.now {
		to = MaybeLeft
	}
	s.Before, s.After = t.now, to
	t.now = to
	t.story.Steps = append(t.story.Steps, s)
}

// named finds the first item of a list that names the value for certain, else
// the first that may.
func (t *storyteller) named(c *change) (outcome, *acl.Value) {
	found, by := no, (*acl.Value)(nil)
	if t.story.Candidate.Undef {
		return no, nil
	}
	for i := range c.items {
		it := &c.items[i]
		out := it.names(t.story.Candidate.Name)
		if t.story.Candidate.Any && it.mod.IsPattern() {
			out = uncertain
		}
		switch {
		case out == yes && !c.doubtful:
			return yes, it.source
		case out != no && found == no:
			found, by = uncertain, it.source
		}
	}
	return found, by
}

// names decides whether an item matches a string, as run.compare does, without
// filling in what is unknown.
func (it *item) names(value string) outcome {
	switch {
	case it.undef:
		return no
	case it.mod == acl.NotAnything, it.positive() && it.text == value:
		return yes
	}
	out, _ := it.hit(value)
	switch {
	case !it.mod.IsNegated() || out != yes && out != no:
		return out
	case out == yes:
		return no
	}
	return yes
}
