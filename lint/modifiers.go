package lint

func modifierRules() []Rule { return nil }
