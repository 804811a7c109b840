"""Opens a workbook's zip within bounds that are checked before anything is unpacked, and writes it back with some parts
replaced. Knows files and zips; not what the parts say."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from sales.errors import Invalid
from storage.sheets.table import MEGABYTE

LARGEST_FILE = 20 * MEGABYTE
LARGEST_UNPACKED = 150 * MEGABYTE
MOST_PARTS = 5_000
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ADDED_AT = (1980, 1, 1, 0, 0, 0)
"""No day at all: the same file comes back from the same plan."""
_BROKEN = (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError)


def check_size(name: str, size: int) -> None:
    """Raises `Invalid` for a file that is too large to be a template."""
    if size > LARGEST_FILE:
        raise Invalid(
            f"{name} has {size // MEGABYTE} MB; I fill in files of at most {LARGEST_FILE // MEGABYTE} MB. "
            f"Take the pictures or old sheets out and send it again."
        )


@dataclass(frozen=True)
class Archive:
    """A workbook's parts by name, unpacked when asked for; those in `changed` in their new state."""

    name: str
    content: bytes = field(repr=False)
    changed: Mapping[str, bytes] = field(default_factory=dict, repr=False)

    @classmethod
    def opened(cls, name: str, content: bytes) -> Archive:
        """The archive, checked. Raises `Invalid` with a sentence for anything but a sound workbook of sensible size."""
        check_size(name, len(content))
        if content.startswith(_OLE):
            if _ENCRYPTED in content:
                raise Invalid(f"{name} is protected by a password. Save it without one and send it again.")
            raise Invalid(f"{name} is in the old .xls format. Save it as .xlsx and send it again.")
        if not content.startswith(_ZIP):
            raise Invalid(f"{name} is not a workbook, despite its name.")
        archive = cls(name, content)
        archive._check()
        return archive

    def _check(self) -> None:
        names = [info.filename for info in self._infos]
        if len(names) > MOST_PARTS or sum(info.file_size for info in self._infos) > LARGEST_UNPACKED:
            raise Invalid(
                f"{self.name} would unpack to more than {LARGEST_UNPACKED // MEGABYTE} MB, so I did not open it."
            )
        if len(set(names)) < len(names) or "xl/workbook.xml" not in self.names:
            raise Invalid(f"{self.name} is not a workbook that I can read. Save it as .xlsx and send it again.")
        if any(info.flag_bits & 1 for info in self._infos):
            raise Invalid(f"{self.name} is protected by a password. Save it without one and send it again.")

    @cached_property
    def _zip(self) -> zipfile.ZipFile:
        try:
            return zipfile.ZipFile(io.BytesIO(self.content))
        except _BROKEN:
            raise Invalid(f"{self.name} is broken: it cannot be unpacked.") from None

    @property
    def _infos(self) -> list[zipfile.ZipInfo]:
        return self._zip.infolist()

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(info.filename for info in self._infos) | frozenset(self.changed)

    def part(self, name: str) -> bytes:
        """The bytes of a part. Raises `Invalid` where it is missing or broken. No part is ever larger than the archive
        claims, and that was added up before."""
        if name in self.changed:
            return self.changed[name]
        try:
            return self._zip.read(name)
        except (KeyError, *_BROKEN):
            raise Invalid(f"{self.name} is broken: its part {name} cannot be read.") from None

    def changing(self, parts: Mapping[str, bytes]) -> Archive:
        """The same archive with these parts in their new state."""
        return replace(self, changed={**self.changed, **parts})

    def written(self, without: Collection[str] = ()) -> bytes:
        """The file: changed parts in place of the old ones, all others as they were, in their order; and without
        some. New ones come last."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
            for info in self._infos:
                if info.filename not in without:
                    copy = zipfile.ZipInfo(info.filename, info.date_time)
                    copy.compress_type, copy.external_attr = info.compress_type, info.external_attr
                    target.writestr(copy, self.part(info.filename))
            there = {info.filename for info in self._infos}
            for name in self.changed:
                if name not in there and name not in without:
                    added = zipfile.ZipInfo(name, _ADDED_AT)
                    added.compress_type = zipfile.ZIP_DEFLATED
                    target.writestr(added, self.changed[name])
        return out.getvalue()
