$Self->{TicketAcl}->{'100-sure'} = { StopAfterMatch => 1 };
if ( $ENV{OTRS_TEST} ) {
    $Self->{TicketAcl}->{'110-if'} = { StopAfterMatch => 1 };
}
elsif ( -e '/etc/otrs.acl' ) {
    $Self->{TicketAcl}->{'120-elsif'} = { StopAfterMatch => 1 };
}
else {
    $Self->{TicketAcl}->{'130-else'} = { StopAfterMatch => 1 };
}
unless ( $Self->{SecureMode} ) {
    $Self->{TicketAcl}->{'140-unless'} = { StopAfterMatch => 1 };
}
$Self->{TicketAcl}->{'150-behind'} = { StopAfterMatch => 1 } if $ENV{OTRS_TEST};
$Self->{TicketAcl}->{'160-behind'} = { StopAfterMatch => 1 } unless $ENV{OTRS_TEST};
$ENV{OTRS_TEST} and $Self->{TicketAcl}->{'170-and'} = { StopAfterMatch => 1 };
$ENV{OTRS_TEST} || ( $Self->{TicketAcl}->{'180-or'} = { StopAfterMatch => 1 } );
$Self->{TicketAcl}->{'190-sure'} = { StopAfterMatch => 1 };
