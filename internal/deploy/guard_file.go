package deploy

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// FileName is what --allow names to deploy under another name than the system's own.
const FileName = "file-name"

// NoACLs is what --allow names to put nothing in the place of ACLs.
const NoACLs = "no-acls"

// IsGuard reports whether --allow names a guard rather than a rule of the linter.
func IsGuard(name string) bool { return name == FileName || name == NoACLs }

// reasonFor is why somebody allows a rule or a guard; allowed is false where nobody does.
func reasonFor(rule string, allow []Allow) (reason string, allowed bool) {
	i := slices.IndexFunc(allow, func(a Allow) bool { return a.Rule == rule })
	if i < 0 {
		return "", false
	}
	return allow[i].Reason, true
}

// Leaves looks whether anything is left of the ACLs that are in force: a set without any is
// easily the wrong file.
func Leaves(before, then int, allow []Allow) Guard {
	reason, allowed := reasonFor(NoACLs, allow)
	g := Guard{Name: "acls left", Outcome: Passed, Summary: count(then, "ACL")}
	switch {
	case (then > 0 || before == 0) && allowed:
		g.Outcome, g.Summary = Told, "--allow "+NoACLs+" is not needed: "+g.Summary
	case then > 0 || before == 0:
	case allowed:
		g.Outcome, g.Summary = Allowed, "none of "+count(before, "ACL")+": "+reason
	default:
		g.Outcome, g.Summary = Stopped, "none of "+count(before, "ACL")+", and nobody would be limited in anything: to mean it, --allow "+NoACLs+"=REASON"
	}
	return g
}

// productFiles are configuration that the products write and keep themselves: no ACLs belong there.
func productFiles() []string {
	return []string{"ZZZAAuto.pm", "ZZZAuto.pm", "ZZZProcessManagement.pm"}
}

// Named looks at the name of the file: any but the system's own is easily a slip, and its ACLs are in
// force beside those of the editor.
func Named(path string, allow []Allow) Guard {
	name := filepath.Base(path)
	reason, allowed := reasonFor(FileName, allow)
	g := Guard{Name: "file name", Outcome: Stopped}
	switch {
	case slices.ContainsFunc(productFiles(), func(own string) bool { return strings.EqualFold(own, name) }):
		g.Summary = name + " is written by the system itself, with settings in it: deploy to " + ownFile
	case name == ownFile && allowed:
		g.Outcome, g.Summary = Told, "--allow "+FileName+" is not needed: it is "+ownFile
	case name == ownFile:
		g.Outcome, g.Summary = Passed, "the system's own"
	case allowed:
		g.Outcome, g.Summary = Allowed, name+" is not "+ownFile+": "+reason
	default:
		g.Summary = name + " is not " + ownFile + ", which the system writes: both are in force then; to mean it, --allow " + FileName + "=REASON"
	}
	return g
}

// Replaces looks whether the file that is there holds anything that a deployment would not put back.
// refused: perl does not load it, so that nothing in it is in force.
func Replaces(f *File, refused bool) Guard {
	g := Guard{Name: "replaces", Outcome: Passed, Summary: "nothing but ACLs"}
	other := foreign(string(f.Data))
	switch {
	case !f.Exists:
		g.Summary = "nothing"
	case other == "":
	case refused && filepath.Base(f.Path) == ownFile:
		g.Outcome, g.Summary = Told, "a file of which nothing is in force"
	default:
		g.Outcome, g.Summary = Stopped, "the file that is there holds more than ACLs, which would be gone: name another file, or move it away first"
		g.Details = []string{other}
	}
	return g
}

// OnlyACLs reports whether a file holds nothing but what a deployment writes.
func OnlyACLs(data []byte) bool { return foreign(string(data)) == "" }

// Statements of a deployed file, with each string as ”. The last is the end of Load, or of the file.
var (
	frameStatement = regexp.MustCompile(`\A\}*\s*(?:package [\w:]+|use (?:strict|warnings|utf8)|no warnings(?: '')?|(?:sub Load\s*\{\s*)?my (?:\(\s*\$File, *\$Self\s*\)\s*=\s*@_|\$Self\s*=\s*shift)|return(?: 1)?|1|)\z`)
	aclStatement   = regexp.MustCompile(`\A\$Self->\{(?:TicketAcl|'')\}(?:(?:->)?\{(?:''|[\w-]+)\})?\s*=\s*\{(?:''|=>|qw\([^()]*\)|[\s{}\[\],\w.-])*\}\z`)
	ticketACL      = regexp.MustCompile(`\A\$Self->\{\s*["']?TicketAcl["']?\s*\}`)
)

// foreign is the beginning of the first statement that no deployment writes; "" where there is none.
// It looks at the text alone, so that what cannot be parsed is foreign too.
func foreign(text string) string {
	var bare strings.Builder
	start := 0
	check := func(end int) string {
		statement := strings.TrimSpace(bare.String())
		bare.Reset()
		// The name of the hash is looked at as written, for strings are blank here.
		at := strings.TrimSpace(uncommented(text[start:end]))
		start = end + 1
		if frameStatement.MatchString(statement) || aclStatement.MatchString(statement) && ticketACL.MatchString(at) {
			return ""
		}
		first, _, _ := strings.Cut(at, "\n")
		return string([]rune(first)[:min(len([]rune(first)), 60)])
	}
	text = strings.TrimPrefix(text, "\ufeff")
	for i := 0; i < len(text); i++ {
		switch c := text[i]; c {
		case '#':
			for i+1 < len(text) && text[i+1] != '\n' {
				i++
			}
		case '\'', '"':
			for i++; i < len(text) && text[i] != c; i++ {
				if text[i] == '\\' {
					i++
				}
			}
			bare.WriteString("''")
		case ';':
			if other := check(i); other != "" {
				return other
			}
		default:
			bare.WriteByte(c)
		}
	}
	return check(len(text))
}

// uncommented is a text without the comments and empty lines that it begins with.
func uncommented(s string) string {
	for {
		s = strings.TrimSpace(s)
		if !strings.HasPrefix(s, "#") {
			return s
		}
		_, s, _ = strings.Cut(s, "\n")
	}
}
