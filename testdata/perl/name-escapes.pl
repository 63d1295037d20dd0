$Self->{TicketAcl}->{'it\'s'}              = {};
$Self->{TicketAcl}->{'back\\slash'}        = {};
$Self->{TicketAcl}->{'kept \n \t \x \" \$'} = {};
$Self->{TicketAcl}->{'ends with \\'}       = {};
$Self->{TicketAcl}->{"say \"hi\""}         = {};
$Self->{TicketAcl}->{"dollar \$x at \@y"}  = {};
$Self->{TicketAcl}->{"a\\b"}               = {};
$Self->{TicketAcl}->{"tab\there"}          = {};
$Self->{TicketAcl}->{"unknown \w \d \- \' \z"} = {};
$Self->{TicketAcl}->{"it's"}               = {};
$Self->{TicketAcl}->{'two
lines'}                                    = {};
$Self->{TicketAcl}->{''}                   = {};
$Self->{TicketAcl}->{' '}                  = {};
$Self->{TicketAcl}->{"# no comment"}       = {};
$Self->{TicketAcl}->{'};'}                 = {};
$Self->{TicketAcl}->{'a$b@c%d'}            = {};
