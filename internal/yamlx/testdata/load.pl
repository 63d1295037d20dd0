# Reads texts (a length of four bytes before each) and answers, framed the same
# way, with what YAML::XS makes of them: "ok DOCUMENTS VALUE" or "died MESSAGE".
# In VALUE a scalar is "text", with n before it where Perl holds a number too.
use strict;
use warnings;
use B;
use YAML::XS ();

binmode STDIN;
binmode STDOUT;
$| = 1;

sub quote {
    my $s = shift;
    utf8::encode($s) if utf8::is_utf8($s);
    $s =~ s/([^ !#-\[\]-~])/sprintf("\\x%02x", ord $1)/ge;
    return qq("$s");
}

my %open;

sub show {
    my $v = shift;
    return '~' if !defined $v;
    if (ref $v) {
        return 'loop' if $open{$v};
        local $open{$v} = 1;
        return '[' . join(',', map { show($_) } @$v) . ']' if ref $v eq 'ARRAY';
        return 'object' if ref $v ne 'HASH';
        my %shown;
        for my $key (keys %$v) {
            (my $name = $key) =~ s/\A(ARRAY|HASH)\(0x[0-9a-f]+\)\z/$1(0x0)/;
            $shown{ quote($name) } = show($v->{$key});
        }
        return '{' . join(',', map {"$_:$shown{$_}"} sort keys %shown) . '}';
    }
    my $flags = B::svref_2object(\$v)->FLAGS;
    return ($flags & (B::SVf_IOK | B::SVf_NOK) ? 'n' : '') . quote($v);
}

while ((read(STDIN, my $head, 4) // 0) == 4) {
    my $text   = '';
    my $length = unpack 'N', $head;
    while (length $text < $length) {
        read(STDIN, $text, $length - length $text, length $text) or last;
    }
    my @documents;
    my $answer = eval {
        local $SIG{__WARN__} = sub { };
        no warnings 'recursion';
        @documents = YAML::XS::Load($text);
        'ok ' . @documents . ' ' . (@documents ? show($documents[-1]) : '~');
    } // "died $@";
    print pack('N', length $answer), $answer;
}
