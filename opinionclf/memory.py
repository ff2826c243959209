"""Memory that the C library keeps when an array is freed."""

from __future__ import annotations

import contextlib

import numpy as np

_KEPT_BYTES = 31 << 20
_BLOCKS = 2  # as much as the C library keeps then


def keep_freed_memory() -> None:
    """Have the C library keep freed memory for the next array, in large pages.

    By default the GNU C library asks the kernel for fresh, zeroed pages for every array of more than 128 KB, until one
    of that size has been freed; much of the time would go there. The first array here is freed untouched and costs nothing.
    This holds for the whole process: up to twice that size of freed memory stays with it. Whoever sets a threshold of their
    own (``GLIBC_TUNABLES=glibc.malloc.mmap_threshold=131072``) keeps it, and other C libraries know none.

    For an array of more than 4 MB numpy asks Linux for pages of 2 MB. The other arrays here, freed untouched as well, leave
    their memory to later, smaller ones, which so have such pages, too: a process begins with fewer page faults, and the
    processor finds its way through memory faster.
    """
    with contextlib.suppress(MemoryError):  # where a process may have little, it goes without
        np.empty(_KEPT_BYTES, dtype=np.uint8)
        _ = [np.empty(_KEPT_BYTES - (1 << 20), dtype=np.uint8) for _ in range(_BLOCKS)]
