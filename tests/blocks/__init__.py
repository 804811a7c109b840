"""What people see in Slack."""
