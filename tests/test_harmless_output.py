"""What an article, a table or a model says never steers a terminal, through any command or message."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import Called
from fuzz import arguments
from hypothesis import given, settings
from hypothesis import strategies as st

from opinionclf import classify, load_model
from opinionclf.commands.display import harmless, one_line_json
from opinionclf.commands.tablewriters import CsvWriter, Table
from opinionclf.spreadsheet import comma_separated, inert
from opinionclf.storage import save

CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
EVIL = "\x1b]0;title\x07\x9b31m\u202egnp\x7f\r"
PIECES = ["\x1b[2J", "\x1b]8;;http://a.example\x07", "\x9b31m", "\x85", "\r", "\x08", "\x7f", "\u202e", "\u2066",
          "\u200f", "\u2028", "It rained. ", "said Ms. Orla Finn", "“", "”", "\n\n", "{", "}", '"', ",", "perhaps ", "é",
          "\U0001f600"]  # fmt: skip
EVIL_TEXTS = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)
COMMANDS = ("classify in.txt", "classify --format csv in.txt", "classify --format jsonl in.txt",
            "classify --format html in.txt", "classify --input lines in.txt", "classify in.jsonl", "explain in.txt",
            "explain --format jsonl in.txt", "convert in.jsonl --output out.jsonl", "convert in.csv --output out.jsonl",
            "evaluate default in.jsonl", "suggest in.jsonl --output out.csv", "compare default default in.csv",
            "train in.jsonl")  # fmt: skip


@given(st.sampled_from(COMMANDS), EVIL_TEXTS)
@settings(deadline=None, max_examples=30)
def test_no_file_steers_a_terminal_through_a_command(command: str, text: str) -> None:
    # The check of the fuzzing target: status, no traceback, no control character in output or messages.
    arguments.check(b"\x1f".join(command.encode().split()) + b"\x1e" + text.encode())


@given(EVIL_TEXTS)
@settings(deadline=None, max_examples=10)
def test_no_argument_steers_a_terminal(text: str) -> None:
    name = text.replace("/", "").replace("\n", "").replace(".", "")
    for command in (["classify", name], ["explain", name], ["cues", name], [name], ["classify", "--encoding", name],
                    ["convert", "in.jsonl", "--output", "out.jsonl", "--text-column", name],
                    ["convert", "in.csv", "--output", "out.jsonl", "--label-map", name]):  # fmt: skip
        arguments.check("\x1f".join(command).encode() + b'\x1e{"text": "It rained."}')


def test_labels_groups_names_and_notes_are_harmless(call: Callable[..., Called], tmp_path: Path) -> None:
    rows = [{"text": f"It rained on day {i}.{EVIL}", "label": ("factual_report", "editorial_opinion")[i % 2],
             "document": f"d{i}{EVIL}", "outlet": f"o{i % 2}{EVIL}"} for i in range(8)]  # fmt: skip
    good = tmp_path / f"good{EVIL}.jsonl"
    good.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    bad = tmp_path / "bad.jsonl"
    lines = [json.dumps({**rows[0], "label": label}) for label in ([EVIL, EVIL], EVIL)]
    bad.write_text("\n".join(lines), encoding="utf-8")
    for command in (["evaluate", "default", good, "--group", "outlet"], ["evaluate", "default", good, "--format", "html"],
                    ["evaluate", "default", good, "--format", "json"], ["compare", "default", "default", good],
                    ["convert", good, bad, "--skip-invalid", "--output", tmp_path / f"out{EVIL}.jsonl"],
                    ["convert", bad, "--output", tmp_path / "out.jsonl"],
                    ["convert", bad, "--label-column", EVIL, "--output", "x"],
                    ["suggest", good, "--output", tmp_path / f"next{EVIL}.csv"], ["classify", good, "--text", EVIL],
                    ["classify", "--model", EVIL, good], ["evaluate", EVIL, good]):  # fmt: skip
        result = call(*command)
        assert not CONTROLS.search(result.stdout + result.stderr), command
        assert result.stdout or result.stderr, command


@given(st.text())
def test_harmless_text_is_one_line_without_controls(text: str) -> None:
    shown = harmless(text)
    assert not CONTROLS.search(shown)
    assert "\n" not in shown


@given(st.text())
def test_harmless_json_keeps_its_value(text: str) -> None:
    line = one_line_json(json.dumps(text, ensure_ascii=False))
    assert not CONTROLS.search(line)
    assert json.loads(line) == text


@given(st.sampled_from("=+-@\t\r\n＝＋－＠"), st.text(), st.text("'", max_size=3))
def test_no_cell_is_run_by_a_spreadsheet(sign: str, rest: str, quotes: str) -> None:
    text = comma_separated([[inert(quotes + sign + rest.replace("\0", "")), "x"]])
    ((cell, _),) = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert cell.startswith("'" + quotes)


@pytest.mark.parametrize("terminal", [False, True])
def test_a_file_name_is_no_formula(terminal: bool) -> None:
    from opinionclf.commands.rows import Row

    writer = CsvWriter(Table(classify("").labels), terminal)
    text = writer.piece([(Row("=1+1", 1, "@sum", "=cmd|x"), classify("=cmd|x"))])
    assert next(csv.reader([text]))[:3] == ["'=1+1", "1", "'@sum"]


def test_a_label_is_no_formula(call: Callable[..., Called], tmp_path: Path) -> None:
    shipped = load_model()
    labels = ['=HYPERLINK("http://evil","x")', '-b<&>"q', "@sum"]
    save(replace(shipped.model, labels=labels), tmp_path / "model", shipped.feature_names)
    source = tmp_path / "in.txt"
    source.write_text("The bridge closed. It was a shameful mistake. It opened, the mayor said.", encoding="utf-8")
    result = call("classify", source, "--model", tmp_path / "model", "--format", "csv")
    head, *rows = csv.reader(io.StringIO(result.stdout, newline=""))
    assert head[8:11] == [f"'{label}" for label in labels]
    assert {row[7] for row in rows} == set(head[8:11])
