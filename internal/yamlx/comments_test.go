package yamlx

import "testing"

func TestCommentsAreKept(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"# head\n- Name: a # trailing\n  # about b\n  b: '# no comment'\n# between\n- c: x#y\n  d: [1, 2] # list\n# end\n",
			"---\n# head\n# trailing\n- Name: a\n  # about b\n  b: '# no comment'\n# between\n- c: x#y\n  # list\n  d:\n  - 1\n  - 2\n# end\n"},
		{"- z: 1 # last\n  a: 2\n", "---\n# last\n- a: 2\n  z: 1\n"},
		{"- a: |\n    # text\n    more\n  b: \"x\n    # y\"\n", "---\n- a: \"# text\\nmore\\n\"\n  b: 'x # y'\n"},
		{"- a:\n  - x # one\n  # two\n  - y\n  # three\n", "---\n- a:\n  # one\n  - x\n  # two\n  - y\n# three\n"},
		{"- a: {b: 1, # in a flow\n    c: 2} # behind it\n", "---\n# in a flow\n- a:\n    b: 1\n    # behind it\n    c: 2\n"},
		// Behind the last line of a value of several lines it is about that value.
		{"- c: \"x\n    y\" # of c\n  d: 1\n", "---\n# of c\n- c: x y\n  d: 1\n"},
		{"- a: 1\n  c: \"x\n    y\" # of c\n  d: 1\n", "---\n- a: 1\n  # of c\n  c: x y\n  d: 1\n"},
		{"- a: 1\n  c: [x,\n    y\n    ] # of c\n  d: 1\n", "---\n- a: 1\n  # of c\n  c:\n  - x\n  - y\n  d: 1\n"},
		// Before a closing bracket it is about what that closes.
		{"- a: 1\n  c: [x,\n    # of c\n    ]\n  d: 1\n", "---\n- a: 1\n  # of c\n  c:\n  - x\n  d: 1\n"},
		{"- c: {\n  # of c\n  }\n- d\n", "---\n# of c\n- c: {}\n- d\n"},
	} {
		d := Load("x.yml", []byte(c.in))
		if len(d.Diagnostics) > 0 {
			t.Errorf("%q: %v", c.in, d.Diagnostics)
		}
		got := AppendWith(nil, &d.Root, CommentsOf([]byte(c.in), &d.Root))
		if string(got) != c.want {
			t.Errorf("%q:\n%s, want\n%s", c.in, got, c.want)
		}
		again := Load("x.yml", got)
		if twice := AppendWith(nil, &again.Root, CommentsOf(got, &again.Root)); string(twice) != string(got) {
			t.Errorf("%q: not idempotent:\n%s, then\n%s", c.in, got, twice)
		}
	}
}
