$Self->{TicketAcl}->{'100-twice'} = { Possible => { Ticket => { Queue => ['Raw'] } } };
$Self->{TicketAcl}->{'110-other'} = { StopAfterMatch => 0 };
$Self->{TicketAcl}->{'100-twice'} = { Possible => { Ticket => { Queue => ['Alert'] } } };
$Self->{TicketAcl}->{"110-other"} = {
    Possible => { Ticket => { State => ['new'] } },
    Possible => { Ticket => { State => ['open'], State => ['closed'] } },
    'Possible' => { Action => ['AgentTicketNote'] },
    StopAfterMatch => 0,
    StopAfterMatch => 1,
};
