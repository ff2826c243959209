"""Libraries that only some features need."""

from __future__ import annotations

import importlib
from typing import Any

from opinionclf.errors import OpinionclfError


def optional(module: str, extra: str) -> Any:
    """Import a library that an extra of this package installs.

    Raises
    ------
    OpinionclfError
        Naming the extra, if the library is not installed.
    """
    try:
        return importlib.import_module(module)
    except ImportError:
        library = module.partition(".")[0]
        raise OpinionclfError(f"this needs {library}, which is not installed: pip install 'opinionclf[{extra}]'") from None
