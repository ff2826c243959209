"""Many texts: each of them checked, and grouped into batches; and the number of processes that share them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np

_BATCH_CHARACTERS = 1 << 21  # fewer would share the cost of a step among too few, more would keep the first result waiting
BULK_CHARACTERS = 1 << 22  # where all texts are read before anything is returned
READ_AGAIN_CHARACTERS = 1 << 16  # of texts that are read again, which takes about as long as a batch of others
BATCH_TEXTS = 1 << 13  # so many empty ones are a batch too


def checked_text(text: Any, name: str = "the text") -> str:
    """Return `text` if it is a string, and say what to do if it is not."""
    if isinstance(text, str):
        return text
    hint = ""
    if isinstance(text, (bytes, bytearray)):
        hint = "; decode it first, for example text.decode('utf-8')"
    elif isinstance(text, os.PathLike):
        hint = "; read the file first, for example Path(name).read_text(encoding='utf-8')"
    raise TypeError(f"{name} must be a str, not {type(text).__name__}{hint}")


def check_jobs(n_jobs: int) -> None:
    """Refuse no process at all, and what is no number.

    Raises
    ------
    TypeError, ValueError
    """
    if isinstance(n_jobs, bool) or not isinstance(n_jobs, (int, np.integer)):
        raise TypeError(f"n_jobs is a {type(n_jobs).__name__}; expected a number of processes, or -1 for all processors")
    if n_jobs == 0:
        raise ValueError("expected a number of processes, or -1 for all processors, not 0")


def batches(texts: Iterable[str], n_characters: int = _BATCH_CHARACTERS) -> Iterator[list[str]]:
    """Group texts, by default so many that they share the cost of each step.

    Raises
    ------
    TypeError
        At once if `texts` are not many or a table, and later if one of them is no str.
    """
    if isinstance(texts, str):
        raise TypeError("expected many texts, not one str; for one text use classify(text)")
    # What a table lists are the names of its columns, which would be taken for texts.
    if isinstance(texts, Mapping) or hasattr(texts, "columns"):
        raise TypeError(f"expected many texts, not a {type(texts).__name__}; give one column of it")
    return _grouped(enumerate(texts), n_characters)


def _grouped(texts: Iterable[tuple[int, str]], n_characters: int) -> Iterator[list[str]]:
    batch: list[str] = []
    size = 0
    for number, text in texts:
        batch.append(checked_text(text, f"text {number}"))
        size += len(text)
        if size >= n_characters or len(batch) >= BATCH_TEXTS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
