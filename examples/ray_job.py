"""Sentences of many articles with Ray Data: python examples/ray_job.py ARTICLES.jsonl OUTPUT

ARTICLES.jsonl has rows {"id": ..., "text": ...}; OUTPUT becomes a folder of Parquet files, one row a sentence. Every node
needs opinionclf; the model is in the package. Needs the extra 'ray'.
"""

from __future__ import annotations

import sys

import ray

from opinionclf.integrations.arrow import classify_arrow


def main(articles: str, output: str) -> None:
    """Label the sentences and write them."""
    ray.init(num_cpus=2, include_dashboard=False)  # ray.init("auto") joins a cluster
    rows = ray.data.read_json(articles, file_extensions=None).repartition(4)
    rows.map_batches(classify_arrow, batch_format="pyarrow", batch_size=256).write_parquet(output)
    ray.shutdown()


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: python examples/ray_job.py ARTICLES.jsonl OUTPUT")
    main(*sys.argv[1:])
