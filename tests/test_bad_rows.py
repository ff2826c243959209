"""What ``opinionclf classify`` says of rows that can't be used, and of texts that leave no trace in the output."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Called, article, json_lines

Call = Callable[..., Called]
Run = Callable[..., "subprocess.CompletedProcess[str]"]
GOOD = json_lines([{"text": article(number)} for number in range(20)])
FAULTS = [
    (b'{"text": "It rained', "not valid JSON"), (b"[1, 2]", "expected a JSON object"), (b'{"body": "x"}', "no field 'text'"),
    (b'{"text": "caf\xe9"}', "not valid UTF-8"), (b'{"text": "a\0b"}', "not a text file"),
    (b'{"text": 3}', "field 'text' holds a number"),
    (b'{"text": "x", "id": NaN, "id": [NaN]}', "field 'id' holds what can't be written as JSON"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "kind"), FAULTS)
def test_of_rows_with_the_same_fault_three_are_named_and_all_are_counted(
    call: Call, tmp_path: Path, line: bytes, kind: str
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(GOOD + b"".join(b" " * (n % 7) + line + b"\n" for n in range(60)))
    result = call("classify", path, "--output", "out.csv")
    *rows, counted, total = result.stderr.splitlines()
    assert [row.partition(": ")[2].partition(": ")[0] for row in rows] == [f"{path}:{number}" for number in (21, 22, 23)]
    assert all(kind in row for row in rows)
    assert counted == f"opinionclf: {kind}: 60 rows in all, of which the first 3 are named above"
    assert total == "opinionclf: 60 of 80 rows left out"
    assert result.returncode == 2


def test_another_encoding_is_advised_once(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "The caf\xe9 closed."}\n' * 2000)
    result = call("classify", path)
    assert len(result.stderr.splitlines()) == 5
    assert result.stderr.count("--encoding") == 1
    assert "if you know the encoding, say so, for example --encoding cp1252" in result.stderr.splitlines()[0]
    assert call("classify", path, "--encoding", "cp1252").stderr == ""


def test_each_fault_is_counted_by_itself_and_in_how_many_files(call: Call, tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.jsonl" for number in range(5)]
    for file in files:
        file.write_bytes(GOOD + b"bad\n[]\n")
    *_, one, other, total = call("classify", *files, "--format", "jsonl").stderr.splitlines()
    assert one == "opinionclf: not valid JSON: 5 rows of 5 files, of which the first 3 are named above"
    assert other == "opinionclf: expected a JSON object: 5 rows of 5 files, of which the first 3 are named above"
    assert total == "opinionclf: 10 of 110 rows left out"


def test_files_that_can_not_be_read_are_all_named(call: Call) -> None:
    result = call("classify", *(f"none{number}.txt" for number in range(9)))
    assert result.stderr.splitlines() == [f"opinionclf: none{number}.txt: no such file" for number in range(9)]


def test_a_resumed_run_counts_the_rows_behind_the_part(call: Call, tmp_path: Path) -> None:
    path, output = tmp_path / "a.jsonl", tmp_path / "out.jsonl"
    path.write_bytes(b"bad\n" + GOOD + b"bad\n")
    assert "2 of 22 rows left out" in call("classify", path, "--output", output).stderr
    first = output.read_bytes().partition(b"\n")[0]
    output.rename(tmp_path / "out.jsonl.part").write_bytes(first + b"\n")
    result = call("classify", path, "--output", output, "--resume")
    assert result.returncode == 2
    assert result.stderr.endswith("opinionclf: 1 of 20 rows behind the part that was there left out\n")


def test_texts_without_a_sentence_are_counted_where_the_output_has_no_row_of_them(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(json_lines([{"text": text} for text in ("", "It rained.", "   ", "\n\n")]))
    told = "opinionclf: texts without a sentence, for which the output has no row with a label: 3\n"
    for form in ("csv", "parquet"):
        result = call("classify", path, "--output", f"out.{form}")
        assert (result.returncode, result.stderr) == (0, told)
        assert call("classify", path, "--output", f"documents.{form}", "--rows", "documents").stderr == ""
    assert call("classify", path, "--format", "jsonl").stderr == ""


@pytest.mark.parametrize("content", [
    b"Nr,Medium,Volltext (neu)\nu0,Gazette,\"It rained, she said.\"\nu1,Courier,It snowed.\n",
    b"Nr;Satz\n1;It rained.\n2;It snowed.\n", b"Ort\tSatz\r\nStell\tIt rained.\r\nEbern\tIt snowed.\r\n",
    b",Ort,Satz\n" + b"0,Stell,It rained.\n" * 5000, b'Nr,Medium,Satz\nu0,Gazette,"It rained.\nIt snowed, she said,\n',
])  # fmt: skip
def test_what_looks_like_a_table_is_told_and_labelled_all_the_same(run: Run, content: bytes) -> None:
    result = run("classify", stdin=content)
    told = "read as an article, but looks like a table; --input csv reads rows (--text names the column of the texts)"
    assert (result.returncode, result.stderr) == (0, f"opinionclf: standard input: {told}\n")
    assert run("classify", "--input", "text", stdin=content).stderr == ""


@pytest.mark.parametrize("text", [
    "Rain, wind, snow\n\nThe choir, all forty of it, sang.\n",
    "Tiger,\nO tiger,\nwhose bright eye,\n",
    "Stell,Ebern\nRhon,Ulm\n",
    "Milk, two pints\nBread, one loaf\nEggs, six\n",
    "The league\n\nTeam\tPoints\nStell\t3\nEbern\t1\n\nIt was close.\n",
    "Team\tPoints\nStell\t3\nEbern\t1\n\nIt was a close season, the coach said.\n",
    "Stell; a town\nEbern; a village\nUlm; a city\n",
    "Rain;\nwind;\nsnow;\n",
    "A,B\nThe two letters, he said, were enough.\nNobody asked.\n",
])
def test_no_prose_list_or_poem_looks_like_a_table(call: Call, tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert call("classify", tmp_path / "a.txt").stderr == ""


def test_a_stream_of_parquet_is_told_where_to_go(run: Run, tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.table({"text": ["It rained."]}), tmp_path / "a.bin")
    content = (tmp_path / "a.bin").read_bytes()
    told = "Parquet, which is read from its end; write it to a file and call that .parquet, or say --input parquet"
    for result in (run("classify", stdin=content), run("classify", "--input", "jsonl", stdin=content)):
        assert (result.returncode, result.stderr) == (2, f"opinionclf: standard input: {told}\n")
    assert told in run("classify", tmp_path / "a.bin").stderr
    assert run("classify", tmp_path / "a.bin", "--input", "parquet").returncode == 0
    assert run("classify", stdin=b"PAR1 is the name of a street.").returncode == 0


def test_a_folder_stands_for_its_articles_by_name(call: Call, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    assert "a folder without *.txt and *.md; name its files" in call("classify", folder).stderr
    for name in ("b.txt", "a.md", "C.TXT"):
        (folder / name).write_text(article(1), encoding="utf-8")
    named = call("classify", folder / "C.TXT", folder / "a.md", folder / "b.txt", "--format", "jsonl")
    assert call("classify", folder, "--format", "jsonl") == named
    for name in ("5.html", ".hidden", "1.html", "4.html", "2.html", "3.html"):
        (folder / name).write_text(article(1), encoding="utf-8")
    told = f"opinionclf: {folder}: only its *.txt and *.md are read; left out: 1.html, 2.html, 3.html and 2 more\n"
    assert call("classify", folder, "--format", "jsonl") == (0, named.stdout, told)
    assert "is read too" in call("classify", folder, "--output", folder / "a.md").stderr
