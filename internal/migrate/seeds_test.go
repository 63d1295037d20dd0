package migrate_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/migrate"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/lint"
)

func parse(t testing.TB, id string) *product.Target {
	target, err := product.Parse(id)
	if err != nil {
		t.Fatal(err)
	}
	return target
}

func TestX(t *testing.T) {
	for _, c := range [][3]string{{"003.pm", "otrs-2.4", "otobo-11.0"}, {"002-mended.pm", "otrs-5.0", "znuny-7.0"}, {"002-mended.pm", "otrs-5.0", "otobo-11.0"}, {"002-mended.pm", "otrs-5.0.8", "otobo-11.0"}} {
		read, err := convert.Read(t.Context(), "../../testdata/seeds/"+c[0], convert.Options{})
		if err != nil {
			t.Fatal(err)
		}
		r, err := migrate.Migrate(read.Set, migrate.Options{From: parse(t, c[1]), To: parse(t, c[2])})
		if err != nil {
			t.Fatal(err)
		}
		fmt.Println("==", c)
		fmt.Print(dump(r.Set))
		for _, x := range r.Rewrites {
			fmt.Printf("  %s %v %s: %s\n     %s\n  -> %s\n", x.ACL, x.Into, x.Kind, x.At, x.Before, x.After)
		}
		for _, n := range r.Needs {
			fmt.Printf("  %s %s %s: %s; %s\n", n.ACL, n.At, n.Class, n.Text, n.Do)
		}
		fmt.Println(r.Lines)
		w := convert.Write(r.Set, convert.Export, convert.WriteOptions{Target: parse(t, c[2]), Now: time.Unix(0, 0), By: "root@localhost"})
		for _, d := range w.Diagnostics {
			fmt.Println("  export:", d.Summary)
		}
		back, _ := convert.ReadBytes("out.yml", w.Data)
		in := &lint.Input{Read: back, Sources: map[string][]byte{"out.yml": w.Data}}
		for _, d := range lint.Lint(in, lint.Options{Target: parse(t, c[2])}) {
			fmt.Println("  lint:", d.ACL, d.Severity, d.Rule, d.Summary)
		}
		before := &lint.Input{Read: read, Sources: map[string][]byte{}}
		for _, d := range lint.Lint(before, lint.Options{Target: parse(t, c[1])}) {
			fmt.Println("  lint before:", d.ACL, d.Severity, d.Rule, d.Summary)
		}
		if c[0] == "003.pm" {
			fmt.Println(string(w.Data))
		}
	}
	_ = acl.Valid
}
