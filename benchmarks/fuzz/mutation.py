"""Mutations that know a little of what they change: tokens, lines, values in JSON."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from typing import Any

_VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2, 3, 255, 2**31, 2**62, -(2**63), 2**64, 10**30, 0.5, -0.0, 1e308, -1e308, 1e-320,
    float("nan"), float("inf"), "", "a", "\x1b[31m", "\ud800", "\u202e", "=1+1", "../../etc/passwd", "/etc/passwd", [], {}, [0],
    [[]], [1, 2, 3], {"start": 0, "end": 3}, ["factual_report"], "factual_report", "editorial_opinion",
)  # fmt: skip
_LONGEST_REPEAT = 64


def mutated(data: bytes, largest: int, rng: random.Random, tokens: Sequence[bytes]) -> bytes:
    """Return the input changed in one to four places."""
    for _ in range(rng.randint(1, 4)):
        data = rng.choice(_CHANGES)(data, rng, tokens)
    return data[:largest]


def _token(data: bytes, rng: random.Random, tokens: Sequence[bytes]) -> bytes:
    """Put a token in, or in the place of as many bytes."""
    token = rng.choice(tokens) if tokens else bytes([rng.randrange(256)])
    at = rng.randint(0, len(data))
    return data[:at] + token + data[at + rng.choice((0, len(token))) :]


def _byte(data: bytes, rng: random.Random, tokens: Sequence[bytes]) -> bytes:
    if not data:
        return bytes([rng.randrange(256)])
    at = rng.randrange(len(data))
    return data[:at] + bytes([rng.randrange(256)]) + data[at + 1 :]


def _cut(data: bytes, rng: random.Random, tokens: Sequence[bytes]) -> bytes:
    start, end = sorted(rng.randint(0, len(data)) for _ in range(2))
    return data[:start] + data[end:]


def _repeat(data: bytes, rng: random.Random, tokens: Sequence[bytes]) -> bytes:
    start = rng.randint(0, len(data))
    end = min(start + rng.choice((1, 2, 8, 40)), len(data))
    return data[:start] + data[start:end] * rng.randint(2, _LONGEST_REPEAT) + data[end:]


def _move(data: bytes, rng: random.Random, tokens: Sequence[bytes]) -> bytes:
    """Copy a part to another place."""
    start, at = rng.randint(0, len(data)), rng.randint(0, len(data))
    return data[:at] + data[start : start + rng.randint(1, 60)] + data[at:]


def _json(data: bytes, rng: random.Random, tokens: Sequence[bytes]) -> bytes:
    """Change one value of the JSON that begins at the first bracket, in whole or in one of its lines."""
    begin = min((at for at in (data.find(b"{"), data.find(b"[")) if at >= 0), default=-1)
    if begin < 0:
        return _token(data, rng, tokens)
    head, body = data[:begin], data[begin:]
    lines = body.split(b"\n")
    number = rng.randrange(len(lines))
    for part, whole in ((body, True), (lines[number], False)):
        try:
            value = json.loads(part)
        except (ValueError, RecursionError):
            continue
        new = json.dumps(_changed(value, rng)).encode()
        return head + (new if whole else b"\n".join([*lines[:number], new, *lines[number + 1 :]]))
    return _token(data, rng, tokens)


def _changed(value: Any, rng: random.Random) -> Any:
    if isinstance(value, dict) and value and rng.random() < 0.9:
        key = rng.choice(list(value))
        rest = {name: one for name, one in value.items() if name != key}
        return rest if rng.random() < 0.1 else {**value, key: _changed(value[key], rng)}
    if isinstance(value, list) and value and rng.random() < 0.9:
        at = rng.randrange(len(value))
        new = [] if rng.random() < 0.1 else [_changed(value[at], rng)] * rng.choice((1, 1, 1, 2))
        return [*value[:at], *new, *value[at + 1 :]]
    if isinstance(value, (int, float)) and rng.random() < 0.4:
        return value + rng.choice((-1, 1, 8, 0.5))
    return rng.choice(_VALUES)


_CHANGES = (_token, _token, _byte, _cut, _repeat, _move, _json, _json)
