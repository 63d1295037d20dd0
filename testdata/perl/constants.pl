use constant QUEUE => 'Raw';
use constant { STATE => 'new', LIST => [ 'a', 'b' ] };
$Self->{TicketAcl}->{'100-constants'} = {
    Queue => [ QUEUE, STATE() ],
    QUEUE => ['the word, not the constant'],
    QUEUE() => ['the constant'],
};
$Self->{TicketAcl}->{+QUEUE} = { List => LIST };
