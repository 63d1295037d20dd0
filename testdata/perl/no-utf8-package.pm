package Kernel::Config::Files::NoUtf8;
# Ä Ö Ü
sub Load {
    my ( $File, $Self ) = @_;
    $Self->{TicketAcl}->{'100-ä'} = { Queue => [ 'Köln', Encode::decode_utf8("Köln") ] };
}
1;
