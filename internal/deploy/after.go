package deploy

import (
	"path/filepath"

	"github.com/ticketacl/ticketacl/internal/product"
)

// After is what a system does with a file that was written behind its back, and what there is to do
// until all of it has the new ACLs. overridden: the plan names files that undo a part of it.
func After(path string, t *product.Target, overridden bool) []Advice {
	name := filepath.Base(path)
	o := t.Operation()
	var out []Advice
	say := func(text string, commands ...string) { out = append(out, Advice{Text: text, Commands: commands}) }
	switch {
	case !t.HasEditor():
		say("This product has no editor of ACLs: what stands in its files is all there is.")
	case name == ownFile:
		say("The database is unchanged: the editor shows what it showed before, and the next deployment in the browser overwrites " + name + ". To keep this, import the same ACLs there too.")
	default:
		say("The database is unchanged, and the editor does not show these ACLs. Deployments in the browser write " + ownFile + " and leave " + name + " alone.")
	}
	if !overridden {
		say("A configuration file that is loaded later, such as one that sorts after " + name + " (Z" + name + "), overrides ACLs of the same name, and the editor does not show that.")
	}
	say("In a cluster every node needs the file: this is the one of this machine.")
	if o.S3 {
		say("Where OTOBO keeps its files in S3 (Storage::S3::Active), the file of the bucket counts and overwrites this one: deploy in the browser there.")
	}
	switch {
	case len(o.Restart) > 0 && o.Watches:
		say("Processes in the background have the old ACLs until they are restarted. They look once a minute for changed files and restart themselves; at once it is done, as the user of the system and in its folder, by", o.Restart...)
	case len(o.Restart) > 0:
		say("Processes in the background have the old ACLs until they are restarted, as the user of the system and in its folder, by", o.Restart...)
	}
	if o.DropCache != "" {
		say("What the forms ask again after a change (preselection) is derived from the old ACLs until the cache is emptied by", o.DropCache)
	}
	if o.ReloadsFiles {
		say("Web servers load the file with the next request.")
	} else {
		say("A web server that loads changed modules anew (Apache2::Reload or Module::Refresh, as the product sets it up) takes the file with the next request; reload any other one.")
	}
	return out
}
