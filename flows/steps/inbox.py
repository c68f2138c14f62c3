"""Taking files up: from the inbox, which is emptied, or from folders that somebody names, which are left alone.

A file of the inbox is claimed by renaming it to ``.claimed/CLAIM/…`` in the same file system, so that two runs never
take up the same file and one that is being worked on is not overwritten. It is unlinked only when its bytes are in the
archive, its outcome is committed, and its bytes are still the same. Where the inbox cannot be written to, files stay
where they are and are known again by path, size and time.
"""

from __future__ import annotations

import errno
import os
import secrets
import stat
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from flows.steps import archive, receipts, sidecars
from flows.steps.receipts import Receipt
from transforms import metadata
from transforms.rows import key

if TYPE_CHECKING:
    from flows.steps.warehouse import Warehouse

CLAIMS = ".claimed"
SIDECARS = metadata.SIDECAR_SUFFIXES
_UNFINISHED = (".part", ".partial", ".filepart", ".tmp", ".temp", ".crdownload", ".download", ".swp", "~")
_NOT_WRITABLE = {errno.EROFS, errno.EACCES, errno.EPERM, errno.EXDEV}

Known = Callable[[str, str], "tuple[int, int, bytes | None] | None"]
"""(source, path) → size, modification time and sidecar of the last receipt; None where there is none."""


@dataclass(slots=True)
class Arrival:
    """One file to take up."""

    path: Path
    """Where it lies now."""
    file_path: str
    """Below the inbox or the folder named."""
    source_code: str
    claim: str
    """Names the claim; with the path and the content it makes the receipt's key."""
    sidecar_path: Path | None = None
    sidecar: bytes | None = None
    is_claimed: bool = False
    sha256: str = ""
    receipt_id: str = ""
    """Set once the file is archived."""


@dataclass(slots=True)
class Intake:
    """The files of one run."""

    inbox: Path
    folders: list[Path]
    """Folders and files to copy from; the inbox is worked off only where there are none."""
    source: str | None
    """Source of everything in ``folders``; None: the subfolder says."""
    settle_seconds: float
    known: Known
    left: dict[str, str] = field(default_factory=dict)
    """Files that were not taken up, and why."""
    unsettled: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Size and time of files that may still be growing, as seen last."""

    def arrivals(self) -> Iterator[Arrival]:
        """Claim and yield what can be taken up now; first what an interrupted run had claimed."""
        if self.folders:
            for folder in self.folders:
                yield from self._named(folder)
            return
        yield from self._claimed_before()
        yield from self._waiting()

    def late_sidecars(self) -> Iterator[tuple[Path, str]]:
        """Sidecars of the inbox whose file is not beside them, and the path of that file, maybe without extension."""
        if self.folders:
            return
        for folder, relative, names in _walk(self.inbox, self.left):
            for name in _orphans(names):
                base = name[: -len(next(s for s in SIDECARS if name.endswith(s)))]
                if self._is_settled(folder / name, relative + name, names[name]):
                    yield folder / name, shown(relative + base)

    def _waiting(self) -> Iterator[Arrival]:
        claim = f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(4)}"
        for folder, relative, names in _walk(self.inbox, self.left):
            for name, status in names.items():
                if _describes_sources(relative, name):
                    self.left[name] = "describes the sources: put it into the home folder, beside the inbox"
                    continue
                if name.endswith(SIDECARS) or not self._is_settled(folder / name, relative + name, status):
                    continue
                arrival = _arrival(folder, relative, name, claim, names)
                if arrival is None or not os.access(arrival.path, os.R_OK):
                    self.left[relative + name] = "it, or its sidecar, cannot be read: permission denied"
                    continue
                try:
                    _claim(arrival, self.inbox / CLAIMS / claim)
                except FileNotFoundError:
                    continue
                except OSError as error:
                    if error.errno not in _NOT_WRITABLE:
                        self.left[relative + name] = f"cannot be moved: {error.strerror}"
                        continue
                    if self._is_known(arrival, status):
                        continue
                yield arrival

    def _claimed_before(self) -> Iterator[Arrival]:
        root = self.inbox / CLAIMS
        for folder, relative, names in _walk(root, self.left):
            claim, _, below = relative.partition("/")
            for name in names:
                home = self.inbox / below
                arrival = _arrival(home, below, name, claim, _names(home))
                if arrival is not None:
                    arrival.path, arrival.is_claimed = folder / name, True
                    yield arrival

    def _named(self, given: Path) -> Iterator[Arrival]:
        if given.is_dir():
            for folder, relative, names in _walk(given, self.left):
                yield from self._copied(folder, relative, names, list(names))
        elif given.is_file():
            path = given.resolve()
            yield from self._copied(path.parent, "", _names(path.parent), [path.name])
        else:
            self.left[str(given)] = "is neither a file nor a folder"

    def _copied(
        self, folder: Path, relative: str, names: dict[str, os.stat_result], wanted: list[str]
    ) -> Iterator[Arrival]:
        for name in wanted:
            if name.endswith(SIDECARS) or _describes_sources(relative, name):
                continue
            arrival = _arrival(folder, relative, name, secrets.token_hex(8), names)
            if arrival is not None:
                arrival.source_code = self.source or arrival.source_code
                if not self._is_known(arrival, names[name]):
                    yield arrival

    def _is_known(self, arrival: Arrival, status: os.stat_result) -> bool:
        """Whether a file that stays where it is was taken up before, as it is now."""
        return self.known(arrival.source_code, shown(arrival.file_path)) == (
            status.st_size,
            status.st_mtime_ns,
            arrival.sidecar,
        )

    def _is_settled(self, path: Path, name: str, status: os.stat_result) -> bool:
        """Unchanged for the quiet period, by its times or because it was seen the same so long ago."""
        seen = self.unsettled.get(name)
        self.unsettled[name] = now = (status.st_size, status.st_mtime_ns)
        age = time.time() - max(status.st_mtime, status.st_ctime)
        if _is_unfinished(path.name):
            self.left[name] = "has the name of an unfinished file"
            del self.unsettled[name]
            return False
        if seen == now or age >= self.settle_seconds:
            del self.unsettled[name]
            self.left.pop(name, None)
            return True
        self.left[name] = "may still be growing: it is taken up when it has not changed for a while"
        return False


def waiting_count(inbox: Path) -> int:
    """Files that an ingest takes up, now or when they have settled; links, sidecars and unfinished files are none."""
    return sum(
        not (name.endswith(SIDECARS) or _is_unfinished(name) or _describes_sources(relative, name))
        for root in (inbox, inbox / CLAIMS)
        for _, relative, names in _walk(root, {})
        for name in names
    )


def take_up(
    root: Path,
    log: Path,
    arrivals: list[Arrival],
    house: Warehouse,
    left: dict[str, str],
) -> list[Receipt]:
    """Bring the bytes of a batch into the archive, then write its receipts; returns those of the files that are new.

    A run that was killed before it could unlink a file must not count it twice: what is on record is not new.
    """
    outcome = archive.store(root, [arrival.path for arrival in arrivals])
    made = []
    for arrival in arrivals:
        stored = outcome[arrival.path]
        if isinstance(stored, archive.Stored):
            made.append(_receipt(arrival, stored))
        else:
            left[arrival.file_path] = f"cannot be read: {stored.strerror if isinstance(stored, OSError) else stored}"
    known = house.on_record([receipt.receipt_id for receipt in made])
    new = [receipt for receipt in made if receipt.receipt_id not in known]
    receipts.append(log, [*sidecars.moved(house, new), *new])
    return new


def release(arrivals: list[Arrival], left: dict[str, str]) -> None:
    """Unlink claimed files whose outcome is committed. One that changed since stays claimed and is taken up again."""
    for arrival in arrivals:
        if not (arrival.is_claimed and arrival.sha256):
            continue
        try:
            if archive.digest(arrival.path) == arrival.sha256:
                arrival.path.unlink()
                _unlink_sidecar(arrival)
        except FileNotFoundError:
            continue
        except OSError as error:
            left[arrival.file_path] = f"cannot be removed from the inbox: {error.strerror}"
    for folder in sorted({arrival.path.parent for arrival in arrivals if arrival.is_claimed}, reverse=True):
        _remove_empty(folder)


def _describes_sources(relative: str, name: str) -> bool:
    return not relative and name in ("sources.yaml", "sources.yml")


def _is_unfinished(name: str) -> bool:
    return name.lower().endswith(_UNFINISHED) or name.startswith("~$")


def shown(path: str) -> str:
    """A path as text, bytes that are none escaped."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _receipt(arrival: Arrival, stored: archive.Stored) -> Receipt:
    arrival.sha256 = stored.sha256
    arrival.receipt_id = key(arrival.claim, arrival.file_path, stored.sha256)
    return Receipt(
        receipt_id=arrival.receipt_id,
        kind=receipts.RECEIVED,
        source_code=arrival.source_code,
        sha256=stored.sha256,
        file_path=shown(arrival.file_path),
        byte_count=stored.byte_count,
        modified_ns=stored.modified_ns,
        received_at=datetime.now(UTC),
        sidecar_name=arrival.sidecar_path.name if arrival.sidecar_path else None,
        sidecar=arrival.sidecar,
    )


def _walk(
    root: Path, left: dict[str, str], relative: str = ""
) -> Iterator[tuple[Path, str, dict[str, os.stat_result]]]:
    """Folders below ``root`` with their regular files by name, in order; symbolic links are never followed."""
    try:
        with os.scandir(root) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    except OSError as error:
        left[relative or str(root)] = f"cannot be listed: {error.strerror}"
        return
    names: dict[str, os.stat_result] = {}
    folders: list[str] = []
    for entry in found:
        if entry.name.startswith("."):
            continue
        try:
            status = entry.stat(follow_symlinks=False)
        except OSError:
            continue
        if stat.S_ISDIR(status.st_mode):
            folders.append(entry.name)
        elif stat.S_ISREG(status.st_mode):
            names[entry.name] = status
        else:
            left[relative + entry.name] = "is a link, a pipe or a device: only files are taken up"
    yield root, relative, names
    for name in folders:
        yield from _walk(root / name, left, f"{relative}{name}/")


def _names(folder: Path) -> dict[str, os.stat_result]:
    return next((names for _, _, names in _walk(folder, {})), {})


def _arrival(folder: Path, relative: str, name: str, claim: str, names: dict[str, os.stat_result]) -> Arrival | None:
    arrival = Arrival(folder / name, relative + name, sidecars.folder_source(relative + name), claim)
    for candidate in (name + suffix for name in (name, Path(name).stem) for suffix in SIDECARS):
        if candidate in names:
            arrival.sidecar_path = folder / candidate
            try:
                arrival.sidecar = arrival.sidecar_path.read_bytes()
            except OSError:
                return None
            arrival.source_code = sidecars.named_source(arrival.sidecar) or arrival.source_code
            break
    return arrival


def _claim(arrival: Arrival, folder: Path) -> None:
    target = folder / arrival.file_path
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        arrival.path.rename(target)
    except OSError:
        _remove_empty(target.parent)
        raise
    arrival.path, arrival.is_claimed = target, True


def _orphans(names: dict[str, os.stat_result]) -> list[str]:
    files = {name for name in names if not name.endswith(SIDECARS)}
    bases = files | {Path(name).stem for name in files}
    return [
        name for name in names for suffix in SIDECARS if name.endswith(suffix) and name[: -len(suffix)] not in bases
    ]


def _unlink_sidecar(arrival: Arrival) -> None:
    """Remove the sidecar with the last file that it describes."""
    path = arrival.sidecar_path
    if path is None or not path.exists() or path.read_bytes() != arrival.sidecar:
        return
    if path.name in _orphans(_names(path.parent)):
        path.unlink()


def _remove_empty(folder: Path) -> None:
    while folder.name != CLAIMS:
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent
