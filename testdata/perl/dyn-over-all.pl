$Self->{TicketAcl}->{'100'} = { StopAfterMatch => 1 };
$Self->{TicketAcl}->{'900'} = { StopAfterMatch => 1 };
for my $Name ( sort keys %{ $Self->{TicketAcl} } ) {
    $Self->{TicketAcl}->{$Name}->{StopAfterMatch} = 0;
    delete $Self->{TicketAcl}->{$Name} if $Name =~ m{^9};
}
