"""The tools of the corpus: a draft comes back whole from its rows, and the check finds each kind of error."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from conftest import REPOSITORY, load_program

from opinionclf import cli, lexiconfiles
from opinionclf.training.corpus import read_corpus

TOOLS = REPOSITORY / "training_data" / "tools"
FIELDS = "genre: court\ntopic: fraud\nstyle: daily\nspelling: UK\nquotes: curly\nbreak: line\n"
DRAFT = f"""=== lines-1
{FIELDS}H| Harbour master cleared
B| By our court reporter

F| A jury cleared the harbour master.
A=| "It is over," he said.

O+| Not for the ratepayers.
A+|"We will appeal."
=== lines-2
{FIELDS}F| The quay reopened.
"""
LETTERS = {"factual_report": "F", "attributed_claim": "A", "editorial_opinion": "O", "heading": "H", "boilerplate": "B"}
SENTENCES = {
    "factual_report": "Dockers unloaded {0} crates beside shed {1}.",
    "attributed_claim": "Inspector {0} said shed {1} leaked.",
    "editorial_opinion": "Shed {1} deserves better than inspector {0}.",
}


# Drafts


@pytest.fixture
def convert(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Run drafts.py on a draft, in a corpus folder of its own."""
    tool = load_program(TOOLS / "drafts.py")
    monkeypatch.setattr(tool, "ROOT", tmp_path)
    monkeypatch.setattr(tool, "TABLE", tmp_path / "documents.tsv")

    def call(text: str, *options: str, batch: str = "batch") -> Path:
        draft = tmp_path / f"{batch}.txt"
        draft.write_text(text, encoding="utf-8")
        monkeypatch.setattr(sys, "argv", ["drafts.py", str(draft), "--batch", batch, *options])
        tool.main()
        return tmp_path

    return call


def rows_of(folder: Path) -> list[dict[str, object]]:
    paths = [*folder.glob("documents/*.jsonl"), *folder.glob("contrast/*.jsonl")]
    return [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]


def as_draft(rows: list[dict[str, object]]) -> str:
    """Write rows as a draft again."""
    joins = {None: "", "": "+", "  ": "="}
    lines: list[str] = []
    for before, row in zip([None, *rows], rows, strict=False):
        if before is None or before["document"] != row["document"]:
            lines += [f"=== {row['document']}", *FIELDS.splitlines()]
        elif before["paragraph"] != row["paragraph"]:
            lines.append("")
        letter = LETTERS[str(row.get("label", row.get("kind")))]
        lines.append(f"{letter}{joins[row.get('join')]}| {row['text']}")  # type: ignore[index]
    return "\n".join(lines) + "\n"


def test_a_draft_becomes_the_rows_it_means(convert: Callable[..., Path]) -> None:
    rows = rows_of(convert(DRAFT))
    assert [LETTERS[str(row.get("label", row.get("kind")))] for row in rows] == list("HBFAOAF")
    assert [row["paragraph"] for row in rows] == [1, 2, 3, 3, 4, 4, 1]
    assert [row.get("join") for row in rows] == [None, None, None, "  ", "", "", None]
    assert rows[-1]["text"] == "The quay reopened."


def test_a_draft_comes_back_whole_from_its_rows(convert: Callable[..., Path]) -> None:
    rows = rows_of(convert(DRAFT))
    again = rows_of(convert(as_draft(rows)))
    assert again == rows


def test_training_reads_the_page_that_a_draft_describes(convert: Callable[..., Path]) -> None:
    corpus = read_corpus(convert(DRAFT))
    page = corpus.pages[0].page.text
    assert 'harbour master.  "It is over," he said.\nNot for the ratepayers."We will appeal."' in page


def test_the_table_gets_a_row_a_document_and_keeps_the_newest(convert: Callable[..., Path]) -> None:
    draft = DRAFT
    convert(draft)
    folder = convert(draft, "--part", "test")
    lines = (folder / "documents.tsv").read_text(encoding="utf-8").splitlines()
    assert [line.split("\t")[0] for line in lines] == ["id", "lines-1", "lines-2"]
    assert lines[1].split("\t")[1:] == ["court", "fraud", "daily", "UK", "curly", "line", "batch", "test"]


def test_contrast_sets_go_into_their_own_folder_a_paragraph_each(convert: Callable[..., Path]) -> None:
    folder = convert("=== contrast-1\ngenre: court\nF| One.\nA| Two, he said.\nO| Three, alas.\n", batch="sets")
    assert [path.name for path in folder.glob("*/*.jsonl")] == ["sets.jsonl"]
    assert [row["paragraph"] for row in rows_of(folder)] == [1, 2, 3]


@pytest.mark.parametrize("line", ["X| Text.", "F: text", "A = | Text.", "F text"])
def test_a_line_that_is_none_is_told_with_its_place(convert: Callable[..., Path], line: str) -> None:
    with pytest.raises(SystemExit, match=r"batch\.txt:3: expected"):
        convert(f"=== lines-1\nF| Text.\n{line}\n")


# The check


class Corpus:
    """A small corpus without an error, to plant one in."""

    def __init__(self, folder: Path, tool: ModuleType) -> None:
        self.folder = folder
        self.tool = tool
        self.rows: list[dict[str, object]] = []
        self.table: dict[str, dict[str, str]] = {}
        self.second: dict[str, tuple[str, str]] = {}
        for number in range(4):
            name = f"page-{number}" if number < 3 else "contrast-1"
            for place, (label, pattern) in enumerate(SENTENCES.items()):
                text = pattern.format(f"w{number}{place}", f"v{number}{place}")
                self.rows.append({"document": name, "paragraph": place, "text": text, "label": label})
            self.table[name] = {
                "id": name, "genre": "court", "topic": "docks", "style": "", "spelling": "UK", "quotes": "curly",
                "break": "blank", "batch": "b1", "part": "test" if number == 2 else "train",
            }  # fmt: skip
            self.second[name] = ("FAO", "FAO")

    def problems(self) -> str:
        """Write the corpus down and return what the check says of it."""
        for name, rows in (("documents", [r for r in self.rows if not str(r["document"]).startswith("contrast")]),
                           ("contrast", [r for r in self.rows if str(r["document"]).startswith("contrast")])):  # fmt: skip
            (self.folder / name).mkdir(exist_ok=True)
            text = "".join(json.dumps(row, sort_keys=True) + "\n" for row in rows)
            (self.folder / name / "b1.jsonl").write_text(text, encoding="utf-8")
        columns = list(next(iter(self.table.values())))
        lines = ["\t".join(columns), *("\t".join(row.values()) for row in self.table.values())]
        (self.folder / "documents.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        pairs = [f"{name}\t{first}\t{second}" for name, (first, second) in self.second.items()]
        (self.folder / "second_labels.tsv").write_text("\n".join(["document\tfirst\tsecond", *pairs]) + "\n", encoding="utf-8")
        table = self.tool.table()
        found = self.tool.check_schema() + self.tool.check_table(table) + self.tool.check_labels()
        return "\n".join(found + self.tool.check_repetition() + self.tool.check_agreement(table))


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Corpus:
    tool = load_program(TOOLS / "check.py")
    monkeypatch.setattr(tool, "ROOT", tmp_path)
    monkeypatch.setattr(tool, "LEAST", dict.fromkeys(tool.LEAST, 0))
    return Corpus(tmp_path, tool)


def test_a_corpus_without_an_error_passes(corpus: Corpus) -> None:
    assert corpus.problems() == ""


def test_an_unknown_label_is_found(corpus: Corpus) -> None:
    corpus.rows[0]["label"] = "fact"
    assert "b1.jsonl:1: unknown label 'fact'" in corpus.problems()


def test_a_row_of_the_table_without_a_document_is_found(corpus: Corpus) -> None:
    corpus.table["page-9"] = {**corpus.table["page-0"], "id": "page-9"}
    corpus.second["page-9"] = ("F", "F")
    assert "documents.tsv: page-9 is not in the corpus" in corpus.problems()


def test_a_document_without_a_row_of_the_table_is_found(corpus: Corpus) -> None:
    corpus.rows.append({**corpus.rows[0], "document": "page-7", "text": "A crane fell."})
    assert "page-7: not in documents.tsv" in corpus.problems()


def test_a_rare_genre_is_found(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corpus.tool, "LEAST_GENRE", 0.5)
    corpus.table["page-0"]["genre"] = "sport"
    assert "genre 'sport': 1 of 3 documents" in corpus.problems()


def test_labels_out_of_balance_are_found(corpus: Corpus) -> None:
    for place in (0, 3, 6):
        corpus.rows[place]["label"] = "editorial_opinion"
    problems = corpus.problems()
    assert "editorial_opinion: 58.3% of the sentences" in problems
    assert "factual_report: 8.3% of the sentences" in problems


def test_a_corpus_that_is_too_small_is_found(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    least = {"sentences": 13, "documents": 4, "contrast sets": 2, "lexicon entries": 0}
    monkeypatch.setattr(corpus.tool, "LEAST", least)
    problems = corpus.problems()
    for told in ("sentences: 12, fewer than 13", "documents: 3, fewer than 4", "contrast sets: 1, fewer than 2"):
        assert told in problems


def test_a_sentence_that_stands_twice_is_found(corpus: Corpus) -> None:
    corpus.rows[4]["text"] = corpus.rows[0]["text"] = "The old crane fell into the dock."
    assert "page-1: stands in page-0 too" in corpus.problems()


def test_runs_of_words_that_two_documents_share_are_found(corpus: Corpus) -> None:
    corpus.rows[0]["text"] = "On Friday the old crane fell into the western dock."
    corpus.rows[4]["text"] = "Witnesses said the old crane fell into the water."
    assert "1 sentences share a run of 6 words" in corpus.problems()


def test_missing_second_labels_are_found(corpus: Corpus) -> None:
    del corpus.second["page-1"]
    assert corpus.problems() == "page-1: no second labels"


def test_labellers_that_do_not_agree_are_found(corpus: Corpus) -> None:
    for name in ("page-0", "page-1"):
        corpus.second[name] = ("FAO", "OFA")
    assert "kappa 0.250 is below 0.85" in corpus.problems()


@pytest.mark.parametrize(
    ("row", "told"),
    [("grim\t4", "strength from 1 to 3"), ("grim 2", "an entry, a tab"), ("awful\t2", "stands in the file already"),
     ("abject\t2", "not in alphabetical order")],
)  # fmt: skip
def test_an_error_in_a_lexicon_is_found(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, row: str, told: str
) -> None:
    (tmp_path / "adj.tsv").write_text(f"# adj: test.\n# inflect: none\nawful\t2\n{row}\n", encoding="utf-8")
    read = corpus.tool.read_lexicon
    monkeypatch.setattr(corpus.tool, "read_lexicon", lambda: read(tmp_path))
    assert told in "\n".join(corpus.tool.check_lexicons())


@pytest.mark.parametrize(
    ("entry", "names", "told"),
    [("all in all not bad at all", "a", "a: 'all in all not bad at all' has 7 tokens; at most 6 are read"),
     ("it's all in all not so bad", "a", "has 8 tokens"),
     ("grim", "abcde", "a, b, c, d, e: 'grim' stands in 5 categories; at most 4 are kept")],
)  # fmt: skip
def test_an_entry_that_a_lexicon_can_not_hold_is_found(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, entry: str, names: str, told: str
) -> None:
    for name in names:
        (tmp_path / f"{name}.tsv").write_text(f"# {name}: test.\n# inflect: none\n{entry}\t2\n", encoding="utf-8")
    read = corpus.tool.read_lexicon
    monkeypatch.setattr(corpus.tool, "read_lexicon", lambda: read(tmp_path))
    assert told in "\n".join(corpus.tool.check_lexicons())


def test_a_slip_in_a_lexicon_file_is_one_line_with_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "lexicon" / "hedge.tsv").write_text("# hedge: test.\n# inflect: none\nmaybe 2\n", encoding="utf-8")
    monkeypatch.setattr(lexiconfiles, "DATA", tmp_path)
    assert cli.main(["cues", "maybe"]) == 2
    assert capsys.readouterr() == ("", "opinionclf: hedge.tsv:3: expected an entry, a tab and a strength from 1 to 3\n")


def test_a_lexicon_file_that_is_no_utf_8_is_one_line_with_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "lexicon" / "irony.tsv"
    path.parent.mkdir()
    path.write_bytes("# irony: test.\n# inflect: none\nso-called\t2\nquelle idée\t2\n".encode("latin-1"))
    monkeypatch.setattr(lexiconfiles, "DATA", tmp_path)
    assert cli.main(["cues", "maybe"]) == 2
    told = f"opinionclf: {path}:4: byte 0xe9 is not valid UTF-8 (offset 52); save the file as UTF-8\n"
    assert capsys.readouterr() == ("", told)
