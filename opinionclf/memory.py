"""Memory that the C library keeps when an array is freed."""

from __future__ import annotations

import numpy as np

_KEPT_BYTES = 31 << 20


def keep_freed_memory() -> None:
    """Have the C library keep freed memory for the next array.

    By default the GNU C library asks the kernel for fresh, zeroed pages for every array of more than 128 KB, until one
    of that size has been freed; much of the time would go there. The array here is freed untouched and costs nothing. This
    holds for the whole process: up to twice that size of freed memory stays with it. Whoever sets a threshold of their
    own (``GLIBC_TUNABLES=glibc.malloc.mmap_threshold=131072``) keeps it, and other C libraries know none.
    """
    np.empty(_KEPT_BYTES, dtype=np.uint8)
