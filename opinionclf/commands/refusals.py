"""Files that are no articles in plain text, though they could be read as such: what to do with them instead."""

from __future__ import annotations

import re
from pathlib import PurePath

from opinionclf.errors import DataError

# By the first bytes.
_PACKED = ((b"\x1f\x8b", "gzip", "zcat"), (b"\xfd7zXZ\0", "xz", "xzcat"), (b"\x28\xb5\x2f\xfd", "zstd", "zstdcat"))
_ENCLOSED = ((b"%PDF-", "PDF"), (b"PK\x03\x04", "a zip archive, as Word and Excel write it"), (b"{\\rtf", "RTF"))
_PAGE = re.compile(r"\s*(<\?xml[^>]*>\s*)?<(!doctype|html)\b", re.IGNORECASE)
_JSON_ARRAY = re.compile(r"\s*\[\s*\{\s*\"")
# By the ending of the name.
_PACKED_ENDINGS = {".gz": "zcat", ".bz2": "bzcat", ".xz": "xzcat", ".zst": "zstdcat"}
_TABLES = {".csv": "csv('{}')", ".tsv": "csv('{}', sep='\\t')", ".tab": "csv('{}', sep='\\t')", ".xlsx": "excel('{}')",
           ".xls": "excel('{}')"}  # fmt: skip
_PAGES = (".html", ".htm", ".xhtml")
_ROWS = {".jsonl": "JSON Lines", ".ndjson": "JSON Lines", ".parquet": "Parquet", ".pq": "Parquet"}


class NoArticleError(DataError):
    """What looks like something else than an article; whoever knows better may say so."""


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
        read = _TABLES[ending].format(path.name)
        write = f"to_json('{path.stem}.jsonl', orient='records', lines=True)"
        raise NoArticleError(f"{name}: a table, not an article; make JSON Lines of it, for example with pandas: read_{read}"
                             f".{write}; --text names the column")  # fmt: skip
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
    """Refuse a text that begins as a web page or as a JSON array of objects.

    Raises
    ------
    NoArticleError
    """
    if _PAGE.match(text):
        raise _page(name)
    if _JSON_ARRAY.match(text):
        raise _json(name)


def _page(name: str) -> NoArticleError:
    return NoArticleError(f"{name}: a web page, not an article; extract the article's text first, for example with trafilatura")


def _json(name: str) -> NoArticleError:
    return NoArticleError(f"{name}: JSON, not an article; make JSON Lines of an array: jq -c '.[]' FILE > FILE.jsonl; classify "
                          "--input jsonl reads an object a line")  # fmt: skip
