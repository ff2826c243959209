"""Sentences of many articles on a Spark cluster: python examples/spark_job.py [MASTER] ARTICLES.jsonl OUTPUT

ARTICLES.jsonl has rows {"id": ..., "text": ...}; OUTPUT becomes a folder of Parquet files, one row a sentence. Every worker
needs opinionclf; the model is in the package. Needs the extra 'spark' and Java 17.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pyarrow as pa
import pyspark
from pyspark.sql import SparkSession
from pyspark.sql.pandas.types import from_arrow_schema

from opinionclf.integrations.arrow import arrow_schema, classify_arrow


def main(articles: str, output: str, master: str = "local[2]") -> None:
    """Label the sentences and write them."""
    # On one machine the workers are to use this Python and this Spark.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    os.environ.setdefault("SPARK_HOME", str(Path(pyspark.__file__).parent))
    spark = SparkSession.builder.master(master).appName("opinionclf").getOrCreate()
    frame = spark.read.json(articles, schema="id string, text string").repartition(4)
    schema = from_arrow_schema(arrow_schema(pa.schema([("id", pa.string()), ("text", pa.string())])))
    sentences = frame.mapInArrow(classify_arrow, schema)
    sentences.write.parquet(output)
    spark.stop()


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit("usage: python examples/spark_job.py [MASTER] ARTICLES.jsonl OUTPUT")
    *master, articles, output = sys.argv[1:]
    main(articles, output, *master)
