"""From a feed to a table: python examples/feed_to_table.py FEED.jsonl SENTENCES.parquet

FEED.jsonl has rows {"id", "outlet", "text"}. SENTENCES.parquet gets one row a sentence, a thousand articles at a time, so that
the feed may be larger than the memory; then the shares of the labels are printed by outlet. Needs the extras 'arrow' and
'pandas'.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from opinionclf.integrations.arrow import arrow_schema, classify_arrow

COLUMNS = pa.schema({"id": pa.string(), "outlet": pa.string(), "text": pa.string()})


def write_sentences(feed: Path, output: Path) -> None:
    """Label the sentences of a feed; the output gets its name when it is whole."""
    part = output.with_name(output.name + ".part")
    with pq.ParquetWriter(part, arrow_schema(COLUMNS)) as writer:
        for chunk in pd.read_json(feed, lines=True, chunksize=1000, dtype={"id": str}):
            articles = pa.Table.from_pandas(chunk[COLUMNS.names], schema=COLUMNS, preserve_index=False)
            writer.write_table(classify_arrow(articles))
    part.replace(output)


def shares(sentences: Path) -> pd.DataFrame:
    """Return the share of each label by outlet, in per cent, and the number of sentences."""
    table = pd.read_parquet(sentences, columns=["outlet", "label"])
    result = pd.crosstab(table["outlet"], table["label"].astype(str), normalize="index").mul(100).round().astype(int)
    return result.assign(sentences=table.groupby("outlet").size())


if __name__ == "__main__":
    write_sentences(Path(sys.argv[1]), Path(sys.argv[2]))
    print(shares(Path(sys.argv[2])).to_string())
