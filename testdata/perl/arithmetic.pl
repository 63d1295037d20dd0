$Self->{TicketAcl}->{'100-arithmetic'} = {
    Sum    => [ 1 + 1, 7 - 2, 3 * 4, 7 / 2, 2**10, 7 % 4, -( 1 + 1 ), +'5', -'5', - -3 ],
    Logic  => [ !0, !1, !!'x', 1 && 'and', 0 || 'or', undef // 'defined', not(1), 'a' eq 'a', 1 == 2, 1 <=> 2 ],
    Repeat => [ 'ab' x 3, ('c') x 2, '-' x 0 ],
    Choice => [ 1 ? 'yes' : 'no', 0 ? 'yes' : 'no', '' ? 'a' : '0' ? 'b' : 'c' ],
    Comma  => scalar( 'a', 'b' ),
};
