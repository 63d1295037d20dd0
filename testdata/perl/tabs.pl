$Self->{TicketAcl}->{'100-blanks'}	={Queue	=>[	'a	b',	"cd" ] };
