"""Marts and worked queries over generated figures (ten million, or BENCH_FACTS of them), what a swap costs, and what a
hundred more bulletins cost in a warehouse of that size."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from pathlib import Path

import duckdb
import pyarrow as pa

from flows.settings import Settings, load
from flows.steps import derive, sql, versions
from flows.steps.ingest import ingest
from tests.bench.generate import bulletin
from transforms import dimensions, metrics

FACTS = int(os.environ.get("BENCH_FACTS", "10000000"))
METRIC = "case.criminal.cracked"


def report() -> None:
    """Print seconds of each mart, whole and filtered, of each query, and of copying the file."""
    folder = Path(tempfile.mkdtemp(prefix="bench-marts-"))
    try:
        path = folder / "published.duckdb"
        with duckdb.connect(str(path), config={"memory_limit": "6GB", "threads": 2}) as con:
            print(f"{_filled(con):.1f} s to generate {FACTS:,} figures", flush=True)
        settings = load(folder / "home")
        settings.home.mkdir()
        shutil.copyfile(path, settings.warehouse)
        _batches(settings, folder)
        shutil.rmtree(settings.home)
        with duckdb.connect(str(path), config={"memory_limit": "6GB", "threads": 2}) as con:
            print(f"{_timed(lambda: derive.derive(con)):.2f} s to derive (near-duplicates, versions, what counts)")
            sql.run_all(con, "marts")
            _marts(con)
            _queries(con)
        size = path.stat().st_size / 1e9
        seconds = _timed(lambda: shutil.copyfile(path, folder / "copy.duckdb"))
        print(f"{size:.2f} GB, copied in {seconds:.2f} s: {seconds / size:.2f} s a GB")
    finally:
        shutil.rmtree(folder)


def _filled(con: duckdb.DuckDBPyConnection) -> float:
    started = time.perf_counter()
    sql.run_all(con, "schema")
    for table, columns in dimensions.catalogued().items():
        con.register("incoming", pa.table(columns))
        con.execute(f"INSERT INTO {table} BY NAME FROM incoming")
    con.unregister("incoming")
    text = (Path(__file__).parent / "facts.sql").read_text("utf-8")
    con.execute(text.replace("$facts", str(FACTS)))
    con.execute(
        "UPDATE warehouse_state SET schema_version = ?, lexicon_version = ?",
        [sql.schema_version(), f"{versions.lexicon_version()}.{metrics.MAPPING_VERSION}"],
    )
    con.execute("CHECKPOINT")
    return time.perf_counter() - started


def _batches(settings: Settings, folder: Path) -> None:
    """The first batch also writes Parquet of all that was there, the second one is a batch as they come."""
    for number in range(2):
        files = folder / f"batch {number}" / "bench"
        files.mkdir(parents=True)
        for seed in range(number * 100, number * 100 + 100):
            (files / f"2024-12-{seed % 28 + 1:02}-{seed}.txt").write_text(bulletin(seed, characters=800), "utf-8")
        cpu = time.process_time()
        done = ingest(settings, [files.parent])
        stages = ", ".join(f"{stage} {seconds:.2f}" for stage, seconds in done.seconds.items())
        print(
            f"{'then' if number else 'first'} {done.bulletins_loaded} bulletins, {done.figures} figures: {stages}"
            f" seconds of wall clock; {time.process_time() - cpu:.2f} of processor in all",
            flush=True,
        )


def _marts(con: duckdb.DuckDBPyConnection) -> None:
    region = con.execute("SELECT region FROM mart_figure WHERE metric_code = ? LIMIT 1", [METRIC]).fetchall()[0][0]
    filters = {"metric_code": f"WHERE metric_code = '{METRIC}'", "region": f"WHERE region = '{region}'"}
    print("seconds of wall clock (of processor): whole, by metric, by region")
    for (view,) in con.execute(
        "SELECT view_name FROM duckdb_views() WHERE view_name LIKE 'mart_%' ORDER BY 1"
    ).fetchall():
        columns = {row[0] for row in con.execute(f"DESCRIBE {view}").fetchall()}
        cells = [_cell(con, f"FROM {view}")]
        cells += [_cell(con, f"FROM {view} {where}") if column in columns else "-" for column, where in filters.items()]
        print(f"{view:20} {cells[0]:>16} {cells[1]:>16} {cells[2]:>16}", flush=True)


def _queries(con: duckdb.DuckDBPyConnection) -> None:
    print("seconds of each worked query")
    for path in sql.files("queries"):
        query = path.read_text("utf-8").rstrip().rstrip(";")
        print(f"{path.stem:40} {_timed(lambda query=query: con.execute(query).fetchmany(1)):8.2f}", flush=True)  # type: ignore[misc]


def _cell(con: duckdb.DuckDBPyConnection, source: str) -> str:
    """Every column of every row is made and counted."""
    cpu = time.process_time()
    seconds = _timed(lambda: con.execute(f"SELECT count(*), count(COLUMNS(*)) FROM ({source})").fetchall())
    return f"{seconds:.2f} ({time.process_time() - cpu:.2f})"


def _timed(work: object) -> float:
    started = time.perf_counter()
    work()  # type: ignore[operator]
    return time.perf_counter() - started
