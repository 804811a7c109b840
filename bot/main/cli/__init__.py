"""The `firebreak` command line: one file per command. Each parses nothing itself and returns an exit code."""
