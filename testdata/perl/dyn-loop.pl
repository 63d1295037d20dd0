$Self->{TicketAcl}->{'001-before'} = { StopAfterMatch => 1 };
for my $Queue ( 'Raw', 'Misc' ) {
    $Self->{TicketAcl}->{ '002-loop-' . $Queue } = {
        Properties => { Queue => { Name => [$Queue] } },
        Possible   => { Ticket => { State => ['new'] } },
    };
}
foreach (qw(a b)) { $Self->{TicketAcl}->{"003-topic-$_"} = { StopAfterMatch => 1 }; }
for ( my $i = 1; $i <= 2; $i++ ) {
    $Self->{TicketAcl}->{ sprintf '004-%02d', $i } = { StopAfterMatch => $i };
}
$Self->{TicketAcl}->{"005-$_"} = { StopAfterMatch => 1 } for 1 .. 2;
my %Map = ( Raw => 'new' );
while ( my ( $Queue, $State ) = each %Map ) {
    $Self->{TicketAcl}->{"006-$Queue-$State"} = { Possible => { Ticket => { State => [ $State, 'open' ] } } };
}
$Self->{TicketAcl}->{'999-behind'} = { StopAfterMatch => 1 };
