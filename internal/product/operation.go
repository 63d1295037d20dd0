package product

import (
	"slices"
	"strings"
)

// Operation is what there is to do, and to know, when a configuration file of a running system
// has been replaced behind its back. Commands are run in its folder, as its user.
type Operation struct {
	// Console is the command that runs the product's own commands; "" before OTRS 5.
	Console string
	// Restart are the commands after which processes in the background have the new
	// configuration, in order; none where there are no such processes.
	Restart []string
	// Watches: they look once a minute whether a file has changed, and restart themselves.
	Watches bool
	// DropCache is the command after which what the product has derived from ACLs is derived
	// anew; "" where nothing is.
	DropCache string
	// S3: files can come from a bucket, which then overwrites those on the disk.
	S3 bool
	// ReloadsFiles: web servers load a changed file with the next request, however they run. Else
	// only such do that load changed modules anew, as the product's own set-up of Apache does.
	ReloadsFiles bool
}

// operationRow is to an Operation what row is to Switches.
type operationRow struct {
	set func(*Operation)
	in  []span
}

// Operation returns what there is to do on a target.
func (t *Target) Operation() Operation {
	var o Operation
	for _, r := range operationRows() {
		if within(r.in, t.Product, t.Version) {
			r.set(&o)
		}
	}
	return o
}

func operationRows() []operationRow {
	otobo := []span{{product: OTOBO}}
	return []operationRow{
		{func(o *Operation) {
			o.Restart = []string{"bin/otrs.Scheduler.pl -a stop", "bin/otrs.Scheduler.pl -a start"}
		}, []span{between(OTRS, Version{3, 1, 0}, Version{5, 0, 0})}},
		{func(o *Operation) {
			o.Console = "bin/otrs.Console.pl"
			o.Restart = []string{"bin/otrs.Daemon.pl stop", "bin/otrs.Daemon.pl start"}
		}, everywhere(Version{5, 0, 0})},
		{func(o *Operation) {
			o.Console = "bin/znuny.Console.pl"
			o.Restart = []string{"bin/znuny.Daemon.pl stop", "bin/znuny.Daemon.pl start"}
		}, []span{since(Znuny, 7, 0, 0)}},
		{func(o *Operation) {
			o.Console = "bin/otobo.Console.pl"
			o.Restart = []string{"bin/otobo.Daemon.pl stop", "bin/otobo.Daemon.pl start"}
			o.DropCache = "bin/otobo.Console.pl Maint::Cache::Delete"
			o.ReloadsFiles = true
		}, otobo},
		// SystemConfigurationSyncManager compares the sums of the files; in OTRS 6 it was read in
		// the last free version.
		{func(o *Operation) { o.Watches = true }, []span{between(OTRS, Version{6, 0, 30}, Version{7, 0, 0}), {product: CE}, {product: Znuny}, {product: OTOBO}}},
		{func(o *Operation) { o.S3 = true }, []span{since(OTOBO, 10, 1, 0)}},
	}
}

// Installed reads the file RELEASE of an installation: the product and version as they stand
// there, and the target that they are; nil where that is not known.
func Installed(release []byte) (name string, t *Target) {
	var product, version string
	for line := range strings.Lines(string(release)) {
		key, value, _ := strings.Cut(line, "=")
		switch strings.ToUpper(strings.TrimSpace(key)) {
		case "PRODUCT":
			product = strings.TrimSpace(value)
		case "VERSION":
			version = strings.TrimSpace(value)
		}
	}
	if product == "" || version == "" {
		return "", nil
	}
	name = product + " " + version
	names := []struct{ name, product string }{{"OTRS", OTRS}, {"((OTRS)) Community Edition", CE}, {"Znuny", Znuny}, {"Znuny LTS", Znuny}, {"OTOBO", OTOBO}}
	i := slices.IndexFunc(names, func(n struct{ name, product string }) bool { return strings.EqualFold(n.name, product) })
	if i < 0 {
		return name, nil
	}
	number, _, _ := strings.Cut(version, " ")
	t, err := Parse(names[i].product + "-" + strings.TrimSuffix(number, ".x"))
	if err != nil {
		return name, nil
	}
	return name, t
}
