# ticket acl
$Self->{TicketAcl}->{'100-first'} = {
    Properties => {
        # match
        Ticket => {
            Queue    => ['Raw'],
            Priority => ['5 very high'],
        },
    },
    Possible => {
        Ticket => {
            Queue => [very high],
        },
    },
};

$Self->{TicketAcl}->{'200-second'} = {
    PossibleNot => {
        Ticket => { State => [ 'closed successful', 'closed unsuccessful' ] },
        Action => ['AgentTicketClose'],
    },
    StopAfterMatch => 1,
};

$Self->{TicketAcl}->{'300-third'} = {
    Possible => { Ticket => { Type => ['Incident'] } },
};
