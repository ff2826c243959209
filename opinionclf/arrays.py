"""Types of arrays, for annotations.

Importing ``numpy.typing`` takes as long as a tenth of numpy, so only type checkers do it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

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
