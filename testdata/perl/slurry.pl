use strict; use warnings;
my $VERSION = (qw$Revision: 1.3 $)[1];
my ( $x, $y, @z ) = ( 8, 2, 1, 2, 3 );
my $Ratio = $x / $y; my $Half = $x /2; # / not a pattern
my @Parts = split /'/, "it's"; my $Match = "a'b" =~ /'/ ? 'y' : 'n';
my %h = ( 'a' => 1, b => [ 2, { c => '}' } ] ); $h{"x{"} = '}'; my $l = $#z; my $e = $z[$#z]; my $c = @z / 2;
( my $t = "x{y" ) =~ s/\{/}/; $t =~ s{\}}{ q(x) }e; $t =~ tr[{}][()]; $t =~ m{^[^{}]*$}; $t = $x ? { } : [ ];
$Self->{TicketAcl}->{'100-in-between'} = { StopAfterMatch => 1 };
my $p = sub { return { a => '{' } }; my $q = $h{q}; my $s = $h{s}; my $m = $h{ m }; my $yy = $h{y} . 'x'; my $tr = { tr => 1, y => 2 };
print "$h{a} $h{b}[1]{c} @{[ map { $_ } @z ]} @{ $h{b} }[0] $#{ $h{b} } \{" if 0;
my $str = "a" . ( $x < 3 ? "<" : ">" ) . 'b'; my $shift = 1 << 3; my $less = $x <$y; my $n = 1_000 <=> 0x10;
my $f = sub ($$) { $_[0] <=> $_[1] }; my $g = -f '/x' && -s _ ? 1 : 0; my $d = $x ** -1; $x %= 3; $x &&= 1; $y ||= '||'; $y //= '//';
my $here = lc(<<A) . "b" . <<'B'; my $after = '}';
{ ' $x
A
} " ' /
B
$Self->{TicketAcl}->{'110-after-heredocs'} = { StopAfterMatch => 1 };
$_ = 'x'; my $re = qr/[\/'"]{1,2}/; my $un = undef; my @s = sort { $b <=> $a } @z; my $r = \@z; my $el = $$r[0] . $r->[1] . ${$r}[2] . "$$r[0]";
LINE: while (1) { last LINE } for ( my $i = 0; $i < 3; $i++ ) { next } my $v = v1.2.3; my $pkg = __PACKAGE__; my $neg = !$x; my $w = $x x 3;
$Self->{TicketAcl}->{'120-last'} = { StopAfterMatch => 1 };
eval { die { code => '}' } }; warn $@ if $@ && !ref $@; my ($one) = "abc" =~ m/(b)/; my $glob = *STDOUT; my $i = $x++ + ++$y;
local $| = 1; local $, = ','; my $last = $_[-1]; my $name = $0; my $pid = $$; my $err = $!; my $ver = $]; my $os = $^O; my $arr = "@{$r}[0,1]";
