"""Fuzz the package, guided by coverage.

Usage: ``python benchmarks/fuzzing.py TARGET [--seconds N] [--folder DIR] [--seed N]``, TARGET one of ``classify``,
``streams``, ``readers``, ``model`` and ``command-line``, or ``--input FILE`` to run one input again.

N is processor time. Prints how many inputs were run, how many a second, how many edges of the package they reached, and what
was found: for each place in the code one input and its traceback, in the folder. Exit status 1 if there is something. A
process that ends before its time (out of memory, stuck) is a finding too, and another one goes on.

Needs atheris: ``pip install 'opinionclf[fuzzing]'``.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from fuzz.engine import MODULES, load

_COVERED = re.compile(r" cov: (\d+) ")


def main() -> int:
    """Fuzz or run one input; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", choices=MODULES)
    parser.add_argument("--seconds", type=int, default=1800)
    parser.add_argument("--folder", type=Path, help="for inputs and findings; one that is there goes on")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--input", type=Path, metavar="FILE", help="run this input and nothing else")
    arguments = parser.parse_args()
    if arguments.input:
        load(arguments.target).check(arguments.input.read_bytes())
        return 0
    folder = arguments.folder or Path(tempfile.mkdtemp(prefix=f"fuzz-{arguments.target}-"))
    folder.mkdir(parents=True, exist_ok=True)
    executions, covered, used = fuzz(arguments.target, folder.absolute(), arguments.seconds, arguments.seed)
    findings = sorted([*folder.glob("finding-*.txt"), *folder.glob("ended-*")])
    rate = executions / max(used, 1)
    print(f"{arguments.target}: {executions:,} inputs in {used:,.0f} s of processor time, {rate:,.0f} a second, "
          f"{covered:,} edges reached, {len(findings)} findings")  # fmt: skip
    for path in findings:
        print(f"  {path}")
    return 1 if findings else 0


def fuzz(target: str, folder: Path, seconds: int, seed: int) -> tuple[int, int, float]:
    """Run processes until the time is over; return inputs, edges and seconds of processor time."""
    executions = covered = 0
    count = folder / "executions.json"
    path = os.pathsep.join(filter(None, (str(Path(__file__).parent), os.environ.get("PYTHONPATH"))))
    while (used := _processor_time()) < seconds - 1:
        command = [sys.executable, "-m", "fuzz.engine", target, str(folder), str(round(seconds - used)), str(seed)]
        environment = {**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": "0"}
        count.unlink(missing_ok=True)
        with (folder / "log.txt").open("a", encoding="utf-8") as log:
            ended = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment,
                                   text=True, errors="replace", check=False)  # fmt: skip
            log.write(ended.stderr[-100_000:])
        if not count.exists():
            raise SystemExit(f"the target did not start:\n{ended.stderr[-2000:]}")
        executions += json.loads(count.read_text(encoding="utf-8"))["executions"]
        covered = max([covered, *map(int, _COVERED.findall(ended.stderr))])
        seed += 1
    return executions, covered, used


def _processor_time() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime


if __name__ == "__main__":
    sys.exit(main())
