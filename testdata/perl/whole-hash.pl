$Self->{TicketAcl} = {
    '100-first' => {
        Properties => { Queue => { Name => ['Raw'] } },
        PossibleNot => { Action => ['AgentTicketClose'] },
    },
    Second => {
        Possible => { Ticket => { State => [ 'new', 'open' ] } },
    },
    300 => { StopAfterMatch => 1 },
};
$Self->{TicketAcl}->{'150-added'} = { Possible => { Action => ['AgentTicketZoom'] } };
$Self->{TicketAcl}->{Second}{StopAfterMatch} = 1;
