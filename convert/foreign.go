package convert

import (
	"fmt"
	"regexp"
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/ticketacl/ticketacl/internal/diag"
)

// inFolder reads a file of a folder, if it is not plainly something else.
func (r *reader) inFolder(file string, data []byte) error {
	if isForeign(data) {
		r.result.LeftAlone = append(r.result.LeftAlone, file)
		return nil
	}
	return r.content(file, data)
}

// onlyForeign says that a folder holds nothing else.
func onlyForeign(path string) error {
	return fmt.Errorf("%s: no file in this folder holds ACLs", path)
}

// maxForeign bounds what is looked at as a whole to tell that it holds no ACLs.
const maxForeign = 16 << 20

// hasACLKey finds what few ACLs are without, and nothing else has.
var hasACLKey = regexp.MustCompile(`(?i)config ?-?_?(match|change)`)

// isForeign reports whether a file is YAML of something else than ACLs, such as an inventory,
// scenarios or a playbook. What could be meant as ACLs is none, so that mistakes in it are found.
func isForeign(data []byte) bool {
	if len(data) > maxForeign || hasACLKey.Match(data) || Detect(data) != YAML {
		return false
	}
	var doc yaml.Node
	if yaml.Unmarshal(data, &doc) != nil || len(doc.Content) == 0 {
		return false
	}
	root := doc.Content[0]
	if root.Kind != yaml.MappingNode && root.Kind != yaml.SequenceNode || len(root.Content) == 0 {
		return false
	}
	if root.Kind == yaml.SequenceNode && !slices.ContainsFunc(root.Content, func(n *yaml.Node) bool { return n.Kind == yaml.MappingNode }) {
		return false
	}
	named := 0 // where entries have their names
	if root.Kind == yaml.SequenceNode {
		named = 1
	}
	return !likeACLs(root, named, 0)
}

// likeACLs reports whether some key in the first levels is one of ACLs.
func likeACLs(n *yaml.Node, named, depth int) bool {
	const levels = 3
	if depth > levels {
		return false
	}
	for i, c := range n.Content {
		if n.Kind == yaml.MappingNode && i%2 == 0 {
			if depth == named && c.Value == "Name" || isACLKey(c.Value) {
				return true
			}
			continue
		}
		if likeACLs(c, named, depth+1) {
			return true
		}
	}
	return false
}

// isACLKey reports whether a key is one of ACLs, or nearly so.
func isACLKey(key string) bool {
	known := []string{"ConfigMatch", "ConfigChange", "StopAfterMatch", "Properties", "PropertiesDatabase", "Possible", "PossibleAdd", "PossibleNot"}
	return slices.ContainsFunc(known, func(k string) bool { return diag.Loose(k) == diag.Loose(key) || len(key) > 6 && diag.IsSlip(key, k) })
}
