$Self->{TicketAcl}->{'100-ä'} = { Queue => ['ä'] };
{
    use utf8;
    $Self->{TicketAcl}->{'110-ä'} = { Queue => ['ä'] };
    { no utf8; $Self->{TicketAcl}->{'120-ä'} = { Queue => ['ä'] }; }
}
$Self->{TicketAcl}->{'130-ä'} = { Queue => ['ä'] };
use utf8;
$Self->{TicketAcl}->{'140-ä'} = { Queue => ['ä'] };
no utf8;
$Self->{TicketAcl}->{'150-ä'} = { Queue => ['ä'] };
