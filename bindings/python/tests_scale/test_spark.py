"""Real Spark: a master, two workers and their Python processes on this machine, one of which is killed at work."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pyspark.sql import SparkSession

import nutgraf
import nutgraf.arrow
import nutgraf.spark
from nutgraf.arrow import Columns


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    work = tmp_path_factory.mktemp("spark")
    os.environ.update(PYSPARK_PYTHON=sys.executable, SPARK_LOCAL_IP="127.0.0.1", SPARK_WORKER_DIR=str(work), PYTHONPATH=str(Path(__file__).parent))
    builder: Any = SparkSession.builder
    session = (
        builder.master("local-cluster[2,1,1024]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "4")
        .config("spark.sql.warehouse.dir", str(work / "warehouse"))
        .getOrCreate()
    )
    yield session
    session.stop()


def stories(spark: Any, texts: list[str], count: int, parts: int = 1) -> Any:
    rows = [(i, None if i % 10 == 9 else f"{texts[i % len(texts)]}\n\nStory {i}.", "2019-12-31") for i in range(count)]
    return spark.createDataFrame(rows, "id long, body string, day string").repartition(parts, "id")


def test_rows_are_those_of_one_machine(spark: Any, texts: list[str]) -> None:
    frame = stories(spark, texts, 12)
    read = nutgraf.spark.extract(frame, text="body", date="day")
    assert read.columns == ["id", "day", *nutgraf.arrow.schema().names]
    rows = {row["id"]: row for row in (r.asDict(recursive=True) for r in read.collect())}
    assert sorted(rows) == list(range(12))
    for n, row in rows.items():
        if n == 9:
            assert row["error"]["kind"] == "option" and row["text"] is None
            continue
        assert row["error"] is None
        data = {k: v for k, v in row.items() if k in nutgraf.LAYERS or k in ("schema", "generator", "offsets", "language", "text", "diagnostics")}
        expected = nutgraf.extract(f"{texts[n % len(texts)]}\n\nStory {n}.", date="2019-12-31")
        assert nutgraf.Article.from_dict(nutgraf.arrow._present(data)) == expected


def test_sql_over_what_was_said(spark: Any, texts: list[str], tmp_path: Path) -> None:
    read = nutgraf.spark.extract(stories(spark, texts, 6, 2), text="body", layers="quotes,entities", keep=["id"])
    read.write.parquet(str(tmp_path / "read"))
    quotes = spark.read.parquet(str(tmp_path / "read")).selectExpr("id", "explode(quotes) as quote").selectExpr("id", "quote.speaker.text as who")
    expected = ((i, q.speaker.text if q.speaker else None) for i in range(6) for q in nutgraf.extract(f"{texts[i % len(texts)]}\n\nStory {i}.").quotes)
    assert sorted(((r["id"], r["who"]) for r in quotes.collect()), key=str) == sorted(expected, key=str)


def test_workers_get_the_lexicon_itself(spark: Any, tmp_path: Path) -> None:
    beat = tmp_path / "beat.toml"
    beat.write_text('[[names]]\ntext = "Tern"\ntype = "product"\n')
    frame = spark.createDataFrame([(i, f"The ferry Tern left Karvo, day {i}.") for i in range(4)], "id long, text string").repartition(2)
    read = nutgraf.spark.extract(frame, layers="mentions", lexicon=beat)
    # Not the name of a file that other machines do not have.
    beat.unlink()
    assert [[m["type"] for m in row["mentions"] if m["text"] == "Tern"] for row in read.collect()] == [["product"]] * 4


NITF = "<nitf><body><body.content><p>The dam held on day {}.</p></body.content></body></nitf>"


def test_files_of_agencies(spark: Any) -> None:
    frame = spark.createDataFrame([(i, NITF.format(i) if i else "<rss/>") for i in range(4)], "id long, xml string").repartition(2)
    rows = sorted(nutgraf.spark.extract(frame, nitf="xml", layers="blocks").collect())
    assert [row["text"] for row in rows] == [None, *(f"The dam held on day {i}." for i in range(1, 4))]
    assert rows[0]["error"]["kind"] == "decode"


def test_columns_are_checked_before_anything_runs(spark: Any, texts: list[str]) -> None:
    with pytest.raises(nutgraf.OptionError, match="no column 'text'"):
        nutgraf.spark.extract(stories(spark, texts, 1))


class Killed(Columns):
    """Reads as ever, but the process that comes to story 13 first is killed at once, as by the kernel out of memory."""

    mark: str

    def read(self, batch: Any) -> Any:
        got = super().read(batch)
        if 13 in batch.column("id").to_pylist():
            try:
                os.close(os.open(self.mark, os.O_CREAT | os.O_EXCL))
            except FileExistsError:
                return got
            if self.target == "executor":
                os.kill(executor(), signal.SIGKILL)
            os.kill(os.getpid(), signal.SIGKILL)
        return got

    target = "python"


def executor() -> int:
    """The process of the executor that this Python process works for: the daemon's parent."""
    daemon = os.getppid()
    java = int(Path(f"/proc/{daemon}/stat").read_text().rsplit(")", 1)[1].split()[1])
    assert b"CoarseGrainedExecutorBackend" in Path(f"/proc/{java}/cmdline").read_bytes()
    return java


@pytest.mark.parametrize("target", ["python", "executor"])
def test_a_worker_killed_in_the_middle(spark: Any, texts: list[str], tmp_path: Path, target: str, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    count = 40
    mark = tmp_path / "killed"

    def columns(**options: Any) -> Killed:
        made = Killed(**options)
        made.mark, made.target = str(mark), target
        return made

    monkeypatch.setattr(nutgraf.spark, "Columns", columns)
    out = tmp_path / "read"
    nutgraf.spark.extract(stories(spark, texts, count, 4), text="body", layers="quotes").write.parquet(str(out))
    assert mark.exists(), "the worker was killed"
    rows = [r.asDict(recursive=True) for r in spark.read.parquet(str(out)).collect()]
    assert sorted(r["id"] for r in rows) == list(range(count)), "nothing lost, nothing doubled"
    for row in rows:
        assert (row["error"] is not None) == (row["id"] % 10 == 9)
        if row["error"] is None:
            assert len(row["quotes"]) == len(nutgraf.extract(row["text"], layers="quotes").quotes)
    with capsys.disabled():
        different, errors = len({r["id"] for r in rows}), sum(r["error"] is not None for r in rows)
        print(f"\nspark: {target} killed at story 13; {len(rows)} rows of {count}, {different} different, {errors} errors as rows")
