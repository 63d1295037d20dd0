package lint

func duplicateACLs(p *pass) {}
