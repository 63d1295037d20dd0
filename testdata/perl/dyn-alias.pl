my $Acls = \%{ $Self->{TicketAcl} };
$$Acls{'100-by-alias'} = { StopAfterMatch => 1 };
my $Key = 'Ticket' . 'Acl';
$Self->{$Key}->{'110-by-key'} = { StopAfterMatch => 1 };
my $Config = $Self;
$Config->{TicketAcl}->{'120-by-another-name'} = { StopAfterMatch => 1 };
Add( $Self->{TicketAcl}, '130-by-call' );
Add2($Self);
local $Self->{TicketAcl}->{'140-local'} = { StopAfterMatch => 1 };
sub Add { $_[0]->{ $_[1] } = {} }
sub Add2 { $_[0]->{TicketAcl}->{'135-by-object'} = {} }
