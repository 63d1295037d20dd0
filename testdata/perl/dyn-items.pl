my @Unknown = Items();
my ( $One, @Rest ) = ( 'a', Items() );
$Self->{TicketAcl}->{'100-items'} = {
    Properties => { Ticket => { Queue => [ 'first', @Unknown, 'last' ], State => \@Unknown, Lock => [ $One, @Rest ], 'Key' . Suffix() => ['x'] } },
    Items(),
    StopAfterMatch => $Unknown[0],
};
$Self->{TicketAcl}->{'110-sure'} = { StopAfterMatch => 1 };
sub Items  { return ( 'b', 'c' ) }
sub Suffix { return 1 }
