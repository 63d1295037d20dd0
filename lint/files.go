package lint

func fileRules() []Rule { return nil }
