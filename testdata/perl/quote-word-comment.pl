# q with a # right behind it quotes; with a blank before the # it is a word and a comment.
$Self->{TicketAcl}->{'quoted'} = {
    Properties => { q#Queue#
        => { Name => ['Raw'] } },
    Possible => { Ticket => { q #Queue#
        => ['Raw'] } },
};
