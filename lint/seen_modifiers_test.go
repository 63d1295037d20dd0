package lint_test

// modifiersSeen: Modifiers and patterns.
func modifiersSeen() []seen { return nil }
