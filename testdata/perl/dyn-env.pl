$Self->{TicketAcl}->{"100-$ENV{OTRS_SITE}-site"} = { Properties => { Queue => { Name => [ "Site $ENV{OTRS_SITE}", $ENV{OTRS_SITE}, 'Raw' ] } } };
$Self->{TicketAcl}->{"110-@ARGV"} = { StopAfterMatch => 1 };
$Self->{TicketAcl}->{"120-$0"} = { StopAfterMatch => 1 };
