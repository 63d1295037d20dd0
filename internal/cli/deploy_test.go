package cli_test

import (
	"bytes"
	"encoding/json"
	"io"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/ticketacl/ticketacl/internal/cli"
	"github.com/ticketacl/ticketacl/internal/peer"
	"github.com/ticketacl/ticketacl/internal/report"
)

const planSchema = "../../docs/schema/plan.schema.json"

// installation is a folder with an installation in it, and where its file goes.
func installation(t *testing.T) (dir, file string) {
	t.Helper()
	dir = t.TempDir()
	folder := filepath.Join(dir, "Kernel", "Config", "Files")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"RELEASE":          "PRODUCT = OTOBO\nVERSION = 11.0.6\n",
		"Kernel/Config.pm": "package Kernel::Config;\nsub Load { my $Self = shift; }\n1;\n",
		"one.yml":          export("100-One", "Raw", "AgentTicketClose"),
		"two.yml":          export("200-Two", "Misc", "AgentTicketNote"),
		"locked.yml":       export("300-Locked", "Junk", "AgentTicketZoom"),
	} {
		if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(name)), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir, filepath.Join(folder, "ZZZACL.pm")
}

func export(name, queue, action string) string {
	return "- Name: " + name + "\n  ValidID: 1\n  ConfigMatch: {Properties: {Ticket: {Queue: [" + queue + "]}}}\n" +
		"  ConfigChange: {PossibleNot: {Action: [" + action + "]}}\n"
}

// TestPlanSchema validates what deployments print and keep, in every state.
func TestPlanSchema(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile(planSchema)
	if err != nil {
		t.Fatal(err)
	}
	dir, file := installation(t)
	kept := filepath.Join(dir, "plan.json")
	run := func(name string, code int, state report.DeployState, want func(*report.Deployment) bool, args ...string) {
		t.Helper()
		var out, errOut bytes.Buffer
		args = append([]string{"deploy", "--format", "json"}, args...)
		if got := cli.Main(args, strings.NewReader(""), &out, &errOut); got != code {
			t.Fatalf("%s: exit code %d: %s%s", name, got, out.String(), errOut.String())
		}
		for _, data := range [][]byte{out.Bytes(), fileOr(t, kept, out.Bytes())} {
			doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if err := schema.Validate(doc); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		var back report.Deployment
		strict := json.NewDecoder(&out)
		strict.DisallowUnknownFields()
		if err := strict.Decode(&back); err != nil {
			t.Fatal(err)
		}
		if back.State != state || !want(&back) {
			t.Errorf("%s: %s: what this run is about is not in its output: %+v", name, back.State, back)
		}
	}
	acls := func(name string) []string {
		return []string{filepath.Join(dir, name), "-o", file, "--target", "otobo-11.0", "--limit", "10"}
	}
	run("stopped", 1, report.DeployStopped, func(d *report.Deployment) bool { return len(d.Plan.Stopped()) > 0 }, append(acls("locked.yml"), "--dry-run")...)
	run("planned", 0, report.DeployPlanned, func(d *report.Deployment) bool {
		return d.Plan.Present.SHA256 == "none" && len(d.Plan.Content) == d.Plan.Result.Bytes && len(d.Plan.Read) == 2
	}, append(acls("one.yml"), "--plan", kept)...)
	run("applied", 0, report.DeployWritten, func(d *report.Deployment) bool { return d.Backup == "" }, "--apply", kept, "--yes")
	run("nothing to do", 0, report.DeployDone, func(d *report.Deployment) bool { return d.Behaviour.Complete && d.Same == 1 }, append(acls("one.yml"), "--yes")...)
	run("again", 0, report.DeployWritten, func(d *report.Deployment) bool {
		return d.Backup != "" && len(d.Changes) == 2 && len(d.Behaviour.Differences) > 0
	}, append(acls("two.yml"), "--yes", "--allow", "locks-out=not needed")...)
	run("rolled back", 0, report.DeployWritten, func(d *report.Deployment) bool { return d.Plan.Options.Rollback != "" }, "-o", file, "--target", "otobo-11.0", "--rollback", "--yes")
}

func fileOr(t *testing.T, path string, data []byte) []byte {
	t.Helper()
	if got, err := os.ReadFile(path); err == nil {
		return got
	}
	return data
}

// TestPlanSchemaIsTheType compares every property with the Go field that it is written from.
func TestPlanSchemaIsTheType(t *testing.T) {
	data, err := os.ReadFile(planSchema)
	if err != nil {
		t.Fatal(err)
	}
	var root schemaNode
	if err := json.Unmarshal(data, &root); err != nil {
		t.Fatal(err)
	}
	typ := reflect.TypeFor[report.Deployment]()
	c := &typeComparer{t: t, defs: root.Defs, seen: map[string]bool{}}
	fields := reflect.StructOf(slices.DeleteFunc(slices.Collect(fieldsOf(typ)), func(f reflect.StructField) bool { return f.Tag.Get("json") == "-" }))
	c.object("plan.schema.json", root, fields)
	if diff := cmp.Diff(slices.Sorted(maps.Keys(root.Defs)), slices.Sorted(maps.Keys(c.seen))); diff != "" {
		t.Errorf("definitions (-schema +types):\n%s", diff)
	}
}

// TestDeployGuide runs the examples of docs/deploy.md, one after the other in one installation, and holds
// what they print against what stands there.
func TestDeployGuide(t *testing.T) {
	peer.Need(t, "perl")
	const guide = "../../docs/deploy.md"
	path, err := filepath.Abs(guide)
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	dir, file := installation(t)
	t.Chdir(t.TempDir())
	t.Setenv("COLUMNS", "80")
	for _, err := range []error{os.Mkdir("opt", 0o700), os.Rename(dir, "opt/otobo"), os.Rename("opt/otobo/two.yml", "acls.yml")} {
		if err != nil {
			t.Fatal(err)
		}
	}
	file = filepath.Join("opt/otobo/Kernel/Config/Files", filepath.Base(file))
	if code := cli.Main([]string{"deploy", "opt/otobo/one.yml", "-o", file, "--target", "otobo-11.0", "--limit", "1", "--yes"}, strings.NewReader(""), io.Discard, io.Discard); code != 0 {
		t.Fatal(code)
	}
	// Who runs this, and when, is not what the guide is about.
	masked := func(s string) string {
		s = regexp.MustCompile(`mode 0660, [^,\s]+,`).ReplaceAllString(s, "mode 0660, otobo:www-data,")
		return regexp.MustCompile(`\.pm\.[-0-9]+T\d+Z(-\d)?\.bak`).ReplaceAllString(s, ".pm.2026-11-22T210000Z.bak")
	}
	const open = "```console\n$ ticketacl "
	var now strings.Builder
	for rest := string(text); ; {
		before, after, ok := strings.Cut(rest, open)
		now.WriteString(before)
		if !ok {
			break
		}
		command, after, _ := strings.Cut(after, "\n")
		_, rest, _ = strings.Cut(after, "```\n")
		var out, errOut bytes.Buffer
		if code := cli.Main(words(command), strings.NewReader(""), &out, &errOut); code != 0 {
			t.Errorf("%s: exit code %d: %s", command, code, errOut.String())
		}
		now.WriteString(open + command + "\n" + masked(out.String()) + "```\n")
	}
	if *updateDocs {
		if err := os.WriteFile(path, []byte(now.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if diff := cmp.Diff(string(text), now.String()); diff != "" {
		t.Errorf("what the guide shows is not what is printed (-guide +printed):\n%s", diff)
	}
}
