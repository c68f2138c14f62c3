"""Reading archived bulletins into rows. Runs in worker processes: imports neither Prefect nor pandas nor DuckDB."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from flows.steps import archive
from flows.steps.errors import StepError
from transforms.corrections import Correction, apply
from transforms.documents import Limits
from transforms.rows import Received, Rows
from transforms.sources import SourceDefaults


@dataclass(slots=True, frozen=True)
class ReadingSetup:
    """What a worker has to know besides the bulletins."""

    archive: Path
    sources: dict[str, SourceDefaults]
    limits: Limits
    max_seconds: int
    """Processor time that a reader process has for a file."""
    max_memory_mb: int
    """Address space of a reader process."""
    parser_version: str
    lexicon: Path
    """The installation's own vocabulary."""
    corrections: Mapping[str, list[Correction]] = field(default_factory=dict)
    """By bulletin_id."""


def read_all(setup: ReadingSetup, bulletins: Iterable[Received]) -> Rows:
    """Rows of a chunk of bulletins; one that cannot be read is set aside with its reason, the others go on.

    Raises StepError where the vocabulary is wrong.
    """
    from transforms.lexicon import LexiconError, lay_over

    try:
        lay_over(setup.lexicon)
    except LexiconError as error:
        raise StepError(str(error)) from None
    rows = Rows()
    for received in bulletins:
        read_into(rows, setup, received)
    return rows


def read_into(rows: Rows, setup: ReadingSetup, received: Received) -> None:
    """Add the rows of one bulletin."""
    # here, so that a run that finds nothing to read does not load the rules
    from transforms import metrics
    from transforms.bulletin import Refused, read_bulletin
    from transforms.lexicon import LexiconError

    def refuse(code: str, reason: str) -> None:
        rows.set_aside(received, code, reason, setup.parser_version)

    try:
        setup.limits.check("max_file_mb", received.byte_count, "bytes")
    except Refused as refused:
        refuse(refused.reason, refused.message)
        return
    path = archive.find(setup.archive, received.sha256, received.file_name)
    if path is None:
        refuse("archive-missing", f"the archive has no file {received.sha256}: restore it from a backup, then retry")
        return
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != received.sha256:
        refuse("archive-damaged", f"{path} has other bytes than were received: restore it from a backup, then retry")
        return
    try:
        bulletin = read_bulletin(
            content,
            received.file_name,
            path=received.file_path,
            sidecar=received.sidecar,
            defaults=setup.sources.get(received.source_code),
            limits=setup.limits,
        )
        outcomes = apply(bulletin.document, setup.corrections.get(received.bulletin_id, ()))
        metrics.assign(bulletin.document.figures)
    except Refused as refused:
        refuse(refused.reason, refused.message)
    except MemoryError:
        refuse("too-large", f"reading it takes more than {setup.max_memory_mb:,} MB (setting reader_memory_mb)")
    except LexiconError as error:  # the vocabulary is wrong, not the document
        raise StepError(str(error)) from None
    except Exception as error:  # one document that the rules fail on must not stop the rest
        refuse("reader-failed", f"the rules failed on it ({type(error).__name__}: {error}): report it, with the file")
    else:
        rows.add(received, bulletin, setup.parser_version, outcomes)
