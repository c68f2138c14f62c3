"""Ten thousand bulletins (or as many as BENCH_BULLETINS says) from files to the published file, by stage."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from pathlib import Path

from flows.settings import load
from flows.steps.ingest import ingest
from tests.bench.generate import bulletin

BULLETINS = int(os.environ.get("BENCH_BULLETINS", "10000"))


def report() -> None:
    """Print what one ingest of generated bulletins costs, and a second one of a hundred more."""
    folder = Path(tempfile.mkdtemp(prefix="bench-load-"))
    try:
        settings = load(folder / "home")
        for name, first, count in (("all", 0, BULLETINS), ("a hundred more", BULLETINS, 100)):
            files = folder / name / "bench"
            files.mkdir(parents=True)
            for seed in range(first, first + count):
                text = bulletin(seed, figures_per_thousand=10, characters=800)
                (files / f"{seed}.txt").write_text(text, "utf-8")
            started = time.perf_counter()
            done = ingest(settings, [folder / name])
            stages = ", ".join(f"{stage} {seconds:.1f}" for stage, seconds in done.seconds.items())
            took = time.perf_counter() - started
            print(
                f"{name}: {done.bulletins_loaded:,} bulletins, {done.figures:,} figures in {took:.1f} s ({stages});"
                f" published {settings.published.stat().st_size:,} bytes",
                flush=True,
            )
    finally:
        shutil.rmtree(folder)
