my $Sql = <<'SQL';
$Self->{TicketAcl}->{'not code'} = {};
SQL
print STDERR <<EOT; $Self->{TicketAcl}->{'110-same-line'} = { StopAfterMatch => 1 };
$Self->{TicketAcl}->{'not code either'} = {};
};
EOT
$Self->{TicketAcl}->{ <<'NAME' } = { StopAfterMatch => 1 };
120 name with a line break
NAME
my $x = 1 << 2; my $Shift = $x <<3;
$Self->{TicketAcl}->{'130-after-shift'} = { StopAfterMatch => 1 };
