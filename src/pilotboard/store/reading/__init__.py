"""SQL statements over DB-API into plain views, one module per noun; no ORM is imported here."""
