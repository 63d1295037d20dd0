package project

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/ownfile"
)

// Bounds that no honest file meets.
const (
	maxWord  = 1000 // characters of a name or path
	maxMeant = 50   // names of the file's own that suggestions choose from
)

// reader reads one project file.
type reader struct {
	*ownfile.Reader
	file  *File
	dir   string   // of the file
	rules []string // see Options.Rules
}

func format() ownfile.Format { return ownfile.Format{Name: "a project file", NotAList: diag.NotAList} }

// rootKeys are the keys of the top level.
func rootKeys() []string {
	return append(partKeys(), "severities", "ignores", "names", "extensions", "systems", "system")
}

func (r *reader) root(n *yaml.Node) {
	if ownfile.IsNull(n) {
		return
	}
	if n.Kind != yaml.MappingNode {
		r.Report(diag.YAMLRoot, n, "a project file is a mapping, not "+ownfile.Shape(n))
		return
	}
	var system *yaml.Node
	for _, p := range r.Pairs(n, "a project file", rootKeys()) {
		switch p.Name {
		case "severities":
			r.severities(p.Value)
		case "ignores":
			r.ignores(p.Value)
		case "names":
			r.names(p.Value)
		case "extensions":
			r.extensions(p.Value)
		case "systems":
			r.systems(p.Value)
		case "system":
			system = p.Value
		default:
			r.set(&r.file.top, p)
		}
	}
	if system != nil {
		r.system(system)
	}
}

func (r *reader) systems(n *yaml.Node) {
	for _, p := range r.Mapping(n, "systems", nil) {
		name, ok := r.word(p.Key, "the name of a system")
		if !ok {
			continue
		}
		var own part
		for _, x := range r.Mapping(p.Value, "a system", partKeys()) {
			r.set(&own, x)
		}
		r.file.systems[name] = own
		r.file.Systems = append(r.file.Systems, name)
	}
}

// system is the default one; the top level may name it before all systems.
func (r *reader) system(n *yaml.Node) {
	name, ok := r.word(n, "system")
	if !ok {
		return
	}
	if _, known := r.file.systems[name]; !known {
		r.Report(diag.BadValue, n, "unknown system "+ownfile.Quote(name)+r.file.meant(name))
		return
	}
	r.file.Default = name
}

// word is a single value as it was written, neither blank nor with characters
// that a terminal would obey.
func (r *reader) word(n *yaml.Node, of string) (string, bool) {
	switch {
	case n.Kind != yaml.ScalarNode || ownfile.IsNull(n):
		r.Wrong(n, of, "a single value")
	case strings.TrimSpace(n.Value) == "":
		r.Report(diag.BadValue, n, of+" is empty")
	case utf8.RuneCountInString(n.Value) > maxWord:
		r.Report(diag.BadValue, n, of+" is longer than "+strconv.Itoa(maxWord)+" characters")
	case strings.ContainsFunc(n.Value, unicode.IsControl):
		r.Report(diag.BadValue, n, of+" holds a line break or another control character")
	default:
		return n.Value, true
	}
	return "", false
}

// words are a list of such values, each of them once.
func (r *reader) words(n *yaml.Node, of string) []string {
	var ws []string
	seen := map[string]bool{}
	for _, item := range r.List(n, of) {
		w, ok := r.word(item, "an item of "+of)
		switch {
		case !ok:
		case seen[w]:
			r.Report(diag.DuplicateName, item, of+" has "+ownfile.Quote(w)+" already")
		default:
			seen[w] = true
			ws = append(ws, w)
		}
	}
	return ws
}

// notOneOf reports a value that is none of a few.
func (r *reader) notOneOf(n *yaml.Node, of, want string) {
	if n.Kind != yaml.ScalarNode || ownfile.IsNull(n) {
		r.Wrong(n, of, want)
		return
	}
	r.Report(diag.BadValue, n, of+" is "+want+", not "+ownfile.Quote(n.Value))
}

// full reports whether no further finding would be shown, so that looking for
// the nearest name is of no use.
func (r *reader) full() bool { return r.Found() > ownfile.MaxFindings }
