$Self->{TicketAcl}->{'100'} = { Numbers => [ 0x1p3, 0x.8p0, 0x1.8p1, 0b1.1p0, 1_2.3_4 ] };
