"""LibreOffice as a second opinion: opens workbooks, works out every formula anew, whatever results the files hold, and
saves them."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tests.missing_tools import absent

_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode"><value>0</value></prop></item></oor:items>"""


def recalculated(files: Sequence[Path], folder: Path) -> Path:
    """A folder within `folder` with the files as LibreOffice has saved them. Skips the test where there is none (see
    `absent`); fails it where LibreOffice complains."""
    office = shutil.which("soffice")
    if office is None:
        absent("needs LibreOffice: apt-get install libreoffice-calc")
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(_RECALCULATE)
    options = ["--headless", f"-env:UserInstallation=file://{profile.parent}", "--convert-to", "xlsx"]
    command = ["nice", office, *options, "--outdir", str(folder / "out"), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=110, check=True)
    assert "rror" not in done.stdout
    return folder / "out"
