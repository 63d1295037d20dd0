my $apostrophe = 'apostrophe';
$Self->{TicketAcl}->{'single'}          = {};
$Self->{TicketAcl}->{"double"}          = {};
$Self->{TicketAcl}->{q(round)}          = {};
$Self->{TicketAcl}->{q[square]}         = {};
$Self->{TicketAcl}->{q{curly}}          = {};
$Self->{TicketAcl}->{q<angle>}          = {};
$Self->{TicketAcl}->{q/slash/}          = {};
$Self->{TicketAcl}->{q!bang!}           = {};
$Self->{TicketAcl}->{q|bar|}            = {};
$Self->{TicketAcl}->{q#hash#}           = {};
$Self->{TicketAcl}->{q"quote"}          = {};
$Self->{TicketAcl}->{q'apostrophe'}     = {};
$Self->{TicketAcl}->{q ( after a blank )} = {};
$Self->{TicketAcl}->{q xletterx}        = {};
$Self->{TicketAcl}->{q
  {after a line}}                       = {};
$Self->{TicketAcl}->{q(nested (round) pairs)}  = {};
$Self->{TicketAcl}->{q{nested {curly} pairs}}  = {};
$Self->{TicketAcl}->{q<a <b> c>}        = {};
$Self->{TicketAcl}->{q(escaped \) and \( and \\ and \n)} = {};
$Self->{TicketAcl}->{qq(qq "round")}    = {};
$Self->{TicketAcl}->{qq{qq {curly}}}    = {};
$Self->{TicketAcl}->{qq|qq\tbar \| |}   = {};
$Self->{TicketAcl}->{qq'qq $apostrophe interpolates'} = {};
$Self->{TicketAcl}->{qq # a comment, then the string
  (qq after a comment)} = {};
