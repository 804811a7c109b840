"""The `firebreak` command: arguments in, one command run, an exit code out. Errors are sentences."""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence

from bot.main.cli.arguments import parser
from bot.main.cli.mistakes import about_file
from sales.errors import NotFound, SalesError
from sales.wording import listed


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command. 0: done. 1: it could not be done, and standard error says why. 2: the words were wrong."""
    given = parser().parse_args(arguments)
    logging.basicConfig(
        level=logging.DEBUG if given.verbose else logging.WARNING,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
        stream=sys.stderr,
    )
    try:
        return int(given.run(given))
    except SalesError as error:
        print(f"firebreak: {error.sentence}{_meant(error)}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 0
    except OSError as problem:
        print(f"firebreak: {about_file(problem)}", file=sys.stderr)
        return 1


def _meant(error: SalesError) -> str:
    close = error.suggestions if isinstance(error, NotFound) else ()
    return f" Did you mean {listed(close, 'or')}?" if close else ""
