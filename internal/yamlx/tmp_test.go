package yamlx

import (
	"encoding/json"
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTmp(t *testing.T) {
	p := newYAMLXS(t)
	var seeds []string
	var g []struct{ Yaml string }
	b, _ := os.ReadFile("testdata/yaml_load.json")
	json.Unmarshal(b, &g)
	for _, x := range g {
		seeds = append(seeds, x.Yaml)
	}
	fs, _ := filepath.Glob("/work/shared/golden/deploy/*/*.yml")
	for _, f := range fs {
		b, _ := os.ReadFile(f)
		if len(b) < 700 {
			seeds = append(seeds, string(b))
		}
	}
	toks := []string{" ", "  ", "\n", "\t", "-", "- ", ":", ": ", "?", "? ", "#", " #", "'", "\"", "[", "]", "{", "}", ",", ", ", "|", ">", "|-", "&a ", "*a", "*a ", "!!str ", "!x ", "! ", "!", "%", "---", "---\n", "...\n", "a", "1", "~", "true", "\r\n", "\r", "é", "\u0085", "\u2028", "\\", "\n  ", "\n- ", "@", "key: ", "\n\n", "# c\n", "\n# c\n", "!!int ", "\ufeff"}
	seed := int64(1)
	n := 60000
	if s := os.Getenv("SEED"); s != "" {
		fmt.Sscan(s, &seed)
		n = 200000
	}
	r := rand.New(rand.NewSource(seed))
	place1, same := 0, 0
	shown := 0
	fails := 0
	for i := 0; i < n; i++ {
		var s string
		if i < len(seeds) {
			s = seeds[i]
		} else if i%2 == 0 {
			n := 1 + r.Intn(10)
			for j := 0; j < n; j++ {
				s += toks[r.Intn(len(toks))]
			}
		} else {
			s = seeds[r.Intn(len(seeds))]
			for j := 0; j < 1+r.Intn(3); j++ {
				k := r.Intn(len(s) + 1)
				if r.Intn(2) == 0 {
					s = s[:k] + toks[r.Intn(len(toks))] + s[k:]
				} else {
					e := min(len(s), k+1+r.Intn(3))
					s = s[:k] + s[e:]
				}
			}
		}
		compare(t, p, []byte(s))
		_ = fails
		d := Load("x", []byte(s))
		a := p.load(t, []byte(s))
		if strings.HasPrefix(a, "died") && d.Refused {
			l, c := place(a)
			if l > 0 {
				place1++
				for _, x := range d.Diagnostics {
					if int(x.Place.Span.Start.Line) == l && (int(x.Place.Span.Start.Column) == c || int(x.Place.Span.End.Column) == c+1) || strings.Contains(a, fmt.Sprintf(" at line: %d, column: %d\n", x.Place.Span.Start.Line, x.Place.Span.Start.Column)) || strings.Contains(a, "hexdec") {
						same++
						break
					} else if shown < 40 && i%20 == 1 {
						shown++
						fmt.Printf("%q\n  %s\n  %s | %s\n", s, strings.ReplaceAll(a, "\n", " "), x.Error(), x.Detail)
						break
					}
				}
			}
		}
	}
	fmt.Println("places", place1, "same", same)
}
