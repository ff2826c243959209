"""Write the exports of this folder with the packages of the tools themselves, and check our files with them.

Run by hand, in an environment of its own, when a tool changes its form::

    pip install label-studio-sdk datasets pandas openpyxl chardet pyexcel seqeval && pip install --no-deps doccano
    python tests/exports/make.py                  # write the files of this folder
    python tests/exports/make.py --check FOLDER   # tasks.json, tasks.xml and tasks.jsonl of ``opinionclf suggest``

doccano's exporter and importer live in a Django application; the modules that know the form are loaded without it.
Prodigy is not free: ``prodigy.jsonl`` is written after its documentation (https://prodi.gy/docs/api-interfaces).
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import json
import shutil
import sys
import tempfile
import types
from pathlib import Path
from typing import Any

TIME = "2025-01-02T03:04:05.000000Z"
HERE = Path(__file__).parent
LABELS = ("factual_report", "attributed_claim", "editorial_opinion")
SENTENCES = (
    ("The ferry left at noon on Friday.", "factual_report", "harbour", "The Bay Post"),
    ("The delay was a disgrace, frankly.", "editorial_opinion", "harbour", "The Bay Post"),
    ("Engines had been checked, the operator said.", "attributed_claim", "harbour", "The Bay Post"),
    ("\u201cNobody told us,\u201d said Orla Finch.", "attributed_claim", "school", "Hill Weekly"),
    ("The school has 412 pupils.", "factual_report", "school", "Hill Weekly"),
    ("Nobody has labelled this sentence yet.", None, "school", "Hill Weekly"),
)
DOCUMENT = "The ferry left at noon. The delay was a disgrace. Engines had been checked, the operator said. Rain fell."
SPANS = ((0, 23, "factual_report"), (24, 49, "editorial_opinion"), (50, 94, "attributed_claim"))
CONFIG = """<View>
  <Text name="text" value="$text"/>
  <Choices name="label" toName="text" choice="single" required="true">
    <Choice value="factual_report"/><Choice value="attributed_claim"/><Choice value="editorial_opinion"/>
  </Choices>
</View>"""
SPAN_CONFIG = """<View>
  <Labels name="label" toName="text">
    <Label value="factual_report"/><Label value="attributed_claim"/><Label value="editorial_opinion"/>
  </Labels>
  <Text name="text" value="$text"/>
</View>"""


def task(number: int, data: dict[str, Any], result: list[dict[str, Any]]) -> dict[str, Any]:
    """A task as Label Studio exports it; one that was skipped has an annotation that says so."""
    annotation = {
        "id": 100 + number, "completed_by": 1, "result": result, "was_cancelled": not result, "ground_truth": False,
        "created_at": TIME, "updated_at": TIME, "lead_time": 3.5, "task": number,
    }  # fmt: skip
    return {"id": number, "annotations": [annotation], "predictions": [], "data": data, "meta": {}, "project": 1}


def choice(label: str) -> dict[str, Any]:
    """A choice as Label Studio stores it."""
    value = {"choices": [label]}
    return {"value": value, "id": "a1", "from_name": "label", "to_name": "text", "type": "choices", "origin": "manual"}


def region(start: int, end: int, label: str) -> dict[str, Any]:
    """A span as Label Studio stores it."""
    value = {"start": start, "end": end, "text": DOCUMENT[start:end], "labels": [label]}
    return {"value": value, "id": f"r{start}", "from_name": "label", "to_name": "text", "type": "labels", "origin": "manual"}


def label_studio() -> None:
    """Write the raw export, and what Label Studio's own converter makes of it."""
    from label_studio_sdk.converter import Converter

    tasks = [
        task(i, {"text": text, "document": document, "outlet": outlet}, [choice(label)] if label else [])
        for i, (text, label, document, outlet) in enumerate(SENTENCES, 1)
    ]
    spans = [task(1, {"text": DOCUMENT, "document": "harbour"}, [region(*span) for span in SPANS])]
    for config, rows, name in ((CONFIG, tasks, "label_studio"), (SPAN_CONFIG, spans, "label_studio_spans")):
        source = HERE / f"{name}.json"
        source.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        for form, ending in (("JSON_MIN", "json"), ("CSV", "csv")):
            with tempfile.TemporaryDirectory() as folder:
                Converter(config, project_dir=folder).convert(str(source), folder, form, is_dir=False)
                made = next(path for path in Path(folder).iterdir() if path.suffix == f".{ending}")
                shutil.copy(made, HERE / f"{name}_{form.lower()}.{ending}")


def doccano_module(name: str) -> Any:
    """Load a module of doccano's pipelines without Django, which only its models need."""
    spec = importlib.util.find_spec("backend")
    assert spec is not None, "pip install --no-deps doccano"
    assert spec.submodule_search_locations, spec
    root = str(next(iter(spec.submodule_search_locations)))
    if root not in sys.path:
        sys.path.insert(0, root)
    models = types.ModuleType("data_export.models")
    models.DATA = "data"  # type: ignore[attr-defined]
    sys.modules["data_export.models"] = models
    return importlib.import_module(name)


class Category:
    """What doccano's formatters ask of a label."""

    def __init__(self, text: str) -> None:
        self.text = text

    def to_string(self) -> str:
        return self.text


class Region:
    """What doccano's formatters ask of a span."""

    def __init__(self, number: int, start: int, end: int, label: str) -> None:
        self.number, self.start, self.end, self.label = number, start, end, label

    def to_tuple(self) -> tuple[int, int, str]:
        return self.start, self.end, self.label

    def to_dict(self) -> dict[str, Any]:
        return {"id": self.number, "label": self.label, "start_offset": self.start, "end_offset": self.end}


def doccano() -> None:
    """Write the exports of doccano with its own formatters and writers."""
    import pandas as pd

    formatters, writers = (doccano_module(f"data_export.pipeline.{name}") for name in ("formatters", "writers"))
    rows = [
        {"id": i, "data": text, "document": document, "outlet": outlet, "Comments": [],
         "categories": [Category(label)] if label else []}
        for i, (text, label, document, outlet) in enumerate(SENTENCES, 1)
    ]
    rename = formatters.RenameFormatter(data="text", categories="label")
    listed, joined = formatters.ListedCategoryFormatter, formatters.JoinedCategoryFormatter
    for writer, form in ((writers.JsonlWriter, listed), (writers.JsonWriter, listed), (writers.CsvWriter, joined)):
        table = form("Comments").format(form("categories").format(pd.DataFrame(rows)))
        writer.write(HERE / f"doccano.{writer.extension}", rename.format(table))
    regions = [Region(i, *span) for i, span in enumerate(SPANS, 1)]
    span_rows = pd.DataFrame([{"id": 1, "data": DOCUMENT, "document": "harbour", "spans": regions, "Comments": []}])
    table = formatters.TupledSpanFormatter("spans").format(span_rows.copy())
    rename = formatters.RenameFormatter(data="text", spans="label")
    writers.JsonlWriter.write(HERE / "doccano_spans.jsonl", rename.format(table))
    table = formatters.DictFormatter("spans").format(span_rows.copy())
    table["relations"] = [[]]
    rename = formatters.RenameFormatter(data="text", spans="entities")
    writers.JsonlWriter.write(HERE / "doccano_relations.jsonl", rename.format(table))


def prodigy() -> None:
    """Write ``db-out`` of the interfaces choice and spans_manual."""
    options = [{"id": label, "text": label} for label in LABELS]
    rows: list[dict[str, Any]] = [
        {"text": text, "meta": {"document": document, "outlet": outlet}, "_input_hash": -100 - i, "_task_hash": 200 + i,
         "options": options, "_view_id": "choice", "config": {"choice_style": "single"}, "accept": [label] if label else [],
         "answer": "accept" if label else "ignore", "_timestamp": 1735787045 + i, "_annotator_id": "a", "_session_id": "a"}
        for i, (text, label, document, outlet) in enumerate(SENTENCES)
    ]  # fmt: skip
    spans = [{"start": start, "end": end, "token_start": 0, "token_end": 1, "label": label} for start, end, label in SPANS]
    rows.append({"text": DOCUMENT, "_input_hash": -300, "_task_hash": 300, "tokens": [], "spans": spans,
                 "_view_id": "spans_manual", "answer": "accept",
                 "meta": {"document": "ferry", "outlet": "The Bay Post"}})  # fmt: skip
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (HERE / "prodigy.jsonl").write_text(text, encoding="utf-8")


def datasets() -> None:
    """Write a saved data set of one split and one of several, a Parquet file and a workbook."""
    import pandas as pd
    from datasets import ClassLabel, Dataset, DatasetDict, Features, Value

    rows = [row for row in SENTENCES if row[1]]
    columns = {
        "sentence": [row[0] for row in rows], "label": [LABELS.index(str(row[1])) for row in rows],
        "article_id": [row[2] for row in rows],
    }  # fmt: skip
    features = Features({"sentence": Value("string"), "label": ClassLabel(names=list(LABELS)), "article_id": Value("string")})
    found = Dataset.from_dict(columns, features=features)
    for name, made in (("dataset", found), ("dataset_dict", DatasetDict({"train": found, "test": found.select([0])}))):
        shutil.rmtree(HERE / name, ignore_errors=True)
        made.save_to_disk(HERE / name)
    found.to_parquet(HERE / "dataset.parquet")
    table = pd.DataFrame([row[:4] for row in rows], columns=["Sentence", "Label", "Article", "Outlet"])
    table.to_excel(HERE / "workbook.xlsx", index=False)


def check(folder: Path) -> None:
    """Let the tools check what ``opinionclf suggest`` wrote."""
    from label_studio_sdk.label_interface import LabelInterface

    interface = LabelInterface((folder / "tasks.xml").read_text(encoding="utf-8"))
    interface.validate()
    tasks = json.loads((folder / "tasks.json").read_text(encoding="utf-8"))
    for one in tasks:
        assert interface.validate_task({"data": one["data"]}), one  # it fails on any task with predictions (2.1.2)
        for prediction in one["predictions"]:
            assert not interface.validate_prediction(prediction, return_errors=True), prediction
    print(f"Label Studio: {len(tasks)} tasks valid")
    parsers, readers = (doccano_module(f"data_import.pipeline.{name}") for name in ("parsers", "readers"))
    path = str(folder / "tasks.jsonl")
    parser = parsers.JSONLParser(encoding="utf-8")
    table = next(readers.Reader([readers.FileName(path, path, path)], parser).batch(1_000_000))
    assert not parser.errors, parser.errors
    # What the importer looks for: a text, and a list of labels (see text_classification/example.jsonl of doccano).
    assert all(isinstance(text, str) for text in table[readers.DEFAULT_TEXT_COLUMN])
    assert all(isinstance(label, str) for labels in table[readers.DEFAULT_LABEL_COLUMN] for label in labels)
    print(f"doccano: {len(table)} rows read by its importer")


def main() -> None:
    """Write or check."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", type=Path)
    options = parser.parse_args()
    if options.check:
        check(options.check)
    else:
        label_studio()
        doccano()
        prodigy()
        datasets()


if __name__ == "__main__":
    main()
