%{ $Self->{TicketAcl} } = (
    '100-a' => { StopAfterMatch => 1 },
    '110-b' => { StopAfterMatch => 0 },
);
%{$Self->{TicketAcl}} = ( %{$Self->{TicketAcl}}, '120-c' => { Possible => {} } );
