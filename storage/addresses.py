"""Where a database is: its URL, the file that it names, and the file system that the file lies on. Opens nothing."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from sales.errors import MissingSetting

REMOTE_FILE_SYSTEMS = frozenset(
    {"9p", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "fuse.davfs", "fuse.glusterfs", "fuse.rclone"}
    | {"fuse.s3fs", "fuse.sshfs", "gfs2", "glusterfs", "lustre", "ncpfs", "nfs", "nfs4", "ocfs2", "smb2", "smb3"}
    | {"smbfs", "vboxsf"}
)
"""File systems on which SQLite's write-ahead log is not safe: its shared memory does not reach the other machine."""


def parse(url: str) -> URL:
    """The URL with the driver we use. Raises `MissingSetting`, never repeating a password."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise MissingSetting(
            "FIREBREAK_DATABASE_URL is not a database address. Write sqlite:///firebreak.db or postgresql://user:password@host/name."
        ) from None
    match parsed.drivername.partition("+")[0]:
        case "sqlite":
            return parsed.set(drivername="sqlite")
        case "postgresql" | "postgres":
            return parsed.set(drivername="postgresql+psycopg")
        case other:
            raise MissingSetting(f"Firebreak keeps its data in SQLite or PostgreSQL, not in {other}.")


def in_memory(url: URL) -> bool:
    """Whether the URL names a SQLite database that lives only as long as its connection."""
    return url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:")


def sqlite_path(url: str) -> Path | None:
    """The file that a URL names; None for a database in memory or on a server. Raises as `parse` does."""
    parsed = parse(url)
    if parsed.get_backend_name() != "sqlite" or in_memory(parsed):
        return None
    return Path(str(parsed.database)).resolve()


def network_file_system(path: Path, mounts: str) -> str | None:
    """The type of the network file system that `path` (absolute) lies on, or None. `mounts` is the text of
    /proc/self/mounts: device, mount point, type, options; the longest mount point that holds the path decides."""
    found: tuple[int, str] = (-1, "")
    for line in mounts.splitlines():
        _, point, kind, *_ = line.split(" ")
        place = Path(point.replace("\\040", " "))
        if path.is_relative_to(place):
            found = max(found, (len(place.parts), kind))
    return found[1] if found[1] in REMOTE_FILE_SYSTEMS else None
