package product

// serviceName begins the names of the generic interface's operations.
const serviceName = "GenericInterface "

// ServiceScreen is the name of the operation that a web service calls: to
// change a stored ticket, or to create one; for an agent or a customer user.
func ServiceScreen(stored, customer bool) string {
	name := serviceName + "TicketCreate"
	if stored {
		name = serviceName + "TicketUpdate"
	}
	if customer {
		name += ofCustomer
	}
	return name
}

const ofCustomer = " (customer)"

// serviceScreens are the generic interface's operations on tickets.
//
// Measured: an update asks what the setters ask, with nothing but the ticket
// and the new value; a new service first removes an SLA that does not go with
// it, which stays removed if the service is refused; a customer user's call is
// made as UserID 1; creating asks nothing. The order of the attributes was not
// measured.
func serviceScreens() []Screen {
	var fields []Field
	var save []Stage
	for _, s := range setterScreens() {
		sub := setterAttr(&s)
		if sub == "" {
			continue
		}
		fields = append(fields, s.Fields...)
		stage := s.Save[0]
		stage.If = Cond{Kind: IfNew, Name: sub}
		if sub == "Service" {
			save = append(save, Stage{
				Round: "setter", Setter: true, Hash: HashNone, If: Cond{Kind: IfSLALost, Name: "Service"},
				Params: onTicket().With(Params{"SLAID": constant(""), "ServiceID": ticket("ServiceID")}),
				Ask:    []Question{{Sub: "SLA", Stores: map[string]string{"SLAID": "SLAID"}}},
			})
		}
		save = append(save, stage)
	}
	for _, attr := range []string{"Owner", "Responsible"} {
		fields = append(fields, Field{Attr: attr + "ID", Name: attr + "ID"}, Field{Attr: attr, Name: attr, ByName: true})
	}
	create := append(append([]Field{}, fields...), Field{Attr: "CustomerUser", Name: "CustomerUser", ByName: true})
	asRoot := make([]Stage, len(save))
	for i, st := range save {
		st.System = true
		asRoot[i] = st
	}
	return []Screen{
		{Name: ServiceScreen(true, false), NoAction: true, Setter: true, Fields: fields, Save: save},
		{Name: ServiceScreen(true, true), NoAction: true, Setter: true, Customer: true, Fields: fields, Save: asRoot},
		{Name: ServiceScreen(false, false), NoAction: true, Setter: true, Fields: create},
		{Name: ServiceScreen(false, true), NoAction: true, Setter: true, Customer: true, Fields: create},
	}
}

// setterAttr is the attribute that a setter with a question of its own sets in
// the order in which the operation sets them.
func setterAttr(s *Screen) string {
	if len(s.Save) == 0 || len(s.Fields) == 0 {
		return ""
	}
	return s.Save[0].Ask[0].Sub
}
