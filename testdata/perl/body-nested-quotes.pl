q{100 {curly}} => { 'Possible' => { Ticket => { 'State' => [qw(new open)] } } },
qq(110\t) => { Possible => [] },
-minus => { },
