"""What a team can ask for. A use case opens one transaction, loads, calls a pure rule, saves, commits and returns
a value; it never posts."""
