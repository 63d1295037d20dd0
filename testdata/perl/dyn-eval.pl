eval {
    $Self->{TicketAcl}->{'100-in-eval'} = { StopAfterMatch => 1 };
};
eval q{ $Self->{TicketAcl}->{'110-in-a-string'} = { StopAfterMatch => 1 }; };
do {
    $Self->{TicketAcl}->{'120-in-do'} = { StopAfterMatch => 1 };
};
sub { $Self->{TicketAcl}->{'130-called-at-once'} = { StopAfterMatch => 1 } }->();
$Self->{TicketAcl}->{'140-sure'} = { StopAfterMatch => 1 };
