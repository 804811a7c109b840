"""A spreadsheet that somebody attached to a demand for numbers: what its cells ask for, and what goes into them. Pure:
a grid of cells in, a plan of cells out. Knows no file format, no Slack, no database."""
