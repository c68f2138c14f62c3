"""``bulletins extract``: read files and print what they say, without a warehouse. Imports nothing heavy."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from flows.record_json import document_json
from transforms.bulletin import Bulletin, Refused, read_bulletin
from transforms.documents import DEFAULT_LIMITS, Limits
from transforms.metadata import sidecar_names


def extract_files(files: list[Path], as_json: bool, limits: Limits) -> int:
    """Print each file's figures; files that cannot be read are named on standard error. Returns their number."""
    refused = 0
    for path in files:
        try:
            bulletin = read_file(path, limits)
        except (Refused, OSError) as error:
            reason = error.strerror if isinstance(error, OSError) else error
            print(f"{path}: {reason}", file=sys.stderr)
            refused += 1
            continue
        if bulletin.skipped:
            print(f"{path}: not read of it: {bulletin.skipped}", file=sys.stderr)
        if as_json:
            print(json.dumps(document_json(bulletin.document), ensure_ascii=False))
        else:
            _print_figures(bulletin)
    return refused


def read_file(path: Path, limits: Limits = DEFAULT_LIMITS) -> Bulletin:
    """Read one file, with the sidecar beside it if there is one."""
    sidecars = (path.with_name(name) for name in sidecar_names(path.name))
    sidecar = next((found.read_bytes() for found in sidecars if found.is_file()), None)
    return read_bulletin(path.read_bytes(), path.name, path=str(path), sidecar=sidecar, limits=limits)


def _print_figures(bulletin: Bulletin) -> None:
    from flows.console import print_table

    document = bulletin.document
    columns = ["value", "unit", "kind", "action", "object", "region", "from", "to", "text"]
    rows = [
        [f.value, f.unit, f.basis or f.kind, f.action, f.object, f.region, f.period_start, f.period_end, f.text]
        for f in document.figures
    ]
    title = f"{document.path}: {len(document.articles)} article(s), {len(rows)} figure(s)"
    print_table(columns, rows, title=title)
