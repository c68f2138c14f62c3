"""The warehouse, and the only module that opens it for writing.

A batch is staged in memory under the same table names, checked there, and moved over in one transaction with the
position in the receipts: so it lands whole or not at all, and what was not committed is still pending.
"""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from flows.steps import checks, corrections, remap, sql, versions
from flows.steps.checks import CheckResult
from flows.steps.errors import StepError
from flows.steps.plan import Plan
from flows.steps.receipts import Receipt
from transforms import dimensions, metrics
from transforms.rows import COLUMNS, NAMES, Columns, Rows

if TYPE_CHECKING:
    import pyarrow as pa

    from flows.settings import Settings

STAGED = tuple(COLUMNS)
SET_ASIDE = "%Y%m%dT%H%M%S"
"""How the name of a damaged warehouse tells when it was set aside, in UTC."""
DERIVED_DIMENSIONS = {
    "dim_metric": "NOT is_catalogued",
    "dim_organisation": "true",
    "dim_region": "region_code IS NULL",
    "dim_campaign": "NOT is_catalogued",
    "dim_unit": "NOT is_catalogued",
}
"""Dimensions that also hold names met in bulletins only, and which rows those are; they go with their last figure."""
KEYS = {
    "dim_metric": "metric_id",
    "dim_organisation": "organisation_id",
    "dim_region": "region_id",
    "dim_campaign": "campaign_id",
    "dim_unit": "unit_id",
    "dim_source": "source_id",
}

_RECEIPT = (
    "receipt_id", "kind", "bulletin_id", "source_code", "sha256", "file_path", "byte_count", "modified_ns",
    "sidecar_name", "sidecar", "remark",
)  # fmt: skip
_NOT_DAMAGED = ("lock", "Permission denied", "No space", "newer version", "Is a directory")
"""What DuckDB says of a sound file that it cannot open; with the lock held, all else means that the file is damaged."""


@dataclass(slots=True)
class Loaded:
    """What one batch changed."""

    bulletins: int = 0
    articles: int = 0
    figures: int = 0
    numerals: int = 0
    set_aside: list[tuple[str, str, str, str]] = field(default_factory=list)
    """Bulletins in quarantine: bulletin_id, file path, code, reason."""
    checks: list[CheckResult] = field(default_factory=list)


class Warehouse:
    """The open warehouse. Hold the lock for as long as it is open."""

    def __init__(self, con: duckdb.DuckDBPyConnection, path: Path, sources: dimensions.Sources) -> None:
        self.con = con
        self.path = path
        self.sources = sources
        self.remapped = 0
        """Figures that got another metric when it was opened, because the catalogue had changed."""
        self._types: dict[str, pa.Schema] = {}
        self._clear()
        for table in KEYS:
            con.execute(
                f"CREATE VIEW memory.main.{table} AS FROM warehouse.{table}"
                f" UNION ALL BY NAME FROM memory.main.new_{table}"
            )

    @property
    def generation(self) -> int:
        """Grows with every commit."""
        return int(self._one("SELECT generation FROM warehouse.warehouse_state"))

    def positions(self) -> dict[str, int]:
        """How far each log of receipts is worked off."""
        return dict(self.con.execute("SELECT log_name, byte_position FROM warehouse.receipt_position").fetchall())

    def receipts_of(self, bulletin_ids: Iterable[str]) -> dict[str, list[Receipt]]:
        """Receipts on record for these bulletins, of each the oldest first."""
        found: dict[str, list[Receipt]] = {}
        with self._listed(bulletin_ids):
            rows = self.con.execute(
                "SELECT receipt_id, kind, source_code, sha256, file_path, byte_count, modified_ns, received_at,"
                " sidecar_name, sidecar, remark, bulletin_id FROM warehouse.bulletin_receipt"
                " WHERE bulletin_id IN (SELECT id FROM listed) ORDER BY received_at, receipt_id"
            ).fetchall()
        for *values, bulletin_id in rows:
            values[7] = values[7].replace(tzinfo=UTC)
            found.setdefault(bulletin_id, []).append(Receipt(*values))
        return found

    def on_record(self, receipt_ids: list[str]) -> set[str]:
        """Those of ``receipt_ids`` that are in the warehouse."""
        with self._listed(receipt_ids):
            rows = self.con.execute(
                "SELECT receipt_id FROM warehouse.bulletin_receipt WHERE receipt_id IN (SELECT id FROM listed)"
            ).fetchall()
        return {row[0] for row in rows}

    def known_files(self) -> dict[tuple[str, str], tuple[int, int, bytes | None]]:
        """Source and path of every file received → size, time and sidecar as they were last."""
        rows = self.con.execute(
            "SELECT source_code, file_path, byte_count, modified_ns, sidecar FROM warehouse.bulletin_receipt"
            " WHERE kind = 'received' ORDER BY received_at"
        ).fetchall()
        return {(source, path): (size, time_ns, sidecar) for source, path, size, time_ns, sidecar in rows}

    def received_at(self, paths: Iterable[str]) -> list[list[Receipt]]:
        """The receipts of each bulletin that was the last to come from its source under one of these paths, which may
        lack the extension.
        """
        with self._listed(paths):
            rows = self.con.execute(
                "SELECT arg_max(bulletin_id, received_at) FROM warehouse.bulletin_receipt"
                " WHERE kind = 'received' AND (file_path IN (SELECT id FROM listed)"
                r" OR regexp_replace(file_path, '\.[^./]*$', '') IN (SELECT id FROM listed))"
                " GROUP BY source_code, file_path"
            ).fetchall()
        return list(self.receipts_of(row[0] for row in rows).values())

    def find(self, source_code: str | None, since: date | None, until: date | None, beginning: str | None) -> list[str]:
        """Bulletins of a source, of days of publication, or whose id begins so; what is None does not limit."""
        rows = self.con.execute(
            "SELECT bulletin_id FROM warehouse.dim_bulletin JOIN warehouse.dim_source USING (source_id)"
            " WHERE ($source IS NULL OR source_code = $source)"
            " AND ($since IS NULL OR published_on >= $since) AND ($until IS NULL OR published_on <= $until)"
            " AND ($beginning IS NULL OR starts_with(bulletin_id, $beginning)) ORDER BY bulletin_id",
            {"source": source_code, "since": since, "until": until, "beginning": beginning},
        ).fetchall()
        return [row[0] for row in rows]

    def follow(self, generation: int) -> int:
        """Count on from another warehouse's generation; returns the new one."""
        self.con.execute("UPDATE warehouse.warehouse_state SET generation = greatest(generation, ?) + 1", [generation])
        return self.generation

    @sql.explained("loading")
    def load(self, plan: Plan, rows: Rows) -> Loaded:
        """Stage, check, set aside, move over: one batch, whole or not at all."""
        staged = Rows()
        staged.extend(rows)
        for received, reason in plan.dropped:
            staged.set_aside(received, "dropped", reason, versions.parser_version(), "dropped")
        try:
            self._stage(staged)
            found = self._check()
            self._set_aside(found)
            loaded = self._summary(found)
            self._commit(plan)
        finally:
            self._clear()
        return loaded

    @sql.explained("filling the dimensions")
    def use_lexicon(self) -> int | None:
        """Fill the dimensions that come from the vocabulary, and give figures the metrics of today's catalogue.

        Returns how many figures got another metric; None where this vocabulary is the one that filled the warehouse.
        """
        current = f"{versions.lexicon_version()}.{metrics.MAPPING_VERSION}"
        if self._one("SELECT lexicon_version FROM warehouse.warehouse_state") == current:
            return None
        with self._transaction():
            moved, codes = remap.remap(self.con)
            self._add_metrics(codes)
            if moved:
                self.con.execute("UPDATE warehouse.month_version SET version = ?", [secrets.token_hex(8)])
            for table, columns in dimensions.catalogued().items():
                key_column = KEYS[table]
                self._offer(table, columns)
                self.con.execute(f"INSERT OR REPLACE INTO warehouse.{table} BY NAME FROM incoming")
                self.con.execute(
                    f"DELETE FROM warehouse.{table} WHERE {key_column} NOT IN (SELECT {key_column} FROM incoming)"
                    f" AND {key_column} NOT IN"
                    f" (SELECT DISTINCT {key_column} FROM warehouse.fact_metric WHERE {key_column} IS NOT NULL)"
                )
                self.con.unregister("incoming")
            self.con.execute(
                "UPDATE warehouse.warehouse_state SET lexicon_version = ?, generation = generation + 1", [current]
            )
        return moved

    def _add_metrics(self, codes: list[str]) -> None:
        """Add the automatic metrics among ``codes``; catalogued ones come with the lexicon."""
        automatic = {code: None for code in codes if code.startswith(metrics.AUTOMATIC)}
        if automatic:
            names: dict[str, dict[str, Any]] = {name: {} for name in NAMES} | {"metric": automatic}
            self._offer("dim_metric", dimensions.named(names, {})["dim_metric"])
            self.con.execute("INSERT OR REPLACE INTO warehouse.dim_metric BY NAME FROM incoming")
            self.con.unregister("incoming")

    def use_corrections(self, made: corrections.Corrections) -> None:
        """Note corrections that name no bulletin."""
        with self._transaction():
            if corrections.note_missing(self.con, made):
                self.con.execute("UPDATE warehouse.warehouse_state SET generation = generation + 1")

    def use_sources(self) -> None:
        """Bring ``dim_source`` up to ``sources.yaml``."""
        cursor = self.con.execute("FROM warehouse.dim_source")
        names = [column[0] for column in cursor.description or ()]
        present = {row[0]: row for row in cursor.fetchall()}
        columns = dimensions.described([row[names.index("source_code")] for row in present.values()], self.sources)
        wanted = zip(*(columns.get(name, []) for name in names), strict=True)
        changed = [row for row in wanted if present.get(row[0]) != row]
        if changed:
            with self._transaction():
                places = ", ".join("?" * len(names))
                self.con.executemany(f"INSERT OR REPLACE INTO warehouse.dim_source VALUES ({places})", changed)
                self.con.execute("UPDATE warehouse.warehouse_state SET generation = generation + 1")

    def _stage(self, rows: Rows) -> None:
        for table, columns in rows.tables.items():
            self._offer(table, columns)
            self.con.execute(f"INSERT INTO memory.main.{table} BY NAME FROM incoming")
        for table, columns in dimensions.named(rows.names, self.sources).items():
            self._offer(table, columns)
            self.con.execute(
                f"INSERT INTO memory.main.new_{table} BY NAME"
                f" FROM incoming ANTI JOIN warehouse.{table} USING ({KEYS[table]})"
            )
        self.con.unregister("incoming")

    def _check(self) -> list[CheckResult]:
        found = checks.run(self.con, [check for check in checks.load() if check.scope == "batch"])
        for result in found:
            if result.error:
                raise StepError(f"check {result.severity}__{result.name}.sql cannot run: {result.error}")
        return found

    def _set_aside(self, found: list[CheckResult]) -> None:
        """Take the rows of bulletins that break a structural check out of the batch, and mark doubted figures."""
        broken: dict[str, CheckResult] = {}
        for result in found:
            for bulletin_id in result.bulletin_ids:
                broken.setdefault(bulletin_id, result)
        for bulletin_id, result in broken.items():
            for table in STAGED[1:]:
                self.con.execute(f"DELETE FROM memory.main.{table} WHERE bulletin_id = ?", [bulletin_id])
            self.con.execute(
                "UPDATE memory.main.dim_bulletin SET status = 'quarantined', status_code = ?, status_reason = ?,"
                " char_count = NULL, article_count = 0, figure_count = 0, numeral_count = 0 WHERE bulletin_id = ?",
                [
                    f"check-{result.name.replace('_', '-')}",
                    f"what was read of it fails a check ({result.what}): report it, with the file",
                    bulletin_id,
                ],
            )
        doubted = {fact_id for result in found for fact_id in result.fact_ids}
        if doubted:
            with self._listed(doubted):
                self.con.execute(
                    "UPDATE memory.main.fact_metric SET is_suspect = true WHERE fact_id IN (SELECT id FROM listed)"
                )

    def _summary(self, found: list[CheckResult]) -> Loaded:
        bulletins, articles, figures, numerals = self.con.execute(
            "SELECT count(*) FILTER (status = 'loaded'), sum(article_count), sum(figure_count), sum(numeral_count)"
            " FROM memory.main.dim_bulletin"
        ).fetchall()[0]
        set_aside = self.con.execute(
            "SELECT bulletin_id, file_path, status_code, status_reason FROM memory.main.dim_bulletin"
            " WHERE status = 'quarantined' ORDER BY file_path, bulletin_id"
        ).fetchall()
        return Loaded(bulletins, articles or 0, figures or 0, numerals or 0, set_aside, found)

    def _commit(self, plan: Plan) -> None:
        receipts = plan.pending.receipts
        columns = {name: [getattr(receipt, name) for receipt in receipts] for name in _RECEIPT}
        columns["received_at"] = [receipt.received_at.replace(tzinfo=None) for receipt in receipts]
        self._offer("bulletin_receipt", columns)
        with self._transaction():
            self._renew_months()
            replaced = self._delete_staged()
            for table in KEYS:
                self._add_named(table)
            for table in STAGED:
                self.con.execute(f"INSERT INTO warehouse.{table} FROM memory.main.{table}")
            if replaced:
                self._delete_unused()
            self.con.execute("INSERT INTO warehouse.bulletin_receipt BY NAME FROM incoming")
            for log_name, position in plan.pending.positions.items():
                self.con.execute(
                    "INSERT OR REPLACE INTO warehouse.receipt_position VALUES (?, ?)", [log_name, position]
                )
            self.con.execute("UPDATE warehouse.warehouse_state SET generation = generation + 1")
        self.con.unregister("incoming")

    def _renew_months(self) -> None:
        """Another version for every month that bulletins of this batch lie in, or lay in before."""
        self.con.execute(
            "INSERT OR REPLACE INTO warehouse.month_version"
            " SELECT DISTINCT coalesce(strftime(published_on, '%Y-%m'), 'unknown'), ?"
            " FROM (SELECT published_on FROM memory.main.dim_bulletin UNION ALL"
            " SELECT before.published_on FROM warehouse.dim_bulletin AS before"
            " JOIN memory.main.dim_bulletin AS staged USING (bulletin_id))",
            [secrets.token_hex(8)],
        )

    def _delete_staged(self) -> bool:
        """Delete what the warehouse has of the bulletins of this batch; returns whether it had any."""
        staged = "(SELECT bulletin_id FROM memory.main.dim_bulletin)"
        if not self._one(f"SELECT count(*) FROM warehouse.dim_bulletin WHERE bulletin_id IN {staged}"):
            return False
        for table in DERIVED_DIMENSIONS:
            self.con.execute(
                f"CREATE OR REPLACE TEMP TABLE was_used_{table} AS SELECT DISTINCT {KEYS[table]} AS id"
                f" FROM warehouse.fact_metric WHERE bulletin_id IN {staged} AND id IS NOT NULL"
            )
        for table in STAGED:
            self.con.execute(f"DELETE FROM warehouse.{table} WHERE bulletin_id IN {staged}")
        return True

    def _delete_unused(self) -> None:
        """Delete names that only the deleted rows used, unless the lexicon gives them."""
        for table, is_extra in DERIVED_DIMENSIONS.items():
            key_column = KEYS[table]
            self.con.execute(
                f"DELETE FROM warehouse.{table} WHERE {is_extra} AND {key_column} IN (SELECT id FROM was_used_{table})"
                f" AND {key_column} NOT IN (SELECT {key_column} FROM warehouse.fact_metric"
                f" WHERE {key_column} IN (SELECT id FROM was_used_{table}))"
            )

    def _add_named(self, table: str) -> None:
        """Add dimension rows that the staged rows use and the warehouse lacks."""
        key_column = KEYS[table]
        used_in = "dim_bulletin" if table == "dim_source" else "fact_metric"
        self.con.execute(
            f"INSERT INTO warehouse.{table} FROM memory.main.new_{table}"
            f" WHERE {key_column} IN (SELECT {key_column} FROM memory.main.{used_in})"
        )

    def _offer(self, table: str, columns: Columns) -> None:
        """Let the next statement read ``columns``, typed as those of ``table``, as ``incoming``."""
        if table not in self._types:
            self._types[table] = _arrow_schema(self.con, table)
        self.con.register("incoming", _arrow(columns, self._types[table]))

    @contextmanager
    def _listed(self, ids: Iterable[str]) -> Iterator[None]:
        """Let statements read ``ids`` as the table ``listed``: a list as a parameter costs 0.5 ms an element."""
        import pyarrow as pa

        self.con.register("listed", pa.table({"id": pa.array(list(ids), pa.string())}))
        try:
            yield
        finally:
            self.con.unregister("listed")

    def _clear(self) -> None:
        """Empty the staging tables by making them anew: a truncated one keeps its memory for a while."""
        for table in STAGED:
            self.con.execute(f"CREATE OR REPLACE TABLE memory.main.{table} AS FROM warehouse.{table} LIMIT 0")
        for table in KEYS:
            self.con.execute(f"CREATE OR REPLACE TABLE memory.main.new_{table} AS FROM warehouse.{table} LIMIT 0")

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self.con.execute("BEGIN")
        try:
            yield
        except BaseException:
            # the error that broke it may have ended the transaction already
            with contextlib.suppress(duckdb.Error):
                self.con.execute("ROLLBACK")
            raise
        self.con.execute("COMMIT")

    def _one(self, statement: str) -> Any:
        row = self.con.execute(statement).fetchone()
        return row[0] if row else None


@contextmanager
def open_for_writing(settings: Settings, sources: dimensions.Sources, path: Path | None = None) -> Iterator[Warehouse]:
    """Open the warehouse, or make it where there is none. The caller holds the lock."""
    path = path or settings.warehouse
    path.parent.mkdir(parents=True, exist_ok=True)
    con = _connected(settings, path)
    try:
        warehouse = Warehouse(con, path, sources)
        moved = warehouse.use_lexicon()
        if moved is not None:  # what that took, 60 MB, is free again only when the connection is closed
            con.close()
            con = _connected(settings, path)
            warehouse = Warehouse(con, path, sources)
            warehouse.remapped = moved
        warehouse.use_sources()
        yield warehouse
    finally:
        con.close()


def _connected(settings: Settings, path: Path) -> duckdb.DuckDBPyConnection:
    con = duckdb.connect(":memory:", config=config(settings))
    con.execute("SET enable_progress_bar = false")
    try:
        _attach(con, path, generation_of(settings.published) or 0)
    except BaseException:
        con.close()
        raise
    return con


def config(settings: Settings) -> dict[str, str | bool | int | float | list[str]]:
    """Bounds for every connection."""
    return {
        "memory_limit": settings.duckdb_memory,
        "threads": settings.duckdb_threads,
        "temp_directory": str(settings.work / "duckdb"),
        "preserve_insertion_order": False,
    }


def generation_of(path: Path) -> int | None:
    """Generation of the file, opened for reading; None where there is no such file, or it is none of ours."""
    if not path.exists():
        return None
    try:
        with duckdb.connect(str(path), read_only=True) as con:
            row = con.execute("SELECT generation FROM warehouse_state").fetchone()
            return int(row[0]) if row else None
    except duckdb.Error:
        return None


def _attach(con: duckdb.DuckDBPyConnection, path: Path, published: int) -> None:
    attach = f"ATTACH '{sql.quoted(path)}' AS warehouse"
    try:
        con.execute(attach)
    except duckdb.Error as error:
        if any(mark in str(error) for mark in _NOT_DAMAGED):
            raise StepError(f"{path} cannot be opened: {str(error).splitlines()[0]}") from None
        _set_damaged_aside(path)
        con.execute(attach)
    tables = con.execute("SELECT count(*) FROM duckdb_tables() WHERE database_name = 'warehouse'").fetchone()
    if tables == (0,):
        _create(con, published)
    con.execute("SET search_path = 'memory.main,warehouse.main'")
    row = con.execute("SELECT schema_version FROM warehouse.warehouse_state").fetchone()
    if row is None or row[0] != sql.schema_version():
        raise StepError(
            f"{path} was made by another version of this project: run `bulletins reparse --apply`, "
            "which makes it anew from the archive (the file in use stays as it is until then)"
        )


def _create(con: duckdb.DuckDBPyConnection, published: int) -> None:
    """Make the tables in one transaction, so that a crash leaves none; generations count on from ``published``."""
    con.execute("USE warehouse")
    con.execute("BEGIN")
    sql.run_all(con, "schema")
    con.execute("UPDATE warehouse_state SET schema_version = ?, generation = ?", [sql.schema_version(), published])
    con.execute("COMMIT")
    con.execute("USE memory")


def _set_damaged_aside(path: Path) -> None:
    """Keep a damaged file for inspection; everything in it is made anew from the archive."""
    stamp = f"{datetime.now(UTC):{SET_ASIDE}}"
    for damaged in (path, path.with_name(path.name + ".wal")):
        if damaged.exists():
            damaged.replace(damaged.with_name(f"{damaged.name}.damaged-{stamp}"))


def _arrow_schema(con: duckdb.DuckDBPyConnection, table: str) -> pa.Schema:
    import pyarrow as pa

    types = {
        "VARCHAR": pa.string(),
        "BIGINT": pa.int64(),
        "INTEGER": pa.int32(),
        "DOUBLE": pa.float64(),
        "BOOLEAN": pa.bool_(),
        "DATE": pa.date32(),
        "TIMESTAMP": pa.timestamp("us"),
        "BLOB": pa.binary(),
    }
    columns = con.execute(
        "SELECT column_name, data_type FROM duckdb_columns()"
        " WHERE database_name = 'warehouse' AND table_name = ? ORDER BY column_index",
        [table],
    ).fetchall()
    return pa.schema([(name, types[data_type]) for name, data_type in columns])


def _arrow(columns: Columns, schema: pa.Schema) -> pa.Table:
    import pyarrow as pa

    return pa.table([pa.array(columns.get(field.name, []), field.type) for field in schema], schema=schema)
