package replay

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ticketacl/ticketacl/internal/product"
)

const (
	hides  = `"acls":{"a":{"PossibleNot":{"Ticket":{"State":["closed"]}}}}`
	states = `"call":{"ReturnType":"Ticket","ReturnSubType":"State","Data":{"1":"open","2":"closed"},"UserID":"2"}`
	tiny   = `"world":{"name":"tiny"}`
	sound  = `{"id":"x",` + hides + `,` + states + `,` + tiny + `,"expect":{"returned":1,"data":{"1":"open"},"matched":["a"],"used":["a"]}}`
)

func replayLines(lines string, target *product.Target) (*Report, error) {
	return Run([]string{"-"}, Options{Stdin: strings.NewReader(lines), Target: target})
}

// TestUnreadable: what is wrong with a line, and where.
func TestUnreadable(t *testing.T) {
	for _, c := range []struct{ name, lines, want string }{
		{"cut", sound + "\n" + `{"id":"cut"`, "-:2: "},
		{"more than one value", sound + sound, "-:1: something follows"},
		{"one bracket too many", sound + "}", "-:1: "},
		{"a list", "[1]", "a JSON object is expected"},
		{"no call, no checks", `{"id":"x"}`, "neither call nor checks"},
		{"a call that is a list", `{"id":"x","call":[]}`, "case x has no call"},
		{"no expect", `{"id":"x",` + states + `,` + tiny + `}`, "case x has no expect"},
		{"an expect that is a list", `{"id":"x",` + states + `,` + tiny + `,"expect":[]}`, "case x: its expect is a list"},
		{"no answer of the target", `{"id":"x",` + states + `,` + tiny + `,"expect":{"otrs-2.0":{"returned":0}}}`, "case x: it holds no answer of otobo-11.0"},
		{"no world", `{"id":"x",` + states + `,"expect":{"returned":0}}`, "case x: it names no world"},
		{"a world elsewhere", `{"id":"x",` + states + `,"world":"../std","expect":{"returned":0}}`, `world "../std" is not the name of a file`},
		{"a world nobody has", `{"id":"x",` + states + `,"world":"nobody","expect":{"returned":0}}`, "no file nobody.json in"},
		{"a malformed world", `{"id":"x",` + states + `,"world":{"queues":1},"expect":{"returned":0}}`, "case x: world"},
		{"an unknown target", `{"id":"x","target":"otrs-99","expect":{},` + states + `}`, `unknown target "otrs-99"`},
		{"data sets without their case", `{"id":"x","checks":{}}`, "-:1: no case x in the files"},
		{"nested too deeply", strings.Repeat(`{"a":`, 300) + "1" + strings.Repeat("}", 300), "nested deeper than 200 levels"},
		{"a screen that is none", `{"screen":1}`, "-:1: "},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := replayLines(c.lines+"\n", nil)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %q", err, c.want)
			}
		})
	}
	if _, err := Run([]string{filepath.Join(t.TempDir(), "none")}, Options{}); !os.IsNotExist(err) {
		t.Errorf("a file that is not there: %v", err)
	}
}

// endless is a line without an end.
type endless struct{ left int }

func (e *endless) Read(p []byte) (int, error) {
	if e.left == 0 {
		return 0, io.EOF
	}
	n := min(len(p), e.left)
	for i := range n {
		p[i] = ' '
	}
	e.left -= n
	return n, nil
}

func TestLongLine(t *testing.T) {
	_, err := Run([]string{"-"}, Options{Stdin: &endless{maxLine + 1}})
	if err == nil || !strings.Contains(err.Error(), "a line is longer than 64 MB") {
		t.Errorf("error %v", err)
	}
}

// TestForms: lines that are read, gzipped or not, with blank lines, a target, a
// named world.
func TestForms(t *testing.T) {
	dir := t.TempDir()
	write := func(name, content string) string {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	if _, err := io.WriteString(z, sound+"\n"); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	write("worlds/tiny.json", `{"name":"tiny"}`)
	named := strings.Replace(sound, tiny, `"world":"tiny"`, 1)
	for _, c := range []struct {
		name, path string
		cases      int
	}{
		{"plain", write("plain.jsonl", "\n"+sound+"\n  \n"+sound), 2},
		{"gzip, whatever its name", write("zipped.jsonl", zipped.String()), 1},
		{"windows line ends", write("crlf.jsonl", sound+"\r\n"+sound+"\r\n"), 2},
		{"nothing", write("empty.jsonl", ""), 0},
		{"a world beside the file", write("named.jsonl", named), 1},
		{"a world beside its folder", write("cases/named.jsonl", named), 1},
		{"a target", write("target.jsonl", strings.Replace(sound, `{"id"`, `{"target":"znuny-7.0.3","id"`, 1)), 1},
		{"a target with modules", write("modules.jsonl", strings.Replace(sound, `{"id"`, `{"target":"znuny-7.0-mod","id"`, 1)), 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := Run([]string{c.path}, Options{})
			if err != nil {
				t.Fatal(err)
			}
			if r.Cases != c.cases || r.Agree != c.cases {
				t.Errorf("%+v", r)
			}
		})
	}
	broken := write("broken.jsonl", zipped.String()[:20])
	if _, err := Run([]string{broken}, Options{}); err == nil {
		t.Error("a gzip file that is cut gives no error")
	}
}

// TestPerTarget: of a case that was put to several engines the answer of the
// target counts.
func TestPerTarget(t *testing.T) {
	line := `{"id":"x","acls":{"a":{"Possible":{"FormStd":["A"]}}},"call":{"ReturnType":"FormStd","ReturnSubType":"-","Data":{"1":"A","2":"B"},"UserID":"2"},` + tiny + `,
		"expect":{"otobo-10.0":{"returned":0,"data":null},"otobo-10.1":{"returned":1,"data":{"1":"A"}}}}`
	line = strings.ReplaceAll(line, "\n", "")
	for id, agree := range map[string]bool{"otobo-10.0": true, "otobo-10.0.5": true, "otobo-10.1": true} {
		target, err := product.Parse(id)
		if err != nil {
			t.Fatal(err)
		}
		r, err := replayLines(line, target)
		if err != nil || (r.Agree == 1) != agree {
			t.Errorf("%s: %+v, %v", id, r, err)
		}
	}
}

// TestModules: a recorded module without Checks makes the engine gather
// everything, one with Checks those sections.
func TestModules(t *testing.T) {
	line := func(config string, returned string) string {
		return `{"id":"x","acls":{"a":{"Properties":{"Ticket":{"StateType":["closed"]}},"Possible":{"Ticket":{"State":["open"]}}}},
			"call":{"ReturnType":"Ticket","ReturnSubType":"State","Data":{"1":"open","2":"closed"},"UserID":"2","StateID":"2"},
			"world":{"states":[{"ID":"2","Name":"closed","TypeName":"closed"}]},"config":` + config + `,"expect":{"returned":` + returned + `}}`
	}
	for _, c := range []struct{ name, config, returned string }{
		{"no modules", `{}`, "0"},
		{"without Checks", `{"Ticket::Acl::Module":{"1":{"Module":"M"}}}`, "1"},
		{"for another question", `{"Ticket::Acl::Module":{"1":{"Module":"M","ReturnType":"Action"}}}`, "0"},
		{"with a list of sections", `{"Ticket::Acl::Module":{"1":{"Module":"M","Checks":["Queue","State"]}}}`, "1"},
		{"with one section", `{"Ticket::Acl::Module":{"1":{"Module":"M","Checks":"State"}}}`, "1"},
		{"with another section", `{"Ticket::Acl::Module":{"1":{"Module":"M","Checks":["Queue"]}}}`, "0"},
	} {
		r, err := replayLines(strings.ReplaceAll(line(c.config, c.returned), "\n", ""), nil)
		if err != nil || r.Agree != 1 {
			t.Errorf("%s: %+v, %v", c.name, r, err)
		}
	}
}
