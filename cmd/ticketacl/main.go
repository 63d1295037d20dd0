// Command ticketacl reads, checks and simulates ticket ACLs of OTRS, Znuny and OTOBO.
package main

import (
	"os"

	"github.com/ticketacl/ticketacl/internal/cli"
)

func main() {
	os.Exit(cli.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
