"""Backup, damage, restore, verify."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.settings import Settings, load
from flows.steps.backup import backup, restore
from flows.steps.errors import StepError
from flows.steps.ingest import ingest
from flows.steps.verify import verify
from tests.steps.homes import KAILU, new_home, put, tables


@pytest.fixture
def home(tmp_path: Path) -> Settings:
    settings = new_home(tmp_path / "home")
    put(settings.home, {"sources.yaml": "昆明: {name: 昆明市公安局}\n".encode(), "corrections/.keep": b""})
    ingest(settings)
    return settings


def test_a_restored_copy_is_rebuilt_the_same(home: Settings, tmp_path: Path) -> None:
    made = backup(home, tmp_path / "backup")
    restored = load(tmp_path / "restored")
    report = restore(restored, tmp_path / "backup")
    assert report.bulletins_loaded == 4
    assert tables(restored.published) == tables(home.published)
    assert verify(restored).problems == []
    assert made.copied == 5


def test_a_second_backup_copies_what_is_new(home: Settings, tmp_path: Path) -> None:
    backup(home, tmp_path / "backup")
    put(home.inbox, {"新.txt": KAILU.replace("59", "60").encode()})
    ingest(home)
    assert backup(home, tmp_path / "backup").copied == 1


@pytest.mark.parametrize("damage", ["cut", "missing", "unfinished"])
def test_a_damaged_backup_is_refused(home: Settings, tmp_path: Path, damage: str) -> None:
    backup(home, tmp_path / "backup")
    victim = next((tmp_path / "backup" / "archive").glob("??/*.txt"))
    if damage == "cut":
        victim.chmod(0o644)
        victim.write_bytes(victim.read_bytes()[:10])
    elif damage == "missing":
        victim.unlink()
    else:
        (tmp_path / "backup" / "manifest.json").unlink()
    with pytest.raises(StepError, match="backup"):
        restore(load(tmp_path / "restored"), tmp_path / "backup")
    assert not (tmp_path / "restored" / "archive").exists()


def test_nothing_is_restored_over_a_home_in_use(home: Settings, tmp_path: Path) -> None:
    backup(home, tmp_path / "backup")
    with pytest.raises(StepError, match="in use"):
        restore(home, tmp_path / "backup")


def test_verify_names_what_is_wrong(home: Settings) -> None:
    assert verify(home).problems == []
    put(home.inbox, {"新.txt": KAILU.replace("59", "60").encode()})
    files = sorted(home.archive.glob("??/*.txt"))
    files[0].chmod(0o644)
    files[0].write_bytes(b"else")
    files[1].unlink()
    problems = verify(home).problems
    assert any("other bytes" in problem for problem in problems)
    assert any("not in the archive" in problem for problem in problems)
