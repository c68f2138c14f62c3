"""``make audit``: licences of all locked packages, and known weaknesses where pip-audit can look them up."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

from tests.audit.licences import PROJECT, allowed, declared, locked, offences


def licences() -> bool:
    """Print what is wrong; whether nothing is."""
    names = locked()
    absent = [name for name in names if declared(name) is None]
    wrong = list(offences(names, allowed()))
    for line in wrong:
        print(line)
    print(f"licences: {len(names)} packages locked, {len(names) - len(absent)} looked at, {len(wrong)} not allowed")
    if absent:
        print(f"licences: not installed on this system, so not looked at: {', '.join(absent)}")
    return not wrong


def weaknesses() -> bool:
    """Ask pip-audit; whether it found none, or could not look."""
    program = shutil.which("pip-audit", path=str(Path(sys.executable).parent))
    if program is None:
        print("weaknesses: not looked up: pip-audit is not installed (make install)")
        return True
    command = [program, "--requirement", "requirements.txt", "--disable-pip", "--format", "json", "--timeout", "10"]
    try:
        done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=300)
        found = [package for package in json.loads(done.stdout)["dependencies"] if package.get("vulns")]
    except (subprocess.TimeoutExpired, ValueError) as error:
        said = done.stderr.strip().splitlines() if isinstance(error, ValueError) else []
        print(f"weaknesses: not looked up: {said[-1][:160] if said else 'no answer within 300 s'}")
        return True
    for package in found:
        for one in package["vulns"]:
            mended = ", ".join(one.get("fix_versions") or ["no version yet"])
            print(f"{package['name']} {package['version']}: {one['id']}, mended in {mended}")
    print(f"weaknesses: {len(found)} packages with known ones")
    return not found


if __name__ == "__main__":
    results = [licences(), weaknesses()]
    sys.exit(0 if all(results) else 1)
