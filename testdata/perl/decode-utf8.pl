use Encode;
$Self->{TicketAcl}->{ decode_utf8('100-Öffnen') } = {
    Properties => { Queue => { Name => [
        decode_utf8('Störung'), decode_utf8("Größe"),
        Encode::decode_utf8('Übersicht'), Encode::decode_utf8( q{Maß} ),
        decode( 'utf8', 'Köln' ), Encode::decode( 'UTF-8', 'Bär' ), decode('utf-8', "Zoë"),
        'roh: Störung',
    ] } },
};
$Self->{TicketAcl}->{'110-twice'} = { Title => [ decode_utf8( 'Ä' . 'Ö' ), decode_utf8("\xc3\xa4"), decode_utf8('ascii') ] };
