package lint

func nameRules() []Rule { return nil }
