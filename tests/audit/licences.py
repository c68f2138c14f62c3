"""Licences of the locked packages against ``licences.csv``, from what each package declares of itself."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from email.message import Message
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
ALLOWED = Path(__file__).with_name("licences.csv")

_LOCKED = re.compile(r"^([A-Za-z0-9_.-]+)(?:\[[^\]]*\])?==", re.MULTILINE)
_ALL_OF = re.compile(r"\s+and\s+|,\s*", re.IGNORECASE)
_ONE_OF = re.compile(r"\s+or\s+(?!later)", re.IGNORECASE)
_PARENTHESES = re.compile(r"\(([^()]*\sOR\s[^()]*)\)")
_CHOICES = {"text-unidecode": "Artistic License"}
"""The one that is taken, of several licences that a package names without saying that they are a choice."""


def allowed() -> set[str]:
    """Licences, as declared, that may be used."""
    with ALLOWED.open(encoding="utf-8", newline="") as file:
        return {row["declared"] for row in csv.DictReader(file)}


def locked() -> list[str]:
    """Names of the packages of requirements.txt."""
    return _LOCKED.findall((PROJECT / "requirements.txt").read_text("utf-8"))


def declared(name: str) -> str | None:
    """What an installed package says of its licence; None where it is not installed here."""
    if name in _CHOICES:
        return _CHOICES[name]
    try:
        about: Message = distribution(name).metadata  # type: ignore[assignment]  # the mapping of email, in fact
    except PackageNotFoundError:
        return None
    classes = [c.rpartition(" :: ")[2] for c in about.get_all("Classifier", []) if c.startswith("License ::")]
    text = about.get("License", "").strip().split("\n")[0]
    return about.get("License-Expression") or " AND ".join(classes) or text or "none"


def is_allowed(licence: str, known: set[str]) -> bool:
    """Whether every licence of an expression is known, or one of each choice in it.

    >>> is_allowed("MPL-2.0 AND (GPL-3.0 OR MIT)", {"MIT", "MPL-2.0"})
    True
    """
    for choice in _PARENTHESES.findall(licence):
        if not is_allowed(choice, known):
            return False
    rest = _PARENTHESES.sub("", licence)
    return all(any(one.strip() in known for one in _ONE_OF.split(part)) for part in _ALL_OF.split(rest) if part.strip())


def offences(names: list[str], known: set[str]) -> Iterator[str]:
    """A line for each package whose licence is not allowed."""
    for name in names:
        licence = declared(name)
        if licence is not None and not is_allowed(licence, known):
            yield f"{name}: {licence!r} is not in {ALLOWED.relative_to(PROJECT)}: read it, then add it or do without"
