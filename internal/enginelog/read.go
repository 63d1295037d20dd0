package enginelog

import (
	"bufio"
	"errors"
	"io"
	"strings"
)

// Bounds on what is read of a log.
const (
	maxLine    = 1 << 16 // bytes; the rest of a line is passed over
	maxEntries = 1 << 18
)

// Log is what a log says about ACLs.
type Log struct {
	Lines   int // all of them
	Entries []Entry
	// Unread are the numbers of lines that begin like one about an ACL and are
	// none that is known: cut off, or of an engine that words them differently.
	Unread []int
	// Truncated: there is more than is read.
	Truncated bool
}

// Read reads a log: a file of the system's own, of syslog, or lines copied from
// one. What is not about ACLs is passed over.
func Read(from io.Reader) (*Log, error) {
	in := bufio.NewReaderSize(from, 1<<16)
	log := &Log{}
	for {
		line, err := readLine(in)
		if line != "" || err == nil {
			log.Lines++
			log.add(line)
		}
		switch {
		case errors.Is(err, io.EOF) || log.Truncated:
			return log, nil
		case err != nil:
			return log, err
		}
	}
}

func (l *Log) add(line string) {
	e, about, ok := parse(line)
	switch {
	case !about:
	case len(l.Entries)+len(l.Unread) >= maxEntries:
		l.Truncated = true
	case !ok:
		l.Unread = append(l.Unread, l.Lines)
	default:
		e.Line = l.Lines
		l.Entries = append(l.Entries, e)
	}
}

// readLine is the next line without its end, as much of it as is read.
func readLine(in *bufio.Reader) (string, error) {
	var b strings.Builder
	for {
		part, err := in.ReadSlice('\n')
		if room := maxLine - b.Len(); len(part) > room {
			part = part[:room]
		}
		b.Write(part)
		if !errors.Is(err, bufio.ErrBufferFull) {
			return strings.TrimRight(b.String(), "\r\n"), err
		}
	}
}
