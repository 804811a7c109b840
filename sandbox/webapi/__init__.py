"""Slack's Web API. One file per family; endpoint.py is the door that judges every call before a method sees it."""
