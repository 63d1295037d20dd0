{
    '100' => { StopAfterMatch => 1 },
