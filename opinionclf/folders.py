"""Folders replaced in one step: whoever looks, at any moment, sees the old one or the new one."""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Collection
from pathlib import Path

_AT_FDCWD = -100
_SWAP = 2  # RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS
_ENDING, _OLD = ".opinionclf-tmp", "old-"
_DRAWN = 8  # characters that tempfile draws
_STALE = 3600.0  # seconds after which nobody can still be writing


def replace_folder(new: Path, folder: Path) -> None:
    """Move a folder to its place; one that is there is removed afterwards.

    Raises
    ------
    OSError
        The old folder is then still there, or beside its place if it could not be put back.
    """
    if not folder.exists():  # Windows moves nothing over an empty folder either
        os.replace(new, folder)
    elif _swap(new, folder):
        shutil.rmtree(new, ignore_errors=True)
    else:
        _in_two_steps(new, folder)


def keep_others(new: Path, folder: Path, dropped: Collection[str]) -> None:
    """Copy into a new folder what the old one has besides, except what is dropped. A link stays a link, wherever it leads."""
    for source in folder.iterdir() if folder.exists() else ():
        target = new / source.name
        if source.name in dropped or target.exists():
            continue
        if source.is_dir() and not source.is_symlink():
            shutil.copytree(source, target, symlinks=True)
        else:
            shutil.copy2(source, target, follow_symlinks=False)


def make_beside(folder: Path, what: str = "") -> Path:
    """Make an empty folder beside another, under a name that tells later whose it was."""
    return Path(tempfile.mkdtemp(prefix=f".{folder.name}-{what}", suffix=_ENDING, dir=folder.parent))


def _is_beside(name: str, folder: Path) -> bool:
    """Whether a name is one that `make_beside` gives."""
    start = f".{folder.name}-"
    drawn = name.removeprefix(start).removesuffix(_ENDING).removeprefix(_OLD)
    return name.startswith(start) and name.endswith(_ENDING) and len(drawn) == _DRAWN and drawn.replace("_", "a").isalnum()


def _in_two_steps(new: Path, folder: Path) -> None:
    """Where the system can't swap folders there is a moment without one."""
    old = make_beside(folder, _OLD)
    os.replace(folder, old / "model")
    try:
        os.replace(new, folder)
    except OSError:
        os.replace(old / "model", folder)  # where this fails too, the old folder is left where it is
        old.rmdir()
        raise
    shutil.rmtree(old, ignore_errors=True)


def _swap(one: Path, two: Path) -> bool:
    """Exchange two folders; False where the system or the file system has no such call."""
    call = _system_call()
    return call is not None and call(os.fsencode(one), os.fsencode(two)) == 0


def _system_call() -> Callable[[bytes, bytes], int] | None:
    with contextlib.suppress(OSError, TypeError):
        library = ctypes.CDLL(None)
        # Only Linux has the first and only macOS the second.
        if hasattr(library, "renameat2"):
            return lambda one, two: int(library.renameat2(_AT_FDCWD, one, _AT_FDCWD, two, ctypes.c_uint(_SWAP)))
        if hasattr(library, "renamex_np"):
            return lambda one, two: int(library.renamex_np(one, two, ctypes.c_uint(_SWAP)))
    return None


def remove_leftovers(folder: Path) -> None:
    """Remove what processes that were killed left beside a folder long ago, and nothing that somebody else has put there."""
    for path in folder.parent.iterdir():
        with contextlib.suppress(OSError):
            if _is_beside(path.name, folder) and time.time() - path.stat().st_mtime > _STALE:
                shutil.rmtree(path, ignore_errors=True)
