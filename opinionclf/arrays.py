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
