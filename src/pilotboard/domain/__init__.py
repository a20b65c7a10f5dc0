"""Words, views, rules and numbers of pilotboard: pure, no I/O, no clock, standard library only."""
