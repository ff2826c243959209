"""What to say about labels that nobody expects, and that are no slips."""

from __future__ import annotations

from collections.abc import Sequence
from shlex import quote

from opinionclf.spreadsheet import cell
from opinionclf.training.readers.options import ReadOptions

SHOWN = 8  # labels of one's own; whoever has more has taken the wrong column


def _names(names: Sequence[str]) -> str:
    return ",".join(map(cell, names[:SHOWN])) + (",..." if len(names) > SHOWN else "")


def proposed_map(labels: Sequence[str], options: ReadOptions) -> str:
    """Return a label map to fill in: NAME for each label, but where only the case is another, what was meant."""
    folded = {name.casefold(): options.mapping.get(name, name) for name in options.accepted}
    return _names([f"{label}={folded.get(label.casefold(), 'NAME')}" for label in labels])


def remedy(labels: Sequence[str], options: ReadOptions) -> str:
    """Say how such labels are mapped, left out, or made labels of a model."""
    proposed = proposed_map(labels, options)
    how = f"add {proposed} to the label map" if options.mapping else f"map them with --label-map {quote(proposed)}"
    known = {name.casefold() for name in options.accepted}
    told = ["upper and lower case count"] if any(label.casefold() in known for label in labels) else []
    if "=NAME" in proposed:
        told.insert(0, f"NAME: {', '.join(options.labels)}, or nothing to leave the rows out")
    return f"{how}{' (' if told else ''}{'; '.join(told)}{')' if told else ''}; 'train' also makes models of other labels: " \
           f"--labels {quote(_names(labels))}"


def advice(rows: dict[str, int], options: ReadOptions) -> list[str]:
    """Say in one line what to do about unknown labels that stand in several rows.

    Parameters
    ----------
    rows : dict of str to int
        How many rows each unknown label has.
    options : ReadOptions
    """
    several = sorted((label for label, n in rows.items() if n > 1), key=lambda label: -rows[label])
    return [f"if these are labels of your own, {remedy(several, options)}"] if several else []
