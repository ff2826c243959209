"""Libraries that only some features need."""

from __future__ import annotations

import importlib
from typing import Any

from opinionclf.errors import OpinionclfError


def optional(module: str, extra: str, purpose: str = "this") -> Any:
    """Import a library that an extra of this package installs, and that a purpose needs.

    Raises
    ------
    OpinionclfError
        Naming the extra, if the library is not installed.
    """
    try:
        return importlib.import_module(module)
    except ImportError:
        library = module.partition(".")[0]
        raise OpinionclfError(f"{purpose} needs {library}, which is not installed: pip install 'opinionclf[{extra}]'") from None
