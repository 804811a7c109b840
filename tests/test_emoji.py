"""Emoji that the bot writes are shown as pictures wherever it is tried."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
SHORT_CODE = re.compile(r"(?<![\w:]):([a-z][a-z_0-9+-]{2,30}):(?![\w:])")


def test_every_emoji_of_the_bots_is_one_that_the_page_draws() -> None:
    """A short code that the sandbox does not know would stand there as text."""
    table = (ROOT / "sandbox/static/js/emoji.js").read_text(encoding="utf-8")
    known = set(re.findall(r"(\S+) [^\x00-\x7f]", table))
    written = {
        (code, path.name)
        for folder in ("bot", "sales")
        for path in (ROOT / folder).rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        for text in re.findall(r"\"[^\"]*\"", line)
        for code in SHORT_CODE.findall(text)
    }
    assert {code for code, _ in written} >= {"tada", "warning", "crystal_ball"}
    assert {(code, where) for code, where in written if code not in known} == set()
