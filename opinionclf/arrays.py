"""Types of arrays, for annotations.

Importing ``numpy.typing`` takes as long as a tenth of numpy, so only type checkers do it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
else:
    NDArray = np.ndarray

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
Keys = NDArray[np.uint64]


def constant(value: int, dtype: type[np.generic] = np.uint64) -> NDArray:
    """Return a number as an array without axes: in every step on a small array, converting a number costs as much again."""
    array = np.array(value, dtype=dtype)
    array.setflags(write=False)
    return array
