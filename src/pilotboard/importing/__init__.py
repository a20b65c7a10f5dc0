"""Foreign files in: bytes -> table -> map -> drafts and row errors. Reaches no store.

::

    source.read_source(data, name)      what is in the file: a table, and what was understood on the way
    proposing.propose(source)           a proposal: which column is what, with confidence; guesses; what is left unread
    mapping.ImportMap                   the answer to it: edited, accepted, written to and read from a TOML file
    drafting.parse(source, mapping)     domain.intake.Parsed: drafts in the order of the file, errors, remarks

Formats are data (``presets/*.toml``); what a format needs beyond names stands in ``jira``, ``trello``, ``forms``.
"""
