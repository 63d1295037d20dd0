package lint

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// zoomReply is an action that is no module.
const zoomReply = "CustomerTicketZoomReply"

// actionNames are the names that actions have.
type actionNames struct {
	known   map[string]bool
	sorted  []string
	folded  map[string]string // in small letters -> as it is
	offered map[string]bool   // by the editor
	guesses map[string]string // what meant has found
	// elsewhere are those of other targets, with the newest that has it; made
	// when needed.
	elsewhere map[string]string
}

// actions are the names of what is registered, by the product or by what is told of the
// system.
func (p *pass) actions() *actionNames {
	if p.actionNames != nil {
		return p.actionNames
	}
	n := &actionNames{known: map[string]bool{}, folded: map[string]string{}, guesses: map[string]string{}, offered: map[string]bool{}}
	facts := p.Target.Facts()
	all := slices.Concat(facts.AgentModules, facts.CustomerModules, p.opts.Extensions.Actions)
	if p.Target.Switches.ZoomReply {
		all = append(all, zoomReply)
	}
	if inv := p.opts.Inventory; inv != nil {
		all = slices.Concat(all, inv.AgentModules, inv.CustomerModules)
		for _, s := range inv.Screens {
			all = append(all, s.Name)
		}
	}
	for _, name := range all {
		n.known[name] = true
	}
	n.sorted = sortedNames(n.known)
	for _, name := range n.sorted {
		n.folded[strings.ToLower(name)] = name
	}
	for _, name := range p.Target.Actions() {
		n.offered[name] = true
	}
	p.actionNames = n
	return n
}

// otherTarget is a target that has an action, "" where none has.
func (n *actionNames) otherTarget(name string) string {
	if n.elsewhere == nil {
		n.elsewhere = map[string]string{}
		for _, t := range product.All() {
			facts := t.Facts()
			for _, m := range slices.Concat(facts.AgentModules, facts.CustomerModules) {
				n.elsewhere[m] = t.ID
			}
			if t.Switches.ZoomReply {
				n.elsewhere[zoomReply] = t.ID
			}
		}
	}
	return n.elsewhere[name]
}

// meant is the action that an unknown name most likely stands for, "" where nobody can
// tell.
func (n *actionNames) meant(name string) string {
	guess, ok := n.guesses[name]
	if !ok {
		guess = n.guess(name)
		n.guesses[name] = guess
	}
	return guess
}

func (n *actionNames) guess(name string) string {
	single := strings.ReplaceAll(name, "TicketTicket", "Ticket")
	switch {
	case n.folded[strings.ToLower(name)] != "":
		return n.folded[strings.ToLower(name)]
	case single == "AgentTicketLink" && n.known["AgentLinkObject"]: // the menu's Link
		return "AgentLinkObject"
	case n.known[single]:
		return single
	}
	for _, prefix := range []string{"Agent", "AgentTicket", "CustomerTicket"} {
		if n.known[prefix+name] {
			return prefix + name
		}
	}
	for _, k := range n.sorted {
		if len(name) > 4 && abs(len(k)-len(name)) <= 1 && isTypo(name, k) {
			return k
		}
	}
	return ""
}

// isModule reports whether a text looks like a module's name.
var isModule = regexp.MustCompile(`^[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*$`).MatchString

// isTwo reports whether a name is that of two actions in one, as a dot between items makes
// of them.
func (n *actionNames) isTwo(name string) bool {
	return slices.ContainsFunc(n.sorted, func(k string) bool {
		rest, ok := strings.CutPrefix(name, k)
		return ok && n.known[rest]
	})
}

// deadAction looks for names of actions that do not exist.
func deadAction(p *pass, v *view, l *reading.List, it *acl.Value) {
	isCondition := l.Block.IsMatch() && l.Area == "Frontend" && l.Attr == "Action"
	isChange := !l.Block.IsMatch() && l.Area == "Action" && p.Effect(l) == reading.Applied
	if !isCondition && !isChange || !comparable(it) {
		return
	}
	m, name := p.Split(it.Text)
	n := p.actions()
	switch {
	case m != acl.Plain, n.known[name], strings.HasPrefix(name, "["), strings.TrimSpace(name) != name, name == "":
		return // the last two are for others to tell
	case isCondition && (name == zoomReply || p.screenTable().actions[name]):
		return
	}
	effect := map[acl.BlockName]string{acl.Properties: "the condition never holds for it", acl.PropertiesDatabase: "the condition never holds for it",
		acl.Possible: "it lets nothing in", acl.PossibleAdd: "it brings nothing back", acl.PossibleNot: "it takes nothing away"}[l.Block]
	if meant := n.meant(name); meant != "" {
		d := p.find(v, it.Span, fmt.Sprintf("%s has no action %s: %s", p.Target.ID, name, effect), "did you mean "+meant+"?")
		if strings.EqualFold(name, meant) && p.Target.Switches.ActionLists {
			p.fixItem(v, d, it, meant)
		}
		return
	}
	other := n.otherTarget(name)
	switch {
	case n.isTwo(name): // told where they were joined
	case n.offered[name]:
		p.find(v, it.Span, fmt.Sprintf("the editor offers %s, but no module of that name is registered: %s", name, effect), "leave it out")
	case other != "":
		p.find(v, it.Span, fmt.Sprintf("%s has no action %s, as %s has: %s", p.Target.ID, name, other, effect), "leave it out")
	case p.opts.Inventory != nil && p.opts.Inventory.Complete("actions"):
		p.find(v, it.Span, fmt.Sprintf("no module %s is registered: %s", name, effect), "leave it out, or add it to the inventory")
	case isModule(name):
		d := p.find(v, it.Span, fmt.Sprintf("%s comes without %s: unless a package adds it, %s", p.Target.ID, shownName(name), effect),
			"actions of packages are named in .ticketacl.yaml under extensions")
		d.Severity = diag.Info
	}
}
