#$Self->{TicketAcl}->{'100'} = {
#    Possible => { Action => ['AgentTicketNote'] },
#};
## $Self->{TicketAcl}->{'110'} = {};
   # 'x' => {
$Self->{TicketAcl}->{'120'} = {
    #Properties => {
    #    Queue => { Name => ['Raw'] },
    #},
    Possible => { Ticket => { State => [ 'new', #'open',
        # 'closed',
        'pending' ] } },   };

=for later

$Self->{TicketAcl}->{'130'} = {};

=cut

0 && 1;
q{
$Self->{TicketAcl}->{'140-in-a-string'} = {};
};
