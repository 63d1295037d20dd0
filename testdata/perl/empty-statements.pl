;;;
{ ; }
{ ; ; }
$Self->{TicketAcl}->{'100'} = {};
$Self->{TicketAcl}->{'100'};
'a string alone';
42;
"100" => {};
1;
