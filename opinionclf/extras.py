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
        Naming the extra, if the library is not installed; why it can't be loaded, if it is.
    """
    library = module.partition(".")[0]
    try:
        return importlib.import_module(module)
    except ImportError as error:
        if isinstance(error, ModuleNotFoundError) and error.name in (library, module):
            told = f"which is not installed: pip install 'opinionclf[{extra}]'"
        else:
            told = f"which is installed but can't be loaded ({str(error).strip().partition(chr(10))[0]})"
        raise OpinionclfError(f"{purpose} needs {library}, {told}") from None
