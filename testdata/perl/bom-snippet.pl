$Self->{TicketAcl}->{'100-bom'} = { Queue => ['Raw'] };
