"""The ``bulletins`` command. Each command imports what it needs when it runs, so that all start quickly."""

from __future__ import annotations

import sys
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from flows.umask import keep_from_others
from flows.without_pandas import leave_pandas_out

if TYPE_CHECKING:
    from flows.settings import Settings
    from flows.steps.quarantine import Waiting

DAY = "%Y-%m-%d"
DONE, NEEDS_A_PERSON, WRONG_USE, FAILED = 0, 1, 2, 3

quarantine = typer.Typer(no_args_is_help=True, help="What could not be read or failed a check, and what to do with it.")
review = typer.Typer(no_args_is_help=True, help="Let people check the least certain figures, in Excel.")
app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Figures of Chinese police and government bulletins, read, checked and published as a DuckDB warehouse.",
    epilog="Exit codes: 0 done; 1 done, but something needs a person (a file refused, a check failed); "
    "2 wrong use or a setting that cannot be used; 3 failed, nothing half-done.",
)


class Form(StrEnum):
    """How an answer is printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    XLSX = "xlsx"


@app.command(epilog="Example: bulletins ingest ~/fax --source fax")
def ingest(
    paths: Annotated[list[Path] | None, typer.Argument(help="Files and folders to copy from; none: the inbox.")] = None,
    source: Annotated[str | None, typer.Option(help="Source of these files; else their subfolder says it.")] = None,
    strict: Annotated[bool, typer.Option(help="Exit with 1 if anything went to quarantine.")] = False,
) -> None:
    """Take up, read, check, load and publish everything that waits in the inbox, or what PATHS hold.

    Files of the inbox are removed once they are archived and loaded; those of PATHS are copied and stay.
    """
    from flows.console import progress_bar
    from flows.report_text import print_report
    from flows.steps import ingest as steps

    current = _settings()
    for path in paths or []:
        if not path.exists():
            raise typer.BadParameter(f"{path} is not there")
        _take_over_sources(path, current)
    with progress_bar() as progress:
        report = steps.ingest(current, paths or [], source=source, progress=progress)
    print_report(current, report)
    raise typer.Exit(NEEDS_A_PERSON if strict and report.quarantined else DONE)


def _take_over_sources(folder: Path, current: Settings) -> None:
    """A folder may bring a sources.yaml of its own; it is taken where the home folder has none yet."""
    given = folder / "sources.yaml"
    if given.is_file() and not current.sources.exists():
        current.sources.parent.mkdir(parents=True, exist_ok=True)
        current.sources.write_bytes(given.read_bytes())
        typer.echo(f"sources: {given} is now {current.sources}")


@app.command(epilog="Example: bulletins check --rows 3")
def check(
    rows: Annotated[int, typer.Option(min=0, help="Show so many offending rows of each check.")] = 1,
    json: Annotated[bool, typer.Option("--json", help="One JSON object a check, with its offending rows.")] = False,
) -> None:
    """Run every check over all that is published. Exits with 1 where a structural one finds something."""
    from flows.report_text import print_checks, print_checks_json
    from flows.steps.check import check as run_check
    from flows.steps.report import FAILED as CHECKS_FAILED

    report = run_check(_settings())
    if json:
        print_checks_json(report)
    else:
        print_checks(report, rows)
    raise typer.Exit(NEEDS_A_PERSON if report.state == CHECKS_FAILED else DONE)


@app.command(epilog="Example: bulletins publish --force")
def publish(
    force: Annotated[bool, typer.Option(help="Also where nothing has changed, as after an edit of a view.")] = False,
) -> None:
    """Write a fresh published file and Parquet and swap them in; readers are not blocked."""
    from flows.report_text import print_report
    from flows.steps.republish import republish

    current = _settings()
    print_report(current, republish(current, force=force))


@app.command(epilog="Example: bulletins reparse --source yichang-gongan --since 2023-07-01")
def reparse(
    apply: Annotated[bool, typer.Option(help="Put the result in use; else only show what would change.")] = False,
    within_bounds: Annotated[
        bool, typer.Option(help="Put it in use only if no larger share of rows changes than reparse_apply_share.")
    ] = False,
    source: Annotated[str | None, typer.Option(help="Only bulletins of this source.")] = None,
    since: Annotated[datetime | None, typer.Option(formats=[DAY], help="Only published on this day or later.")] = None,
    until: Annotated[datetime | None, typer.Option(formats=[DAY], help="Only published on this day or before.")] = None,
    bulletin: Annotated[str | None, typer.Option(help="Only the bulletin whose id begins so.")] = None,
) -> None:
    """Read archived bulletins again with today's rules, and show what changes, by column and by metric.

    With --within-bounds the exit code is 1 where too much would change, and the warehouse in use stays.
    """
    from flows.console import progress_bar
    from flows.report_text import print_report
    from flows.steps.reparse import WITHIN_BOUNDS, Apply, Wanted
    from flows.steps.reparse import reparse as run_reparse

    current = _settings()
    wanted = Wanted(source, since and since.date(), until and until.date(), bulletin)
    with progress_bar() as progress:
        wish: Apply = WITHIN_BOUNDS if within_bounds else apply
        report = run_reparse(current, wanted, apply=wish, progress=progress)
    print_report(current, report)
    raise typer.Exit(NEEDS_A_PERSON if within_bounds and not report.published else DONE)


@app.command(epilog="Example: bulletins diff 12 published --json")
def diff(
    old: Annotated[
        str | None, typer.Argument(help="A kept release by its generation or file name, a path; none: the last.")
    ] = None,
    new: Annotated[str | None, typer.Argument(help="Another one; none: the published file in use.")] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON object with every column and metric.")] = False,
) -> None:
    """Show how a published file differs from an earlier one: rows added, gone and changed, by column and by metric."""
    from flows.report_text import print_comparison, print_comparison_json
    from flows.steps.diff import diff as compare

    first, second, found = compare(_settings(), old, new)
    if json:
        print_comparison_json(str(first), str(second), found)
        return
    typer.echo(f"{first} to {second}: {'what differs' if found.fields else 'nothing differs'}")
    print_comparison(found)


@app.command(epilog="Example: bulletins verify")
def verify() -> None:
    """Check every archived file's hash, every receipt's file and outcome; exit code 1 if something is wrong."""
    from flows.console import print_table, progress_bar
    from flows.steps.verify import verify as look

    with progress_bar() as progress:
        found = look(_settings(), progress)
    rows = [["archived files", found.archived_files], ["receipts", found.receipts], ["bulletins", found.bulletins]]
    print_table(["looked at", "number"], [*rows, ["waiting for the next ingest", found.pending]])
    for problem in found.problems:
        typer.echo(f"wrong: {problem}")
    raise typer.Exit(NEEDS_A_PERSON if found.problems else DONE)


@app.command(epilog="Example: bulletins backup /mnt/backup/bulletins")
def backup(
    folder: Annotated[Path, typer.Argument(help="Where to; a second backup there copies only what is new.")],
) -> None:
    """Copy archive, receipts, history and what analysts own; ingest may run meanwhile."""
    from flows.console import progress_bar
    from flows.steps.backup import backup as copy

    with progress_bar() as progress:
        made = copy(_settings(), folder.absolute(), progress)
    typer.echo(f"backup: {made.files} files, {made.byte_count:,} bytes in {made.folder}, {made.copied} newly archived")


@app.command(epilog="Example: BULLETINS_HOME=restored bulletins restore /mnt/backup/bulletins")
def restore(folder: Annotated[Path, typer.Argument(help="A backup.")]) -> None:
    """Bring a backup into an empty home, check every file, and make the warehouse anew from it."""
    from flows.console import progress_bar
    from flows.report_text import print_report
    from flows.steps.backup import restore as bring

    current = _settings()
    with progress_bar() as progress:
        report = bring(current, folder.absolute(), progress)
    print_report(current, report)


@app.command(epilog="Example: bulletins status --json")
def status(json: Annotated[bool, typer.Option("--json", help="One JSON object, for monitors.")] = False) -> None:
    """Show the last runs, what waits, how fresh each source is, and what is wrong (then the exit code is 1)."""
    from flows.status_text import print_status, print_status_json
    from flows.steps.status import status as look

    current = _settings()
    found = look(current)
    if json:
        print_status_json(found)
    else:
        print_status(current, found)
    raise typer.Exit(NEEDS_A_PERSON if found.problems else DONE)


@app.command(epilog="Example: bulletins extract --json samples/*/*.txt")
def extract(
    files: Annotated[list[Path], typer.Argument(help="Bulletins to read; a sidecar beside one is used.")],
    json: Annotated[bool, typer.Option("--json", help="One JSON object a document instead of tables.")] = False,
) -> None:
    """Read files and print the figures in them, without storing anything."""
    current = _settings()  # the installation's own words, before any is read

    from flows.extract import extract_files

    raise typer.Exit(NEEDS_A_PERSON if extract_files(files, json, current.limits) else DONE)


@app.command(epilog='Example: bulletins sql "SELECT count(*) AS figures FROM fact_metric"')
def sql(
    query: Annotated[str, typer.Argument(help="SQL, a file that ends in .sql, or - for standard input.")],
    form: Annotated[
        Form | None, typer.Option("--format", help="How to print the answer: table, unless --output says another.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option(help="File to write, .csv or .xlsx, for Excel; it appears when it is whole.")
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Give only so many rows.")] = None,
) -> None:
    """Ask the published file. It is opened read only, and a query cannot reach any other file.

    With --output, CSV has the byte order mark that Excel wants, and a sheet has real numbers and days. No text is
    taken for a formula: where one begins with = + - @, a tab or a line end, it gets an apostrophe in CSV and is marked
    as text in a sheet. Numbers stay numbers. CSV that is printed is for programs: no mark, and every text as it is.
    """
    from flows.query import QueryError, ask, export, form_of_file, print_answer, query_text

    published = _settings().published
    if output is not None:
        count = export(published, query_text(query), output, form_of_file(output, form), limit)
        typer.echo(f"{output}: {count} rows")
    elif form == Form.XLSX:
        raise QueryError("a sheet cannot be printed: say --output FILE.xlsx")
    else:
        print_answer(ask(published, query_text(query), limit), form or Form.TABLE)


app.add_typer(quarantine, name="quarantine")


@quarantine.command("list", epilog="Example: bulletins quarantine list")
def list_quarantine() -> None:
    """List what waits in quarantine, with the reason."""
    from flows.console import print_table

    rows = [[one.bulletin_id, one.file_path, one.code, one.reason] for one in _waiting()]
    print_table(["bulletin", "file", "code", "why"], rows)


@quarantine.command("show", epilog="Example: bulletins quarantine show 3f2a")
def show_quarantined(bulletin: Annotated[str, typer.Argument(help="Id of the bulletin, or how it begins.")]) -> None:
    """Show all that is known of one bulletin in quarantine."""
    import json

    found = [one for one in _waiting() if one.bulletin_id.startswith(bulletin)]
    if not found:
        raise typer.BadParameter(f"no bulletin in quarantine has an id that begins with {bulletin}")
    for one in found:
        print(json.dumps(one.about(), ensure_ascii=False, indent=2))


@quarantine.command("retry", epilog="Example: bulletins quarantine retry 3f2a")
def retry_quarantined(bulletin: Annotated[str, typer.Argument(help="Id of the bulletin, or how it begins.")]) -> None:
    """Read a bulletin again with the next ingest, after its cause is mended."""
    from flows.steps.receipts import RETRY

    _speak(bulletin, RETRY, None, "is read again by the next ingest")


@quarantine.command("drop", epilog='Example: bulletins quarantine drop 3f2a --reason "an advertisement"')
def drop_quarantined(
    bulletin: Annotated[str, typer.Argument(help="Id of the bulletin, or how it begins.")],
    reason: Annotated[str, typer.Option(help="Why it is not wanted; kept with it.")],
) -> None:
    """Take a bulletin out of quarantine for good; its bytes stay in the archive."""
    from flows.steps.receipts import DROPPED

    _speak(bulletin, DROPPED, reason, "is dropped by the next ingest")


app.add_typer(review, name="review")


@review.command("export", epilog="Example: bulletins review export queue.xlsx")
def export_review(
    sheet: Annotated[Path, typer.Argument(help="Excel file to write.")],
    limit: Annotated[int, typer.Option(min=1, help="Figures at most.")] = 500,
) -> None:
    """Write the figures that a check doubts and those read with least confidence to an Excel sheet."""
    from flows.steps.review import export

    print(f"{sheet}: {export(_settings(), sheet, limit)} figures")


@review.command("import", epilog='Example: bulletins review import queue.xlsx --who "Zhang San"')
def import_review(
    sheet: Annotated[Path, typer.Argument(help="The exported sheet, edited.")],
    who: Annotated[str | None, typer.Option(help="Who made the changes, where the sheet does not say.")] = None,
) -> None:
    """Make corrections of what was changed in the sheet; the next ingest applies them. One wrong row stops all."""
    from flows.steps.review import import_

    made = import_(_settings(), sheet, who)
    if made.path is None:
        print(f"{sheet} changes nothing")
    else:
        print(f"{made.path}: {made.corrections} corrections of {made.bulletins} bulletins, applied by the next ingest")


@app.command(epilog="Example: bulletins describe --output dictionary.md")
def describe(
    output: Annotated[Path | None, typer.Option(help="File to write instead of printing.")] = None,
) -> None:
    """Print the data dictionary: every table, view and column with its meaning."""
    from flows.steps.describe import dictionary

    if output is None:
        print(dictionary(), end="")
    else:
        output.write_text(dictionary(), "utf-8")


def _waiting() -> list[Waiting]:
    from flows.query import open_published
    from flows.steps.quarantine import waiting

    with open_published(_settings().published) as con:
        return waiting(con)


def _speak(bulletin: str, word: str, remark: str | None, outcome: str) -> None:
    from flows.console import printable
    from flows.steps.quarantine import speak

    print(f"{printable(speak(_settings(), bulletin, word, remark))} {outcome}")


@app.command(epilog="Example: bulletins settings")
def settings() -> None:
    """Show every setting with its value and where it comes from."""
    from flows.console import print_table
    from flows.settings import Settings

    current = _settings()
    rows = [[name, getattr(current, name), current.origin(name)] for name in Settings.model_fields]
    print_table(["setting", "value", "from"], rows)


@app.command(epilog="Example: bulletins up --port 4200")
def up(
    host: Annotated[str, typer.Option(help="Address to listen on; other machines reach only 0.0.0.0.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port of the UI.")] = 4200,
) -> None:
    """Start a Prefect server with its UI, and serve every deployment of prefect.yaml until Ctrl-C."""
    from flows import serve

    serve.up(_settings(), host, port)


@app.command(epilog="Example: bulletins watch")
def watch() -> None:
    """Watch the inbox and tell the Prefect server of files that have settled; `bulletins up` does so by itself."""
    import logging
    import signal
    import threading

    from flows.watch import keep_watching, tell_prefect

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    keep_watching(_settings(), stop, tell_prefect)


@app.command(epilog="Example: bulletins automations")
def automations() -> None:
    """Apply automations.yaml to the Prefect server: what it does by itself when a run fails, is late or dies."""
    from flows.automations import apply

    for name, done in apply().items():
        print(f"{done:9} {name}")


def _settings() -> Settings:
    from flows.settings import load

    return load()


def main() -> NoReturn:
    """Run the command; what a person can mend is told in a sentence, never as a traceback."""
    leave_pandas_out()
    keep_from_others()
    try:
        app()
    except Exception as error:
        code = _exit_code(error)
        if code is None:
            raise
        print(f"bulletins: {error}", file=sys.stderr)
        sys.exit(code)
    sys.exit(DONE)


_WRONG_USE_ERRORS = {
    "SettingsError",
    "QueryError",
    "ServerError",
    "SourcesError",
    "LexiconError",
    "CorrectionsError",
    "UnknownName",
}


def _exit_code(error: Exception) -> int | None:
    """The exit code of an error that is told in a sentence; None for a fault of the program."""
    names = {kind.__name__ for kind in type(error).__mro__}  # by name: their modules may not be loaded
    if names & _WRONG_USE_ERRORS:
        return WRONG_USE
    return FAILED if names & {"StepError", "OSError"} else None


if __name__ == "__main__":
    main()
