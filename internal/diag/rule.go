package diag

// Rule is the stable name of a rule: scripts, baselines and ignores hold on to it.
type Rule string

// Rules about files as such, and those of the machinery of rules itself.
const (
	YAMLSyntax   Rule = "yaml-syntax"
	SQLSyntax    Rule = "sql-syntax"
	BadValue     Rule = "bad-value"
	MissingName  Rule = "missing-name"
	SkippedEntry Rule = "skipped-entry"
	// LostInTarget: what is written cannot hold something that was read.
	LostInTarget Rule = "lost-in-target"
	// Unreadable: a path that could not be read, for reports.
	Unreadable   Rule = "unreadable"
	UnusedIgnore Rule = "unused-ignore"
	BadIgnore    Rule = "bad-ignore"
)

// Structure.
const (
	NotAList           Rule = "not-a-list"
	EmptyArea          Rule = "empty-area"
	MatchWithoutBlock  Rule = "match-without-block"
	Unconditional      Rule = "unconditional"
	EmptyConditionList Rule = "empty-condition-list"
	EmptyPossible      Rule = "empty-possible"
	NullItem           Rule = "null-item"
	UnknownKey         Rule = "unknown-key"
	UnlikelyAttribute  Rule = "unlikely-attribute"
	DeadAttribute      Rule = "dead-attribute"
	NoEffect           Rule = "no-effect"
	DuplicateKey       Rule = "duplicate-key"
	DuplicateName      Rule = "duplicate-name"
	DuplicateItem      Rule = "duplicate-item"
	SameItemBoth       Rule = "same-item-both"
	DuplicateACL       Rule = "duplicate-acl"
)

// Modifiers and patterns.
const (
	UnknownModifier        Rule = "unknown-modifier"
	NegationTautology      Rule = "negation-tautology"
	NegationOnList         Rule = "negation-on-list"
	NegationUndefined      Rule = "negation-undefined"
	InvalidPattern         Rule = "invalid-pattern"
	EmptyPattern           Rule = "empty-pattern"
	UnanchoredPattern      Rule = "unanchored-pattern"
	UnescapedMetacharacter Rule = "unescaped-metacharacter"
	PatternWithoutModifier Rule = "pattern-without-modifier"
	SuspiciousClass        Rule = "suspicious-class"
	NeedlessPattern        Rule = "needless-pattern"
	SlowPattern            Rule = "slow-pattern"
	UnsupportedPattern     Rule = "unsupported-pattern"
)

// Names and order.
const (
	OrderNotNumeric         Rule = "order-not-numeric"
	OrderMixedWidth         Rule = "order-mixed-width"
	OrderCase               Rule = "order-case"
	NameScheme              Rule = "name-scheme"
	NameTooLong             Rule = "name-too-long"
	NameBreaksDeployment    Rule = "name-breaks-deployment"
	TextTooLong             Rule = "text-too-long"
	CommentBreaksDeployment Rule = "comment-breaks-deployment"
	ReservedName            Rule = "reserved-name"
	CopyName                Rule = "copy-name"
)

// Conditions.
const (
	NeverSet             Rule = "never-set"
	AgentAndCustomer     Rule = "agent-and-customer"
	ActionIsTheScreen    Rule = "action-is-the-screen"
	QuestionNotAsked     Rule = "question-not-asked"
	SelfCondition        Rule = "self-condition"
	CreateScreenDatabase Rule = "create-screen-database"
	TypeHidden           Rule = "type-hidden"
	LazyData             Rule = "lazy-data"
	FirstDisplayQueue    Rule = "first-display-queue"
	DynamicFieldPrefix   Rule = "dynamicfield-prefix"
	BareBoolean          Rule = "bare-boolean"
	SpaceAround          Rule = "space-around"
	Mojibake             Rule = "mojibake"
)

// Effect.
const (
	PossibleAndNot     Rule = "possible-and-not"
	LocksOut           Rule = "locks-out"
	ActionStyle        Rule = "action-style"
	DropsEmptyChoice   Rule = "drops-empty-choice"
	CannotRemoveFalsy  Rule = "cannot-remove-falsy"
	HalfOwner          Rule = "half-owner"
	SideEffectAction   Rule = "side-effect-action"
	DeadAction         Rule = "dead-action"
	NotEnforced        Rule = "not-enforced"
	FormScreen         Rule = "form-screen"
	HiddenMandatory    Rule = "hidden-mandatory"
	PreselectionMissed Rule = "preselection"
)

// References.
const (
	UnknownValue Rule = "unknown-value"
	InvalidValue Rule = "invalid-value"
	LabelForKey  Rule = "label-for-key"
	LoginForName Rule = "login-for-name"
	NotReducible Rule = "not-reducible"
	NotOffered   Rule = "not-offered"
)

// Files.
const (
	YAMLRoot          Rule = "yaml-root"
	EmptyConfig       Rule = "empty-config"
	MissingValidity   Rule = "missing-validity"
	YAMLAlias         Rule = "yaml-alias"
	OldEntityID       Rule = "old-entity-id"
	PerlSyntax        Rule = "perl-syntax"
	ConcatenatedItems Rule = "concatenated-items"
	DynamicPerl       Rule = "dynamic-perl"
	PackageName       Rule = "package-name"
	VersionMarker     Rule = "version-marker"
	LoadOrder         Rule = "load-order"
	InvalidACL        Rule = "invalid-acl"
)

// Effect, of several ACLs.
const (
	PossibleResets  Rule = "possible-resets"
	LastWins        Rule = "last-wins"
	AddWithoutLimit Rule = "add-without-limit"
	StopOrder       Rule = "stop-order"
	RefusedOnSave   Rule = "refused-on-save"
)
