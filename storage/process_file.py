"""The written process as a file. Owns reading YAML and saying where a mistake is; what a process must look like is
known to `sales.process`."""

from __future__ import annotations

import importlib.resources
from pathlib import Path
from typing import Any

import yaml

from sales.errors import Invalid
from sales.process import Process
from sales.process_plain import process_from

LONGEST_FILE = 200_000
"""Bytes; a written process has a few thousand."""


def load_process(path: Path | None = None) -> Process:
    """The process in a YAML file, or the one Firebreak is shipped with. Raises `Invalid` for a file that cannot be read
    or is no process, with the line of the mistake."""
    if path is None:
        text = importlib.resources.files("sales").joinpath("process.yml").read_text(encoding="utf-8")
        return read_process(text, "sales/process.yml")
    try:
        if path.stat().st_size > LONGEST_FILE:
            raise Invalid(f"{path.name} is too large to be a sales process.")
        return read_process(path.read_text(encoding="utf-8"), path.name)
    except (OSError, UnicodeDecodeError) as problem:
        raise Invalid(f"{path} cannot be read: {problem}.") from None


def read_process(text: str, name: str = "process.yml") -> Process:
    """The process written as YAML. Raises `Invalid`, naming the file and the line."""
    try:
        plain = yaml.safe_load(text)
        tree = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as problem:
        line = problem.problem_mark.line + 1 if problem.problem_mark else 1
        raise Invalid(f"{name}, line {line}: {problem.problem or 'this is not YAML'}.") from None
    except yaml.YAMLError as problem:
        raise Invalid(f"{name} is not YAML: {problem}.") from None
    if not isinstance(plain, dict):
        raise Invalid(f'{name}, line 1: a process starts with "stages:".')
    try:
        return process_from(plain)
    except Invalid as problem:
        where = f"{name}, line {_line(tree, problem.field)}" if problem.field else name
        raise Invalid(f"{where}: {problem.sentence}") from None


def _line(tree: Any, place: str) -> int:
    """The line (from 1) where `place` is written, such as "stages.3" for the third entry of that list; its list's line,
    or the first, where there is no such entry."""
    line = 1
    node: Any = tree
    for step in place.split("."):
        node = _child(node, step)
        if node is None:
            break
        line = node.start_mark.line + 1
    return line


def _child(node: Any, step: str) -> Any:
    match node:
        case yaml.MappingNode():
            return next((value for key, value in node.value if key.value == step), None)
        case yaml.SequenceNode() if step.isdigit() and 1 <= int(step) <= len(node.value):
            return node.value[int(step) - 1]
        case _:
            return None
