"""No package comes in under a licence that nobody allowed."""

from __future__ import annotations

import pytest

from tests.audit.licences import allowed, is_allowed, locked, offences


def test_every_locked_package_is_allowed() -> None:
    assert len(locked()) > 100
    assert list(offences(locked(), allowed())) == []


@pytest.mark.parametrize(
    ("licence", "verdict"),
    [
        ("MIT", True),
        ("GPL-3.0-only", False),
        ("MIT AND GPL-3.0-only", False),
        ("MIT OR GPL-3.0-only", True),
        ("MPL-2.0 AND (GPL-3.0-only OR MIT)", True),
        ("MPL-2.0 AND (GPL-3.0-only OR AGPL-3.0)", False),
        ("GNU Lesser General Public License v2 or later (LGPLv2+)", False),
        ("none", False),
    ],
)
def test_expressions(licence: str, verdict: bool) -> None:
    assert is_allowed(licence, {"MIT", "MPL-2.0"}) is verdict


def test_an_offence_is_told() -> None:
    assert [line.partition(":")[0] for line in offences(["numpy"], {"MIT"})] == ["numpy"]
