"""The command line: output, exit codes, what is imported; bad input ends in rows, in quarantine or in one sentence."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from flows.cli import app
from flows.settings import load
from flows.steps.ingest import ingest
from tests.conftest import PROJECT, Bulletins

TEXT = "7月25日,昆明市公安局出动警力 3846 人次,查处酒驾 165 起。\n"
COMMANDS = [info.name or info.callback.__name__ for info in app.registered_commands if info.callback]


@pytest.fixture(scope="session")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home folder with samples/ ingested."""
    home = tmp_path_factory.mktemp("samples") / "home"
    home.mkdir()
    shutil.copy(PROJECT / "samples" / "sources.yaml", home)
    ingest(load(home), [PROJECT / "samples"])
    return home


@pytest.fixture
def in_samples(ingested: Path, bulletins: Bulletins, monkeypatch: pytest.MonkeyPatch) -> Bulletins:
    """Commands that only look at the ingested samples."""
    monkeypatch.setenv("BULLETINS_HOME", str(ingested))
    return bulletins


def tables(home: Path) -> dict[str, list[tuple]]:
    with duckdb.connect(home / "published" / "bulletins.duckdb", read_only=True) as con:
        names = [name for (name,) in con.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
        return {
            name: con.execute(f"FROM {name} ORDER BY ALL").fetchall()
            for name in names
            if name.startswith(("dim_", "fact_"))
        }


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_an_example(bulletins: Bulletins, command: str) -> None:
    assert f"bulletins {command}" in re.search(r"Example: .*", bulletins(command, "--help").stdout)[0]


def test_samples_show_what_they_are_made_for(ingested: Path) -> None:
    with duckdb.connect(ingested / "published" / "bulletins.duckdb", read_only=True) as con:

        def one(query: str) -> object:
            return con.execute(query).fetchone()[0]

        assert one("SELECT count(DISTINCT source_id) FROM dim_bulletin WHERE status = 'loaded'") == 4
        assert one("SELECT max(article_count) FROM dim_bulletin") == 3
        assert one("SELECT count(*) FROM dim_bulletin WHERE encoding ILIKE 'gb18030'") == 1
        assert one("SELECT count(*) FROM dim_bulletin WHERE published_from = 'sidecar'") == 1
        assert one("SELECT string_agg(file_name) FROM dim_bulletin WHERE status = 'quarantined'") == "传真件0806.tif"
        assert one("SELECT count(*) FROM dim_bulletin WHERE file_name LIKE '2023-07-28%'") == 1, "received twice"
        assert one("SELECT count(*) FROM mart_story WHERE sources = 2") == 1, "cut by the weekly paper"
        assert one("SELECT (low, high) FROM mart_conflict WHERE is_between_sources") == (1069, 1096)
        assert one("SELECT (old_value, new_value) FROM mart_replaced WHERE replaced_by = '更正'") == (297, 279)
        assert one("SELECT max(value_year_before) FROM mart_year_on_year WHERE metric_code = 'alarm.criminal'") == 345
        assert one("SELECT count(*) FROM dim_bulletin WHERE file_path LIKE 'dali%' AND published_from = 'text'") == 2


def test_samples_again_change_nothing(in_samples: Bulletins, ingested: Path) -> None:
    before = tables(ingested)
    assert "nothing new" in in_samples("ingest", "samples").stdout
    assert tables(ingested) == before


def test_extract_is_one_object_a_document(bulletins: Bulletins) -> None:
    files = ["samples/dali-yingji/强降雨抢险快报第2期.txt", "samples/tongliao-gongan/夏季治安打击整治情况通报.txt"]
    first, second = map(json.loads, bulletins("extract", "--json", *files).stdout.splitlines())
    assert first["path"] == files[0] and second["doc"] == "夏季治安打击整治情况通报"
    assert (second["published_on"], second["home_region"]) == ("2023-07-27", "通辽市"), "its sidecar"
    text = (PROJECT / files[1]).read_text("utf-8")
    for entry in second["figures"] + second["numerals"]:
        assert text[entry["start"] : entry["end"]] == entry["text"]
    assert {"metric", "sentence", "sentence_start", "article", "confidence"} <= set(second["figures"][0])


def test_extract_goes_on_after_a_file_it_cannot_read(bulletins: Bulletins, tmp_path: Path) -> None:
    bad, good = tmp_path / "bad.txt", tmp_path / "good.txt"
    bad.write_bytes(b"\x00\x01\x02" * 50)
    good.write_text(TEXT, "utf-8")
    done = bulletins("extract", "--json", bad, tmp_path / "missing.txt", good, code=1)
    assert [json.loads(line)["doc"] for line in done.stdout.splitlines()] == ["good"]
    assert "bad.txt" in done.stderr and "missing.txt" in done.stderr


@pytest.mark.parametrize(
    ("command", "heavy"),
    [
        (["extract", "--json", "samples/dali-yingji/强降雨抢险快报第2期.txt"], "pandas|duckdb|prefect|pyarrow|numpy"),
        (["ingest", "samples/dali-yingji"], "pandas|prefect"),
    ],
)
def test_nothing_heavy_is_imported(bulletins: Bulletins, command: list[str], heavy: str) -> None:
    script = (
        "import sys; from flows.cli import main\n"
        f"sys.argv = ['bulletins', *{command!r}]\n"
        "try: main()\n"
        "finally: print('\\n'.join(n for n, m in sys.modules.items() if m), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=PROJECT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert not re.findall(rf"^(?:{heavy})$", done.stderr, re.MULTILINE)


def test_sql_prints_a_table_csv_or_json(in_samples: Bulletins, tmp_path: Path) -> None:
    query = "SELECT '开鲁县' AS region, 26 AS cases"
    file = tmp_path / "query.sql"
    file.write_text(f"-- a comment\n{query};\n", "utf-8")
    assert re.search(r"开鲁县\s+26", in_samples("sql", query).stdout)
    assert in_samples("sql", "--format", "csv", file).stdout == "region,cases\n开鲁县,26\n"
    assert json.loads(in_samples("sql", "--format", "json", "-", stdin=query).stdout) == {
        "region": "开鲁县",
        "cases": 26,
    }


def test_sql_writes_a_mart_for_excel(in_samples: Bulletins, tmp_path: Path) -> None:
    for name, form in (("a.csv", []), ("b.xlsx", []), ("c.txt", ["--format", "csv"])):
        done = in_samples("sql", "FROM mart_latest ORDER BY ALL", "--output", tmp_path / name, *form, "--limit", "3")
        assert done.stdout == f"{tmp_path / name}: 3 rows\n"
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "c.txt").read_bytes()
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert "apostrophe" in in_samples("sql", "--help").stdout


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["--format", "xlsx"], 2, "--output FILE.xlsx"),
        (["--output", "a.parquet"], 2, "csv or xlsx"),
        (["--output", "a.json", "--format", "json"], 2, "csv or xlsx"),
        (["--output", "a.csv", "--format", "xlsx"], 2, "name it .xlsx"),
        (["--output", "docs", "--format", "csv"], 3, "docs is a folder"),
        (["--output", "nowhere/a.csv"], 3, "make it first"),
    ],
)
def test_sql_says_what_it_cannot_write(in_samples: Bulletins, arguments: list[str], code: int, message: str) -> None:
    assert message in in_samples("sql", "SELECT 1", *arguments, code=code).stderr


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELEC 1", "syntax error"),
        ("SELECT * FROM nowhere", "nowhere"),
        ("DELETE FROM fact_metric", "read-only"),
        ("COPY fact_metric TO 'stolen.csv'", "disabled"),
        ("SELECT * FROM read_csv('/etc/passwd')", "disabled"),
        ("ATTACH 'other.duckdb'", "disabled"),
        ("SET enable_external_access = true", "lock"),
        ("INSTALL httpfs", "disabled"),
    ],
)
def test_a_query_can_only_read(in_samples: Bulletins, query: str, message: str) -> None:
    assert message in in_samples("sql", query, code=2).stderr


def test_before_anything_is_published(bulletins: Bulletins) -> None:
    assert "run `bulletins ingest` first" in bulletins("sql", "SELECT 1", code=2).stderr
    assert "run `bulletins ingest` first" in bulletins("check", code=3).stderr
    assert "nothing yet" in bulletins("status").stdout


def test_bounds_of_checks_are_settings(in_samples: Bulletins, monkeypatch: pytest.MonkeyPatch) -> None:
    assert re.search(r"warn\s+source_overdue", in_samples("check").stdout)
    monkeypatch.setenv("BULLETINS_OVERDUE_CADENCES", "1000000")
    assert "source_overdue" not in in_samples("check").stdout


@pytest.mark.parametrize(
    ("variable", "value", "message"),
    [
        ("BULLETINS_REFUSED_SHARE", "20", "BULLETINS_REFUSED_SHARE: refused_share = '20'"),
        ("BULLETINS_BATCH_FILES", "many", "BULLETINS_BATCH_FILES: batch_files = 'many'"),
        ("BULLETINS_DUCKDB_MEMORY", "lots", "BULLETINS_DUCKDB_MEMORY"),
    ],
)
def test_a_wrong_variable_is_named(
    bulletins: Bulletins, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, message: str
) -> None:
    monkeypatch.setenv(variable, value)
    assert message in bulletins("settings", code=2).stderr


@pytest.mark.parametrize(
    ("text", "message"),
    [("inbx = 'x'", "there is no setting 'inbx'"), ("inbox 1", "not valid TOML"), ("home = 'x'", "BULLETINS_HOME")],
)
def test_a_wrong_settings_file_is_named(bulletins: Bulletins, tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "bulletins.toml").write_text(text)
    stderr = bulletins("settings", code=2).stderr
    assert "bulletins.toml" in stderr and message in stderr


def test_settings_show_their_origin_and_no_secrets(
    bulletins: Bulletins, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "bulletins.toml").write_text("inbox = 'fax'\nalert_wecom = 'https://robot/key=s3cret'\n")
    monkeypatch.setenv("BULLETINS_WORKERS", "7")
    shown = bulletins("settings").stdout
    assert re.search(rf"inbox\s+{re.escape(str(tmp_path / 'home' / 'fax'))}\s+.*bulletins.toml", shown)
    assert re.search(r"workers\s+7\s+BULLETINS_WORKERS", shown)
    assert "s3cret" not in shown


@pytest.fixture
def inbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BULLETINS_SETTLE_SECONDS", "0")
    folder = tmp_path / "home" / "inbox" / "来源"
    folder.mkdir(parents=True)
    return folder


BAD_FILES: dict[str, bytes] = {
    "empty.txt": b"",
    "junk.txt": bytes(range(256)) * 20,
    "encoding.txt": "\u4e2d\u6587\u901a\u5831".encode("big5") * 40,
    "program.exe": b"MZ\x90\x00" + b"\x00" * 200,
    "unreadable sidecar.txt": TEXT.encode(),
    "unreadable sidecar.meta.json": b"{not json",
}


def test_bad_files_go_to_quarantine_with_a_reason_and_the_run_goes_on(bulletins: Bulletins, inbox: Path) -> None:
    for name, content in BAD_FILES.items():
        (inbox / name).write_bytes(content)
    (inbox / "good 'name' \"with\" 引号.txt").write_text(TEXT.replace("3846", "3848"), "utf-8")
    (inbox / "no figure.txt").write_text("因办公场所搬迁,暂停窗口服务。", "utf-8")
    (inbox / "folder.txt").mkdir()
    (inbox / "folder.txt" / "inside.txt").write_text(TEXT.replace("3846", "3847"), "utf-8")
    done = bulletins("ingest")
    assert "3 bulletins" in done.stdout
    home = inbox.parents[1]
    waiting = {path.name: json.loads(path.read_text("utf-8")) for path in home.glob("quarantine/*/*.json")}
    expected = {name for name in BAD_FILES if not name.endswith(".meta.json")}
    assert {about["what"].removeprefix("来源/") for about in waiting.values()} == expected
    assert all(about["why"] and about["what_to_do"] for about in waiting.values())
    assert not [path for path in inbox.rglob("*") if path.is_file() and "sidecar" not in path.name], "all archived"
    assert "nothing new" in bulletins("ingest").stdout


def test_a_quarantined_file_can_be_retried_or_dropped(bulletins: Bulletins, inbox: Path) -> None:
    (inbox / "empty.txt").write_bytes(b"")
    bulletins("ingest")
    listed = bulletins("quarantine", "list").stdout
    bulletin = re.search(r"[0-9a-f]{16}", listed)[0]
    assert json.loads(bulletins("quarantine", "show", bulletin[:6]).stdout)["what"] == "来源/empty.txt"
    bulletins("quarantine", "retry", bulletin)
    assert "1 quarantined" in bulletins("ingest").stdout
    bulletins("quarantine", "drop", bulletin, "--reason", "空文件")
    bulletins("ingest")
    assert "empty.txt" not in bulletins("quarantine", "list").stdout
    for command in (["show", "zz"], ["retry", "zz"], ["drop", "zz", "--reason", "空文件"]):
        assert "no bulletin in quarantine" in bulletins("quarantine", *command, code=2).stderr


def test_a_home_that_is_a_file_is_wrong_use(
    bulletins: Bulletins, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("BULLETINS_HOME", str(tmp_path / "file"))
    assert f"BULLETINS_HOME: {tmp_path}/file is a file: name a folder" in bulletins("status", code=2).stderr


def test_only_what_an_ingest_takes_up_waits(bulletins: Bulletins, inbox: Path) -> None:
    for name in ("one.txt", "two.txt.part", "~$three.docx", "four.meta.json"):
        (inbox / name).write_text(TEXT, "utf-8")
    (inbox / "five.txt").symlink_to(inbox / "one.txt")
    assert re.search(r"waiting +1 files in the inbox", bulletins("status").stdout)


def test_strict_tells_scripts_of_quarantine(bulletins: Bulletins, inbox: Path) -> None:
    (inbox / "empty.txt").write_bytes(b"")
    bulletins("ingest", "--strict", code=1)


def test_a_growing_file_waits(bulletins: Bulletins, inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BULLETINS_SETTLE_SECONDS", "0.5")
    (inbox / "half.txt.part").write_text(TEXT, "utf-8")
    stop = threading.Event()

    def grow() -> None:
        with (inbox / "growing.txt").open("a") as file:
            while not stop.wait(0.05):
                file.write(TEXT)
                file.flush()

    thread = threading.Thread(target=grow)
    thread.start()
    try:
        assert "growing.txt may still be growing" in bulletins("ingest").stdout
    finally:
        stop.set()
        thread.join()
    assert sorted(path.name for path in inbox.iterdir()) == ["growing.txt", "half.txt.part"]


def test_a_path_that_is_not_there(bulletins: Bulletins) -> None:
    assert "is not there" in bulletins("ingest", "nowhere", code=2).stderr


@pytest.fixture
def held_lock(tmp_path: Path) -> Iterator[None]:
    """Another process at work."""
    home = tmp_path / "home"
    script = (
        "from pathlib import Path; from flows.steps.lock import hold\n"
        f"with hold(Path({str(home / 'warehouse.lock')!r})): print('held', flush=True); input()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script], cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout and process.stdout.readline() == "held\n"
    yield
    process.communicate("\n")


def test_a_second_ingest_says_so_and_ends_well(bulletins: Bulletins, inbox: Path, held_lock: None) -> None:
    (inbox / "a.txt").write_text(TEXT, "utf-8")
    assert "another run is at work" in bulletins("ingest").stdout
    assert (inbox / "a.txt").exists()


def test_reparse_shows_and_applies(bulletins: Bulletins, inbox: Path, tmp_path: Path) -> None:
    (inbox / "a.txt").write_text(TEXT, "utf-8")
    bulletins("ingest")
    before = tables(tmp_path / "home")
    bulletins("reparse")
    bulletins("reparse", "--apply")
    assert tables(tmp_path / "home") == before
    assert "nothing to read again" in bulletins("reparse", "--source", "nobody", code=3).stderr
    bulletins("reparse", "--since", "yesterday", code=2)
    shutil.rmtree(tmp_path / "home" / "published")
    assert "published" in bulletins("publish").stdout
    assert tables(tmp_path / "home") == before
