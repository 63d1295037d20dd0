# => makes a string of any word on its left, in lists as well.
$Self->{TicketAcl}->{'100'} = {
    List => [ undef => 'a', shift => 'b', q => 'c', Raw => 'd', -Raw => 'e' ],
    Next => [ undef
        => 'a', Raw
        => 'b', Raw # comment
        => 'c' ],
    undef => 'the word',
    undef() => 'the empty string',
    1 => 'a', 1.0 => 'b', 01 => 'c',
    StopAfterMatch => undef,
};
