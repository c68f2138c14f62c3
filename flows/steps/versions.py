"""Which code and which vocabulary made a row."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path

from transforms import lexicon

TRANSFORMS = Path(__file__).resolve().parents[2] / "transforms"


@cache
def parser_version() -> str:
    """Version of the project, and a hash of all that reading depends on."""
    return f"{version('bulletins')}+{_hash(sorted(TRANSFORMS.rglob('*.py')))}.{lexicon_version()}"


@cache
def lexicon_version() -> str:
    """Hash of the vocabulary, the installation's own words included."""
    return _hash(lexicon.files())


def _hash(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:8]
