"""The only place that speaks SQL: opening a store, reading it, writing it, backing it up, migrating it."""
