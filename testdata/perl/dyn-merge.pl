$Self->{TicketAcl} = {
    %{ $Self->{TicketAcl} || {} },
    More(),
    '100-sure' => { StopAfterMatch => 1 },
    %{ Other->Acls() },
};
sub More { return ( '110-more' => {} ) }
sub Other::Acls { return { '120-other' => {} } }
