"""Slack in, Slack out. Knows the business by its use cases; storage, schedules and sandbox are for `bot.main` alone."""
