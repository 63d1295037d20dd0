package convert

import (
	"fmt"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/yamlx"
)

// Canonical writes an export as the system that reads it would export it again:
// keys sorted, quoting and layout of YAML::XS; comments stay. The result is its
// own canonical form. The error says why a file has none; the findings are those
// of reading it.
func Canonical(file string, data []byte) ([]byte, []Diagnostic, error) {
	data, err := decompress(data, DefaultMaxSize)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", file, err)
	}
	if f := Detect(data); f != YAML {
		return nil, nil, fmt.Errorf("%s is %s, and only exports have a canonical form; ticketacl convert --to yaml makes one", file, f)
	}
	doc := yamlx.Load(file, data)
	findings := doc.Diagnostics
	for _, d := range findings {
		if d.Rule == diag.DuplicateKey {
			return nil, findings, fmt.Errorf("%s: a key is written twice, and one of the two would be lost", d.Place)
		}
		if d.Rule == diag.UnknownKey { // of yamlx: a list or hash
			return nil, findings, fmt.Errorf("%s: a list or hash is a key, and would be lost; quote it", d.Place)
		}
	}
	switch root := &doc.Root; {
	case doc.Refused:
		return nil, findings, fmt.Errorf("%s cannot be read in full, and is left as it is", file)
	case doc.Documents > 1:
		return nil, findings, fmt.Errorf("%s has %d documents, of which the system reads one, and is left as it is", file, doc.Documents)
	case root.Kind != acl.List, isForeign(data):
		return nil, findings, fmt.Errorf("%s is no list of ACLs, and is left as it is", file)
	}
	return yamlx.AppendWith(nil, &doc.Root, yamlx.CommentsOf(data, &doc.Root)), findings, nil
}
