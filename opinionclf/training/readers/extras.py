"""Optional libraries: asked for when a file needs them, with what to install where they are missing."""

from __future__ import annotations

import importlib
from typing import Any

from opinionclf.errors import DataError


def need(module: str, extra: str, purpose: str) -> Any:
    """Import an optional module.

    Raises
    ------
    DataError
        If it is not installed; the message says what to install.
    """
    try:
        return importlib.import_module(module)
    except ImportError:
        raise DataError(f"{purpose} need {module.split('.')[0]}: pip install 'opinionclf[{extra}]'") from None
