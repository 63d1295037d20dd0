# OTOBO config file (automatically generated)
# VERSION:1.1
package Kernel::Config::Files::ZZZACL;
use strict;
use warnings;
no warnings 'redefine'; ## no critic qw(TestingAndDebugging::ProhibitNoWarnings)
use utf8;
sub Load {
    my ($File, $Self) = @_;

# Created: 2014-03-02 10:11:12 (root@localhost)
# Changed: 2015-11-20 08:00:01 (jdoe)
# Comment: Störungen & "Anfragen": it's $free {text} [in] (a) comment; \ too
$Self->{TicketAcl}->{'100-a\\b'} = {
  'Possible' => {
    'Ticket' => {
      'State' => [
        'open',
        'it\'s',
        'a\\b',
        '[RegExp]^ö'
      ]
    }
  },
  'PossibleAdd' => {},
  'PossibleNot' => {
    'Action' => [
      'AgentTicketClose'
    ]
  },
  'Properties' => {
    'Ticket' => {
      'Queue' => [
        'Störung'
      ]
    }
  },
  'PropertiesDatabase' => {},
  'StopAfterMatch' => 0
};

# Created: 2014-03-02 10:11:12 (root@localhost)
# Changed: 2015-11-20 08:00:01 (root@localhost)
$Self->{TicketAcl}->{'200-it\'s'} = {
  'Possible' => {},
  'PossibleAdd' => {},
  'PossibleNot' => {
    'Ticket' => {
      'Priority' => [
        undef,
        '5 very high',
        'two
lines',
        7
      ]
    }
  },
  'Properties' => {},
  'PropertiesDatabase' => {},
  'StopAfterMatch' => '1'
};


    return;
}
1;
