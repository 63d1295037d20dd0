# from the old system, 2012

# 'No' => {},
'100-Example-ACL' => {   # first
    Possible => { Ticket => { Queue => ['Alert'] } },
}
