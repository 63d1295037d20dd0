package yamlx
import ("testing";"strings";"time";"fmt";"runtime";"math/rand")
func TestTmpHostile(t *testing.T) {
	n := 1<<20
	rep := func(s string) []byte { return []byte(strings.Repeat(s, n/len(s))) }
	rnd := make([]byte, n); rand.New(rand.NewSource(1)).Read(rnd)
	asc := make([]byte, n); for i := range asc { asc[i] = " \n-:abc[]{}'\",#&*!|>"[int(rnd[i])%20] }
	letters := make([]byte, n); for i := range letters { letters[i] = " \nabcdefgh"[int(rnd[i])%10] }
	cases := map[string][]byte{"random": rnd, "ascii": asc, "letters": letters, "a": rep("a"), "[": rep("["), "{": rep("{"), "- ": rep("- "), "-": rep("- a\n"), "map": rep("a: b\n"), "comments": rep("# c\n"), "nl": rep("\n"), "cr": rep("\r"), "flow": append([]byte("["), rep("a,")...), "quote": append([]byte("- \""), rep("- b\n")...), "tab": rep("\t"), "?": rep("? "), "key": rep("a: "), "docs": rep("---\n"), "docs2": rep("--- a\n"), "&": append([]byte("- &a x\n"), rep("- *a\n")...), "unclosedtail": append(rep("- Name: abc\n  ValidID: 1\n"), []byte("- 'x\n")...), "broken": rep("- Name: [Not]abc\n  ValidID: 1\n"), "dupkey": append([]byte("- a: 1\n"), rep("  a: 2\n")...), "?flow": rep("- [a?, b]\n"), "nul": rep("\x00"), "bom": rep("\ufeff"), "!": rep("! "), "'": rep("'"), "|":rep("|\n"), "indent": rep(" "), "longitem": append([]byte("- a:\n"), rep("  - b\n")...), "nel": rep("\u0085- a")}
	for name, b := range cases {
		runtime.GC()
		s := time.Now()
		d := Load("x.yml", b)
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		el := time.Since(s)
		first := ""
		if len(d.Diagnostics) > 0 { first = d.Diagnostics[0].Error() }
		fmt.Printf("%-14s %6.1fs heapsys %5d MB diags %d refused %v %.100s\n", name, el.Seconds(), m.HeapSys>>20, len(d.Diagnostics), d.Refused, first)
	}
}
