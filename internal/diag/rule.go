package diag

// Rule is the stable name of a rule: scripts, baselines and ignores hold on to it.
type Rule string

// The rules that readers speak of.
const (
	YAMLSyntax      Rule = "yaml-syntax"
	YAMLRoot        Rule = "yaml-root"
	YAMLAlias       Rule = "yaml-alias"
	DuplicateKey    Rule = "duplicate-key"
	DuplicateName   Rule = "duplicate-name"
	NotAList        Rule = "not-a-list"
	UnknownKey      Rule = "unknown-key"
	BadValue        Rule = "bad-value"
	MissingName     Rule = "missing-name"
	SkippedEntry    Rule = "skipped-entry"
	MissingValidity Rule = "missing-validity"
	InvalidPattern  Rule = "invalid-pattern"
	EmptyPattern    Rule = "empty-pattern"

	PerlSyntax        Rule = "perl-syntax"
	ConcatenatedItems Rule = "concatenated-items"
	DynamicPerl       Rule = "dynamic-perl"
	PackageName       Rule = "package-name"
	VersionMarker     Rule = "version-marker"
	LoadOrder         Rule = "load-order"
	Mojibake          Rule = "mojibake"
	SQLSyntax         Rule = "sql-syntax"

	// LostInTarget: what is written cannot hold something that was read.
	LostInTarget Rule = "lost-in-target"
)
