use utf8; my $x = 'a b​c’d';
$Self->{TicketAcl}->{'100 nbsp'} = { Queue => [ $x, "“x”" ] };
