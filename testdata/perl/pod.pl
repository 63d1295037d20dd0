$Self->{TicketAcl}->{'100-before'} = { StopAfterMatch => 1 };

=pod

$Self->{TicketAcl}->{'110-in-pod'} = { StopAfterMatch => 1 };

    it's { not [ code

=cut

$Self->{TicketAcl}->{'120-between'} = { StopAfterMatch => 1 };

=head1 TICKET ACLS

=over

=item $Self->{TicketAcl}->{'130-item'} = {};

=back

=cut of what follows there is nothing: $Self->{TicketAcl}->{'135'} = {};
$Self->{TicketAcl}->{'140-directly-behind'} = { StopAfterMatch => 1 };

=begin comment

$Self->{TicketAcl}->{'150-begin'} = { StopAfterMatch => 1 };

=end comment

$Self->{TicketAcl}->{'160-end-ends-nothing'} = { StopAfterMatch => 1 };

=cut

=for nobody but the reader

=cut
$Self->{TicketAcl}->{'170-after'} = {
    Title
    =>'no pod: = is not in the first column'
};
