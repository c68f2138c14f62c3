"""The whole way of a bulletin, on real files and a real warehouse."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from flows.settings import Settings
from flows.steps import archive, receipts
from flows.steps.errors import StepError
from flows.steps.ingest import ingest
from flows.steps.lock import hold
from flows.steps.quarantine import speak
from flows.steps.report import BUSY, COMPLETED, NOTHING_NEW
from tests.conftest import Bulletins
from tests.steps.homes import BULLETINS, FILES, KAILU, KUNMING, SIDECAR, inbox_files, new_home, put, tables


@pytest.fixture
def home(tmp_path: Path) -> Settings:
    return new_home(tmp_path / "home")


def ask(settings: Settings, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(settings.published), read_only=True) as con:
        return con.execute(query).fetchall()


def test_everything_that_waits_ends_in_rows_or_in_quarantine(home: Settings) -> None:
    report = ingest(home)
    assert (report.state, report.files_received, report.bulletins_loaded) == (COMPLETED, 6, 4)
    assert report.files_received == report.bulletins_loaded + len(report.quarantined) + report.files_known
    assert [(one.file_path, one.code) for one in report.quarantined] == [("通辽/传真.tif", "unsupported-format")]
    assert inbox_files(home) == []
    assert ask(home, "SELECT count(*) FROM dim_bulletin") == [(BULLETINS,)]
    assert (59.0,) in ask(home, "SELECT value FROM fact_metric")
    for content in FILES.values():
        if content != SIDECAR:
            assert any(path.read_bytes() == content for path in home.archive.glob("??/*"))
    assert (home.quarantine / "unsupported-format" / "传真.tif.json").exists()


def test_a_sidecar_tells_of_its_bulletin(home: Settings) -> None:
    ingest(home)
    known = ask(
        home, "SELECT published_on, published_from, home_region FROM dim_bulletin WHERE file_name = '7月通报.txt'"
    )
    assert [(str(day), origin, region) for day, origin, region in known] == [("2022-07-26", "sidecar", "昆明市")]


@pytest.mark.parametrize(
    ("name", "sidecar"),
    [
        ("通报.meta.json", '{"source": "昆明日报"}'),
        ("通报.meta.yaml", "source: 昆明日报 # 转载\n"),
        ("通报.txt.meta.yml", "source: 昆明日报"),
    ],
)
def test_a_sidecar_names_the_source_in_json_or_yaml(tmp_path: Path, name: str, sidecar: str) -> None:
    home = new_home(tmp_path / "home", {"昆明/通报.txt": KUNMING.encode(), f"昆明/{name}": sidecar.encode()})
    ingest(home)
    assert ask(home, "SELECT source_code FROM dim_bulletin JOIN dim_source USING (source_id)") == [("昆明日报",)]


def test_nothing_new_changes_nothing(home: Settings) -> None:
    ingest(home)
    before = home.warehouse.read_bytes()
    assert ingest(home).state == NOTHING_NEW
    assert home.warehouse.read_bytes() == before


def test_named_folders_are_copied_from_and_known_again(home: Settings, tmp_path: Path) -> None:
    put(tmp_path / "given", {"来源/通报.txt": KAILU.encode(), "sources.yaml": "来源: {name: 某来源}\n".encode()})
    put(home.inbox, {"later.txt": b"\xe4"})
    report = ingest(home, [tmp_path / "given"])
    assert report.files_received == 1
    assert (tmp_path / "given" / "来源" / "通报.txt").exists()
    assert "later.txt" in inbox_files(home)
    assert ingest(home, [tmp_path / "given"]).files_received == 0
    assert ask(home, "SELECT source_code FROM dim_source WHERE source_code = '来源'") == [("来源",)]


def test_the_order_of_arrival_does_not_matter(tmp_path: Path) -> None:
    together = new_home(tmp_path / "together")
    ingest(together)
    apart = new_home(tmp_path / "apart", {})
    for name in reversed([name for name in FILES if not name.endswith(".json")]):
        beside = {other: FILES[other] for other in FILES if other.startswith(name.removesuffix(".txt") + ".meta")}
        put(apart.inbox, {name: FILES[name], **beside})
        ingest(apart)
    assert without_first_names(tables(apart.published)) == without_first_names(tables(together.published))


def without_first_names(found: dict[str, list[tuple[object, ...]]]) -> dict[str, list[tuple[object, ...]]]:
    """Of a bulletin that came twice, the first name counts: leave the names out."""
    return {**found, "dim_bulletin": [row[:3] + row[5:] for row in found["dim_bulletin"]]}


def test_a_sidecar_that_comes_later_is_taken_up(home: Settings) -> None:
    (home.inbox / "昆明" / "7月通报.meta.json").unlink()
    (home.inbox / "昆明" / "重发 “7月” 通报's.txt").unlink()
    ingest(home)
    query = "SELECT published_from FROM dim_bulletin WHERE file_name = '7月通报.txt'"
    assert ask(home, query) != [("sidecar",)]
    put(home.inbox, {"昆明/7月通报.meta.json": SIDECAR})
    report = ingest(home)
    assert report.bulletins_loaded == 1
    assert ask(home, query) == [("sidecar",)]
    assert inbox_files(home) == []


def test_a_sidecar_without_its_file_waits(home: Settings) -> None:
    put(home.inbox, {"昆明/没有.meta.json": SIDECAR})
    assert "没有.meta.json" in " ".join(ingest(home).left)
    assert inbox_files(home) == ["昆明/没有.meta.json"]


def test_new_bytes_under_the_same_name_supersede(home: Settings) -> None:
    ingest(home)
    put(home.inbox, {"无源.txt": KAILU.replace("59", "61").encode()})
    ingest(home)
    current = ask(
        home, "SELECT is_current, supersedes_id IS NULL FROM dim_bulletin WHERE file_name = '无源.txt' ORDER BY 1"
    )
    assert current == [(False, True), (True, False)]


def test_a_second_run_ends_well_at_once(home: Settings) -> None:
    with hold(home.lock):
        started = time.monotonic()
        report = ingest(home)
    assert report.state == BUSY
    assert "another run is at work" in (report.message or "")
    assert time.monotonic() - started < 5


def test_a_reader_keeps_its_file_through_an_ingest(home: Settings) -> None:
    ingest(home)
    with duckdb.connect(str(home.published), read_only=True) as reader:
        before = reader.execute("SELECT count(*) FROM fact_metric").fetchall()
        put(home.inbox, {"后来.txt": KAILU.replace("59", "77").encode()})
        assert ingest(home).state == COMPLETED
        assert reader.execute("SELECT count(*) FROM fact_metric").fetchall() == before
    fresh = subprocess.run(
        [sys.executable, "-c", "import duckdb, sys; print(duckdb.connect(sys.argv[1], read_only=True)"
         ".execute('SELECT count(*) FROM fact_metric WHERE value = 77').fetchone()[0])", str(home.published)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert fresh.stdout == "1\n"


def test_a_crash_between_commit_and_publishing_mends(home: Settings) -> None:
    ingest(home)
    before = tables(home.published)
    home.published.unlink()
    assert ingest(home).published == home.published
    assert tables(home.published) == before


@pytest.mark.parametrize("damage", ["missing", "garbage", "cut", "wal"])
def test_a_lost_or_damaged_warehouse_heals_from_the_archive(home: Settings, damage: str) -> None:
    ingest(home)
    before = tables(home.published)
    if damage == "missing":
        home.warehouse.unlink()
    elif damage == "garbage":
        home.warehouse.write_bytes(os.urandom(100_000))
    elif damage == "cut":
        home.warehouse.write_bytes(home.warehouse.read_bytes()[:100_000])
    else:
        home.warehouse.with_name(home.warehouse.name + ".wal").write_bytes(os.urandom(5000))
    assert ingest(home).state in (COMPLETED, NOTHING_NEW)
    assert tables(home.published) == before


BAD = {
    "empty.txt": (b"", "empty"),
    "junk.txt": (bytes(range(256)) * 40, "unknown-encoding"),
    "unknown.xyz": (b"\x00\x01\x02" * 50, "unknown-encoding"),
    "a 'quoted' \"name\"; DROP TABLE dim_bulletin;.doc": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9,
        "unsupported-format",
    ),
    "坏边车.txt": (KAILU.encode(), "bad-sidecar"),
    "长" * 80 + ".png": (b"\x89PNG" + b"\x00" * 20, "unsupported-format"),
}


def test_bad_input_is_set_aside_with_its_reason(tmp_path: Path) -> None:
    files = {f"坏/{name}": content for name, (content, _) in BAD.items()}
    settings = new_home(tmp_path / "home", files | {"坏/坏边车.meta.json": b"{not json", "坏/好.txt": KUNMING.encode()})
    report = ingest(settings)
    assert {(one.file_path, one.code) for one in report.quarantined} == {
        (f"坏/{name}", code) for name, (_, code) in BAD.items()
    }
    assert report.bulletins_loaded == 1
    assert inbox_files(settings) == []
    assert len(list(settings.quarantine.glob("*/*.json"))) == len(BAD)


def test_what_is_no_settled_file_is_left_with_a_reason(tmp_path: Path) -> None:
    unfinished = {"好/b.txt.part": b"half", "好/~$c.docx": b"lock", "sources.yaml": b"{}"}
    settings = new_home(tmp_path / "home", {"好/a.txt": KAILU.encode(), **unfinished})
    put(tmp_path / "elsewhere", {"x.txt": KUNMING.encode()})
    inbox = settings.inbox
    (inbox / "好" / "hard.txt").hardlink_to(inbox / "好" / "a.txt")
    (inbox / "folder.txt").mkdir()
    (inbox / "outside.txt").symlink_to("/etc/hostname")
    (inbox / "linked").symlink_to(tmp_path / "elsewhere")
    os.mkfifo(inbox / "pipe.txt")
    os.mknod(inbox / "socket.txt", stat.S_IFSOCK | 0o600)
    report = ingest(settings)
    assert (report.files_received, report.bulletins_loaded, report.files_known) == (2, 1, 1)
    assert report.left.keys() == {*unfinished, "outside.txt", "linked", "pipe.txt", "socket.txt"}
    assert not (inbox / "好" / "hard.txt").exists()


def test_a_name_of_255_bytes(tmp_path: Path) -> None:
    name = "长" * 83 + "-1.png"
    settings = new_home(tmp_path / "home", {f"好/{name[:-4]}.txt": KAILU.encode(), f"好/{name}": b"\x89PNG" + bytes(9)})
    assert len(name.encode()) == 255
    report = ingest(settings)
    assert (report.bulletins_loaded, [one.file_path for one in report.quarantined]) == (1, [f"好/{name}"])
    assert inbox_files(settings) == []
    assert len(list(settings.quarantine.glob("*/*.json"))) == 1


def test_a_growing_file_is_left_until_it_settles(tmp_path: Path) -> None:
    settings = new_home(tmp_path / "home", {"a.txt": KAILU.encode()}).model_copy(update={"settle_seconds": 0.3})
    path = settings.inbox / "a.txt"
    writer = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys, time\nfor _ in range(60): open(sys.argv[1], 'a').write('又破获3起。'); time.sleep(0.05)",
            str(path),
        ]
    )
    try:
        report = ingest(settings)
        assert report.bulletins_loaded == 0
        assert "still be growing" in report.left["a.txt"]
    finally:
        writer.wait()
    assert ingest(settings).bulletins_loaded == 1


def test_a_file_with_a_time_in_the_future_settles(tmp_path: Path) -> None:
    settings = new_home(tmp_path / "home", {"a.txt": KAILU.encode()}).model_copy(update={"settle_seconds": 0.1})
    os.utime(settings.inbox / "a.txt", (time.time() + 10_000,) * 2)
    assert ingest(settings).bulletins_loaded == 1


def test_a_person_drops_and_retries(home: Settings) -> None:
    waiting = ingest(home).quarantined[0]
    speak(home, waiting.bulletin_id[:8], receipts.DROPPED, "不要")
    ingest(home)
    query = f"SELECT status, status_reason FROM dim_bulletin WHERE bulletin_id = '{waiting.bulletin_id}'"
    assert ask(home, query) == [("dropped", "不要")]
    assert not list(home.quarantine.glob("*/*"))
    with pytest.raises(StepError, match="no bulletin in quarantine"):
        speak(home, waiting.bulletin_id, receipts.RETRY)


def test_a_retry_reads_again(home: Settings) -> None:
    waiting = ingest(home).quarantined[0]
    speak(home, waiting.bulletin_id, receipts.RETRY)
    assert [one.bulletin_id for one in ingest(home).quarantined] == [waiting.bulletin_id]


def test_a_damaged_archive_is_no_bulletin(home: Settings) -> None:
    ingest(home)
    victim = next(path for path in home.archive.glob("??/*") if path.read_bytes() == FILES["无源.txt"])
    victim.chmod(0o644)
    victim.write_bytes(b"else")
    home.warehouse.unlink()
    assert [(one.file_path, one.code) for one in ingest(home).quarantined if one.file_path == "无源.txt"] == [
        ("无源.txt", "archive-damaged")
    ]


def test_a_half_written_receipt_is_cut_off(home: Settings) -> None:
    home.receipts.mkdir(parents=True, exist_ok=True)
    log = home.receipts / f"{datetime.now(UTC):%Y-%m-%d}.jsonl"
    log.write_bytes(b'{"receipt_id": "half')
    ingest(home)
    assert ask(home, "SELECT count(*) FROM dim_bulletin") == [(BULLETINS,)]
    assert b"half" not in log.read_bytes()


def test_a_shortened_log_is_an_error_that_says_what_to_do(home: Settings) -> None:
    ingest(home)
    next(home.receipts.glob("*.jsonl")).write_bytes(b"")
    with pytest.raises(StepError, match="restore it from a backup"):
        ingest(home)


def test_archived_bytes_are_never_changed(tmp_path: Path) -> None:
    put(tmp_path, {"a.txt": b"one", "b.txt": b"one"})
    stored = archive.store(tmp_path / "archive", [tmp_path / "a.txt", tmp_path / "b.txt"])
    assert len({one.sha256 for one in stored.values() if isinstance(one, archive.Stored)}) == 1
    kept = list((tmp_path / "archive").glob("??/*"))
    assert [path.stat().st_mode & 0o777 for path in kept] == [0o444]


def test_workers_read_what_one_process_reads(tmp_path: Path) -> None:
    alone = new_home(tmp_path / "alone")
    pooled = new_home(tmp_path / "pooled").model_copy(update={"pool_from_files": 1, "workers": 2})
    ingest(alone)
    ingest(pooled)
    assert tables(pooled.published) == tables(alone.published)


def as_anybody(*command: str) -> subprocess.CompletedProcess[str]:
    """Run a command that permissions hold for, as they do not for root."""
    bound = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all"] if os.geteuid() == 0 else []
    return subprocess.run([*bound, sys.executable, *command], capture_output=True, text=True, check=True)


@pytest.mark.skipif(os.geteuid() == 0 and not shutil.which("setpriv"), reason="root, and no setpriv to be less")
def test_what_may_only_be_read_is_read_where_it_lies_and_what_may_not_is_left(tmp_path: Path) -> None:
    settings = new_home(
        tmp_path / "home", {"只读/a.txt": KAILU.encode(), "禁/b.txt": KUNMING.encode(), "关/c.txt": b"c"}
    )
    closed = {"只读": 0o555, "禁/b.txt": 0, "关": 0}
    for name, mode in closed.items():
        (settings.inbox / name).chmod(mode)
    code = "import sys; from flows.cli import app; sys.exit(app(['ingest']))"
    try:
        os.environ["BULLETINS_HOME"] = str(settings.home)
        first, second = as_anybody("-c", code).stdout, as_anybody("-c", code).stdout
    finally:
        del os.environ["BULLETINS_HOME"]
        for name in closed:
            (settings.inbox / name).chmod(0o755)
    assert "1 files, 1 bulletins" in first
    assert "nothing new" in second
    for said in ("left: 禁/b.txt it, or its sidecar, cannot be read: permission denied", "left: 关/ cannot be listed"):
        assert said in first and said in second
    assert inbox_files(settings) == ["关/c.txt", "只读/a.txt", "禁/b.txt"]
    assert not list((settings.inbox / ".claimed").glob("*"))


def test_sources_in_another_encoding_are_named_by_file_and_line(home: Settings) -> None:
    home.sources.write_bytes("a:\n  name: 某报\n".encode("gbk"))
    with pytest.raises(StepError, match=r"sources\.yaml:2: not UTF-8: save it as UTF-8"):
        ingest(home)


def test_nothing_is_for_everybody_to_change(
    home: Settings, bulletins: Bulletins, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BULLETINS_SETTLE_SECONDS", "0")
    before = os.umask(0)
    try:
        assert "4 bulletins" in bulletins("ingest").stdout
    finally:
        os.umask(before)
    written = [path for path in home.home.rglob("*") if not path.is_symlink() and home.inbox not in path.parents]
    assert [path for path in written if path.stat().st_mode & 0o002] == []


def test_the_umask_of_whoever_uses_the_steps_stays(home: Settings) -> None:
    before = os.umask(0)
    try:
        ingest(home)
    finally:
        assert os.umask(before) == 0
