# OTRS config file (automatically generated)
# VERSION:1.1
package Kernel::Config::Files::CRLF;
use strict;
use warnings;
use utf8;
sub Load {
    my ($File, $Self) = @_;

# Created: 2019-01-02 03:04:05 (root@localhost)
# Changed: 2019-01-02 03:04:05 (root@localhost)
# Comment: Windows
$Self->{TicketAcl}->{'100-crlf'} = {
  'Possible' => {
    'Ticket' => {
      'State' => [
        'new',
        'two
lines',
        "two
lines",
        q{two
lines}
      ],
      'Lock' => [ qw(
        lock
        unlock
      ) ],
      'Title' => [ <<X, <<'Y', <<~Z ],
here
X
there
Y
    deep
      deeper
    Z
    }
  },
  'StopAfterMatch' => 0
};

=pod

$Self->{TicketAcl}->{'in pod'} = {};

=cut

    return;
}
1;
__END__
not code
