my $Queue = 'Raw';
my $Prefix = "100";
my ( $New, $Open ) = ( 'new', 'open' );
my ($First) = ( 'a', 'b' );
my $Number = 5;
my $Nothing;
our $Our = 'ours';
my $Same = $Queue;
my $Joined = $Prefix . '-' . $Queue;
$Global = 'global';
$Self->{TicketAcl}->{ $Prefix . '-scalars' } = {
    Properties => { Ticket => { Queue => [$Queue], State => [ $New, $Open ], Owner => [ $First, $Number, $Nothing, $Our, $Same, $Global ] } },
};
$Self->{TicketAcl}->{$Joined} = { StopAfterMatch => $Number };
$Queue = 'Misc';
$Prefix .= '-more';
$Self->{TicketAcl}->{"$Prefix-$Queue"} = { Queue => [$Queue], Same => [$Same] };
my $Queue2 = my $Queue3 = 'Both';
$Self->{TicketAcl}->{120} = { Queue => [ $Queue2, $Queue3 ] };
my $Acl = { Possible => { Action => ['AgentTicketNote'] } };
$Self->{TicketAcl}->{130} = $Acl;
my $ListRef = [ 'x', 'y' ];
$Self->{TicketAcl}->{140} = { Queue => $ListRef, State => [ @{$ListRef}, @$ListRef, $ListRef->[0], $$ListRef[1], ${$ListRef}[0] ] };
