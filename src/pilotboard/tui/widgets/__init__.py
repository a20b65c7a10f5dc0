"""Widgets that draw themselves line by line; none of them knows a store or a use case."""
