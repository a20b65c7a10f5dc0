"""The pure heart: words, drafts, views, rules and numbers. No input or output, no clock, no SQL."""
