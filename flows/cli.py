"""The ``bulletins`` command. Each command imports what it needs when it runs, so that all start quickly."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from flows.settings import Settings

DONE, NEEDS_A_PERSON, WRONG_USE, FAILED = 0, 1, 2, 3

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


@app.command(epilog="Example: bulletins extract --json samples/*/*.txt")
def extract(
    files: Annotated[list[Path], typer.Argument(help="Bulletins to read; a sidecar beside one is used.")],
    json: Annotated[bool, typer.Option("--json", help="One JSON object a document instead of tables.")] = False,
) -> None:
    """Read files and print the figures in them, without storing anything."""
    from flows.extract import extract_files

    raise typer.Exit(NEEDS_A_PERSON if extract_files(files, json) else DONE)


@app.command(epilog='Example: bulletins sql "SELECT count(*) AS figures FROM fact_metric"')
def sql(
    query: Annotated[str, typer.Argument(help="SQL, a file that ends in .sql, or - for standard input.")],
    form: Annotated[Form, typer.Option("--format", help="How to print the answer.")] = Form.TABLE,
    limit: Annotated[int | None, typer.Option(min=1, help="Print only so many rows.")] = None,
) -> None:
    """Ask the published file. It is opened read only, and a query cannot reach any other file."""
    from flows.query import ask, print_answer, query_text

    print_answer(ask(_settings().published, query_text(query), limit), form)


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

    from flows.watch import tell_prefect, watch_inbox

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    watch_inbox(_settings(), stop, tell_prefect)


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
    try:
        app()
    except Exception as error:
        code = _exit_code(error)
        if code is None:
            raise
        print(f"bulletins: {error}", file=sys.stderr)
        sys.exit(code)
    sys.exit(DONE)


def _exit_code(error: Exception) -> int | None:
    """The exit code of an error that is told in a sentence; None for a fault of the program."""
    names = {kind.__name__ for kind in type(error).__mro__}  # by name: their modules may not be loaded
    if names & {"SettingsError", "QueryError", "ServerError", "SourcesError"}:
        return WRONG_USE
    return FAILED if names & {"StepError", "OSError"} else None


if __name__ == "__main__":
    main()
