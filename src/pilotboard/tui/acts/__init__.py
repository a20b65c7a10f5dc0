"""What the keys of places do, by noun: the commands, and the methods behind them."""
