$Self->{TicketAcl}->{'100-undef'} = undef;
$Self->{TicketAcl}->{'110-undef'} = {
    Properties         => undef,
    PropertiesDatabase => { Ticket => undef },
    Possible           => { Ticket => { State => [undef] }, Action => undef, },
    PossibleNot        => { Ticket => { State => [ undef, 'new', undef, undef() ] } },
    StopAfterMatch     => undef,
};
$Self->{TicketAcl}->{'120-undef-call'} = { StopAfterMatch => undef() };
