"""The command line: nouns and verbs, tables and JSON, exit codes."""
