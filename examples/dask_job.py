"""Sentences of many articles with Dask: python examples/dask_job.py ARTICLES.jsonl OUTPUT

ARTICLES.jsonl has rows {"id": ..., "text": ...}; one that can't be used is named and left out. OUTPUT becomes a folder of
Parquet files, one row a sentence. Every worker needs opinionclf; the model is in the package. Needs the extra 'dask'.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator

import dask.bag

from opinionclf.integrations.arrow import classify_arrow


def rows(lines: Iterable[str]) -> Iterator[dict[str, str]]:
    """Read the lines of a part of the file."""
    for line in lines:
        try:
            row = json.loads(line)
            if not isinstance(row["text"], str):
                raise TypeError("the text is no string")
            yield {"id": str(row["id"]), "text": row["text"]}
        except (ValueError, LookupError, TypeError) as error:
            print(f"left out ({type(error).__name__}: {error}): {line[:60]!r}", file=sys.stderr)


def main(articles: str, output: str) -> None:
    """Label the sentences and write them."""
    lines = dask.bag.read_text(articles, blocksize=1 << 20, encoding="utf-8", errors="replace")
    frame = lines.map_partitions(rows).to_dataframe(meta={"id": str, "text": str})
    frame.map_partitions(classify_arrow).to_parquet(output, write_index=False, compute_kwargs={"scheduler": "processes"})


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: python examples/dask_job.py ARTICLES.jsonl OUTPUT")
    try:
        main(*sys.argv[1:])
    except OSError as error:
        sys.exit(f"{sys.argv[1]}: {error}")
