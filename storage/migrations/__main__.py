"""`python -m storage.migrations upgrade|check [URL]`. Without a URL, the database of FIREBREAK_DATABASE_URL."""

from __future__ import annotations

import argparse
import os
import sys

from sales.errors import SalesError
from storage.migrations import check, upgrade


def main(arguments: list[str] | None = None) -> int:
    """Exit status 0 when the database is up to date (afterwards), else 1."""
    parser = argparse.ArgumentParser(prog="python -m storage.migrations", description=__doc__)
    parser.add_argument("what", choices=["upgrade", "check"])
    parser.add_argument("url", nargs="?", default=os.environ.get("FIREBREAK_DATABASE_URL", "sqlite:///firebreak.db"))
    options = parser.parse_args(arguments)
    try:
        if options.what == "upgrade":
            upgrade(options.url)
        problems = check(options.url)
    except SalesError as refusal:
        problems = [refusal.sentence]
    for problem in problems:
        print(problem, file=sys.stderr)
    if not problems:
        print("The database is up to date.")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
