"""Papers: one module for each kind; views in, a `Document` out. Nothing here reads a store or a clock."""
