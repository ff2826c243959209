"""Types of arrays, for annotations, and arrays that can't be written.

Importing ``numpy.typing`` takes as long as a tenth of numpy, so only type checkers do it.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
else:
    NDArray = np.ndarray

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
Keys = NDArray[np.uint64]


_Number = TypeVar("_Number", bound=np.integer)


def constant(value: int, dtype: type[_Number]) -> NDArray[_Number]:
    """Return a number as an array without dimensions, which numpy joins to an array at half the cost of a Python number."""
    number = np.array(value, dtype=dtype)
    number.flags.writeable = False
    return number


def are_among(values: Ints, ascending: Ints) -> Bools:
    """Say of each value whether it is one of some in ascending order."""
    if not len(ascending):
        return np.zeros(len(values), dtype=bool)
    return ascending.take(ascending.searchsorted(values), mode="clip") == values


def lock(part: Any) -> None:
    """Make the arrays in a part read-only, whatever holds them: threads share them."""
    if isinstance(part, np.ndarray):
        part.setflags(write=False)
    elif isinstance(part, dict):
        lock(list(part.values()))
    elif isinstance(part, (list, tuple)):
        for one in part:
            if not isinstance(one, str):  # as most are
                lock(one)
    elif is_dataclass(part):
        for field in fields(part):
            lock(getattr(part, field.name))
