"""Block Kit: which blocks and views Slack accepts, and how it completes those that it does."""
