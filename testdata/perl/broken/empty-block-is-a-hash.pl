$Self->{TicketAcl}->{'100'} = {};
{ }
{ ; }
