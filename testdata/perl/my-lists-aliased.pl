# \@x is the list itself: what happens to it later shows.
my @Actions = ('AgentTicketClose');
$Self->{TicketAcl}->{'100-alias'} = { PossibleNot => { Action => \@Actions } };
$Self->{TicketAcl}->{'110-copy'}  = { PossibleNot => { Action => [@Actions] } };
push @Actions, 'AgentTicketNote', 'AgentTicketOwner';
push( @Actions, 'AgentTicketPhone' );
$Self->{TicketAcl}->{'120-alias'} = { PossibleNot => { Action => \@Actions } };
unshift @Actions, 'AgentTicketZoom';
push @{ $Self->{TicketAcl}->{'110-copy'}->{PossibleNot}->{Action} }, 'AgentTicketPending';
push @{ $Self->{TicketAcl}{'130-made-by-push'}{Possible}{Action} }, 'AgentTicketPrint';
my $Ref = $Self->{TicketAcl}->{'110-copy'};
$Ref->{StopAfterMatch} = 1;
$Self->{TicketAcl}->{'140-same'} = $Self->{TicketAcl}->{'110-copy'};
$Self->{TicketAcl}->{'140-same'}->{Possible} = {};
