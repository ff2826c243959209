"""From a feed to a table: python examples/feed_to_table.py FEED.jsonl SENTENCES.parquet

FEED.jsonl has rows {"id", "outlet", "text"}; one that can't be used is named and left out. SENTENCES.parquet gets one row a
sentence, a thousand articles at a time, so that the feed may be larger than the memory; then the shares of the labels are
printed by outlet. Needs the extras 'arrow' and 'pandas'.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from opinionclf.integrations.arrow import arrow_schema, classify_arrow

COLUMNS = pa.schema({"id": pa.string(), "outlet": pa.string(), "text": pa.string()})


def rows(feed: Path) -> Iterator[dict[str, str | None]]:
    """Read the feed a line at a time."""
    with feed.open(encoding="utf-8", errors="replace") as lines:
        for number, line in enumerate(lines, 1):
            try:
                row = json.loads(line)
                found = {name: None if row.get(name) is None else str(row[name]) for name in ("id", "outlet")}
                if not isinstance(row["text"], str):
                    raise TypeError("the text is no string")
            except (ValueError, LookupError, TypeError, AttributeError) as error:
                print(f"{feed}:{number}: left out ({type(error).__name__}: {error})", file=sys.stderr)
            else:
                yield {**found, "text": row["text"]}


def write_sentences(feed: Path, output: Path) -> None:
    """Label the sentences of a feed; the output gets its name when it is whole."""
    part = output.with_name(output.name + ".part")
    articles = rows(feed)
    with pq.ParquetWriter(part, arrow_schema(COLUMNS)) as writer:
        while chunk := list(islice(articles, 1000)):
            writer.write_table(classify_arrow(pa.Table.from_pylist(chunk, schema=COLUMNS)))
    part.replace(output)


def shares(sentences: Path) -> pd.DataFrame:
    """Return the share of each label by outlet, in per cent, and the number of sentences."""
    table = pd.read_parquet(sentences, columns=["outlet", "label"])
    result = pd.crosstab(table["outlet"], table["label"].astype(str), normalize="index").mul(100).round().astype(int)
    return result.assign(sentences=table.groupby("outlet").size())


def main(arguments: list[str]) -> None:
    """Write the table and print the shares."""
    if len(arguments) != 2:
        sys.exit("usage: python examples/feed_to_table.py FEED.jsonl SENTENCES.parquet")
    feed, output = map(Path, arguments)
    if not feed.is_file():
        sys.exit(f"{feed}: no such file")
    write_sentences(feed, output)
    print(shares(output).to_string())


if __name__ == "__main__":
    main(sys.argv[1:])
