"""Reading labelled data: every form that people have, and every bad row named with what is wrong."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from conftest import REPOSITORY
from hypothesis import given, settings
from hypothesis import strategies as st

from opinionclf.errors import DataError, OpinionclfError
from opinionclf.labels import LABELS
from opinionclf.segmentation import segment_pages
from opinionclf.spreadsheet import inert, original
from opinionclf.text.decoding import is_blank
from opinionclf.training.findings import check, number_texts, shared
from opinionclf.training.readers.load import Data, load_data
from opinionclf.training.readers.options import ReadOptions, model_labels, parse_mapping
from opinionclf.training.readers.pages import to_pages
from opinionclf.training.readers.shapes import to_row

EXPORTS = REPOSITORY / "tests" / "exports"
SENTENCES = [
    ("The ferry left at noon on Friday.", "factual_report"),
    ("The delay was a disgrace, frankly.", "editorial_opinion"),
    ("Engines had been checked, the operator said.", "attributed_claim"),
    ("\u201cNobody told us,\u201d said Orla Finch.", "attributed_claim"),
    ("The school has 412 pupils.", "factual_report"),
]
IN_DOCUMENT = [
    ("The ferry left at noon.", "factual_report"),
    ("The delay was a disgrace.", "editorial_opinion"),
    ("Engines had been checked, the operator said.", "attributed_claim"),
    ("Rain fell.", None),
]
# Files that the tools' own packages wrote: see exports/make.py.
UNLABELLED = ("Nobody has labelled this sentence yet.", None)
CLASSIFICATION = ("label_studio.json", "label_studio_json_min.json", "label_studio_csv.csv", "doccano.jsonl", "doccano.json",
                  "doccano.csv", "dataset", "dataset_dict", "dataset.parquet", "workbook.xlsx")  # fmt: skip
SPANS = ("label_studio_spans.json", "label_studio_spans_json_min.json", "label_studio_spans_csv.csv", "doccano_spans.jsonl",
         "doccano_relations.jsonl")  # fmt: skip


def labelled(data: Data) -> list[tuple[str, str | None]]:
    """All segments with their labels."""
    return [pair for page in data.pages for pair in page.sentences()]


def write(folder: Path, text: str, name: str = "rows.jsonl") -> Path:
    """Write a file of rows."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def rows_file(folder: Path, *rows: object, name: str = "rows.jsonl") -> Path:
    """Write JSON Lines."""
    return write(folder, "".join(json.dumps(row) + "\n" for row in rows), name)


def problems(path: Path, options: ReadOptions | None = None) -> list[str]:
    """The lines of the error that the file makes."""
    with pytest.raises(DataError) as caught:
        load_data([path], options or ReadOptions())
    return caught.value.lines


# Forms


@pytest.mark.parametrize("name", CLASSIFICATION)
def test_exports_of_labelled_sentences_are_read(name: str) -> None:
    data = load_data([EXPORTS / name], ReadOptions())
    assert [pair for pair in labelled(data) if pair[1]] == SENTENCES
    assert [page.document for page in data.pages] == ["harbour", "school"]


@pytest.mark.parametrize("name", SPANS)
def test_exports_of_documents_with_spans_are_read(name: str) -> None:
    data = load_data([EXPORTS / name], ReadOptions())
    assert labelled(data) == IN_DOCUMENT
    assert data.pages[0].document == "harbour"


def test_answers_of_prodigy_are_read() -> None:
    data = load_data([EXPORTS / "prodigy.jsonl"], ReadOptions())
    assert [pair for pair in labelled(data) if pair != UNLABELLED] == SENTENCES + IN_DOCUMENT
    assert data.unlabelled == 1


def test_columns_named_like_those_of_a_tool_lose_no_row(tmp_path: Path) -> None:
    text = "text,label,answer\nThe bridge closed.,factual_report,yes\nIt is a disgrace.,editorial_opinion,\n"
    path = write(tmp_path, text, "table.csv")
    assert [label for _, label in labelled(load_data([path], ReadOptions()))] == ["factual_report", "editorial_opinion"]
    for column in ("answer", "annotator", "Comments"):
        path = rows_file(tmp_path, {"text": "The bridge closed.", column: "no"})
        assert "'label' is missing" in problems(path)[0]


@pytest.mark.parametrize("name", ["label_studio.json", "doccano.csv", "workbook.xlsx", "prodigy.jsonl"])
def test_a_group_is_carried_along(name: str) -> None:
    data = load_data([EXPORTS / name], ReadOptions(group="Outlet" if name.endswith("xlsx") else "outlet"))
    assert data.groups[:2] == ["The Bay Post", "Hill Weekly"]


def test_what_nobody_labelled_yet_is_told() -> None:
    for name in ("label_studio.json", "doccano.jsonl", "doccano.csv"):
        data = load_data([EXPORTS / name], ReadOptions())
        assert data.unlabelled == 1
        assert data.notes == ["1 row without a label yet: context only"]


def test_a_split_of_a_data_set_is_named() -> None:
    assert len(labelled(load_data([EXPORTS / "dataset_dict"], ReadOptions(split="test")))) == 1
    assert "there are: train, test" in problems(EXPORTS / "dataset_dict", ReadOptions(split="dev"))[0]


def test_tables_are_read_with_other_delimiters_and_line_ends(tmp_path: Path) -> None:
    for name, sign in (("a.csv", ";"), ("b.tsv", "\t"), ("c.csv", ",")):
        path = tmp_path / name
        path.write_bytes(f"\ufeffText{sign}Label\r\nIt rained.{sign}factual_report\r\n\r\n".encode())
        assert labelled(load_data([path], ReadOptions())) == [("It rained.", "factual_report")]


def test_columns_are_named_where_they_have_unusual_names(tmp_path: Path) -> None:
    path = write(tmp_path, "satz,urteil,seite\nIt rained.,factual_report,7\n", "rows.csv")
    data = load_data([path], ReadOptions(text="satz", label="urteil", document="seite"))
    assert labelled(data) == [("It rained.", "factual_report")]
    assert data.pages[0].document == "7"
    assert "no column of texts found (there are: satz, urteil, seite); name it with --text-column" in problems(path)[0]
    assert "no column 'gruppe' for the group" in problems(path, ReadOptions(text="satz", label="urteil", group="gruppe"))[0]


def test_a_span_over_several_sentences_gives_its_label_to_each_unless_spans_are_sentences(tmp_path: Path) -> None:
    text = "It rained. It was cold. We left."
    span = {"start": 0, "end": 23, "label": "factual_report"}
    over = load_data([rows_file(tmp_path, {"text": text, "spans": [span]})], ReadOptions())
    assert labelled(over) == [("It rained.", "factual_report"), ("It was cold.", "factual_report"), ("We left.", None)]
    whole = load_data([rows_file(tmp_path, {"text": text, "sentences": [span]})], ReadOptions())
    assert labelled(whole) == [("It rained. It was cold.", "factual_report"), ("We left.", None)]


def test_a_span_that_misses_the_border_of_a_word_goes_to_the_nearer_one(tmp_path: Path) -> None:
    text = "The bridge opened. It is a disgrace."
    spans = [{"start": 1, "end": 16, "label": "factual_report"}, {"start": 20, "end": 35, "label": "editorial_opinion"}]
    data = load_data([rows_file(tmp_path, {"text": text, "spans": spans})], ReadOptions())
    assert labelled(data) == [("The bridge opened.", "factual_report"), ("It is a disgrace.", "editorial_opinion")]


@given(st.lists(st.tuples(st.integers(0, 36), st.integers(0, 36)), max_size=5))
@settings(deadline=None, max_examples=200)
def test_whatever_spans_are_drawn_sentences_can_be_read_or_the_row_is_named(pairs: list[tuple[int, int]]) -> None:
    text = "The bridge opened. It is a disgrace."
    spans = [[min(pair), max(pair), "factual_report"] for pair in pairs]
    row = to_row("rows.jsonl:1", {"text": text, "spans": spans}, ReadOptions(), Path("rows.jsonl"))
    if row.problem is not None:
        return
    (grouped,) = to_pages([row])
    segment_pages([grouped.page.page])


def test_rows_of_a_document_stand_together(tmp_path: Path) -> None:
    path = rows_file(
        tmp_path,
        {"text": "One.", "label": "factual_report", "document": "a"},
        {"text": "A heading", "kind": "heading", "document": "a", "paragraph": 1},
        {"text": "Two.", "label": "factual_report", "document": "a", "paragraph": 2},
        {"text": "Three.", "label": "factual_report", "document": "a", "paragraph": 2},
        {"text": "Four.", "label": "factual_report"},
        {"text": "Five.", "label": "factual_report"},
    )
    data = load_data([path], ReadOptions())
    assert [page.page.text for page in data.pages] == ["One.\n\nA heading\n\nTwo. Three.", "Four.", "Five."]
    assert data.pages[0].labels == ["factual_report", None, "factual_report", "factual_report"]
    assert data.where[0] == [f"{path}:{line}" for line in (1, 2, 3, 4)]


def test_every_row_with_spans_is_a_page_even_where_a_document_has_several(tmp_path: Path) -> None:
    rows = [
        {"text": "It rained all day.", "document": "a1", "spans": [{"start": 0, "end": 18, "label": "factual_report"}]},
        {"text": "What a silly plan.", "document": "a1", "spans": [{"start": 0, "end": 18, "label": "editorial_opinion"}]},
        {"text": "Trams run until ten.", "document": "a1", "label": "factual_report"},
        {"text": "Trams stop at ten.", "document": "a1", "label": "factual_report"},
        {"text": "It rained, they said.", "document": "a1", "spans": [{"start": 0, "end": 21, "label": "attributed_claim"}]},
        {"text": "The ferry left.", "document": "a2", "spans": [{"start": 0, "end": 15, "label": "factual_report"}]},
    ]
    data = load_data([rows_file(tmp_path, *rows)], ReadOptions())
    assert [page.document for page in data.pages] == ["a1", "a1", "a1", "a1", "a2"]
    assert data.groups == ["a1", "a1", "a1", "a1", "a2"]
    assert [text for text, _ in labelled(data)] == [row["text"] for row in rows]
    assert all(label is not None for _, label in labelled(data))


def test_every_task_of_label_studio_is_kept_where_several_are_of_one_page(tmp_path: Path) -> None:
    def task(text: str) -> dict[str, object]:
        value = {"start": 0, "end": len(text), "labels": ["factual_report"]}
        result = [{"type": "labels", "from_name": "label", "to_name": "text", "value": value}]
        return {"data": {"text": text, "url": "harbour"}, "annotations": [{"result": result}]}

    path = write(tmp_path, json.dumps([task("The ferry left."), task("It came back.")]), "tasks.json")
    assert [text for text, _ in labelled(load_data([path], ReadOptions()))] == ["The ferry left.", "It came back."]


def test_the_hash_follows_the_data_and_not_the_line_ends(training_file: Path) -> None:
    first = load_data([training_file], ReadOptions()).sha256
    training_file.write_bytes(training_file.read_bytes().replace(b"\n", b"\r\n"))
    assert load_data([training_file], ReadOptions()).sha256 == first
    training_file.write_bytes(training_file.read_bytes().replace(b"bridge", b"brigde", 1))
    assert load_data([training_file], ReadOptions()).sha256 != first


# Labels


def test_a_label_map_renames_and_leaves_out(tmp_path: Path) -> None:
    mapping = parse_mapping("SUBJ=editorial_opinion, OBJ=factual_report, UNSURE=")
    options = ReadOptions(mapping=mapping, labels=model_labels(mapping))
    assert options.labels == ("factual_report", "editorial_opinion")
    path = rows_file(tmp_path, *({"text": f"Sentence {name}.", "label": name} for name in ("SUBJ", "OBJ", "UNSURE")))
    data = load_data([path], options)
    assert [label for _, label in labelled(data)] == ["editorial_opinion", "factual_report", None]
    assert data.notes == ["1 row of context only: the label map leaves their labels out"]


@pytest.mark.parametrize(("text", "message"), [
    ("SUBJ", "expected OLD=NEW"), ("=x", "expected OLD=NEW"), ("a=x,a=y", "given twice"),
])  # fmt: skip
def test_a_label_map_that_makes_no_sense_is_refused(text: str, message: str) -> None:
    with pytest.raises(DataError, match=message):
        parse_mapping(text)


def test_a_model_has_at_least_two_labels() -> None:
    with pytest.raises(DataError, match="at least two"):
        model_labels({"SUBJ": "editorial_opinion"})


def test_labels_that_are_numbers_can_be_mapped(tmp_path: Path) -> None:
    path = rows_file(tmp_path, {"text": "One.", "label": 1}, {"text": "Two.", "label": 0.0})
    mapping = {"1": "yes", "0": "no"}
    data = load_data([path], ReadOptions(mapping=mapping, labels=("yes", "no")))
    assert [label for _, label in labelled(data)] == ["yes", "no"]


# Bad rows


def test_all_bad_rows_are_named_in_one_report(tmp_path: Path) -> None:
    path = write(tmp_path, "\n".join([
        '{"text": "Good.", "label": "factual_report"}', '{"text": "", "label": "factual_report"}', '{"text": "No label."}', "",
        '{"text": "Typo.", "label": "factual_reprot"}', "{broken", '{"text": "Other.", "label": "news"}',
        '{"text": "Span.", "spans": [{"start": 2, "end": 99, "label": "factual_report"}]}',
        '{"text": "Two words.", "spans": [{"start": 0, "end": 9, "label": "factual_report"}, {"start": 7, "end": 9}]}',
    ]))  # fmt: skip
    lines = problems(path)
    assert lines[0] == f"{path}:2: 'text' is missing, empty or not a string"
    assert lines[1] == f"{path}:3: 'label' is missing; accepted: {', '.join(LABELS)}"
    assert lines[2] == f"{path}:5: unknown label 'factual_reprot'; did you mean 'factual_report'?"
    assert lines[3].startswith(f"{path}:6: not valid JSON")
    assert lines[4] == f"{path}:7: unknown label 'news'; accepted: {', '.join(LABELS)}"
    assert lines[5].startswith(f"{path}:8: a span goes from 2 to 99 in a text of 5 characters")
    assert lines[6] == f"{path}:9: the span from 7 to 9 holds no word or mark: 'ds'"
    assert lines[7] == "7 rows can't be used; mend them, or go on without them: --skip-invalid"


def test_the_report_of_bad_rows_has_a_limit(tmp_path: Path) -> None:
    path = rows_file(tmp_path, {"text": "A.", "label": LABELS[0]}, *({"text": "", "label": LABELS[0]} for _ in range(9)))
    lines = problems(path, ReadOptions(limit=3))
    assert len(lines) == 5
    assert lines[3] == "... and 6 more"
    assert lines[4].startswith("9 rows")


def test_invalid_rows_are_skipped_and_counted_where_that_is_wanted(tmp_path: Path) -> None:
    path = rows_file(tmp_path, {"text": "Good.", "label": "factual_report"}, {"text": "Bad.", "label": "news"})
    data = load_data([path], ReadOptions(skip_invalid=True))
    assert labelled(data) == [("Good.", "factual_report")]
    assert data.skipped == 1
    assert data.notes[0] == "skipped 1 invalid row:"
    assert f"{path}:2: unknown label 'news'" in data.notes[1]


def test_lines_of_a_table_are_those_of_the_file(tmp_path: Path) -> None:
    path = write(tmp_path, 'text,label\n"Over\ntwo lines.",factual_report\nShort\nIt rained.,news\n', "rows.csv")
    lines = problems(path)
    assert lines[0].startswith(f"{path}:4: 1 cell where the first line has 2; some are missing")
    assert lines[1].startswith(f"{path}:5: unknown label 'news'")


def test_a_table_that_can_not_be_told_apart_is_refused_even_if_rows_may_be_skipped(tmp_path: Path) -> None:
    path = write(tmp_path, 'text,label\n"It rained.,factual_report\nIt was cold.,factual_report\n', "rows.csv")
    assert "not a valid table" in problems(path, ReadOptions(skip_invalid=True))[0]


@pytest.mark.parametrize(("name", "content", "message"), [
    ("rows.csv", b"text,label\ncaf\xe9,factual_report\n", ":2: byte 0xe9 is not valid UTF-8"),
    ("rows.csv", b"text,label\n\0", "not a text file"),
    ("rows.parquet", b"PAR1 no", "no readable Parquet file"),
    ("rows.xlsx", b"PK no", "no readable Excel workbook"),
    ("rows.csv", b"", "no rows"),
    ("rows.jsonl", b"[]", "no rows"),
    ("rows.jsonl", b'[1, 2]', ":1: expected a JSON object"),
    ("rows.json", b'[{"text": "It rained.", "n": ' + b"9" * 5000 + b"}]", "a number too long"),
])  # fmt: skip
def test_files_that_are_not_what_they_seem_are_refused(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    (line,) = problems(path)
    assert str(path) in line
    assert message in line


def test_missing_files_are_refused(tmp_path: Path) -> None:
    for name in ("rows.jsonl", "rows.csv", "rows.parquet", "rows.xlsx"):
        assert problems(tmp_path / name) == [f"{tmp_path / name}: no such file"]


def test_annotators_who_disagree_are_told(tmp_path: Path) -> None:
    (task,) = json.loads((EXPORTS / "label_studio.json").read_text(encoding="utf-8"))[:1]
    second = json.loads(json.dumps(task["annotations"][0]))
    second["result"][0]["value"]["choices"] = ["editorial_opinion"]
    task["annotations"].append(second)
    path = write(tmp_path, json.dumps([task]), "tasks.json")
    assert problems(path) == [f"{path}:item 1: 2 annotators disagree; settle the task, or export one annotation a task"]


def test_a_reader_that_is_not_installed_is_named_with_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    for name, library, extra in (("dataset.parquet", "pyarrow.parquet", "arrow"), ("workbook.xlsx", "openpyxl", "excel")):
        monkeypatch.setitem(sys.modules, library, None)
        with pytest.raises(OpinionclfError, match=rf"pip install 'opinionclf\[{extra}\]'"):
            load_data([EXPORTS / name], ReadOptions())


@given(st.lists(st.tuples(st.text(min_size=1).filter(str.strip), st.sampled_from(LABELS)), min_size=1, max_size=5))
@settings(deadline=None, max_examples=40)
def test_text_comes_out_of_a_table_as_it_went_in(tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]) -> None:
    rows = [(text.replace("\0", "").replace("\r", " ").strip(), label) for text, label in rows]
    rows = [("x" if is_blank(text) else text, label) for text, label in rows]  # <P> stands for white space
    target = io.StringIO()
    csv.writer(target).writerows([("text", "label"), *((inert(text), label) for text, label in rows)])
    path = tmp_path_factory.mktemp("table") / "rows.csv"
    path.write_bytes(target.getvalue().encode("utf-8", "replace"))
    wanted = [(text.encode("utf-8", "replace").decode(), label) for text, label in rows if not text.startswith("[{")]
    if len(wanted) == len(rows):
        assert [(page.page.text, page.labels[0]) for page in load_data([path], ReadOptions()).pages] == wanted


@given(st.text())
def test_what_a_spreadsheet_would_run_is_made_harmless_and_back(cell: str) -> None:
    assert original(inert(cell)) == cell


def test_a_row_without_its_group_is_refused(tmp_path: Path) -> None:
    row = {"text": "It rained.", "label": "factual_report"}
    path = rows_file(tmp_path, {**row, "outlet": "Bay Post"}, row)
    assert problems(path, ReadOptions(group="outlet")) == [f"{path}:2: 'outlet', the group, is missing"]


# Findings


def test_copies_contradictions_and_rare_labels_are_told(tmp_path: Path) -> None:
    path = rows_file(
        tmp_path,
        *({"text": f"The ferry made {i} trips.", "label": "factual_report"} for i in range(30)),
        {"text": "the ferry made 3  trips.", "label": "factual_report"},
        {"text": "The ferry made 4 trips.", "label": "editorial_opinion"},
        {"text": "She left, he said.", "label": "attributed_claim"},
    )
    data = load_data([path], ReadOptions())
    notes = check(data, number_texts(data.pages))
    assert "the label attributed_claim has only 1 sentence: expect little of it" in notes
    assert "2 sentences are copies of others: never on both sides of a split" in notes
    assert notes[-2:] == ["1 sentence with contradictory labels:", f"{path}:5: factual_report, {path}:32: editorial_opinion"]
    data.pages.pop(30)
    assert "1 sentence is a copy of another: never on both sides of a split" in check(data, number_texts(data.pages))


def test_documents_and_sentences_on_both_sides_of_a_split_are_told(tmp_path: Path) -> None:
    row = {"text": "It rained.", "label": "factual_report"}
    train = load_data([rows_file(tmp_path, {**row, "document": "a"}, row, name="train.jsonl")], ReadOptions())
    other = {**row, "text": "It was dry.", "document": "a"}
    test = load_data([rows_file(tmp_path, other, row, name="test.jsonl")], ReadOptions())
    notes = shared(train, test)
    assert notes == ["1 document in both training and test data (a): the figures are too good",
                     "1 sentence of the test data in the training data too: the figures are too good"]  # fmt: skip


def test_white_space_around_a_label_is_none_of_it_and_case_hides_no_near_one(tmp_path: Path) -> None:
    path = rows_file(tmp_path, {"text": "It rained.", "label": " factual_report\t"}, {"text": "It snowed.", "label": " OBJ"})
    data = load_data([path], ReadOptions(mapping={"OBJ": "factual_report"}))
    assert dict(labelled(data)) == {"It rained.": "factual_report", "It snowed.": "factual_report"}
    path = rows_file(tmp_path, {"text": "It rained.", "label": "FACTUAL_REPORT"}, {"text": "It snowed.", "label": "  "})
    assert ["did you mean 'factual_report'" in problems(path)[0], "'label' is missing" in problems(path)[1]] == [True, True]
