package cli_test

import (
	"bytes"
	"encoding/xml"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/ticketacl/ticketacl/internal/cli"
	"github.com/ticketacl/ticketacl/internal/peer"
)

func readGuide(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile("../../docs/testing.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// blocks are the code blocks of a kind in a page.
func blocks(page, kind string) (out []string) {
	for {
		_, rest, ok := strings.Cut(page, "\n```"+kind+"\n")
		if !ok {
			return out
		}
		block, after, _ := strings.Cut(rest, "```\n")
		out, page = append(out, block), "\n"+after
	}
}

// TestTestingGuide: the files that the guide shows are those of the suites, and it
// names no flag that there is not.
func TestTestingGuide(t *testing.T) {
	page := readGuide(t)
	var all string
	err := filepath.WalkDir(suites, func(name string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		all += string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	shown := blocks(page, "yaml")
	if len(shown) == 0 {
		t.Error("the guide shows no file")
	}
	for _, b := range shown {
		if !strings.Contains(all, "\n"+b) {
			t.Errorf("no file of the suites holds\n%s", b)
		}
	}
	var help bytes.Buffer
	for _, command := range []string{"test", "record"} {
		cli.Main([]string{command, "--help"}, strings.NewReader(""), &help, &help)
	}
	for _, flag := range regexp.MustCompile("`(--[a-z-]+)").FindAllStringSubmatch(page, -1) {
		if !strings.Contains(help.String(), flag[1]+" ") {
			t.Errorf("there is no %s", flag[1])
		}
	}
}

// TestTestingGuideInAShell runs the commands of the guide that print nothing there,
// as a shell does: all of them pass.
func TestTestingGuideInAShell(t *testing.T) {
	peer.Need(t, "bash")
	peer.Need(t, "perl") // prove is a part of it
	dir := shellIn(t, map[string]string{"testdata/suites": suites})
	commands := blocks(readGuide(t), "sh")
	if len(commands) == 0 {
		t.Error("the guide has no commands")
	}
	for _, c := range commands {
		inShell(t, dir, c)
	}
	checkReport(t, filepath.Join(dir, "acl-tests.xml"))
}

// shellIn is a folder with ticketacl on its path and copies of folders.
func shellIn(t *testing.T, folders map[string]string) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	wrapper := "#!" + bash + "\nexec -a ticketacl " + self + " \"$@\"\n"
	if err := os.WriteFile(filepath.Join(dir, "ticketacl"), []byte(wrapper), 0o755); err != nil {
		t.Fatal(err)
	}
	for to, from := range folders {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, to)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.CopyFS(filepath.Join(dir, to), os.DirFS(from)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// inShell runs commands there; one that fails fails the test.
func inShell(t *testing.T, dir, commands string) {
	t.Helper()
	cmd := exec.Command("bash", "-e", "-o", "pipefail", "-c", commands)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "PATH="+dir+string(os.PathListSeparator)+os.Getenv("PATH"))
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%s%v\n%s", commands, err, out)
	}
}

// checkReport: a report has a suite for each file, and what it counts is there.
func checkReport(t *testing.T, path string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Tests  int `xml:"tests,attr"`
		Suites []struct {
			Name  string `xml:"name,attr"`
			Cases []struct {
				Name string `xml:"name,attr"`
			} `xml:"testcase"`
		} `xml:"testsuite"`
	}
	if err := xml.Unmarshal(data, &doc); err != nil {
		t.Fatal(err)
	}
	cases := 0
	var names []string
	for _, s := range doc.Suites {
		cases += len(s.Cases)
		names = append(names, filepath.Base(s.Name))
	}
	var want []string
	for _, f := range scenarioFiles(t, "repairshop") {
		want = append(want, filepath.Base(f))
	}
	if slices.Sort(names); !slices.Equal(names, want) || cases != doc.Tests || cases == 0 {
		t.Errorf("%d tests, %d cases in %q, want those of %q", doc.Tests, cases, names, want)
	}
}
