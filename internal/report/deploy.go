package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/deploy"
)

// DeployState is how far a deployment has come.
type DeployState string

// The states.
const (
	DeployPlanned DeployState = "planned"
	DeployStopped DeployState = "stopped"       // a guard forbids it
	DeployDone    DeployState = "nothing to do" // the file is there already
	DeployWritten DeployState = "deployed"
	DeployFailed  DeployState = "failed"
)

// Deployment is a plan with what it means to people, and what became of it, in the shape of the JSON
// output and of the file that --plan writes.
type Deployment struct {
	Plan deploy.Plan `json:"plan"`
	// Changes are what differs in what the two files say, in evaluation order, Same how many ACLs are
	// the same.
	Changes []DeployChange `json:"changes"`
	Same    int            `json:"same"`
	// Behaviour is what people will notice; nil where nobody has asked.
	Behaviour *DeployBehaviour `json:"behaviour,omitempty"`
	State     DeployState      `json:"state"`
	// Backup is where the old file is kept, Removed what a run that was killed had left, Remarks what
	// is not as it should be, Error why it failed.
	Backup  string   `json:"backup,omitempty"`
	Removed []string `json:"removed,omitempty"`
	Remarks []string `json:"remarks,omitempty"`
	Error   string   `json:"error,omitempty"`

	// Before and Then are the two files, read.
	Before *acl.Set `json:"-"`
	Then   *acl.Set `json:"-"`
}

// DeployChange is what differs in one ACL, in short.
type DeployChange struct {
	ACL   string   `json:"acl"`
	Was   string   `json:"was,omitempty"` // its old name, where that is another
	Kinds []string `json:"kinds"`         // as in docs/schema/diff.schema.json
	Parts []string `json:"parts"`         // sentences
}

// JSON writes what docs/schema/plan.schema.json describes.
func (d *Deployment) JSON(out io.Writer) error { return writeJSON(out, d) }

// ReadDeployment reads the file of a plan.
func ReadDeployment(path string) (*Deployment, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		var file *fs.PathError
		if errors.As(err, &file) {
			err = file.Err
		}
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	d := &Deployment{}
	in := json.NewDecoder(bytes.NewReader(data))
	in.DisallowUnknownFields()
	if err := in.Decode(d); err != nil {
		return nil, fmt.Errorf("%s: no plan: %w", path, err)
	}
	switch {
	case in.More() || d.Plan.Options.Path == "" || d.Plan.Result.SHA256 == "" || d.State == "":
		return nil, fmt.Errorf("%s: no plan: ticketacl deploy --plan writes one", path)
	case d.State != DeployPlanned && d.State != DeployDone:
		return nil, fmt.Errorf("%s: a plan that is %s cannot be applied", path, d.State)
	}
	return d, nil
}

// Relative reports whether a path of the plan begins in the folder in which it was made.
func (d *Deployment) Relative() bool {
	paths := append([]string{d.Plan.Options.Path, d.Plan.Options.Rollback, d.Plan.Options.Inventory}, d.Plan.Options.Sources...)
	paths = append(paths, d.Plan.Options.Scenarios...)
	for _, r := range d.Plan.Read {
		paths = append(paths, r.File)
	}
	for _, p := range paths {
		if p != "" && !filepath.IsAbs(p) {
			return true
		}
	}
	return false
}
