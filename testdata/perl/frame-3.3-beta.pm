# OTRS config file (automatically generated)
# VERSION:1.1
package Kernel::Config::Files::ZZZACL;
use utf8;
sub Load {
    my ($File, $Self) = @_;

# Created: 2013-06-01 10:00:00 (root@localhost)
# Changed: 2013-06-01 10:00:00 (root@localhost)
$Self->{TicketAcl}->{"100-Beta"} = {
  'Possible' => {
    'Action' => {
      'AgentTicketClose' => '0'
    }
  },
  'PossibleNot' => {},
  'Properties' => {},
  'PropertiesDatabase' => {},
  'StopAfterMatch' => 0
};

}
1;
