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
# With a declaration, or as feeds, agencies and tools that extract articles begin it without one.
_XML = re.compile(r"\s*<(\?xml\b|(doc|tei|rss|feed|nitf|newsitem|newsml|newsmessage)\b[^<>]*>\s*<)", re.IGNORECASE)
_JSON = re.compile(r"\s*(\[\s*)?\{\s*\"")
_COLUMN = re.compile(r'"?[\w.-]*"?')
_SEPARATORS = (",", ";", "\t")
_COLUMNS_OF_TEXTS = {"text", "body", "content", "article", "sentence"}
_LOOKED_AT = 20_000  # characters, and lines, of what may be a table
_LINES_LOOKED_AT = 5
_ROWS_LOOKED_AT = 20
_FEWEST_ROWS = 3
_LONGEST_COLUMN = 40  # characters of a name
_PARQUET_MARK = b"PAR1"
# By the ending of the name.
_PACKED_ENDINGS = {".gz": "zcat", ".bz2": "bzcat", ".xz": "xzcat", ".zst": "zstdcat"}
_TABLES = (".csv", ".tsv", ".tab", ".xlsx", ".xlsm")
_OTHER_TABLES = (".xls", ".ods")
_PAGES = (".html", ".htm", ".xhtml")
_XML_ENDINGS = (".xml", ".rss", ".atom", ".tei", ".xmltei")
_ADDRESS = re.compile(r"[a-z][a-z\d+.-]+:/", re.IGNORECASE)  # C:/ is a drive
_NAME_WITH_ENDING = re.compile(r".*\.\w{1,8}", re.DOTALL)
_ROWS = {".jsonl": "JSON Lines", ".ndjson": "JSON Lines", ".parquet": "Parquet", ".pq": "Parquet"}


TABLE, SPREADSHEET, ROWS, JSON, PAGE, XML = "table", "spreadsheet", "rows", "json", "page", "xml"
PACKED, PARQUET = "packed", "parquet"
REMEDIES = {  # of classify, which labels rows too
    TABLE: "opinionclf classify --input csv labels its rows (--text names the column of the texts)",
    SPREADSHEET: "save it as CSV or .xlsx, whose rows opinionclf classify labels",
    ROWS: "opinionclf classify labels its rows (--text names the field of the texts)",
    JSON: "make JSON Lines of it: jq -c '.[]' FILE > FILE.jsonl of an array, jq -c . of one object; opinionclf classify "
          "--input jsonl reads an object a line",
    PAGE: "extract the article's text first, for example with trafilatura",
    XML: "take the article's text out of it first, or have it written as text (trafilatura: txt or markdown)",
    PACKED: "unpack it first, or pipe it: {} FILE | opinionclf classify",
    PARQUET: "write it to a file and call that .parquet, or say --input parquet",
}


class OtherFormError(DataError):
    """What is no article in plain text.

    Attributes
    ----------
    what : str
        What it is, behind the name of the file.
    kind : str
        TABLE, SPREADSHEET, ROWS, JSON, PAGE, XML, PACKED or PARQUET: the remedy hangs on it, and on the command.
    """

    def __init__(self, name: str, what: str, kind: str, program: str = "") -> None:
        super().__init__(f"{name}: {what}; {REMEDIES[kind].format(program)}")
        self.what = f"{name}: {what}"
        self.kind = kind


class NoArticleError(OtherFormError):
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
            raise OtherFormError(name, f"compressed ({form})", PACKED, program)
    for mark, form in _ENCLOSED:
        if data.startswith(mark):
            raise DataError(f"{name}: {form}, not plain text; extract its text first")
    if data.startswith(_PARQUET_MARK) and b"\0" in data:
        raise OtherFormError(name, "Parquet, which is read from its end", PARQUET)


def refuse_other_ending(name: str) -> None:
    """Refuse a file whose name says that it is a table, rows, JSON, a web page, XML or compressed.

    Raises
    ------
    NoArticleError
    """
    path = PurePath(name)
    ending = path.suffix.lower()
    if ending in (*_TABLES, *_ROWS):
        raise NoArticleError(name, f"{_ROWS.get(ending, 'a table')}, not an article", ROWS)
    if ending in _OTHER_TABLES:
        raise NoArticleError(name, "a table, not an article", SPREADSHEET)
    if ending == ".json":
        raise NoArticleError(name, "JSON, not an article", JSON)
    if ending in _PAGES:
        raise NoArticleError(name, "a web page, not an article", PAGE)
    if ending in _XML_ENDINGS:
        raise NoArticleError(name, "XML, not an article", XML)
    if ending in _PACKED_ENDINGS:
        raise NoArticleError(name, "compressed, by its name", PACKED, _PACKED_ENDINGS[ending])


def refuse_other_beginning(text: str, name: str) -> None:
    """Refuse a text that begins as a web page, as XML, as JSON with objects or as a table of texts.

    Raises
    ------
    NoArticleError
    """
    if _PAGE.match(text):
        raise NoArticleError(name, "a web page, not an article", PAGE)
    if _XML.match(text):
        raise NoArticleError(name, "XML, not an article", XML)
    if _JSON.match(text):
        raise NoArticleError(name, "JSON, not an article", JSON)
    if any(_is_table(text, separator) for separator in _SEPARATORS):
        raise NoArticleError(name, "a table, not an article", TABLE)


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


def looks_like_a_table(text: str) -> bool:
    """Whether a text begins as rows of a table do, though no column is called as texts are. That is no proof."""
    head = text[:_LOOKED_AT]
    first = head.partition("\n")[0].rstrip("\r")
    is_cut = len(head) < len(text)
    return any(_names_columns(first, separator) and _are_rows(head, separator, is_cut) for separator in _SEPARATORS)


def _names_columns(line: str, separator: str) -> bool:
    """Whether a line is short and different words with nothing but the separator between them; prose has a space there."""
    names = line.split(separator)
    return (
        len(names) > 1
        and len(set(names)) == len(names)
        and all(len(name) <= _LONGEST_COLUMN and name == name.strip() for name in names)
        and all(names[1:])  # the first one is empty in what pandas writes
    )


def _are_rows(text: str, separator: str, is_cut: bool) -> bool:
    """Whether all rows have as many cells, and none is empty as the lines between paragraphs are.

    Two rows are enough where a cell stands in quotation marks, as texts do that fill several lines.
    """
    import csv
    import io

    widths: list[int] = []
    try:
        for cells in csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=separator):
            widths.append(len(cells))
            if len(widths) > _ROWS_LOOKED_AT:
                break
    except csv.Error:  # a single line end of another system, a cell that is too long
        return False
    if is_cut and 2 < len(widths) <= _ROWS_LOOKED_AT:
        widths = widths[:-1]
    first, _, second = text.partition("\n")
    fewest = 2 if f'{separator}"' in second.partition("\n")[0] else _FEWEST_ROWS
    return len(widths) >= fewest and set(widths) == {len(first.split(separator))}
