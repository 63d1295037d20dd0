package batch

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/ticketacl/ticketacl/internal/scenario"
)

// echo answers with what it was asked about a ticket, and counts how often.
func echo(asked *atomic.Int64) *Runner {
	return &Runner{
		Lines:   scenario.NewLineReader("in", &scenario.Scenario{Screen: "S", Agent: &scenario.Person{Login: "a"}}),
		Workers: 3,
		Answer: func(l *scenario.Line) (any, error) {
			asked.Add(1)
			s := l.Scenario
			if s.Ticket["Queue"].Text == "bad" {
				return nil, errors.New("no such queue")
			}
			return map[string]any{"screen": s.Screen, "agent": s.Agent.Login, "queue": s.Ticket["Queue"].Text, "ask": l.Ask}, nil
		},
	}
}

func run(t *testing.T, r *Runner, in string) (string, int) {
	t.Helper()
	var out bytes.Buffer
	bad, err := r.Run(t.Context(), strings.NewReader(in), &out)
	if err != nil {
		t.Fatal(err)
	}
	return out.String(), bad
}

func TestLines(t *testing.T) {
	var asked atomic.Int64
	long := `{"name":"` + strings.Repeat("x", maxLine) + `"}`
	for _, c := range []struct{ in, want string }{
		{`{}`, `{"line":1,"agent":"a","ask":null,"queue":"","screen":"S"}`},
		{"\ufeff{\"name\":\"n\"}\r\n", `{"line":1,"name":"n","agent":"a","ask":null,"queue":"","screen":"S"}`},
		{"\n \n{\"ticket\":{\"Queue\":\"Raw\"},\"ask\":[\"State\",\"Action\"]}", `{"line":3,"agent":"a","ask":["Ticket.State","Action"],"queue":"Raw","screen":"S"}`},
		{`{"name":"a\"<b>"}`, `{"line":1,"name":"a\"<b>","agent":"a","ask":null,"queue":"","screen":"S"}`},
		{`{"screen":"T","customer":"c"}` + "\n" + `{"screen":"T","agent":{"UserLogin":"x","Role":["r"]}}`,
			`{"line":1,"error":"runtime"}` + "\n" + `{"line":2,"agent":"x","ask":null,"queue":"","screen":"T"}`},
		{`{"ticket":{"Queue":"bad"}}`, `{"line":1,"error":"no such queue"}`},
		{`{"ticket":{"Que":"Raw"}}`, `{"line":1,"column":12,"error":"unknown key \"Que\" in ticket; did you mean Queue?"}`},
		{`{"tickt":{}}`, `{"line":1,"column":2,"error":"unknown key \"tickt\" in a line; did you mean ticket?"}`},
		{`{"expect":{}}`, `{"line":1,"column":2,"error":"unknown key \"expect\" in a line; there is name, screen, agent, customer, ticket, form, moment, changed, process, options, ask"}`},
		{`{"ask":"Stat"}`, `{"line":1,"column":8,"error":"no screen asks for \"Stat\"; did you mean State?"}`},
		{`{"name":"a","name":"b"}`, `{"line":1,"name":"b","column":13,"error":"key \"name\" in a line occurs twice"}`},
		{`{"ticket":{"Title":"a","Title":"b"}}`, `{"line":1,"column":24,"error":"key \"Title\" in ticket occurs twice"}`},
		{`{"moment":"later"}`, `{"line":1,"column":11,"error":"unknown moment \"later\"; there is first, change, save"}`},
		{`{`, `{"line":1,"column":2,"error":"no JSON: the line ends too early"}`},
		{`[]`, `{"line":1,"column":1,"error":"a line is a JSON object"}`},
		{`{} x`, `{"line":1,"column":4,"error":"there is something behind the object"}`},
		{`{"a":nul}`, `{"line":1,"column":9,"error":"no JSON: invalid character '}' in literal null (expecting 'l')"}`},
		{"{\"name\":\"\xff\"}", `{"line":1,"column":1,"error":"no valid UTF-8"}`},
		{`{"form":` + strings.Repeat("[", 30) + strings.Repeat("]", 30) + `}`, `{"line":1,"column":29,"error":"nested deeper than 20"}`},
		{long + "\n{}", fmt.Sprintf(`{"line":1,"error":"longer than %d bytes"}`, maxLine) + "\n" + `{"line":2,"agent":"a","ask":null,"queue":"","screen":"S"}`},
	} {
		r := echo(&asked)
		answer := r.Answer
		r.Answer = func(l *scenario.Line) (any, error) {
			if l.Scenario.Agent == nil {
				return nil, errors.New("runtime")
			}
			return answer(l)
		}
		for _, r.Relevant = range []*scenario.Relevant{nil, {Ignored: map[string]bool{"Title": true}}} {
			if got, _ := run(t, r, c.in); strings.TrimSuffix(got, "\n") != c.want {
				t.Errorf("%.60q:\n got %s\nwant %s", c.in, got, c.want)
			}
		}
	}
}

// TestOrder: answers come in the order of the lines, and bad ones in their place.
func TestOrder(t *testing.T) {
	var in strings.Builder
	for i := range 5000 {
		queue := fmt.Sprint("q", i)
		if i%7 == 0 {
			queue = "bad"
		}
		fmt.Fprintf(&in, `{"ticket":{"Queue":%q}}`+"\n", queue)
	}
	var asked atomic.Int64
	got, bad := run(t, echo(&asked), in.String())
	if bad != 715 {
		t.Errorf("%d are bad", bad)
	}
	for i, line := range strings.Split(strings.TrimSuffix(got, "\n"), "\n") {
		want := fmt.Sprintf(`"queue":"q%d"`, i)
		if i%7 == 0 {
			want = "no such queue"
		}
		if !strings.HasPrefix(line, fmt.Sprintf(`{"line":%d,`, i+1)) || !strings.Contains(line, want) {
			t.Fatalf("line %d: %s", i+1, line)
		}
	}
}

// TestShards: the shards' answers together are the answers to the whole.
func TestShards(t *testing.T) {
	var in strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&in, `{"name":"n%d","ticket":{"Queue":"q%d"}}`+"\n", i, i%13)
		if i%10 == 3 {
			in.WriteString("\n")
		}
	}
	var asked atomic.Int64
	whole, _ := run(t, echo(&asked), in.String())
	for _, n := range []int{1, 2, 3, 8} {
		var all []string
		for i := 1; i <= n; i++ {
			r := echo(&asked)
			r.Shard, r.Shards = i, n
			part, _ := run(t, r, in.String())
			all = append(all, strings.Split(strings.TrimSuffix(part, "\n"), "\n")...)
		}
		line := func(s string) (n int) {
			fmt.Sscanf(s, `{"line":%d`, &n)
			return n
		}
		slices.SortFunc(all, func(a, b string) int { return line(a) - line(b) })
		if strings.Join(all, "\n")+"\n" != whole {
			t.Errorf("%d shards are not the whole", n)
		}
	}
}

// TestMemory: lines that are alike but for what nobody looks at are answered once,
// all others on their own, and the answers are those of reading every line.
func TestMemory(t *testing.T) {
	relevant := &scenario.Relevant{
		Ignored: map[string]bool{"Title": true}, Truth: map[string]bool{"TicketID": true, "CustomerUserID": true},
		Known: func(v string) bool { return v == "known" },
	}
	alike := [][]string{
		{`{"ticket":{"Queue":"a"}}`, `{"name":"n","ticket":{"Queue":"a"}}`, `{ "ticket" : { "Title":"x", "Queue":"a" } }`, `{"ticket":{"Queue":"a","Title":7}}`},
		{`{"ticket":{"TicketID":1}}`, `{"ticket":{"TicketID":"23"}}`, `{"ticket":{"TicketID":4,"Title":null}}`},
		{`{"ticket":{"TicketID":0}}`}, {`{"ticket":{"TicketID":""}}`}, {`{"ticket":{"TicketID":null}}`}, {`{"ticket":{"TicketID":[1]}}`},
		{`{"ticket":{"CustomerUserID":"x"}}`, `{"ticket":{"CustomerUserID":"y"}}`}, {`{"ticket":{"CustomerUserID":"known"}}`},
		{`{"ticket":{"Title":["x"]}}`}, {`{"ticket":{"Title":1.5}}`}, {`{"ticket":{"Title":"a\"b"}}`},
		{`{"ticket":{"Queue":"b"}}`}, {`{"ticket":{"Queue":"b","State":"new"}}`}, {`{"form":{"Queue":"b"}}`}, {`{"ask":"State"}`}, {`{"ask":"Queue"}`},
		{`{"ticket":null}`}, {`{}`, `{"name":"x"}`},
	}
	for i, group := range alike {
		var first []byte
		for _, line := range group {
			_, key, ok := lineKey(relevant, nil, []byte(line))
			if !ok {
				t.Errorf("%s: not plain", line)
			}
			if first == nil {
				first = key
			}
			if !bytes.Equal(first, key) {
				t.Errorf("%s is told apart from %s", line, group[0])
			}
		}
		for _, other := range alike[:i] {
			if _, key, _ := lineKey(relevant, nil, []byte(other[0])); bytes.Equal(key, first) {
				t.Errorf("%s is taken for %s", group[0], other[0])
			}
		}
	}
	for _, line := range []string{
		`{"name":"a","name":"b"}`, `{"ticket":{"Title":"a","Title":"b"}}`, `{"name":"a\u0062"}`, `{"a"}`, `{"a":1`, `{"a":1}}`, `{"a":1,}`, `[]`, ``,
	} {
		if _, _, ok := lineKey(relevant, nil, []byte(line)); ok {
			t.Errorf("%s counts as plain", line)
		}
	}
}

// TestMemoryIsNotSeen: with and without a memory random lines, broken ones among
// them, are answered alike.
func TestMemoryIsNotSeen(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	pick := func(s ...string) string { return s[r.IntN(len(s))] }
	var in strings.Builder
	for range 3000 {
		var members []string
		for range r.IntN(4) {
			members = append(members, pick(`"name":"n"`, `"name":7`, `"screen":"T"`, `"agent":"x"`, `"ask":"State"`, `"form":{"A":"b"}`, `"nam":1`, `"ticket":null`,
				`"ticket":{`+pick(``, `"Title":"x"`, `"Title":"x","Queue":"q"`, `"Queue":"q"`, `"Queue":"bad"`, `"TicketID":1,"Queue":"q"`, `"TicketID":"2" , "Queue":"q"`, `"Title":x`, `"Title":"y","Title":"z"`)+`}`))
		}
		in.WriteString(pick("", "", "", " ") + "{" + strings.Join(members, pick(",", ", ", " ,")) + pick("}", "}", "}", "}", "}", "} ", "}}", "") + "\n")
	}
	var with, without atomic.Int64
	plain, _ := run(t, echo(&without), in.String())
	r2 := echo(&with)
	r2.Relevant = &scenario.Relevant{Ignored: map[string]bool{"Title": true}, Truth: map[string]bool{"TicketID": true}}
	remembered, _ := run(t, r2, in.String())
	if plain != remembered {
		t.Error("answers differ")
	}
	if with.Load() > without.Load()/2 {
		t.Errorf("%d of %d lines were worked on", with.Load(), without.Load())
	}
}

// TestMemoryIsBounded: it begins anew where it is full.
func TestMemoryIsBounded(t *testing.T) {
	m := &memory{bound: 10_000}
	for i := range 1000 {
		m.put(fmt.Append(nil, i), make([]byte, 100))
		if m.size > m.bound || len(m.answers) > 100 {
			t.Fatalf("%d bytes in %d answers", m.size, len(m.answers))
		}
	}
	m.put(make([]byte, 20_000), nil)
	if len(m.answers) == 0 {
		t.Error("one that is too large took the place of the others")
	}
}

// TestBrokenPipe: the run ends where nobody reads what it writes, and where
// reading fails.
func TestBrokenPipe(t *testing.T) {
	var asked atomic.Int64
	in := strings.Repeat("{}\n", 100_000)
	if _, err := echo(&asked).Run(t.Context(), strings.NewReader(in), failing{}); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("error %v", err)
	}
	if asked.Load() == 100_000 {
		t.Error("all lines were answered")
	}
	_, err := echo(&asked).Run(t.Context(), io.MultiReader(strings.NewReader("{}\n"), broken{}), io.Discard)
	if !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("error %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := echo(&asked).Run(ctx, strings.NewReader(in), io.Discard); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

// FuzzKey: a plain line is JSON exactly if each member that its key holds is, so what
// is no JSON never has the key of a line that was read.
func FuzzKey(f *testing.F) {
	for _, s := range []string{`{"name":"n","ticket":{"Title":"x","Queue":"q","TicketID":1}}`, `{"a":[1,{"b":"}"}]}`, `{"ticket":{"Title":tru}}`, `{"a":"","b":{"c":"0",}}`} {
		f.Add(s)
	}
	relevant := &scenario.Relevant{Ignored: map[string]bool{"Title": true}, Truth: map[string]bool{"TicketID": true}}
	f.Fuzz(func(t *testing.T, line string) {
		name, key, ok := lineKey(relevant, nil, []byte(line))
		if !ok || strings.ContainsAny(line, "\n\r") {
			return
		}
		members := true
		for part := range strings.Lines(string(key)) {
			part = strings.TrimSuffix(part, "\n")
			if part != `"ticket":{` && part != "}" && part != `"TicketID"=1` {
				members = members && json.Valid([]byte("{"+part+"}"))
			}
		}
		if members != json.Valid([]byte(line)) {
			t.Errorf("%q counts as %q, and whether it is JSON is another matter", line, key)
		}
		if name != nil && !json.Valid(name) {
			t.Errorf("name %q of %q", name, line)
		}
	})
}

// TestFieldsNobodyLooksAt: a dynamic field that no ACL knows makes lines different
// only where fields are asked about.
func TestFieldsNobodyLooksAt(t *testing.T) {
	relevant := &scenario.Relevant{Fields: func(attr string) bool { return attr == "DynamicField_Known" }}
	key := func(line string) string {
		_, key, ok := lineKey(relevant, nil, []byte(line))
		if !ok {
			t.Fatalf("%s is not plain", line)
		}
		return string(key)
	}
	for _, c := range []struct {
		ask, field string
		alike      bool
	}{
		{`"State"`, "Own", true}, {`["State","Queue"]`, "Own", true}, {`"State"`, "Known", false},
		{`"Form"`, "Own", false}, {`"DynamicField_Own"`, "Own", false}, {`"\u0046orm"`, "Own", false}, {`[]`, "Own", false},
	} {
		line := func(v string) string {
			return `{"ticket":{"DynamicField_` + c.field + `":"` + v + `"},"ask":` + c.ask + `}`
		}
		if got := key(line("a")) == key(line("b")); got != c.alike {
			t.Errorf("%s of %s: alike %t", c.ask, c.field, got)
		}
	}
	if key(`{"ticket":{"DynamicField_Own":"a"}}`) == key(`{"ticket":{"DynamicField_Own":"b"}}`) {
		t.Error("a line that asks everything is taken for one that does not")
	}
}
