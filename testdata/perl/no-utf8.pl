# The bytes of this file are UTF-8, but nobody told perl: it takes each for a character.
$Self->{TicketAcl}->{'100-Ümläut'} = {
    Properties => { Queue => { Name => [ 'Österreich', "Straße", '名前', "\x{e4}", "ä\x{263a}" ] } },
};
