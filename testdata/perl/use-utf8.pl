use utf8;
my $Größe = 'groß';
$Self->{TicketAcl}->{'100-Ümläut'} = {
    Properties => { Queue => { Name => [ 'Österreich', "Straße", q{名前}, '😀', "[regexp]^ö" ] } },
    Größe      => [$Größe],
    qw(Schlüssel Wörter),
};
$Self->{TicketAcl}->{Größe} = { StopAfterMatch => 1 };
