# OTRS config file (automatically generated)
# VERSION:1.1
package Kernel::Config::Files::ZZZACL;
use strict;
use warnings;
no warnings 'redefine'; ## no critic
use utf8;
sub Load {
    my ($File, $Self) = @_;

# Created: 2021-01-01 09:00:00 (jdoe)
# Changed: 2022-01-01 14:00:21 (jdoe)
# Comment: Unused in this house
$Self->{TicketAcl}->{'0100-Buttons-Off'} = {
  'Possible' => {},
  'PossibleAdd' => {},
  'PossibleNot' => {
    'Action' => [
      'AgentTicketBounce',
      'AgentTicketPlain',
      'AgentTicketWatcher'
    ]
  },
  'Properties' => {},
  'PropertiesDatabase' => {},
  'StopAfterMatch' => 0
};

# Created: 2021-01-02 09:01:00 (jdoe)
# Changed: 2022-01-08 14:13:21 (rroe)
# Comment: Closed means closed
$Self->{TicketAcl}->{'0110-Buttons-Closed'} = {
  'Possible' => {},
  'PossibleAdd' => {},
  'PossibleNot' => {
    'Action' => [
      'AgentTicketClose',
      'AgentTicketCustomer',
      'AgentTicketOwner',
      'AgentTicketPending',
      'AgentTicketPriority'
    ]
  },
  'Properties' => {},
  'PropertiesDatabase' => {
    'Ticket' => {
      'State' => [
        'closed successful',
        'closed unsuccessful'
      ]
    }
  },
  'StopAfterMatch' => 0
};

# Created: 2021-01-03 09:02:00 (jdoe)
# Changed: 2022-01-15 14:26:21 (mmuster)
# Comment: Coordinators correct who asked
$Self->{TicketAcl}->{'0120-Buttons-Closed-Coordinators'} = {
  'Possible' => {},
  'PossibleAdd' => {
    'Action' => [
      'AgentTicketCustomer'
    ]
  },
  'PossibleNot' => {},
  'Properties' => {
    'User' => {
      'Role' => [
        'Coordinators'
      ]
    }
  },
  'PropertiesDatabase' => {
    'Ticket' => {
      'State' => [
        'closed successful',
        'closed unsuccessful'
      ]
    }
  },
  'StopAfterMatch' => 0
};

# Created: 2021-01-04 09:03:00 (jdoe)
# Changed: 2022-01-22 14:39:21 (jdoe)
# Comment: Exam matters leave no trace on paper
$Self->{TicketAcl}->{'0130-Buttons-Exams'} = {
  'Possible' => {},
  'PossibleAdd' => {},
  'PossibleNot' => {
    'Action' => [
      'AgentTicketForward',
      'AgentTicketPrint'
    ]
  },
  'Properties' => {},
  'PropertiesDatabase' => {
    'Ticket' => {
      'Queue' => [
        'Prüfungsamt',
        'Prüfungsamt::Atteste'
      ]
    }
  },
  'StopAfterMatch' => 0
};

# Created: 2021-01-05 09:04:00 (jdoe)
# Changed: 2022-01-03 14:52:21 (rroe)
# Comment: Students do not print
$Self->{TicketAcl}->{'0140-Buttons-Students'} = {
  'Possible' => {},
  'PossibleAdd' => {},
  'PossibleNot' => {
    'Action' => [
      'CustomerTicketPrint'
    ]
  },
  'Properties' => {
    'CustomerUser' => {
      'UserCustomerID' => [
        'students'
      ]
    }
  },
  'PropertiesDatabase' => {},
  'StopAfterMatch' => 0
};

# Created: 2021-01-06 09:05:00 (jdoe)
# Changed: 2022-01-10 14:05:21 (mmuster)
# Comment: Exam matters come by the form only
$Self->{TicketAcl}->{'0200-Queues-Exams'} = {
  'Possible' => {},
  'PossibleAdd' => {},
  'PossibleNot' => {
    'Ticket' => {
      'Queue' => [
        'Prüfungsamt',
        '[RegExp]^Prüfungsamt::',
        'Postmaster'
      ]
    }
  },
  'Properties' => {},
  'PropertiesDatabase' => {},
  'StopAfterMatch' => 0
};

# Created: 2021-01-07 09:06:00 (jdoe)
# Changed: 2022-01-17 14:18:21 (jdoe)
# Comment: The office moves them
$Self->{TicketAcl}->{'0210-Queues-Exams-Office'} = {
  'Possible' => {},
  'PossibleAdd' => {
    'Ticket' => {
      'Queue' => [
        'Prüfungsamt',
        '[RegExp]^Prüfungsamt::'
      ]
    }
  },
  'PossibleNot' => {},
  'Properties' => {
    'User' => {
      'Group_rw' => [
        'exams'
      ]
    }
  },
  'PropertiesDatabase' => {},
  'StopAfterMatch' => 0
};

# Created: 2021-01-08 09:07:00 (jdoe)
# Changed: 2022-01-24 14:31:21 (rroe)
# Comment: The library keeps its own
$Self->{TicketAcl}->{'0220-Queues-Library'} = {
  'Possible' => {},
  'PossibleAdd' => {},
  'PossibleNot' => {
    'Ticket' => {
      'Queue' => [
        '[NotRegExp]^(Library(::.+)?|Helpdesk)$'
      ]
    }
  },
  'Properties' => {
    'User' => {
      'Role' => [
        'Library'
      ]
    }
  },
  'PropertiesDatabase' => {
    'Queue' => {
      'Name' => [
        '[RegExp]^Library(::|$)'
      ]
    }
  },
  'StopAfterMatch' => 0
};

# Created: 2021-01-09 09:08:00 (jdoe)
# Changed: 2022-01-05 14:44:21 (mmuster)
# Comment: What may be chosen on the web
$Self->{TicketAcl}->{'0230-Queues-Web'} = {
  'Possible' => {},
  'PossibleAdd' => {},
  'PossibleNot' => {
    'Ticket' => {
      'Queue' => [
        'Junk',
        'Misc',
        'Raw',
        '[RegExp]^Network(::|$)'
      ]
    }
  },
  'Properties' => {
    'Frontend' => {
      'Action' => [
        'CustomerTicketMessage'
      ]
    }
  },
  'PropertiesDatabase' => {},
  'StopAfterMatch' => 0
};

# Created: 2021-01-10 09:09:00 (jdoe)
# Changed: 2022-01-12 14:57:21 (jdoe)
# Comment: Staff report the network, too
$Self->{TicketAcl}->{'0240-Queues-Web-Staff'} = {
  'Possible' => {},
  'PossibleAdd' => {
    'Ticket' => {
      'Queue' => [
        'Network'
      ]
    }
  },
  'PossibleNot' => {},
  'Properties' => {
    'CustomerUser' => {
      'UserCustomerID' => [
        'staff'
      ]
    },
    'Frontend' => {
      'Action' => [
        'CustomerTicketMessage'
      ]
    }
  },
  'PropertiesDatabase' => {},
  'StopAfterMatch' => 0
};

# Created: 2021-01-11 09:10:00 (jdoe)
# Changed: 2022-01-19 14:10:21 (rroe)
# Comment: The library waits for books, it does not close by itself
$Self->{TicketAcl}->{'0300-States-Library'} = {
  'Possible' => {},
  'PossibleAdd' => {},
  'PossibleNot' => {
    'Ticket' => {
      'State' => [
        '[RegExp]^pending auto close[+-]$'
      ]
    }
  },
  'Properties' => {
    'Ticket' => {
      'Queue' => [
        'Library',
        'Library::Loans'
      ]
    }
  },
  'PropertiesDatabase' => {},
  'StopAfterMatch' => 0
};

# Created: 2021-01-12 09:11:00 (jdoe)
# Changed: 2022-01-26 14:23:21 (mmuster)
# Comment: On the web a ticket is reopened or withdrawn
$Self->{TicketAcl}->{'0310-States-Web'} = {
  'Possible' => {},
  'PossibleAdd' => {},
  'PossibleNot' => {
    'Ticket' => {
      'State' => [
        'closed successful'
      ]
    }
  },
  'Properties' => {
    'Frontend' => {
      'Action' => [
        'CustomerTicketZoom'
      ]
    }
  },
  'PropertiesDatabase' => {},
  'StopAfterMatch' => 0
};

# Created: 2021-01-13 09:12:00 (jdoe)
# Changed: 2022-01-07 14:36:21 (jdoe)
# Comment: Agents say why: a note first
$Self->{TicketAcl}->{'0320-States-Unsuccessful'} = {
  'Possible' => {},
  'PossibleAdd' => {},
  'PossibleNot' => {
    'Ticket' => {
      'State' => [
        'closed unsuccessful'
      ]
    }
  },
  'Properties' => {
    'Frontend' => {
      'Action' => [
        'AgentTicketClose'
      ]
    },
    'User' => {
      'Role' => [
        '[Not]Coordinators'
      ]
    }
  },
  'PropertiesDatabase' => {},
  'StopAfterMatch' => 0
};

# Created: 2021-01-14 09:13:00 (jdoe)
# Changed: 2022-01-14 14:49:21 (rroe)
# Comment: Five is for the coordinators
$Self->{TicketAcl}->{'0400-Priority'} = {
  'Possible' => {},
  'PossibleAdd' => {},
  'PossibleNot' => {
    'Ticket' => {
      'Priority' => [
        '5 very high'
      ]
    }
  },
  'Properties' => {},
  'PropertiesDatabase' => {},
  'StopAfterMatch' => 0
};

# Created: 2021-01-15 09:14:00 (jdoe)
# Changed: 2022-01-21 14:02:21 (mmuster)
# Comment: Coordinators
$Self->{TicketAcl}->{'0410-Priority-Coordinators'} = {
  'Possible' => {},
  'PossibleAdd' => {
    'Ticket' => {
      'Priority' => [
        '5 very high'
      ]
    }
  },
  'PossibleNot' => {},
  'Properties' => {
    'User' => {
      'Role' => [
        'Coordinators'
      ]
    }
  },
  'PropertiesDatabase' => {},
  'StopAfterMatch' => 0
};

# Created: 2021-01-16 09:15:00 (jdoe)
# Changed: 2022-01-02 14:15:21 (jdoe)
# Comment: Students are in no hurry, says the senate
$Self->{TicketAcl}->{'0420-Priority-Students'} = {
  'Possible' => {
    'Ticket' => {
      'Priority' => [
        '2 low',
        '3 normal'
      ]
    }
  },
  'PossibleAdd' => {},
  'PossibleNot' => {},
  'Properties' => {
    'CustomerUser' => {
      'UserCustomerID' => [
        'students'
      ]
    },
    'Frontend' => {
      'Action' => [
        'CustomerTicketMessage'
      ]
    }
  },
  'PropertiesDatabase' => {},
  'StopAfterMatch' => 0
};

# Created: 2021-01-17 09:16:00 (jdoe)
# Changed: 2022-01-09 14:28:21 (rroe)
# Comment: Rooms of the north campus
$Self->{TicketAcl}->{'0500-Faculty-Rooms-North'} = {
  'Possible' => {
    'Ticket' => {
      'DynamicField_Building' => [
        '',
        'N1',
        'N2',
        'N3'
      ]
    }
  },
  'PossibleAdd' => {},
  'PossibleNot' => {},
  'Properties' => {
    'DynamicField' => {
      'DynamicField_Campus' => [
        'north'
      ]
    }
  },
  'PropertiesDatabase' => {},
  'StopAfterMatch' => 0
};

# Created: 2021-01-18 09:17:00 (jdoe)
# Changed: 2022-01-16 14:41:21 (mmuster)
# Comment: Rooms of the south campus
$Self->{TicketAcl}->{'0510-Faculty-Rooms-South'} = {
  'Possible' => {
    'Ticket' => {
      'DynamicField_Building' => [
        '',
        'S1',
        'S2'
      ]
    }
  },
  'PossibleAdd' => {},
  'PossibleNot' => {},
  'Properties' => {
    'DynamicField' => {
      'DynamicField_Campus' => [
        'south'
      ]
    }
  },
  'PropertiesDatabase' => {},
  'StopAfterMatch' => 0
};

# Created: 2021-01-19 09:18:00 (jdoe)
# Changed: 2022-01-23 14:54:21 (jdoe)
# Comment: Unclassified comes by mail only
$Self->{TicketAcl}->{'0600-Types'} = {
  'Possible' => {},
  'PossibleAdd' => {},
  'PossibleNot' => {
    'Ticket' => {
      'Type' => [
        'Unclassified'
      ]
    }
  },
  'Properties' => {},
  'PropertiesDatabase' => {},
  'StopAfterMatch' => 0
};

# Created: 2021-01-20 09:19:00 (jdoe)
# Changed: 2022-01-04 14:07:21 (rroe)
# Comment: In the library there are no faults
$Self->{TicketAcl}->{'0610-Types-Library'} = {
  'Possible' => {},
  'PossibleAdd' => {},
  'PossibleNot' => {
    'Ticket' => {
      'Type' => [
        'Fault'
      ]
    }
  },
  'Properties' => {
    'Ticket' => {
      'Queue' => [
        'Library',
        'Library::Loans'
      ]
    }
  },
  'PropertiesDatabase' => {},
  'StopAfterMatch' => 0
};

    return;
}
1;
