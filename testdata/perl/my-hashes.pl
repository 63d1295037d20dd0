my %Raw = ( Queue => ['Raw'], State => [ 'new', 'open' ] );
my %Acl = (
    Properties => { Ticket => \%Raw },
    Possible   => { Ticket => {%Raw} },
);
my $Empty = {};
my %None;
$Self->{TicketAcl}->{'100-ref'}    = \%Acl;
$Self->{TicketAcl}->{'110-copy'}   = {%Acl};
$Self->{TicketAcl}->{'120-more'}   = { %Acl, StopAfterMatch => 1 };
$Self->{TicketAcl}->{'130-before'} = { StopAfterMatch => 1, Possible => 'lost', %Acl };
$Self->{TicketAcl}->{'140-parts'}  = { Properties => $Acl{Properties}, Possible => { Ticket => { Queue => $Raw{Queue}, State => $Raw{'State'} } } };
$Self->{TicketAcl}->{'150-deref'}  = { %{ $Acl{Possible} }, %None, %{$Empty} };
$Self->{TicketAcl}->{'160-slice'}  = { List => [ @Raw{'Queue','State'} ], Names => [ @{ $Raw{State} }, $Raw{State}[1], $Raw{State}->[0] ] };
$Raw{Lock} = ['lock'];
$Self->{TicketAcl}->{'170-later'}  = { Properties => { Ticket => {%Raw} } };
my %Names = ( a => '180-by-name' );
$Self->{TicketAcl}->{ $Names{a} }  = { StopAfterMatch => 1 };
