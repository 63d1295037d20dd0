# Kundenänderung
$Self->{TicketAcl}->{'100-Ümläut'} = {
    Properties => { Queue => { Name => [ 'Österreich', "Straße", 'nbsp here', 'euro €' ] } },
    Possible => { Ticket => { State => ['geöffnet'] } },
};
