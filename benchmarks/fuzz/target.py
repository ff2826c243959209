"""What a target is, and where its seeds come from."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
TEST_DATA = ROOT / "tests" / "data"
EXPORTS = ROOT / "tests" / "exports"


@dataclass(frozen=True)
class Target:
    """One way into the package.

    Attributes
    ----------
    name : str
    seeds : callable
        Inputs to start from.
    check : callable
        Runs the package on an input. What it raises is a finding.
    largest : int
        Bytes of an input.
    """

    name: str
    seeds: Callable[[], Iterable[bytes]]
    check: Callable[[bytes], None]
    largest: int = 4096

    @property
    def tokens(self) -> list[bytes]:
        """Pieces that mean something there, for mutations: a JSON string a line."""
        lines = (Path(__file__).parent / "tokens" / f"{self.name}.jsonl").read_text(encoding="utf-8").splitlines()
        return [json.loads(line).encode("utf-8", "surrogatepass") for line in lines]


def promise(kept: bool, what: str) -> None:
    """Raise where a promise is broken; unlike `assert` in an optimised interpreter too."""
    if not kept:
        raise AssertionError(what)


def texts() -> Iterator[str]:
    """Return texts of this repository: pages, boundary and quotation cases, examples."""
    for name in ("pages", "boundary_cases", "quotation_cases"):
        for line in (TEST_DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            yield json.loads(line)["text"]
    for path in sorted(EXAMPLES.glob("*.txt")):
        yield path.read_text(encoding="utf-8")
