$Self->{TicketAcl}->{'100-a'} = $Self->{TicketAcl}->{'110-b'} = { StopAfterMatch => 1 };
$Self->{TicketAcl}->{'120-c'} = { StopAfterMatch => 1 }, $Self->{TicketAcl}->{'130-d'} = { StopAfterMatch => 2 };
( $Self->{TicketAcl}->{'140-e'}, $Self->{TicketAcl}->{'150-f'} ) = ( { StopAfterMatch => 1 }, { StopAfterMatch => 2 } );
$Self->{TicketAcl}->{'160-parens'} = ( { StopAfterMatch => 1 } );
$Self->{TicketAcl}->{'170-plus'} = +{ StopAfterMatch => 1 };
@{ $Self->{TicketAcl} }{ '180-slice', '190-slice' } = ( { StopAfterMatch => 1 }, { StopAfterMatch => 2 } );
@{ $Self->{TicketAcl} }{ qw(200-slice) } = { StopAfterMatch => 1 };
($Self->{TicketAcl}->{'210-parens'}) = { StopAfterMatch => 1 };
