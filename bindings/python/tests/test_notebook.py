"""The notebook of examples/ runs from top to bottom, in a kernel of its own."""

from __future__ import annotations

from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from conftest import ROOT


@pytest.mark.filterwarnings("default")
def test_the_notebook_runs() -> None:
    notebook: Any = nbformat.read(ROOT / "examples" / "story.ipynb", as_version=4)
    assert not any(cell.get("outputs") for cell in notebook.cells), "outputs are not committed: they would go stale"
    NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(ROOT / "examples")}}).execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    shown = [output["data"] for output in outputs if output["output_type"] == "execute_result"]
    assert any("Lindqvist-Mbeki" in data.get("text/html", "") for data in shown), "the annotated story"
    assert any("<table" in data.get("text/html", "") for data in shown)


@pytest.mark.filterwarnings("default")
def test_show_in_a_notebook_shows_the_annotated_story() -> None:
    notebook: Any = nbformat.v4.new_notebook()
    notebook.cells = [nbformat.v4.new_code_cell("import nutgraf\nnutgraf.extract('“It works,” said Ada Osei.').show()")]
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    (output,) = notebook.cells[0]["outputs"]
    assert output["output_type"] == "display_data"
    assert output["data"]["text/html"].startswith('<div class="nutgraf">')
