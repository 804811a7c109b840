"""`firebreak demo`: a Slack on this machine with a fictional team in it, and how that team comes about."""
