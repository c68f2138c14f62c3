"""The long form, ``make fuzz``: prints a table; the exit code is 1 if anything was found.

What breaks a target is written to ``tests/fuzz/findings/``: mend the cause, and keep the file as a test.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import sys
import time
import traceback

from tests.fuzz.search import search
from tests.fuzz.targets import FINDINGS, TARGETS


def main() -> int:
    arguments = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    default = float(os.environ.get("FUZZ_SECONDS") or 300)
    arguments.add_argument("--seconds", type=float, default=default, help="in total, shared by the targets (300)")
    arguments.add_argument("--seed", type=int, help="begin with this seed again")
    arguments.add_argument("targets", nargs="*", metavar="TARGET", help=f"which: {', '.join(TARGETS)}")
    given = arguments.parse_args()
    for name in given.targets:
        if name not in TARGETS:
            arguments.error(f"there is no target {name!r}; there are {', '.join(TARGETS)}")
    names = given.targets or list(TARGETS)
    seed = random.randrange(10**9) if given.seed is None else given.seed
    print(f"seed {seed}")
    print(f"{'target':14}{'executions':>12}{'seconds':>9}{'slowest':>9}  found")
    found = 0
    for name in names:
        begun = time.monotonic()
        outcome = search(TARGETS[name], given.seconds / len(names), seed)
        what = "nothing"
        if outcome.error is not None and outcome.breaking is not None:
            found += 1
            path = FINDINGS / f"{name}-{hashlib.sha256(outcome.breaking).hexdigest()[:8]}.bin"
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(outcome.breaking)
            what = f"{type(outcome.error).__name__}, by {path.name}"
            traceback.print_exception(outcome.error, limit=-4)
        seconds = time.monotonic() - begun
        print(f"{name:14}{outcome.executions:>12,}{seconds:>9.1f}{outcome.slowest:>8.2f}s  {what}", flush=True)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
