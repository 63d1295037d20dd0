$Self->{TicketAcl}->{'100-deep'}->{Properties}->{Ticket}->{Queue} = ['Raw'];
$Self->{TicketAcl}->{'100-deep'}->{Properties}->{Ticket}->{State} = ['new'];
$Self->{TicketAcl}->{'100-deep'}->{Possible}->{Ticket}->{Priority} = [ '1 very low', '2 low' ];
$Self->{TicketAcl}->{'100-deep'}->{StopAfterMatch} = 1;
$Self->{TicketAcl}->{'110-mixed'} = {
    Properties => { Ticket => { Queue => ['Raw'], State => ['new'] } },
    Possible   => { Action => [ 'AgentTicketNote', 'AgentTicketClose' ] },
};
$Self->{TicketAcl}->{'110-mixed'}->{Properties}->{Ticket}->{State} = ['open'];
$Self->{TicketAcl}->{'110-mixed'}->{Properties}->{User} = { Role => ['admin'] };
$Self->{TicketAcl}{'110-mixed'}{Possible}{Action}[1] = 'AgentTicketZoom';
$Self->{TicketAcl}{'110-mixed'}{Possible}{Action}->[2] = 'AgentTicketPhone';
$Self->{TicketAcl}{'120-holes'}{Possible}{Action}[2] = 'AgentTicketPhone';
$Self->{TicketAcl}{'120-holes'}{Possible}{Ticket}{State}[0] = 'new';

# A place that was emptied is made again, as deep as it is written.
$Self->{Elsewhere} = undef;
$Self->{Elsewhere}{List}[0]{Key} ||= 'x';
