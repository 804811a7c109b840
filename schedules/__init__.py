"""What is due now: the table of jobs, and the one heartbeat that runs them."""
