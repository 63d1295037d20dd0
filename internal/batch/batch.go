// Package batch answers scenarios that come as lines of JSON, one line with
// another, in their order, however many there are.
package batch

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"sync"
	"unicode/utf8"

	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/scenario"
)

// Bounds of the input: a line's bytes, and how many lines are worked on together.
const (
	maxLine   = 1 << 20
	chunkSize = 256
)

// Runner answers lines.
type Runner struct {
	// Answer answers one line with what becomes a JSON object. Its error becomes one
	// too.
	Answer func(*scenario.Line) (any, error)
	// Lines reads a line.
	Lines *scenario.LineReader
	// Relevant says which lines are answered alike; nil: nobody knows.
	Relevant *scenario.Relevant
	Workers  int
	// Shard and Shards: of so many runs this is which one, from 1; it answers its
	// share of the lines. 0: all.
	Shard, Shards int
}

// chunk is a part of the input and what is answered to it.
type chunk struct {
	lines   [][]byte
	numbers []int // of the lines, from 1
	out     []byte
	done    chan struct{}
	bad     int
}

// failed is the answer to a line that could not be answered.
type failed struct {
	Line   int             `json:"line"`
	Name   json.RawMessage `json:"name,omitempty"`
	Column uint32          `json:"column,omitempty"`
	Error  string          `json:"error"`
}

// Run answers all lines of the input. bad is how many could not be answered; the
// error is about reading or writing.
func (r *Runner) Run(ctx context.Context, in io.Reader, out io.Writer) (bad int, err error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	workers := max(1, r.Workers)
	todo := make(chan *chunk)
	order := make(chan *chunk, 2*workers)
	var readErr error
	var wg sync.WaitGroup
	wg.Go(func() {
		defer close(todo)
		defer close(order)
		readErr = r.read(in, func(c *chunk) bool {
			select {
			case order <- c:
			case <-ctx.Done():
				return false
			}
			select {
			case todo <- c:
				return true
			case <-ctx.Done():
				close(c.done)
				return false
			}
		})
	})
	memory := &memory{bound: maxMemory}
	for range workers {
		wg.Go(func() {
			w := &worker{Runner: r, memory: memory}
			for c := range todo {
				w.answer(c)
				close(c.done)
			}
		})
	}
	for c := range order {
		<-c.done
		if err == nil && ctx.Err() == nil {
			if _, err = out.Write(c.out); err != nil {
				cancel()
			}
		}
		bad += c.bad
	}
	wg.Wait()
	switch {
	case err != nil:
		return bad, err
	case readErr != nil:
		return bad, readErr
	}
	return bad, ctx.Err()
}

// read cuts the input into chunks of the lines that are this run's. Lines without
// anything in them are left out.
func (r *Runner) read(in io.Reader, give func(*chunk) bool) error {
	lines := bufio.NewReaderSize(in, 64<<10)
	number := 0
	c := &chunk{done: make(chan struct{})}
	for {
		line, long, err := readLine(lines)
		if len(line) > 0 || err == nil {
			number++
		}
		mine := r.Shards == 0 || (number-1)%r.Shards == r.Shard-1
		if mine && (long || len(bytes.TrimSpace(line)) > 0) {
			if long {
				line = nil
			}
			c.lines, c.numbers = append(c.lines, line), append(c.numbers, number)
		}
		if len(c.lines) == chunkSize || err != nil && len(c.lines) > 0 {
			if !give(c) {
				return nil
			}
			c = &chunk{done: make(chan struct{})}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// readLine is the next line without its end. Of one that is too long the rest is
// skipped.
func readLine(in *bufio.Reader) (line []byte, long bool, err error) {
	for {
		part, err := in.ReadSlice('\n')
		if !long {
			line = append(line, part...)
		}
		if len(line) > maxLine {
			line, long = nil, true
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		return bytes.TrimRight(line, "\r\n"), long, err
	}
}

// worker answers chunks.
type worker struct {
	*Runner
	memory *memory
	key    []byte
}

func (w *worker) answer(c *chunk) {
	for i, text := range c.lines {
		number := c.numbers[i]
		if number == 1 {
			text = bytes.TrimPrefix(text, []byte("\ufeff"))
		}
		if text == nil {
			c.fail(failed{Line: number, Error: fmt.Sprintf("longer than %d bytes", maxLine)})
			continue
		}
		var name []byte
		known := false
		if w.Relevant != nil {
			if name, w.key, known = lineKey(w.Relevant, w.key[:0], text); known {
				if body, ok := w.memory.get(w.key); ok {
					c.put(number, name, body)
					continue
				}
			}
		}
		name, body, err := w.line(number, text)
		if err != nil {
			c.fail(failureOf(number, nameIn(text), err))
			continue
		}
		if known {
			w.memory.put(w.key, body)
		}
		c.put(number, name, body)
	}
}

// line answers a line; name is what it says its name is, as JSON.
func (w *worker) line(number int, text []byte) (name, body []byte, err error) {
	l, err := w.Lines.Read(number, text)
	if err != nil {
		return nil, nil, err
	}
	answer, err := w.Answer(l)
	if err != nil {
		return nil, nil, err
	}
	if l.Scenario.Name != "" {
		name = encoded(l.Scenario.Name)
	}
	return name, encoded(answer), nil
}

func encoded(v any) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic(err) // no value that is handed in is refused
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// put writes an answer behind the number and the name of its line.
func (c *chunk) put(number int, name, body []byte) {
	c.out = append(c.out, `{"line":`...)
	c.out = strconv.AppendInt(c.out, int64(number), 10)
	if len(name) > 0 {
		c.out = append(append(c.out, `,"name":`...), name...)
	}
	if len(body) > 2 {
		c.out = append(c.out, ',')
	}
	c.out = append(append(c.out, body[1:]...), '\n')
}

func (c *chunk) fail(f failed) {
	c.bad++
	c.out = append(append(c.out, encoded(f)...), '\n')
}

// nameIn is the name that a line says it has, nil where it cannot be read.
func nameIn(text []byte) json.RawMessage {
	var line struct{ Name *string }
	if !utf8.Valid(text) || json.Unmarshal(text, &line) != nil || line.Name == nil {
		return nil
	}
	return encoded(*line.Name)
}

func failureOf(number int, name json.RawMessage, err error) failed {
	f := failed{Line: number, Name: name, Error: err.Error()}
	var d diag.Diagnostic
	if errors.As(err, &d) {
		f.Column, f.Error = d.Place.Span.Start.Column, d.Summary
	}
	return f
}
