"""Backup, damage, restore, verify."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from flows.settings import Settings, load
from flows.steps import archive
from flows.steps.backup import backup, restore
from flows.steps.errors import StepError
from flows.steps.ingest import ingest
from flows.steps.verify import verify
from tests.faults.kills import kill_at, run_ingest, start
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


def without_rows(home: Settings) -> None:
    """A warehouse that lost the rows of a bulletin, published."""
    for path in (home.warehouse, home.published):
        with duckdb.connect(str(path)) as con:
            con.execute("DELETE FROM dim_bulletin WHERE bulletin_id IN (SELECT min(bulletin_id) FROM dim_bulletin)")


def overwritten(pattern: str, begin: int, noise: bytes) -> Callable[[Settings], None]:
    def damage(home: Settings) -> None:
        path = sorted(home.home.glob(pattern))[0].resolve()
        path.chmod(0o644)
        content = path.read_bytes()
        path.write_bytes(content[:begin] + noise + content[begin + len(noise) :])

    return damage


def overwritten_block(table: str) -> Callable[[Settings], None]:
    """Damage of a block of the published file that holds rows of ``table``."""

    def damage(home: Settings) -> None:
        with duckdb.connect(str(home.published), read_only=True) as con:
            blocks = con.execute(f"SELECT max(block_id) FROM pragma_storage_info('{table}')").fetchone()
        assert blocks
        with home.published.open("r+b") as file:
            file.seek(3 * 4096 + blocks[0] * 262144 + 5000)
            file.write(b"noise" * 100)

    return damage


def gone(pattern: str) -> Callable[[Settings], None]:
    return lambda home: sorted(home.home.glob(pattern))[0].unlink()


DAMAGES: dict[str, tuple[Callable[[Settings], None], str]] = {
    "a changed bit": (overwritten("archive/??/*.txt", 5, b"x"), "has other bytes than were received"),
    "a lost file": (gone("archive/??/*.txt"), "are not in the archive"),
    "a lost log of receipts": (gone("archive/receipts/*"), "has rows but no receipt"),
    "a damaged log of receipts": (overwritten("archive/receipts/*", 3, b"\xff\x00"), "is no receipt"),
    "lost rows": (without_rows, "has no rows"),
    "a lost published file": (gone("published/bulletins.duckdb"), "nothing is published"),
    "no published file": (overwritten("published/bulletins.duckdb", 0, b"\0" * 9000), "is damaged"),
    "a damaged block of any table": (overwritten_block("dim_date"), "is damaged"),
    "damaged Parquet": (overwritten("published/parquet/dim_unit.parquet", 50, b"x"), "dim_unit.parquet"),
    "lost Parquet": (gone("published/parquet/dim_unit.parquet"), "dim_unit.parquet"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_verify_names_what_is_wrong(home: Settings, damage: str) -> None:
    assert verify(home).problems == []
    do, words = DAMAGES[damage]
    do(home)
    problems = verify(home).problems
    assert any(words in problem for problem in problems), problems


def test_verify_does_not_complain_of_a_publication_meanwhile(home: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    digest, first = archive.digest, iter([True])

    def slow(path: Path) -> str:
        if path.suffix == ".parquet" and next(first, False):
            put(home.inbox, {"新.txt": KAILU.replace("59", "60").encode()})
            ingest(home)
        return digest(path)

    monkeypatch.setattr(archive, "digest", slow)
    assert verify(home).problems == []
    assert next(first, None) is None


def test_verify_does_not_complain_of_what_waits(home: Settings) -> None:
    put(home.inbox, {"新.txt": KAILU.replace("59", "60").encode()})
    kill_at(home, "flows.steps.plan.make", "before")
    assert (verify(home).problems, verify(home).pending) == ([], 1)


def test_a_backup_during_an_ingest_is_whole(home: Settings, tmp_path: Path) -> None:
    put(home.inbox, {f"{n}.txt": KAILU.replace("59", str(100 + n)).encode() for n in range(40)})
    process = start(run_ingest, home.model_copy(update={"batch_files": 5}))
    while process.is_alive() and len(list(home.archive.glob("??/*"))) < 10:
        time.sleep(0.01)
    made = backup(home, tmp_path / "backup")
    process.join()
    restored = load(tmp_path / "restored")
    report = restore(restored, tmp_path / "backup")
    assert (report.bulletins_loaded + len(report.quarantined), verify(restored).problems) == (made.copied, [])
