"""Turn drafts into the corpus: ``python training_data/tools/drafts.py DRAFT... --batch NAME [--part test]``.

A draft is the plain text in which documents are written; the form is described in
``training_data/README.md``. The rows go to ``training_data/documents/NAME.jsonl`` (contrast sets to
``training_data/contrast/NAME.jsonl``) and the table ``training_data/documents.tsv`` gets a row a document.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "documents.tsv"
COLUMNS = ("id", "genre", "topic", "style", "spelling", "quotes", "break", "batch", "part")
LETTERS = {"F": "factual_report", "A": "attributed_claim", "O": "editorial_opinion"}
KINDS = {"H": "heading", "B": "boilerplate"}
JOINS = {"": None, "+": "", "=": "  "}
LINE = re.compile(r"([FAOHB])([+=]?)\|\s?(.*)")
FIELD = re.compile(r"(genre|topic|style|spelling|quotes|break):\s*(.*)")


def read_draft(path: Path) -> list[tuple[dict[str, str], list[dict[str, object]]]]:
    """Return the fields and the rows of each document of a draft.

    Raises
    ------
    SystemExit
        With file and line, where a line can't be read.
    """
    documents: list[tuple[dict[str, str], list[dict[str, object]]]] = []
    paragraph, new = 0, True
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = raw.rstrip()
        if line.startswith("==="):
            documents.append(({"id": line[3:].strip()}, []))
            paragraph, new = 0, True
            continue
        if not line:
            new = True
            continue
        match, named = LINE.fullmatch(line), FIELD.fullmatch(line)
        if not documents or not (match or named):
            sys.exit(f"{path}:{number}: expected '=== id', 'field: value' or a letter, '|' and a text")
        fields, rows = documents[-1]
        if match is None:
            assert named is not None
            fields[named[1]] = named[2]
            continue
        letter, join, text = match.groups()
        contrast = fields["id"].startswith("contrast")
        after_line = bool(rows) and "kind" in rows[-1]
        if new or contrast or letter in KINDS or after_line:
            paragraph += 1
        new = False
        row: dict[str, object] = {"document": fields["id"], "paragraph": paragraph, "text": text.strip()}
        if letter in KINDS:
            row["kind"] = KINDS[letter]
        else:
            row["label"] = LETTERS[letter]
        if JOINS[join] is not None:
            row["join"] = JOINS[join]
        rows.append(row)
    return documents


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("drafts", nargs="+", type=Path)
    parser.add_argument("--batch", required=True)
    parser.add_argument("--part", choices=("train", "test"), default="train")
    arguments = parser.parse_args()
    documents = [document for path in arguments.drafts for document in read_draft(path)]
    contrast = all(fields["id"].startswith("contrast") for fields, _ in documents)
    target = ROOT / ("contrast" if contrast else "documents") / f"{arguments.batch}.jsonl"
    target.parent.mkdir(exist_ok=True)
    with target.open("w", encoding="utf-8") as file:
        for _, rows in documents:
            for row in rows:
                file.write(json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n")
    add_to_table([{**fields, "batch": arguments.batch, "part": arguments.part} for fields, _ in documents])


def add_to_table(entries: list[dict[str, str]]) -> None:
    """Write the entries into the table of documents, over older ones of the same id."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()[1:] if TABLE.exists() else []
    table = {line.split("\t")[0]: line for line in lines}
    for entry in entries:
        entry.setdefault("break", "blank")
        table[entry["id"]] = "\t".join(entry.get(column, "").replace("\t", " ") for column in COLUMNS)
    rows = [table[key] for key in sorted(table)]
    TABLE.write_text("\n".join(["\t".join(COLUMNS), *rows]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
