# Part of an ACL depends on a condition: the ACL is there, its content is not known.
$Self->{TicketAcl}->{'100-part'} = { Possible => { Ticket => { State => ['new'] } } };
if ( $ENV{OTRS_TEST} ) {
    $Self->{TicketAcl}->{'100-part'}->{Possible}->{Ticket}->{Queue} = ['Raw'];
    push @{ $Self->{TicketAcl}->{'100-part'}->{Possible}->{Ticket}->{State} }, 'open';
}
my @Queues = ('Raw');
@Queues = ('Misc') if $ENV{OTRS_TEST};
my $State = 'new';
if ( $ENV{OTRS_TEST} ) { $State = 'open' }
$Self->{TicketAcl}->{'110-changed-variables'} = { Possible => { Ticket => { Queue => \@Queues, State => [$State] } } };
