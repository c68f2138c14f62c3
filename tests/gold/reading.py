"""Annotated bulletins of a folder, and what the project reads in them, in this process."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows.extract import read_file
from flows.record_json import document_json

HERE = Path(__file__).parent


@dataclass(slots=True)
class Gold:
    """``documents``: the annotations; ``texts`` and ``predictions`` by the name of the document."""

    documents: list[dict[str, Any]]
    texts: dict[str, str]
    predictions: dict[str, dict[str, Any]]


def annotations(folder: Path) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """The annotations of ``folder`` and the texts that they are about, by name."""
    paths = [path for path in sorted(folder.glob("*.json")) if not path.name.endswith(".meta.json")]
    documents = [json.loads(path.read_text("utf-8")) for path in paths]
    return documents, {path.stem: path.with_suffix(".txt").read_bytes().decode("utf-8") for path in paths}


def predict(folder: Path, name: str) -> dict[str, Any]:
    """What is read in one document of ``folder``."""
    return document_json(read_file(folder / f"{name}.txt").document)


def read(folder: Path) -> Gold:
    """The annotations of ``folder``, and the same documents read."""
    documents, texts = annotations(folder)
    return Gold(documents, texts, {name: predict(folder, name) for name in texts})
