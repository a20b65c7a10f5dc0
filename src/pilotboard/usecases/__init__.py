"""One function is one intent: one transaction, one journal entry."""
