"""The business, pure: no Slack, no SQL, no clock of its own, no I/O."""
