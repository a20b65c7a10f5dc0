"""Tables, the unit of work with its journal, and one module of writes per noun (SQLModel)."""
