"""Mutated copies of small valid files, as hypothesis strategies."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from hypothesis import strategies as st

Edit = tuple[str, int, int, bytes]
"""What to do, where (in 65,536ths of the length), over how many bytes, and with what."""

_edits = st.tuples(
    st.sampled_from(("put", "over", "cut", "twice", "end")),
    st.integers(0, 65_535),
    st.integers(0, 40),
    st.binary(max_size=8),
)


def mutated(seeds: Sequence[bytes], words: Sequence[bytes]) -> st.SearchStrategy[bytes]:
    """A seed with up to six edits, which put in, put over, cut out, repeat or break off; ``words`` are put in too."""
    worded = st.tuples(st.just("put"), st.integers(0, 65_535), st.just(0), st.sampled_from(words))
    edits = st.lists(st.one_of(_edits, worded), max_size=6)
    return st.builds(_edited, st.sampled_from(seeds), edits)


def _edited(data: bytes, edits: Sequence[Edit]) -> bytes:
    for what, place, length, new in edits:
        at = place * len(data) // 65_536
        head, span, tail = data[:at], data[at : at + length], data[at + length :]
        if what == "end":
            data = head or data
        else:
            data = head + {"put": new + span, "over": new, "cut": b"", "twice": span * 20}[what] + tail
    return data


def mutated_members(seed: bytes, words: Sequence[bytes]) -> st.SearchStrategy[bytes]:
    """A ZIP file with one member mutated, packed anew, so that its checksums hold."""
    with zipfile.ZipFile(io.BytesIO(seed)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}

    def replaced(name: str) -> st.SearchStrategy[bytes]:
        return mutated([members[name]], words).map(lambda content: _packed(members | {name: content}))

    return st.sampled_from(sorted(members)).flatmap(replaced)


def _packed(members: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()
