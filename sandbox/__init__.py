"""A Slack workspace on localhost: strict where Slack is strict, and with a page to look at it.

It knows Slack's public contract and nothing of any app: no product code, and no code of Slack's own clients.
"""
