"""How a thing reads: as a line of a list, as a story, in a few words."""
