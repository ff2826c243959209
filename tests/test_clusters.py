"""The examples for Spark and Ray, run on real clusters of several worker processes (make test-clusters)."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import EXAMPLES, PATIENCE, article, environment, json_lines

from opinionclf.integrations.arrow import classify_arrow

pytestmark = pytest.mark.clusters
N_ARTICLES = 400


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    path = tmp_path / "articles.jsonl"
    path.write_bytes(json_lines([{"id": f"a{number}", "text": article(number)} for number in range(N_ARTICLES)]))
    return path


def call(name: str, *arguments: object, **variables: str) -> str:
    command = [sys.executable, EXAMPLES / name, *map(str, arguments)]
    result = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, env=environment(**variables),
                            timeout=PATIENCE)  # fmt: skip
    assert result.returncode == 0, result.stderr[-3000:]
    return result.stderr


def check_output(folder: Path) -> None:
    rows = [{"id": f"a{number}", "text": article(number)} for number in range(N_ARTICLES)]
    order = [("id", "ascending"), ("start", "ascending")]
    expected = classify_arrow(pa.Table.from_pylist(rows)).sort_by(order)
    found = pq.read_table(folder).select(expected.schema.names).sort_by(order)
    assert found.to_pylist() == expected.to_pylist()


def test_spark_on_a_cluster_of_two_workers(articles: Path, tmp_path: Path) -> None:
    pytest.importorskip("pyspark", reason="make test-clusters installs it")
    assert shutil.which("java"), "Spark needs Java 17 or newer (Debian: apt-get install default-jre-headless)"
    call("spark_job.py", "local-cluster[2,1,1024]", articles, tmp_path / "out", SPARK_LOCAL_IP="127.0.0.1",
         SPARK_WORKER_DIR=str(tmp_path / "work"))  # fmt: skip
    check_output(tmp_path / "out")
    executors = {path.name for path in (tmp_path / "work").glob("app-*/*")} if (tmp_path / "work").is_dir() else None
    assert executors is None or len(executors) >= 2


def test_ray_with_two_worker_processes(articles: Path, tmp_path: Path) -> None:
    pytest.importorskip("ray", reason="make test-clusters installs it")
    call("ray_job.py", articles, tmp_path / "out", RAY_AUTH_MODE="disabled")
    check_output(tmp_path / "out")
