# OTRS config file (automatically generated)
# VERSION:1.1
use strict;
use warnings;
use utf8;

# Created: 2019-01-02 03:04:05 (root@localhost)
# Changed: 2019-01-02 03:04:05 (root@localhost)
# Comment: Windows
$Self->{TicketAcl}->{'110-crlf'} = {
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


