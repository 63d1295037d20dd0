package overview_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/overview"
	"github.com/ticketacl/ticketacl/internal/product"
)

const goesOn = "Evaluation goes on with the next ACL"

func TestSentences(t *testing.T) {
	const everybody = "Applies to agents and customers on every screen"
	for _, tt := range []struct {
		name, match, change string
		want                []string
	}{
		{"no condition, no change", "''", "''", []string{everybody + ", always: it has no condition", "Then nothing: it changes no list", goesOn}},
		{
			"one condition", "{Properties: {Ticket: {Queue: [Raw]}}}", "{Possible: {Ticket: {Queue: [Alert]}}, PossibleNot: {Action: [AgentTicketClose]}}",
			[]string{
				everybody + ", when", "  the ticket's queue is Raw (as chosen on the form, else as stored)",
				"Then", "  Queue: only Alert", "  Action: without AgentTicketClose", goesOn,
			},
		},
		{
			"several of both", "{Properties: {Queue: {Name: [Raw, Junk]}}, PropertiesDatabase: {Ticket: {DynamicField_Color: [red]}}}",
			"{PossibleAdd: {Ticket: {DynamicField_Size: [S, M]}}}",
			[]string{
				everybody + ", when all of these hold",
				"  the ticket's queue is any of Raw, Junk (as chosen on the form, else as stored)",
				"  the dynamic field Color is red (as stored)",
				"Then", "  dynamic field Size: also S, M, where an ACL before took it", goesOn,
				"Note: PropertiesDatabase looks at the ticket as it is stored: on screens that create one nothing is, and the ACL does not apply",
			},
		},
		{
			"modifiers", "{Properties: {State: {Name: ['[RegExp]^HW', '[regexp]^hw', a, '[Not]x', b, '[NotRegExp]y', '[Notregexp]z']}}}",
			"{Possible: {Ticket: {State: ['[RegExp]^HW', '[regexp]^hw', a, '[Not]x', '[NotRegExp]y', '[Notregexp]z']}}}",
			[]string{
				everybody + ", when",
				"  the ticket's state matches /^HW/, or matches /^hw/ in any case, or is any of a, b, or is not x, or does not match /y/, " +
					"or does not match /z/ in any case (as chosen on the form, else as stored)",
				"Then",
				"  State: only what matches /^HW/, what matches /^hw/ in any case, a, all but x, what does not match /y/, what does not match /z/ in any case",
				goesOn,
				"Note (line 2): Properties.State.Name: one item is enough, and [Not]x or [NotRegExp]y holds for every value",
				"Note (line 3): Possible.Ticket.State: one item is enough, and [Not]x or [NotRegExp]y holds for every value",
			},
		},
		{
			"agents by role and group", "{Properties: {User: {Role: [admin, '[Not]x', '[RegExp]^a', '[NotRegExp]b'], Group_rw: [users, '[Not]y'], UserLogin: [jdoe], UserPref: [1]}}}", "''",
			[]string{
				"Applies to agents on every screen, when all of these hold",
				"  the acting agent has rw in the group users, or does not have rw in the group y",
				"  the acting agent has the role admin, or does not have the role x, or has a role that matches /^a/, or has no role that matches /b/",
				"  the login of the acting agent is jdoe", "  the UserPref of the acting agent is 1",
				"Then nothing: it changes no list", goesOn,
				"Note (line 2): Properties.User.Role: one item is enough, so [Not]x or [NotRegExp]b fails only where both are there",
			},
		},
		{
			"screens of agents", "{Properties: {Frontend: {Action: [AgentTicketPhone, AgentTicketEmail]}}}", "{Possible: {Ticket: {Type: [Incident]}}}",
			[]string{"Applies to agents on AgentTicketPhone or AgentTicketEmail", "Then", "  Type: only Incident", goesOn},
		},
		{
			"screens of customers", "{Properties: {Frontend: {Action: [CustomerTicketMessage]}, CustomerUser: {UserCustomerID: [X]}, Process: {ProcessEntityID: [P1]}}}", "''",
			[]string{
				"Applies to customers on CustomerTicketMessage, when all of these hold",
				"  the UserCustomerID of the customer user is X (as chosen on the form, else as stored)",
				"  the process is P1 (as the screen says, else as stored)", "Then nothing: it changes no list", goesOn,
			},
		},
		{
			"a pattern of screens", "{Properties: {Frontend: {Action: ['[RegExp]^AgentTicket(Phone|Email)$']}, Ticket: {Lock: [lock]}}}", "''",
			[]string{
				everybody + ", when all of these hold", "  the screen matches /^AgentTicket(Phone|Email)$/", "  the ticket's lock is lock (as stored)",
				"Then nothing: it changes no list", goesOn,
			},
		},
		{
			"it never applies", "{Properties: {Ticket: {}, State: ~}}", "{Possible: {Ticket: {State: [new]}}}",
			[]string{
				"Never applies: Properties has areas, but no condition in them", "As written, it is for agents and customers on every screen", "Then", "  State: only new", goesOn,
			},
		},
		{
			"an empty area beside another", "{Properties: {Ticket: {}, State: {Name: [new]}}}", "''",
			[]string{
				everybody + ", when", "  the ticket's state is new (as chosen on the form, else as stored)", "Then nothing: it changes no list", goesOn,
			},
		},
		{
			"an empty list", "{Properties: {Ticket: {Queue: []}}}", "{Possible: {Ticket: {State: []}, Action: []}, PossibleNot: {Ticket: {State: []}}}",
			[]string{
				"Never applies: Properties.Ticket.Queue lists nothing, so nothing matches it",
				"As written, it is for agents and customers on every screen, when", "  the ticket's queue is one of an empty list",
				"Then", "  State: nothing at all, for the list is empty", "  State: as it is, for the list is empty", goesOn,
				"Note (line 3): Possible.Action is empty, and is ignored",
			},
		},
		{
			"nobody has it", "{Properties: {CustomerUser: {Role: [admin]}}}", "''",
			[]string{
				"Never applies: customer users have no roles, so Properties.CustomerUser.Role is never set",
				"As written, it is for agents and customers on every screen, when",
				"  the customer user has the role admin (as chosen on the form, else as stored)", "Then nothing: it changes no list", goesOn,
			},
		},
		{
			"it dies", "{Properties: {Ticket: {Queue: Raw}}}", "{Possible: {Ticket: {State: new}}}",
			[]string{
				"Ends every screen that asks ACLs with an error: Properties.Ticket.Queue is a string, not a list",
				"As written, it is for agents and customers on every screen, when", "  Properties.Ticket.Queue is a string where a list belongs",
				"Then nothing: it changes no list", goesOn,
				"Note (line 3): Possible.Ticket.State is a string, not a list: a screen that asks for it ends with an error",
			},
		},
		{
			"actions of OTRS 3.3", "''", "{Possible: {Action: {AgentTicketClose: 0, AgentTicketNote: 1}}}",
			[]string{
				everybody + ", always: it has no condition", "Then", "  Action: without AgentTicketClose", goesOn,
				"Note (line 3): Possible.Action is a hash, as up to OTRS 3.3: the import turns it into this PossibleNot.Action; what is deployed without an import is ignored",
			},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, otobo().Sentences(one(t, tt.match, tt.change), nil)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// notesOf are the notes of an ACL, their lines behind them.
func notesOf(r overview.Reader, a *acl.ACL, before overview.Limits) []string {
	out := []string{}
	for _, s := range r.Sentences(a, before) {
		if m := regexp.MustCompile(`^Note( \(line \d+\))?: (.*)$`).FindStringSubmatch(s); m != nil {
			out = append(out, m[2]+m[1])
		}
	}
	return out
}

func TestNotes(t *testing.T) {
	old := older(func(s *product.Switches) {
		s.NegationOnLists, s.NotAnything, s.KeepsFalsy, s.PossibleAdd, s.SpecialTypes = product.OldNegation, false, false, false, product.ActionType
	})
	for _, tt := range []struct {
		name, match, change string
		want, wantOld       []string
	}{
		{
			"unknown modifiers", "{Properties: {Queue: {Name: ['[Regexp]^a', '[not]b', '[NotRegexp]c', '[a-z]', '[Team] x']}}}", "''",
			[]string{
				"[Regexp]^a has no known modifier and is compared as it stands; did you mean [RegExp]? (line 2)",
				"[not]b has no known modifier and is compared as it stands; did you mean [Not]? (line 2)",
				"[NotRegexp]c has no known modifier, and everything that begins with [Not matches any value; did you mean [NotRegExp]? (line 2)",
			},
			[]string{
				"[Regexp]^a has no known modifier and is compared as it stands; did you mean [RegExp]? (line 2)",
				"[not]b has no known modifier and is compared as it stands; did you mean [Not]? (line 2)",
				"[NotRegexp]c has no known modifier and is compared as it stands; did you mean [NotRegExp]? (line 2)",
			},
		},
		{
			"patterns", "{Properties: {Queue: {Name: ['[RegExp](', '[regexp]', '[RegExp](?R)?a', ~, [x]]}}}", "''",
			[]string{
				"perl dies on [RegExp](: a parenthesis that is never closed (line 2)",
				"[regexp] without a pattern repeats whatever pattern matched last in the web server's process (line 2)",
				"nothing matches null (line 2)", "a list among the items: nothing matches it (line 2)",
			}, nil,
		},
		{
			"opposites", "{Properties: {Queue: {Name: [a, '[Not]a']}, State: {Name: ['[Not]a', '[Not]a']}}}", "{PossibleNot: {Ticket: {State: ['[Not]a', '[Not]b']}}}",
			[]string{
				"Properties.Queue.Name: one item is enough, and [Not]a or a holds for every value (line 2)",
				"PossibleNot.Ticket.State: one item is enough, and [Not]a or [Not]b holds for every value (line 3)",
			}, nil,
		},
		{
			"negation on lists", "{Properties: {User: {Role: ['[Not]a']}}}", "''",
			nil, []string{"on older a negated item does not work on lists: [Not] never holds, [NotRegExp] holds where one of them does not match (line 2)"},
		},
		{
			"what may be unset", "{Properties: {Service: {Name: ['[Not]a']}, Ticket: {State: ['[Not]new']}}}", "''",
			[]string{"where Service.Name is not set, a negated item does not hold either (line 2)"}, nil,
		},
		{
			"what cannot be taken", "''", "{PossibleNot: {Ticket: {State: ['', 0, x]}}, Possible: {Ticket: {State: ['']}}}",
			[]string{"PossibleNot never takes '' away (line 3)", "PossibleNot never takes 0 away (line 3)"}, []string{},
		},
		{
			"what no screen asks", "''", "{Possible: {Ticket: {Lock: [lock], NewResponsible: [x], DynamicField_X: [y], OldOwner: [z]}}}",
			[]string{
				"no screen ever asks for Ticket.Lock, so Possible.Ticket.Lock does nothing (line 3)",
				"no screen ever asks for Ticket.NewResponsible, so Possible.Ticket.NewResponsible does nothing (line 3)",
			}, nil,
		},
		{
			"what no engine reads", "{Ticket: {Queue: [x]}}", "{Possible: {Queue: [x], DynamicField_A: [y], Endpoint: [z]}, PossibleAdd: {Form: [x]}, Possibl: {}}",
			[]string{
				"ConfigMatch.Ticket is not deployed: the system reads Properties, PropertiesDatabase there (line 2)",
				"ConfigChange.Possibl is not deployed: the system reads Possible, PossibleAdd, PossibleNot there (line 3)",
				"the engine does not read Possible.DynamicField_A; it belongs below Possible.Ticket (line 3)",
				"the engine of otobo-11.0 does not read Possible.Endpoint; of Possible it reads Ticket, Action, Process, ActivityDialog, Form, FormStd (line 3)",
				"the engine does not read Possible.Queue; it belongs below Possible.Ticket (line 3)",
			},
			[]string{
				"ConfigMatch.Ticket is not deployed: the system reads Properties, PropertiesDatabase there (line 2)",
				"ConfigChange.Possibl is not deployed: the system reads Possible, PossibleAdd, PossibleNot there (line 3)",
				"the engine does not read Possible.DynamicField_A; it belongs below Possible.Ticket (line 3)",
				"the engine of older does not read Possible.Endpoint; of Possible it reads Ticket, Action (line 3)",
				"the engine does not read Possible.Queue; it belongs below Possible.Ticket (line 3)",
				"the engine of older does not know PossibleAdd (line 3)",
			},
		},
		{
			"wrong shapes", "''", "{Possible: {Action: x, Ticket: {State: '', Queue: x}}}",
			[]string{
				"Possible.Action is a string, not a list, and is ignored (line 3)",
				"Possible.Ticket.Queue is a string, not a list: a screen that asks for it ends with an error (line 3)",
				"Possible.Ticket.State is false, and is ignored (line 3)",
			}, nil,
		},
		{
			"names of fields", "''", "{Possible: {Form: [DynamicField_A, B]}}",
			[]string{"Form names fields without DynamicField_, so nothing is DynamicField_A (line 3)"},
			[]string{"the engine of older does not read Possible.Form; of Possible it reads Ticket, Action (line 3)"},
		},
		{
			"the ticket stays shut", "{Properties: {Ticket: {Queue: [Raw]}}}", "{Possible: {Action: [AgentTicketNote, CustomerTicketZoom]}}",
			[]string{"where it applies, agents cannot open tickets: it takes AgentTicketZoom away"}, nil,
		},
		{
			"for both", "''", "{PossibleNot: {Action: ['[RegExp]Zoom$']}}",
			[]string{
				"where it applies, agents cannot open tickets: it takes AgentTicketZoom away",
				"where it applies, customers cannot open tickets: it takes CustomerTicketZoom away",
			}, nil,
		},
		{
			"another screen", "{Properties: {Frontend: {Action: [AgentTicketNote]}}}", "{Possible: {Action: [AgentTicketNote]}}", []string{}, nil,
		},
		{"brought back", "''", "{Possible: {Action: [AgentTicketNote]}, PossibleAdd: {Action: ['[RegExp]Zoom']}}", []string{},
			[]string{
				"the engine of older does not know PossibleAdd (line 3)",
				"where it applies, agents cannot open tickets: it takes AgentTicketZoom away",
				"where it applies, customers cannot open tickets: it takes CustomerTicketZoom away",
			}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := one(t, tt.match, tt.change)
			if diff := cmp.Diff(append([]string{}, tt.want...), notesOf(otobo(), a, nil)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if tt.wantOld == nil {
				return
			}
			if diff := cmp.Diff(tt.wantOld, notesOf(old, a, nil)); diff != "" {
				t.Errorf("older (-want +got):\n%s", diff)
			}
		})
	}
}

// TestNever: conditions that hold on no system, and those that may.
func TestNever(t *testing.T) {
	for match, want := range map[string]string{
		"{Properties: {NewOwner: {UserLogin: [x]}}}":                                      "NewOwner is no area, so Properties.NewOwner.UserLogin is never set; did you mean Owner?",
		"{PropertiesDatabase: {queue: {Name: [x]}}}":                                      "queue is no area, so PropertiesDatabase.queue.Name is never set; did you mean Queue?",
		"{Properties: {Frontend: {Endpoint: [x]}}}":                                       "Properties.Frontend.Endpoint is never set: of Frontend there is only Action",
		"{Properties: {Process: {ProcessID: [x]}}}":                                       "Properties.Process.ProcessID is never set; did you mean ProcessEntityID?",
		"{Properties: {DynamicField: {Color: [x]}}}":                                      "Properties.DynamicField.Color is never set; did you mean DynamicField_Color?",
		"{Properties: {Ticket: {Queue: [Raw]}}, PropertiesDatabase: {Ticket: {}}}":        "PropertiesDatabase has areas, but no condition in them",
		"{Properties: {Ticket: {Queue: [Raw]}, User: {UserLogin: ~}}}":                    "Properties.User.UserLogin lists nothing, so nothing matches it",
		"{PropertiesDatabase: {Frontend: {Action: [AgentTicketNote]}}}":                   "",
		"{Properties: {Queue: {Anything: [x]}, CustomerUser: {Group_rw: [x]}}}":           "",
		"{Properties: {DynamicField: {DynamicField_Color: [x]}}, PropertiesDatabase: ''}": "",
	} {
		got := ""
		for _, s := range otobo().Sentences(one(t, match, "''"), nil) {
			if why, ok := strings.CutPrefix(s, "Never applies: "); ok {
				got = why
			}
		}
		if got != want {
			t.Errorf("%s: %q, want %q", match, got, want)
		}
	}
}

func TestStops(t *testing.T) {
	stop := key("StopAfterMatch", text("1"))
	for _, tt := range []struct {
		name string
		v    acl.Value
		want string
	}{
		{"no", hash(key("StopAfterMatch", text("0"))), goesOn},
		{"no change", hash(stop), goesOn + ": it has StopAfterMatch, but changes no list"},
		{
			"for what it changes", hash(stop, key("Possible", hash(key("Ticket", hash(key("Queue", items("a")), key("State", items()))), key("Action", items())))),
			"Evaluation stops after it for Queue, State; for every other list it goes on",
		},
		{
			"in two sections", hash(stop, key("Possible", hash(key("Action", items("a")))), key("PossibleNot", hash(key("Action", items("b"))))),
			"Evaluation stops after it for Action; for every other list it goes on",
		},
		{"computed", hash(key("StopAfterMatch", dynamic(""))), "Whether evaluation stops after it is computed by code"},
	} {
		found := false
		for _, s := range otobo().Sentences(acl.NewDeployed("x", tt.v), nil) {
			found = found || s == tt.want
		}
		if !found {
			t.Errorf("%s: %q lacks %q", tt.name, otobo().Sentences(acl.NewDeployed("x", tt.v), nil), tt.want)
		}
	}
}

// TestSentencesOfPerl: what only Perl holds.
func TestSentencesOfPerl(t *testing.T) {
	for _, tt := range []struct {
		name string
		v    acl.Value
		want []string
	}{
		{"computed", dynamic("…"), []string{"Code computes the whole ACL; nothing of it can be told"}},
		{"undef", acl.Value{}, []string{"Applies to agents and customers on every screen, always: it has no condition", "Then nothing: it changes no list", goesOn}},
		{"no hash", items("a"), []string{"Ends every screen that asks ACLs with an error: the ACL is a list, not a hash"}},
		{
			"in parts", hash(
				key("Properties", hash(key("Queue", dynamic("")), key("Ticket", hash(key("State", acl.NewList([]acl.Value{text("new"), dynamic("x-…")})))))),
				key("Possible", hash(key("Ticket", hash(key("Queue", dynamic("")))))), key("Comment", text("x")),
			),
			[]string{
				"Applies to agents and customers on every screen, when all of these hold", "  Properties.Queue is as code computes it (…)",
				"  the ticket's state is any of new, x-… (as chosen on the form, else as stored)", "Then", "  Queue: as code computes it (…)", goesOn,
				"Note: the engine does not read Comment; it reads Properties, PropertiesDatabase, Possible, PossibleAdd, PossibleNot, StopAfterMatch",
			},
		},
	} {
		if diff := cmp.Diff(tt.want, otobo().Sentences(acl.NewDeployed("x", tt.v), nil)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

// TestResets: a Possible starts again, which matters where ACLs before it took
// something.
func TestResets(t *testing.T) {
	acls := read(t, `
- {Name: '1', ValidID: 1, ConfigChange: {PossibleNot: {Ticket: {State: [new]}, Action: [AgentTicketLock]}}}
- {Name: '2', ValidID: 1, ConfigChange: {Possible: {Ticket: {State: [open]}}, PossibleNot: {Ticket: {State: [x]}}}}
- {Name: '3', ValidID: 1, ConfigChange: {PossibleAdd: {Ticket: {Queue: [Raw]}}, PossibleNot: {Form: []}}}
- {Name: '4', ValidID: 1, ConfigChange: {Possible: {Ticket: {State: [new], Queue: [Raw]}, Form: [X]}}}
- {Name: '5', ValidID: 1, ConfigChange: {Possible: {Ticket: {State: []}}}}
`)
	want := [][]string{
		{},
		{"Possible starts again from all that the screen offers: what ACLs before it took comes back where it is listed here, of State (1) (line 3)"},
		{"PossibleNot.Form is empty, and is ignored (line 4)"},
		{"Possible starts again from all that the screen offers: what ACLs before it took comes back where it is listed here, of State (1, 2) (line 5)"},
		{},
	}
	before := overview.Limits{}
	for i, a := range acls {
		if diff := cmp.Diff(want[i], notesOf(otobo(), a, before)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", a.Name, diff)
		}
		before.Add(otobo(), a)
	}
	last := older(func(s *product.Switches) { s.Accumulate = false })
	if got := notesOf(last, acls[3], before); len(got) > 0 {
		t.Errorf("where the last ACL wins: %q", got)
	}
}
