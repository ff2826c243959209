"""Sentences of many articles with Dask: python examples/dask_job.py ARTICLES.jsonl OUTPUT

ARTICLES.jsonl has rows {"id": ..., "text": ...}; OUTPUT becomes a folder of Parquet files, one row a sentence. Every worker
needs opinionclf; the model is in the package. Needs the extra 'dask'.
"""

from __future__ import annotations

import sys

import dask.dataframe as dd

from opinionclf.integrations.arrow import classify_arrow


def main(articles: str, output: str) -> None:
    """Label the sentences and write them."""
    rows = dd.read_json(articles, lines=True, blocksize=1 << 20)
    rows.map_partitions(classify_arrow).to_parquet(output, write_index=False, compute_kwargs={"scheduler": "processes"})


if __name__ == "__main__":
    main(*sys.argv[1:])
