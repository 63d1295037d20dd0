$Self->{TicketAcl}->{'100-before'} = { Possible => { Action => ['AgentTicketNote'] } };
my $Text = '
__END__
';
__END__
$Self->{TicketAcl}->{'110-behind'} = { Possible => { Action => ['AgentTicketNote'] } };
this is { not [ perl
