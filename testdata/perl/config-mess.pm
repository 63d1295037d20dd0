package Kernel::Config;
sub Load { my $Self = shift;
# !!! do not touch, ask Bernd !!!
$Self->{'SecureMode'}=1;$Self->{'Organization'}="Müller & Söhne \"GmbH\"";
	$Self->{TicketAcl}->{'100-a'}={Properties=>{Queue=>{Name=>['Raw']}},Possible=>{Ticket=>{Queue=>['Alert']}}};$Self->{'NumberGenerator'}='Kernel::System::Ticket::Number::DateChecksum';
  $Self->{'Frontend::Output'} = sub { my $x = shift; $x =~ s/'/"/g; $x =~ s{[{}]}{}g; $x =~ y/a-z/A-Z/; return $x };
$Self->{x} = $Self->{y} / 2; $Self->{z} = "/'"; # '
$Self->{'Ticket::Hook'} = 'Ticket#'; $Self->{'Ticket::HookDivider'} = q#'#; # a comment
my %Hash; @Hash{qw(a b)} = (1, 2); my ($a, $b) = @Hash{'a', 'b'};
$Self->{Percent} = 5 % 3; $Self->{And} = 1 & 3; $Self->{Less} = 1 < 2 && 2 > 1;
print "no\n" unless 1; print STDERR $Self->{q} if $Self->{x} =~ m'#';
$Self->{Rand} = int rand 10; $Self->{Split} = [ split /,/, 'a,b' ]; $Self->{Grep} = [ grep { /'/ } ( "a", "b" ) ];
$Self->{Join} = join( q(}), sort { $a cmp $b } keys %Hash ); $Self->{Last} = $#{ $Self->{Split} };
$Self->{Q} = $Self->{A} ? 'a}' : "b{"; $Self->{Dollar} = "$$"; $Self->{Dots} = [1..3]; my $c = @{[1,2]};
format STDOUT =
@<<<<<< it's a {
$Self->{Never}
.
	{ local $/; local $_ = 'x'; $_ .= "y" x 3; m?x?; $Self->{S} = $_ }
if (0) { $Self->{if} = "}" } elsif (1) { $Self->{elsif} = '{' } else { ; }
do { $Self->{i}++ } while $Self->{i} < 3; until ( $Self->{i} <= 0 ) { $Self->{i}-- } 
foreach ( @{ $Self->{Split} } ) { next unless $_; last }
$Self->{Glob} = \*STDOUT; &{ sub { 1 } }; $Self->{Code} = \&Load; my $z = -e '/nonexistent' || -d "/x'";
$Self->{Heredoc} = <<EOT . <<'EOT2'; $Self->{AfterHeredoc} = 1;
$Self->{TicketAcl}->{'no'} = {
EOT
$Self->{TicketAcl}->{'neither'} = {};
EOT2
$Self->{TicketAcl}->{'200-b'} = { 'Possible' => { 'Ticket' => { 'State' => [ 'new', # 'open',
		'closed' ] } } };
$Self->{Qr} = qr{ [\}#'"] # it's a comment in a pattern
	}x; $Self->{Ne} = $Self->{x} ne 'y' ? 1:0; $Self->{Time} = time / 60; # /
$Self->{Chain} = $Self->{h}{a}[0]{b} // 'none'; my ($first) = $Self->{Q} =~ /^(\w)/; s/a/b/ for my @copy = ('a');
$Self->{Neg} = -$Self->{x} ** 2; $Self->{File} = __FILE__; $Self->{Line} = __LINE__; my @w = (1) x 5; $Self->{y} = 'y'; 
    return 1 }
use Kernel::Config::Defaults; @ISA = ('Kernel::Config::Defaults');
1;
