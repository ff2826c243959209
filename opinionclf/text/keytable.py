"""A read-only hash table from 64-bit keys to row numbers, looked up for whole arrays at once.

The table is a perfect hash (hash and displace; Belazzougui, Botelho and Dietzfelbinger 2009): the upper bits of a key
name its bucket, the bucket's *step* is mixed into the key, and the steps were chosen so that no two keys share a slot.
A look-up is therefore the same few operations for any array, with no second probe.

What mixing makes of a key is a number of 64 bits that gives the key back: mixing has an inverse, and steps, which are
smaller than 2**14, leave the bits that name the bucket as they are. Its upper bits are the slot; so it is enough to keep
the others in the slot, beside the row, in one number of 64 bits.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, field

import numpy as np

from opinionclf.arrays import Ints, Keys, NDArray, constant

UNKNOWN = 0
_MULTIPLIER = constant(0xE7037ED1A0B428DB, np.uint64)
_LONGEST_SEARCH = 1 << 14  # steps tried for a bucket before the table is made larger
_FULLEST = 0.8  # share of the slots that may be taken
_FULLEST_SMALL = 0.1  # ... of a table that is made at the start of each process: the emptier, the sooner steps are found
_FEW_KEYS = 2048
_SLOTS_A_BUCKET = 4
_FOUND_AT_ONCE = 1 << 16  # keys: their arrays stay in the processor's cache
_FEWEST_BITS = 4


@dataclass(slots=True, eq=False, repr=False)
class KeyTable:
    """A perfect hash of 64-bit keys.

    Attributes
    ----------
    keys : ndarray of uint64, shape (n_keys,)
        In the order of their rows, which are counted from 1.
    steps : ndarray of uint64, shape (n_slots / 4,)
        What is mixed into the keys of each bucket. The number of slots is a power of two.
    entries : ndarray of uint64, shape (n_slots,)
        In the lower bits the row, above them the mixed key without its slot; 0 where the slot is empty.
    """

    keys: Keys
    steps: Keys
    entries: Keys = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Put keys and rows into their slots."""
        n_slots = slots_of(len(self.steps))
        to_bucket, to_slot, past_slot, _ = _shifts(n_slots)
        mixed = _mixed(self.keys, self.steps, to_bucket)
        slot = (mixed >> to_slot).view(np.int64)
        mixed <<= past_slot
        mixed |= self.rows.view(np.uint64)
        self.entries = np.zeros(n_slots, dtype=np.uint64)
        self.entries[slot] = mixed

    @property
    def rows(self) -> Ints:
        """The row of each of `keys`."""
        return np.arange(1, len(self.keys) + 1)

    @classmethod
    def build(cls, keys: Keys) -> KeyTable:
        """Make the table in which ``keys[i]`` finds row ``i + 1``.

        Raises
        ------
        ValueError
            If a key occurs twice or is 0.
        """
        ordered = np.sort(keys)
        if (ordered[1:] == ordered[:-1]).any() or not keys.all():
            raise ValueError("keys must be distinct and not 0")
        fullest = _FULLEST if len(keys) > _FEW_KEYS else _FULLEST_SMALL
        bits = max(_FEWEST_BITS, int(np.ceil(np.log2(len(keys) / fullest + 1))))
        while True:
            steps = _find_steps(keys, bits)
            if steps is not None:
                break
            bits += 1
        return cls(keys, steps)

    def find(self, keys: Keys) -> Ints:
        """Return the row of each key, counted from 1; 0 for a key that is not in the table.

        So a column whose first element answers for all unknown keys can be looked up without asking which are known,
        at half the time.
        """
        if len(keys) <= _FOUND_AT_ONCE:
            return self._found(keys)
        rows = np.empty(keys.shape, dtype=np.int64)
        for begin in range(0, len(keys), _FOUND_AT_ONCE):
            some = slice(begin, begin + _FOUND_AT_ONCE)
            rows[some] = self._found(keys[some])
        return rows

    def _found(self, keys: Keys) -> Ints:
        to_bucket, to_slot, past_slot, end = _shifts(len(self.entries))
        mixed = _mixed(keys, self.steps, to_bucket)
        row = self.entries.take((mixed >> to_slot).view(np.int64), mode="clip")
        mixed <<= past_slot
        row ^= mixed
        # Of another key, what is left of the mixed key is not 0.
        row *= row < end
        return row.view(np.int64)

    def contains(self, keys: Keys) -> NDArray[np.bool_]:
        """Say of each key whether it is in the table."""
        return self.find(keys) > UNKNOWN


def slots_of(n_steps: int) -> int:
    """Return the number of slots of a table."""
    return n_steps * _SLOTS_A_BUCKET


def _bits(n_slots: int) -> int:
    return n_slots.bit_length() - 1


@functools.lru_cache(maxsize=64)
def _shifts(n_slots: int) -> tuple[NDArray[np.integer], ...]:
    """How far a key is shifted to its bucket, a mixed key to its slot, and to lose its slot; and the number of slots."""
    bits = _bits(n_slots)
    to_bucket, to_slot = 64 - bits + _bits(_SLOTS_A_BUCKET), 64 - bits
    return tuple(constant(number, np.uint64) for number in (to_bucket, to_slot, bits, n_slots))


def _mixed(keys: Keys, steps: Keys, to_bucket: NDArray[np.integer]) -> Keys:
    """Each key with the step of its bucket mixed in: the upper bits are its slot."""
    mixed = steps.take((keys >> to_bucket).view(np.int64), mode="clip")
    mixed ^= keys
    mixed *= _MULTIPLIER
    return mixed


def _find_steps(keys: Keys, bits: int) -> Keys | None:
    """Choose the step of each bucket, large buckets first, so that all keys get slots of their own."""
    to_bucket, to_slot, *_ = _shifts(1 << bits)
    steps = np.zeros((1 << bits) // _SLOTS_A_BUCKET, dtype=np.uint64)
    bucket = (keys >> to_bucket).astype(np.int64)
    order = np.argsort(bucket, kind="stable")
    size = np.bincount(bucket, minlength=len(steps))
    first = np.cumsum(size) - size
    taken = np.zeros(1 << bits, dtype=bool)
    owner = np.zeros(1 << bits, dtype=np.int64)
    for width in range(int(size.max(initial=0)), 0, -1):
        (waiting,) = (size == width).nonzero()
        members = keys[order[first[waiting, None] + np.arange(width)]]
        for step in range(_LONGEST_SEARCH):
            if not len(waiting):
                break
            slot = (((members ^ np.uint64(step)) * _MULTIPLIER) >> to_slot).astype(np.int64)
            # Of buckets that want the same slot the first one gets it.
            owner[slot[::-1]] = np.arange(len(waiting))[::-1, None]
            apart = (np.diff(np.sort(slot, axis=1), axis=1) > 0).all(axis=1)
            placed = apart & ~taken[slot].any(axis=1) & (owner[slot] == np.arange(len(waiting))[:, None]).all(axis=1)
            steps[waiting[placed]] = step
            taken[slot[placed]] = True
            waiting, members = waiting[~placed], members[~placed]
        if len(waiting):
            return None
    return steps
