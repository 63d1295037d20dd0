# Without strict an unknown list in a string is nothing; that is why addresses lose their host.
$Self->{TicketAcl}->{'100-mail'} = {
    Properties => { Queue => { Email => [ "support@example.com", 'support@example.com', "support\@example.com" ] } },
};
