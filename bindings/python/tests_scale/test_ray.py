"""Real Ray: its own processes on this machine."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

import nutgraf
import nutgraf.arrow
import nutgraf.ray

ray: Any = pytest.importorskip("ray")


@pytest.fixture(scope="module", autouse=True)
def cluster() -> Iterator[None]:
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    import ray.data

    ray.init(num_cpus=2, include_dashboard=False, object_store_memory=200_000_000, runtime_env={"env_vars": {"PYTHONPATH": str(Path(__file__).parent)}})
    ray.data.DataContext.get_current().execution_options.preserve_order = True
    yield
    ray.shutdown()


def test_rows_are_those_of_one_machine(texts: list[str]) -> None:
    stories = [None if i % 10 == 9 else f"{texts[i % len(texts)]}\n\nStory {i}." for i in range(20)]
    data = pa.table({"id": range(20), "body": pa.array(stories), "day": ["2019-12-31"] * 20})
    read = nutgraf.ray.extract(ray.data.from_arrow(data).repartition(4), text="body", date="day", batch_size=3)
    got = pa.concat_tables(ray.get(read.to_arrow_refs())).sort_by("id")
    expected = nutgraf.arrow.extract(data, text="body", date="day")
    assert got.column_names == expected.column_names
    assert got["id"].to_pylist() == list(range(20)), "nothing lost, nothing doubled"
    assert list(nutgraf.arrow.articles(got)) == list(nutgraf.arrow.articles(expected))
    assert got["error"].to_pylist() == expected["error"].to_pylist()


def test_workers_get_the_lexicon_itself(tmp_path: Path) -> None:
    beat = tmp_path / "beat.toml"
    beat.write_text('[[names]]\ntext = "Tern"\ntype = "product"\n')
    data = ray.data.from_arrow(pa.table({"text": [f"The ferry Tern left Karvo, day {i}." for i in range(4)]})).repartition(2)
    read = nutgraf.ray.extract(data, layers="mentions", lexicon=beat)
    # Not the name of a file that other machines do not have.
    beat.unlink()
    assert [[m["type"] for m in row["mentions"] if m["text"] == "Tern"] for row in read.take_all()] == [["product"]] * 4


def test_files_of_agencies() -> None:
    nitf = "<nitf><body><body.content><p>The dam held on day {}.</p></body.content></body></nitf>"
    data = ray.data.from_arrow(pa.table({"xml": [nitf.format(i) for i in range(4)]})).repartition(2)
    read = nutgraf.ray.extract(data, nitf="xml", layers="blocks")
    assert sorted(row["text"] for row in read.take_all()) == [f"The dam held on day {i}." for i in range(4)]
