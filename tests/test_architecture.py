"""Who may know whom, and what may happen when: read off the source, and off fresh interpreters."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from tests.shared_data import ROOT

PACKAGES = ("bot", "sales", "storage", "schedules", "sandbox")
RUN_BY_ALEMBIC = "storage.migrations.env"
"""Alembic runs this script; it is no module of ours to import."""

HEAVY = ("matplotlib", "openpyxl", "xlsxwriter", "alembic", "dateparser", "numpy", "aiohttp", "sandbox")


def sources(*packages: str) -> list[Path]:
    return [path for package in packages or PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def python(script: str) -> subprocess.CompletedProcess[str]:
    """A fresh interpreter, on this source."""
    env = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script], capture_output=True, text=True, env=env, cwd=ROOT, check=False
    )


def test_rooms_know_only_whom_they_may() -> None:
    """The contracts of import-linter hold."""
    tool = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([tool, "--no-cache"], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stdout[-3000:]


def test_the_clock_is_read_in_one_place() -> None:
    """`datetime.now` stands in the clock and nowhere else in the product; every rule is given its *now*."""
    found = [
        place(path)
        for path in sources("bot", "sales", "storage", "schedules")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute)
        and node.attr in ("now", "utcnow", "today")
        and isinstance(node.value, ast.Name)
        and node.value.id in ("datetime", "date")
    ]
    assert set(found) == {"bot/clock.py"}


def test_anything_is_caught_in_three_places_only() -> None:
    """The handler, the job loop and the sender; everywhere else an error has a name."""
    found = [
        place(path)
        for path in sources()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler) and _catches_anything(node)
    ]
    assert sorted(found) == ["bot/apologies.py", "bot/sender.py", "schedules/table.py"]


def _catches_anything(handler: ast.ExceptHandler) -> bool:
    named = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(n is None or (isinstance(n, ast.Name) and n.id in ("Exception", "BaseException")) for n in named)


@pytest.mark.parametrize("path", sources(), ids=place)
def test_a_module_opens_by_saying_what_it_owns(path: Path) -> None:
    """One to a few lines at its head, a whole sentence."""
    if not path.read_text(encoding="utf-8").strip():
        return
    opening = ast.get_docstring(tree(path)) or ""
    assert opening.rstrip().endswith((".", ":", "!", "?", ")")), opening
    assert len(opening.splitlines()) <= 12


MOST_LINES = 330
"""Migrations may be longer: they are history, and stay as they were released."""


def test_no_module_is_longer_than_can_be_kept_in_mind() -> None:
    """A longer one is two."""
    lines = {place(path): len(path.read_text(encoding="utf-8").splitlines()) for path in sources()}
    assert [name for name, count in lines.items() if count > MOST_LINES and "/versions/" not in name] == []


def test_everything_that_is_defined_is_used() -> None:
    """Each function, class and constant of a module is named once more somewhere, but for what a decorator takes."""
    texts = (path.read_text(encoding="utf-8") for path in sources(*PACKAGES, "tests", "benchmarks"))
    words = Counter(word for text in texts for word in re.findall(r"\w+", text))
    unused = [
        f"{place(path)}:{node.lineno} {name}"
        for path in sources()
        for node in tree(path).body
        for name in defined(node)
        if words[name] == 1 and "versions" not in path.parts
    ]
    assert unused == []


def defined(node: ast.stmt) -> list[str]:
    match node:
        case ast.FunctionDef(name=name, decorator_list=[]) | ast.ClassDef(name=name, decorator_list=[]):
            return [name]
        case ast.Assign(targets=targets):
            return [one.id for target in targets for one in ast.walk(target) if isinstance(one, ast.Name)]
        case ast.AnnAssign(target=ast.Name(id=name)):
            return [name]
        case _:
            return []


_WATCH = """
import importlib, json, sys, threading
told = []
def hook(event, args):
    if event in ("socket.connect", "socket.bind", "subprocess.Popen", "os.system", "os.fork", "os.mkdir", "os.remove"):
        told.append([event, str(args)[:200]])
    if event == "open" and args[1] and set(str(args[1])) & set("wax+") and "pycache" not in str(args[0]):
        told.append([event, str(args)[:200]])
sys.addaudithook(hook)
for name in %r:
    importlib.import_module(name)
told += [["thread", thread.name] for thread in threading.enumerate() if thread is not threading.main_thread()]
print(json.dumps(told))
"""


def test_nothing_happens_on_import() -> None:
    """Importing every module opens no connection, writes no file and starts no thread or process."""
    names = [module_of(path) for path in sources()]
    names = [name for name in names if name != RUN_BY_ALEMBIC and not name.endswith("__main__")]
    done = python(_WATCH % names)
    assert done.returncode == 0, done.stderr[-2000:]
    assert json.loads(done.stdout.splitlines()[-1]) == []


def test_the_start_stays_lean() -> None:
    """What draws, reads spreadsheets, migrates or guesses dates loads when it is first used, not at the start."""
    done = python("import sys, json, bot.main.wiring; print(json.dumps(sorted(sys.modules)))")
    assert done.returncode == 0, done.stderr[-2000:]
    loaded = {name.partition(".")[0] for name in json.loads(done.stdout)}
    assert loaded.isdisjoint(HEAVY), loaded & set(HEAVY)
