"""Values in, Block Kit out. Pure: no Slack client, no store, no clock."""
