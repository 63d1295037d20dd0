# Within an expression a line that starts with = and a word may be POD, too.
$Self->{TicketAcl}->{'100'} = {
    Possible => {
        Ticket => { State => ['new'] },

=pod

        Action => ['AgentTicketClose'],

=cut

        Process => ['P1'],
    },
};
