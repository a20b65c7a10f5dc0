"""Files for other people to open. Knows views and specs, never the store."""
