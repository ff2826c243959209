"""Files that are no articles in plain text, though they could be read as such: what to do with them instead."""

from __future__ import annotations

import os
import re
from pathlib import PurePath

from opinionclf.errors import DataError

# By the first bytes.
_PACKED = ((b"\x1f\x8b", "gzip", "zcat"), (b"\xfd7zXZ\0", "xz", "xzcat"), (b"\x28\xb5\x2f\xfd", "zstd", "zstdcat"))
_ENCLOSED = ((b"%PDF-", "PDF"), (b"PK\x03\x04", "a zip archive, as Word and Excel write it"), (b"{\\rtf", "RTF"))
PACKED_MARKS = tuple(row[0] for row in (*_PACKED, *_ENCLOSED))
_PAGE = re.compile(r"\s*(<\?xml[^>]*>\s*)?<(!doctype|html)\b", re.IGNORECASE)
_JSON = re.compile(r"\s*(\[\s*)?\{\s*\"")
_COLUMN = re.compile(r'"?[\w.-]*"?')
_COLUMNS_OF_TEXTS = {"text", "body", "content", "article", "sentence"}
_LOOKED_AT = 20_000  # characters, and lines, of what may be a table
_LINES_LOOKED_AT = 5
# By the ending of the name.
_PACKED_ENDINGS = {".gz": "zcat", ".bz2": "bzcat", ".xz": "xzcat", ".zst": "zstdcat"}
_TABLES = {".csv": "csv('{}')", ".tsv": "csv('{}', sep='\\t')", ".tab": "csv('{}', sep='\\t')", ".xlsx": "excel('{}')",
           ".xls": "excel('{}')"}  # fmt: skip
_PAGES = (".html", ".htm", ".xhtml")
_ADDRESS = re.compile(r"[a-z][a-z\d+.-]+:/", re.IGNORECASE)  # C:/ is a drive
_NAME_WITH_ENDING = re.compile(r".*\.\w{1,8}", re.DOTALL)
_ROWS = {".jsonl": "JSON Lines", ".ndjson": "JSON Lines", ".parquet": "Parquet", ".pq": "Parquet"}


class NoArticleError(DataError):
    """What looks like something else than an article; whoever knows better may say so."""


def refuse_no_file(name: str) -> None:
    """Refuse what leads to no file and is an address, a sentence or nothing at all, and say what to do with it.

    Raises
    ------
    DataError
    """
    if not name:
        raise DataError("expected the name of a file, not an empty one; - is standard input")
    if os.path.lexists(name):
        return
    if _ADDRESS.match(name):
        raise DataError(f"{name}: no such file, and nothing is fetched; save the text of the page to a file")
    if len(name.split()) > 1 and not _NAME_WITH_ENDING.fullmatch(name):
        raise DataError(f"{name}: no such file; for a sentence use opinionclf explain, or pipe it into opinionclf classify")


def refuse_packed(data: bytes, name: str) -> None:
    """Refuse what is compressed, or has its text inside another form, by its first bytes.

    Raises
    ------
    DataError
    """
    for mark, form, program in _PACKED:
        if data.startswith(mark):
            raise DataError(f"{name}: compressed ({form}); unpack it first, or pipe it: {program} FILE | opinionclf classify")
    for mark, form in _ENCLOSED:
        if data.startswith(mark):
            raise DataError(f"{name}: {form}, not plain text; extract its text first")


def refuse_other_ending(name: str) -> None:
    """Refuse a file whose name says that it is a table, rows, JSON, a web page or compressed.

    Raises
    ------
    NoArticleError
    """
    path = PurePath(name)
    ending = path.suffix.lower()
    if ending in _TABLES:
        raise _table(name, _TABLES[ending].format(path.name), f"{path.stem}.jsonl")
    if ending in _ROWS:
        raise NoArticleError(f"{name}: {_ROWS[ending]}, not an article; opinionclf classify labels its rows; for a single text "
                             "write it to a file of its own")  # fmt: skip
    if ending == ".json":
        raise _json(name)
    if ending in _PAGES:
        raise _page(name)
    if ending in _PACKED_ENDINGS:
        raise NoArticleError(f"{name}: compressed, by its name; unpack it first, or pipe it: {_PACKED_ENDINGS[ending]} FILE | "
                             "opinionclf classify")  # fmt: skip


def refuse_other_beginning(text: str, name: str) -> None:
    """Refuse a text that begins as a web page, as JSON with objects or as a table of texts.

    Raises
    ------
    NoArticleError
    """
    if _PAGE.match(text):
        raise _page(name)
    if _JSON.match(text):
        raise _json(name)
    for separator, how in ((",", ""), (";", ", sep=';'"), ("\t", ", sep='\\t'")):
        if _is_table(text, separator):
            raise _table(name, f"csv(FILE{how})", "FILE.jsonl")


def _is_table(text: str, separator: str) -> bool:
    """Whether the first line names columns, one of them as texts are called, and all others have several cells."""
    lines = [line for line in text[:_LOOKED_AT].split("\n") if line.strip()][:_LINES_LOOKED_AT]
    names = lines[0].strip(" \r").split(separator) if len(lines) > 1 else []
    return (
        len(names) > 1
        and all(_COLUMN.fullmatch(name) for name in names)
        and not _COLUMNS_OF_TEXTS.isdisjoint(name.strip('"').lower() for name in names)
        and all(separator in line for line in lines)
    )


def _table(name: str, read: str, output: str) -> NoArticleError:
    write = f"to_json('{output}', orient='records', lines=True)"
    return NoArticleError(f"{name}: a table, not an article; make JSON Lines of it, for example with pandas: read_{read}"
                          f".{write}; --text names the column")  # fmt: skip


def _page(name: str) -> NoArticleError:
    return NoArticleError(f"{name}: a web page, not an article; extract the article's text first, for example with trafilatura")


def _json(name: str) -> NoArticleError:
    return NoArticleError(f"{name}: JSON, not an article; make JSON Lines of an array: jq -c '.[]' FILE > FILE.jsonl; "
                          "opinionclf classify --input jsonl reads an object a line")  # fmt: skip
