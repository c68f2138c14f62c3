"""Near-duplicate articles: the same story in several papers, cut and edited a little.

A story is compared by the clauses that hold numbers, each as it is and with its numbers blanked: two bulletins of one
template with other figures share a third, an article with a new headline and one sentence dropped shares most. What
every bulletin says (守护平安) counts only where there are no numbers.
"""

from __future__ import annotations

import re
import sys
from array import array
from collections.abc import Iterable, Mapping
from operator import eq

PERMUTATIONS = 64
BANDS = 16
"""Bands of a signature: articles that share one whole band are compared."""
THRESHOLD = 0.6
"""Share of clauses in common from which on two articles are one story."""

_SEED = 1
_CLAUSE_END = re.compile(r"[。！？；;!?，,：:]")
_NUMBER = re.compile(r"[0-9０-９][0-9０-９.．,，]*")
_FEW = 3
"""With fewer clauses that hold numbers, an article is compared by all of them."""
_SPACE = re.compile(r"\s+")
_BAND_BYTES = 4 * PERMUTATIONS // BANDS


def minhash(body: str) -> bytes:
    """Signature of the clauses of an article's body: 64 numbers of 32 bits; empty where it has no clause."""
    from rensa import RMinHash  # type: ignore[import-untyped]

    clauses = [clause for clause in _CLAUSE_END.split(_SPACE.sub("", body)) if len(clause) > 3]
    if not clauses:
        return b""
    numbered = [clause for clause in clauses if _NUMBER.search(clause)]
    if len(numbered) >= _FEW:
        clauses = numbered + [_NUMBER.sub("#", clause) for clause in numbered]
    signature = RMinHash(PERMUTATIONS, _SEED)
    signature.update(clauses)
    return _packed(array("I", signature.digest()))


def group(signatures: Mapping[str, bytes]) -> dict[str, str]:
    """Article id → smallest article id of its story, for every article that shares its story with another."""
    parent: dict[str, str] = {}
    for article_id, other in _candidates(signatures):
        first, second = sorted((_root(parent, article_id), _root(parent, other)))
        if first != second and likeness(signatures[article_id], signatures[other]) >= THRESHOLD:
            parent[second] = first
    return {article_id: _root(parent, article_id) for article_id in {*parent, *parent.values()}}


def likeness(one: bytes, other: bytes) -> float:
    """Estimated share of clauses that two articles have in common, 0 to 1."""
    same: int = sum(map(eq, memoryview(one).cast("I"), memoryview(other).cast("I")))
    return same / PERMUTATIONS


def _candidates(signatures: Mapping[str, bytes]) -> Iterable[tuple[str, str]]:
    """Pairs that share a band: each article with the first one of that band."""
    bands: dict[tuple[int, bytes], str] = {}
    for article_id, signature in sorted(signatures.items()):
        for start in range(0, len(signature), _BAND_BYTES):
            first = bands.setdefault((start, signature[start : start + _BAND_BYTES]), article_id)
            if first != article_id:
                yield article_id, first


def _root(parent: dict[str, str], article_id: str) -> str:
    while (above := parent.get(article_id)) is not None:
        article_id = above
    return article_id


def _packed(numbers: array[int]) -> bytes:
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()
