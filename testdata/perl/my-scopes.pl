my $Queue = 'outer';
{
    my $Queue = 'inner';
    $Self->{TicketAcl}->{'100-inner'} = { Queue => [$Queue] };
}
$Self->{TicketAcl}->{'110-outer'} = { Queue => [$Queue] };
{
    $Queue = 'changed';
}
$Self->{TicketAcl}->{'120-changed'} = { Queue => [$Queue] };
my $Queue = 'again';
$Self->{TicketAcl}->{'130-again'} = { Queue => [$Queue] };
my @Queue = ('list'); my %Queue = ( a => 'hash' );
$Self->{TicketAcl}->{'140-three'} = { Queue => [ $Queue, @Queue, $Queue[0], $Queue{a} ] };
{ local $Global = 'local'; our $Global2 = 'x'; }
{
    ;
    {
        $Self->{TicketAcl}->{'150-nested-blocks'} = { StopAfterMatch => 1 };
    }
}
BLOCK: {
    $Self->{TicketAcl}->{'160-labelled'} = { StopAfterMatch => 1 };
}
