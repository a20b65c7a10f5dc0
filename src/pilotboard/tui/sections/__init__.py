"""What the pages of things are made of."""
