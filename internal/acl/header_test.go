package acl

import "testing"

func TestHeader(t *testing.T) {
	const both = "# Created: 2024-03-01 08:00:00 (root@localhost)\n# Changed: 2024-03-02 09:30:00 (jdoe)\n"
	for _, c := range []struct {
		name, comments                           string
		created, by, changed, changedBy, comment string
	}{
		{"nothing", "", "", "", "", "", ""},
		{"another comment", "\n# ticket acl\n", "", "", "", "", ""},
		{"as deployed", "\n" + both + "# Comment: a (b) # c\n", "2024-03-01 08:00:00", "root@localhost", "2024-03-02 09:30:00", "jdoe", "a (b) # c"},
		{"without a comment", "\n\n" + both, "2024-03-01 08:00:00", "root@localhost", "2024-03-02 09:30:00", "jdoe", ""},
		{"CR LF", "\r\n# Created: x (y)\r\n# Comment: z\r\n", "x", "y", "", "", "z"},
		{"of an ACL further up", both + "# Comment: not this\n\n# ticket acl\n", "", "", "", "", ""},
		{"behind another one", both + "# Comment: not this\n\n# Created: a (b)\n", "a", "b", "", "", ""},
		{"without a login", "# Created: a\n", "a", "", "", "", ""},
		{"a login with brackets", "# Created: a (b (c))\n", "a", "b (c)", "", "", ""},
		{"Latin-1", "# Comment: f\xfcr\n", "", "", "", "", "für"},
		{"blanks of a comment stay", "# Comment:  x \n", "", "", "", "", " x "},
		{"indented", "    # Created: a (b)\n", "a", "b", "", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := &ACL{Form: Deployed, Header: HeaderOf(c.comments)}
			created, by := a.Created()
			changed, changedBy := a.Changed()
			if created != c.created || by != c.by || changed != c.changed || changedBy != c.changedBy || a.Comment() != c.comment {
				t.Errorf("%q: %q %q, %q %q, %q", a.Header, created, by, changed, changedBy, a.Comment())
			}
		})
	}
	comment, when := Value{Kind: String, Text: "c"}, Value{Kind: String, Text: "now"}
	a := &ACL{Meta: Meta{Comment: &comment, ChangeTime: &when}}
	if at, by := a.Changed(); a.Comment() != "c" || at != "now" || by != "" {
		t.Errorf("%q %q %q", a.Comment(), at, by)
	}
	if at, by := a.Created(); at != "" || by != "" {
		t.Errorf("%q %q", at, by)
	}
}
