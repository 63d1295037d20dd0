# Words before => are strings, whatever they mean elsewhere.
$Self->{TicketAcl}->{'100-keys'} = {
    Properties   => { Ticket => { Queue => ['Raw'] } },
    'Possible'   => { 'Ticket' => { "State" => ['new'] } },
    q{PossibleNot} => { qq{Action} => ['AgentTicketClose'] },
    StopAfterMatch=>1,
    q   => 'q',  qq => 'qq', qw => 'qw', s => 's', m => 'm', y => 'y', tr => 'tr', qr => 'qr', x => 'x',
    if  => 'if', for => 'for', print => 'print', sub => 'sub', my => 'my', return => 'return', package => 'package',
    cmp => 'cmp', lt => 'lt', and => 'and', not => 'not', __PACKAGE__ => 'package name',
    -minus     => 'with its minus',
    - apart    => 'minus apart',
    _          => 'underscore',
    Next_Line
        => 'a line between',
    With_Comment # =>
        => 'a comment between',
    1          => 'one', 01 => 'one again', 1.0 => 'and again', 0x10 => 'sixteen', 1e1 => 'ten', -7 => 'minus seven', .5 => 'half',
    'a' . 'b'  => 'joined',
    "key\t1"   => 'a tab',
};
