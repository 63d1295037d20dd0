{ # ACLs
  "100" => { StopAfterMatch => 1 } };
