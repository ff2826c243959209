"""A read-only hash table from 64-bit keys to row numbers, looked up for whole arrays at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opinionclf.tokens import Keys

_FEW_KEYS = 4096


@dataclass(frozen=True, slots=True)
class KeyTable:
    """Open addressing with linear probing.

    Attributes
    ----------
    keys : ndarray of uint64, shape (n_slots,)
        The key in each slot, 0 where it is empty.
    rows : ndarray of int32, shape (n_slots,)
        The row that belongs to the key, -1 where the slot is empty.
    """

    keys: Keys
    rows: NDArray[np.int32]

    @classmethod
    def build(cls, keys: Keys) -> KeyTable:
        """Make the table in which ``keys[i]`` finds row ``i``.

        Raises
        ------
        ValueError
            If a key occurs twice or is 0.
        """
        if len(np.unique(keys)) != len(keys) or (len(keys) and not keys.all()):
            raise ValueError("keys must be distinct and not 0")
        # A small table may be sparse: the fewer keys meet, the fewer rounds a look-up takes.
        spread = 2.5 if len(keys) > _FEW_KEYS else 16.0
        bits = max(4, int(np.ceil(np.log2(len(keys) * spread + 1))))
        slots = np.zeros(1 << bits, dtype=np.uint64)
        rows = np.full(1 << bits, -1, dtype=np.int32)
        waiting = np.arange(len(keys))
        slot = (keys >> np.uint64(64 - bits)).astype(np.int64)
        while len(waiting):
            free = slots[slot[waiting]] == 0
            # Of those that want the same free slot the first takes it; the others move on.
            _, first = np.unique(slot[waiting], return_index=True)
            winner = np.zeros(len(waiting), dtype=bool)
            winner[first] = True
            winner &= free
            taken = waiting[winner]
            slots[slot[taken]] = keys[taken]
            rows[slot[taken]] = taken
            waiting = waiting[~winner]
            slot[waiting] = (slot[waiting] + 1) & (len(slots) - 1)
        return cls(slots, rows)

    def find(self, keys: Keys) -> NDArray[np.int32]:
        """Return the row of each key, -1 for a key that is not in the table."""
        mask = len(self.keys) - 1
        shift = np.uint64(64 - mask.bit_length())
        slot = (keys >> shift).astype(np.int64)
        stored = self.keys[slot]
        row = np.where(stored == keys, self.rows[slot], np.int32(-1))
        # Most queries end at the first slot; the loop goes on with the few that met another key.
        open_ = np.flatnonzero((stored != keys) & (stored != 0))
        slot = slot[open_]
        for _ in range(mask):
            if not len(open_):
                break
            slot = (slot + 1) & mask
            stored = self.keys[slot]
            hit = stored == keys[open_]
            row[open_[hit]] = self.rows[slot[hit]]
            go_on = ~hit & (stored != 0)
            open_, slot = open_[go_on], slot[go_on]
        return row

    def contains(self, keys: Keys) -> NDArray[np.bool_]:
        """Say of each key whether it is in the table."""
        return self.find(keys) >= 0
