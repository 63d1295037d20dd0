$Self->{TicketAcl}->{'100'} = { Octal => [ 0o17, 0o7_7 ] };
