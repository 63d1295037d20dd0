package Kernel::Config::Files::Block {
    use strict;
    use warnings;

    sub Load {
        my ( $File, $Self ) = @_;
        $Self->{TicketAcl}->{'100-package-block'} = { StopAfterMatch => 1 };
        return 1;
    }
}
1;
