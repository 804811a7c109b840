"""Pictures from uploaded files: `slack_file` must name an image that was completely uploaded."""

from collections.abc import Mapping
from typing import Any

from sandbox.blockkit.report import Report
from sandbox.state import File

KINDS = frozenset(["image/png", "image/jpeg", "image/gif"])


def check_files(value: Any, at: str, files: Mapping[str, File], report: Report) -> None:
    """Notes every `slack_file` inside `value` that cannot be shown."""
    if isinstance(value, list):
        for index, each in enumerate(value):
            check_files(each, f"{at}/{index}", files, report)
    elif isinstance(value, dict):
        for name, each in value.items():
            if name == "slack_file" and isinstance(each, dict):
                if not _shown(each, files):
                    report.add("invalid slack file", f"{at}/slack_file")
            else:
                check_files(each, f"{at}/{name}", files, report)


def _shown(named: Mapping[str, Any], files: Mapping[str, File]) -> bool:
    file = files.get(str(named.get("id")))
    if file is None:
        address = str(named.get("url", ""))
        file = next((each for each in files.values() if f"{each.id}/" in address), None)
    return file is not None and file.shared and not file.deleted and file.mimetype in KINDS
