"""Ends every process that turns to the network, or opens files outside the folders that it was given.

Python imports this module when it starts, wherever this folder is on the path: so it watches processes that others start too.
"""

from __future__ import annotations

import os
import sys

STATUS = 99  # of a process that was ended
FOLDERS = "GUARD_FOLDERS"

_NETWORK = ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostby", "socket.getnameinfo", "socket.send",
            "urllib.", "http.", "ftplib.", "smtplib.")  # fmt: skip
# Python with its libraries, and what the system says of itself.
_SYSTEM = (sys.prefix, sys.base_prefix, sys.exec_prefix, "/proc", "/sys", "/dev", "/etc/localtime", "/usr/share/fonts")
_given = os.environ.get(FOLDERS, "")
_allowed = tuple(os.path.realpath(folder) for folder in (*_SYSTEM, *_given.split(os.pathsep)) if folder)


def _end(what: str) -> None:
    # No exception: somebody might catch it.
    os.write(2, f"guard: {what}\n".encode("utf-8", "backslashreplace"))
    os._exit(STATUS)


def _watch(event: str, arguments: tuple) -> None:
    if event.startswith(_NETWORK):
        _end(f"network: {event} {arguments[1:]}")
    if event == "socket.__new__" and getattr(arguments[1], "name", "AF_INET") != "AF_UNIX":  # processes talk through those
        _end(f"network: a socket of family {arguments[1]}")
    if event == "open" and _given and isinstance(arguments[0], (str, bytes)):
        path = os.path.realpath(os.fsdecode(arguments[0]))
        if not any(path == folder or path.startswith(folder + os.sep) for folder in _allowed):
            _end(f"file: {path}")


sys.addaudithook(_watch)
