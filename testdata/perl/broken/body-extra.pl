'100' => { StopAfterMatch => 1 } },
'200' => {},
