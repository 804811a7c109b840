"""What was mistyped on the command line, and errors of the file system, as sentences."""

from __future__ import annotations

import argparse
import errno
import re
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import NoReturn

_CHOICE = re.compile(r"invalid choice: '(?P<given>[^']*)'")
_NUMBER = re.compile(r"argument (?P<option>\S+): invalid int value: '(?P<given>[^']*)'")


def about_file(problem: OSError) -> str:
    """What is wrong with a file or folder, and what to do."""
    if problem.filename is None and problem.errno in (errno.ENOSPC, errno.EDQUOT):
        return "There is no space left on the disk. Free some, and run it again."
    if problem.filename is None:
        return f"{problem.strerror or problem}."
    path = Path(str(problem.filename))
    match problem.errno:
        case errno.ENOENT if not path.parent.is_dir():
            return f"There is no folder {path.parent}. Create it, or name another."
        case errno.ENOENT:
            return f"There is no file {path}."
        case errno.EISDIR:
            return f"{path} is a folder. Name a file in it."
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return f"You may not open {path} or write to it. Name another place, or ask whoever owns it."
        case errno.ENOSPC | errno.EDQUOT:
            return f"There is no space left for {path}. Free some, and run it again."
        case _:
            return f"{path}: {problem.strerror or problem}."


class Parser(argparse.ArgumentParser):
    """A parser that says what is wrong, what may have been meant, and where it is explained."""

    _commands: tuple[str, ...] = ()

    def knows(self, commands: Iterable[str]) -> None:
        """These are the commands there are."""
        self._commands = tuple(commands)

    def error(self, message: str) -> NoReturn:
        """Exit code 2, as for any wrong words."""
        self.exit(2, f"{self.prog}: {self._said(message)}\n`{self.prog} --help` says what it takes.\n")

    def _said(self, message: str) -> str:
        if choice := _CHOICE.search(message):
            close = get_close_matches(choice["given"].casefold(), self._commands, 1, 0.5)
            meant = f" Did you mean {close[0]}?" if close else ""
            return f'There is no "{choice["given"]}" among {", ".join(self._commands)}.{meant}'
        if number := _NUMBER.search(message):
            return f'{number["option"]} takes a whole number, not "{number["given"]}".'
        return f"{message[:1].upper()}{message[1:]}."
