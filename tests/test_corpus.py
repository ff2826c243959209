"""The training corpus: every row can be read, every document stands in the table, and the table tells the truth."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from conftest import REPOSITORY

from opinionclf import datafiles
from opinionclf.errors import DataError
from opinionclf.labels import LABELS
from opinionclf.training import learn_abbreviations
from opinionclf.training.corpus import read_corpus, read_rows
from opinionclf.training.document_view import genres
from opinionclf.training.learn_abbreviations import paragraphs_of

CORPUS = REPOSITORY / "training_data"
FILES = sorted(CORPUS.glob("documents/*.jsonl")) + sorted(CORPUS.glob("contrast/*.jsonl"))
COLUMNS = ["id", "genre", "topic", "style", "spelling", "quotes", "break", "batch", "part"]


def table() -> list[dict[str, str]]:
    lines = (CORPUS / "documents.tsv").read_text(encoding="utf-8").splitlines()
    assert lines[0].split("\t") == COLUMNS
    return [dict(zip(COLUMNS, line.split("\t"), strict=True)) for line in lines[1:]]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_rows_are_valid_and_in_order(path: Path) -> None:
    places: dict[str, int] = {}
    last = None
    for row in read_rows(path):
        document = row["document"]
        assert document == last or document not in places, f"{document}: its rows do not stand together"
        assert row["paragraph"] >= places.get(document, 0), f"{document}: paragraph {row['paragraph']} out of order"
        assert row["text"] == row["text"].strip()
        assert "\n" not in row["text"]
        assert ("label" in row) == (row.get("kind", "sentence") == "sentence"), row["text"]
        assert set(row) <= {"document", "paragraph", "text", "label", "kind", "join"}
        places[document], last = row["paragraph"], document


def test_every_document_stands_in_the_table_and_nothing_else_does() -> None:
    found = Counter(row["document"] for path in FILES for row in read_rows(path))
    listed = Counter(row["id"] for row in table())
    assert set(found) == set(listed)
    assert max(listed.values()) == 1


def test_a_document_belongs_to_one_file_and_to_the_batch_of_its_file() -> None:
    home = {}
    for path in FILES:
        for row in read_rows(path):
            assert home.setdefault(row["document"], path.stem) == path.stem
    assert {row["id"]: row["batch"] for row in table()} == home


def test_the_table_uses_the_words_that_training_knows() -> None:
    assert {row["part"] for row in table()} <= {"train", "test"}
    assert {row["break"] for row in table()} <= {"blank", "line", ""}


def test_the_corpus_is_as_large_and_varied_as_promised() -> None:
    corpus = read_corpus(CORPUS)
    whole = {row["id"] for row in table() if not row["id"].startswith("contrast")}
    sets = {row["id"] for row in table() if row["id"].startswith("contrast")}
    genres = {row["genre"] for row in table() if row["id"] in whole}
    counts = Counter(label for page in corpus.pages for label in page.labels if label)
    assert corpus.n_sentences >= 2500
    assert len(whole) >= 100
    assert len(sets) >= 150
    assert len(genres) >= 15
    assert set(counts) == set(LABELS)
    assert min(counts.values()) >= corpus.n_sentences / 6


def test_no_sentence_is_in_two_documents() -> None:
    homes: dict[str, set[str]] = {}
    for path in FILES:
        for row in read_rows(path):
            if row.get("kind", "sentence") == "sentence" and len(row["text"].split()) >= 8:
                homes.setdefault(row["text"], set()).add(row["document"])
    assert [text for text, documents in homes.items() if len(documents) > 1] == []


def test_a_document_missing_from_the_table_is_told(tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    row = '{"document": "a", "paragraph": 1, "text": "One.", "label": "factual_report"}\n'
    (tmp_path / "documents" / "x.jsonl").write_text(row, encoding="utf-8")
    (tmp_path / "documents.tsv").write_text("id\tbreak\tpart\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"'a' is not in documents\.tsv"):
        read_corpus(tmp_path)


def small_corpus(folder: Path, **texts: str) -> Path:
    """A corpus of one document a part, each of one sentence."""
    (folder / "documents").mkdir(exist_ok=True)
    rows = [json.dumps({"document": f"d-{part}", "paragraph": 0, "text": texts[part], "label": LABELS[0]}) for part in texts]
    (folder / "documents" / "x.jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8")
    table = ["id\tbreak\tpart", *(f"d-{part}\tblank\t{part}" for part in texts)]
    (folder / "documents.tsv").write_text("\n".join(table) + "\n", encoding="utf-8")
    return folder


def test_the_hash_of_the_training_data_is_that_of_what_a_model_is_trained_on(tmp_path: Path) -> None:
    first = read_corpus(small_corpus(tmp_path, train="The pool closed.", test="The lake froze.")).sha256
    assert read_corpus(small_corpus(tmp_path, train="The pool closed.", test="The lake thawed.")).sha256 == first
    assert read_corpus(small_corpus(tmp_path, train="The pool opened.", test="The lake froze.")).sha256 != first


def test_abbreviations_are_learnt_from_nothing_that_is_held_out(tmp_path: Path) -> None:
    folder = small_corpus(tmp_path, train="The pool closed.", test="The lake froze.")
    assert list(paragraphs_of(folder)) == ["The pool closed."]


def test_lists_that_can_not_be_written_are_told_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                                            capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    folder = small_corpus(tmp_path, train="The pool closed.")
    monkeypatch.setattr("sys.argv", ["learn_abbreviations", str(folder), "--out", str(tmp_path / "nowhere")])
    with pytest.raises(SystemExit) as ended:
        learn_abbreviations.main()
    assert ended.value.code == 2
    assert "learnt_abbreviations.txt: can't be written" in capsys.readouterr().err


def test_genres_that_are_no_reports_are_those_of_the_table() -> None:
    of_table = {row["genre"] for row in table()}
    kinds = dict(datafiles.read_rows("genres.tsv"))
    assert kinds.keys() <= of_table
    assert set(kinds.values()) == {"opinion", "between"}
    found, told = genres(CORPUS), {row["id"]: row["genre"] for row in table()}
    assert {told[document] for document, is_opinion in found.items() if is_opinion} == \
        {genre for genre, kind in kinds.items() if kind == "opinion"}  # fmt: skip
    assert {told[document] for document, is_opinion in found.items() if not is_opinion} == \
        {genre for genre in of_table - kinds.keys() if not genre.startswith("contrast")}  # fmt: skip
