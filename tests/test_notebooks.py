"""The notebooks are thin, run from a clean start, and fail in words."""

import ast
import json
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from exchange_stats import notebooks, processed
from exchange_stats.notebooks import NotebookError, find_notebooks, inert, run_notebook

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = find_notebooks(ROOT)
LINES = 10
RAW = re.compile(
    r"""data/raw|read_csv\(f?["']|read_excel|read_json|openpyxl|calamine|\bopen\(|sys\.path"""
)
NAME = re.compile(r"\d\d_[a-z0-9_]+")


def cells_of(path, kind):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == kind]


def by_name(path):
    return path.stem


def faults_in(path):
    """Return what breaks the rules of a thin notebook."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    before = "code"
    for number, cell in enumerate(notebook["cells"], start=1):
        source = "".join(cell["source"])
        if cell["cell_type"] == "code":
            yield from (f"cell {number}: {fault}" for fault in code_faults(source, cell))
            if before == "code":
                yield f"cell {number}: no prose before it"
        before = cell["cell_type"]
    if set(notebook["metadata"]) - {"kernelspec", "language_info"}:
        yield f"metadata {sorted(notebook['metadata'])}"


def code_faults(source, cell):
    if len(source.splitlines()) > LINES:
        yield f"{len(source.splitlines())} lines, at most {LINES}"
    if cell["outputs"] or cell["execution_count"] is not None or cell["metadata"]:
        yield "outputs not stripped"
    if found := RAW.search(source):
        yield f"reads raw: {found[0]}"
    nodes = list(ast.walk(ast.parse(source)))
    if any(isinstance(n, ast.FunctionDef | ast.ClassDef) for n in nodes):
        yield "defines a function"
    called = [n.func.attr for n in nodes if isinstance(n, ast.Call) and hasattr(n.func, "attr")]
    if "merge" in called and not any(isinstance(n, ast.Assert) for n in nodes):
        yield "a merge without an assert"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=by_name)
def test_a_notebook_is_thin(path):
    assert list(faults_in(path)) == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=by_name)
def test_a_notebook_is_named_by_what_it_tells_and_begins_with_a_question(path):
    assert NAME.fullmatch(path.stem)
    first = cells_of(path, "markdown")[0]
    assert first.startswith("# ")
    assert "?" in first


def test_the_notebooks_of_the_project_are_there():
    numbers = [path.stem.split("_")[0] for path in NOTEBOOKS]
    assert numbers == ["10", "15", "20", "30", "40", "45", "47", "50", "55", "57", "60"]


@pytest.mark.parametrize(
    ("source", "changed", "fault"),
    [
        ("x = 1\n" * 11, {}, "11 lines, at most 10"),
        ("def f(): ...", {}, "defines a function"),
        ("class A: ...", {}, "defines a function"),
        ("pd.read_csv('a.csv')", {}, "reads raw: read_csv('"),
        ("open('data')", {}, "reads raw: open("),
        ("a.merge(b)", {}, "a merge without an assert"),
        ("1", {"outputs": [{}]}, "outputs not stripped"),
        ("1", {"execution_count": 3}, "outputs not stripped"),
        ("1", {"metadata": {"tags": []}}, "outputs not stripped"),
    ],
)
def test_each_rule_of_a_thin_notebook_was_seen_to_fire(source, changed, fault):
    cell = {"outputs": [], "execution_count": None, "metadata": {}, **changed}
    assert list(code_faults(source, cell)) == [fault]


@pytest.fixture(scope="module")
def tables_folder(derived, tmp_path_factory):
    """The processed tables as the pipeline makes them now."""
    folder = tmp_path_factory.mktemp("tables")
    processed.write_set(*derived, folder)
    return folder


@pytest.fixture(scope="module")
def running(tables_folder):
    """Run all notebooks, two at a time."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        yield {path: pool.submit(run_notebook, path, tables_folder) for path in NOTEBOOKS}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=by_name)
def test_a_notebook_runs_from_a_clean_start(path, running):
    before = path.read_bytes()
    page = running[path].result()
    assert page.name == path.stem
    assert f"# {page.title}" in cells_of(path, "markdown")[0]
    assert page.html.startswith("<!doctype html>")
    assert path.read_bytes() == before


@pytest.mark.parametrize("path", NOTEBOOKS, ids=by_name)
def test_every_picture_of_a_notebook_has_an_alternative_text(path, running):
    pictures = re.findall(r"<img\b[^>]*>", running[path].result().html)
    bare = [
        picture[:80]
        for picture in pictures
        if not re.search(r'alt="[^"]{20,}"', picture) or 'alt="No description' in picture
    ]
    assert bare == []


def test_a_notebook_reads_the_tables_that_the_build_names(small, tables_folder):
    page = run_notebook(small.add_notebook(), tables_folder)
    rows = len(processed.read_set(tables_folder)["reconciled"])
    assert f"{rows * 1000}" in page.html
    assert page.title == "How many students?"


def test_a_cell_that_fails_is_named(small):
    path = small.add_notebook("1 / 0")
    found = r"10_how_many\.ipynb: code cell 1 fails with ZeroDivisionError: division by zero; open"
    with pytest.raises(NotebookError, match=found):
        run_notebook(path)


def test_a_cell_that_takes_too_long_is_stopped(small, monkeypatch):
    monkeypatch.setattr(notebooks, "CELL_SECONDS", 1)
    path = small.add_notebook("import time; time.sleep(60)")
    with pytest.raises(NotebookError, match="a cell takes longer than 1 seconds"):
        run_notebook(path)


def test_notebooks_are_found_in_the_order_of_their_numbers(small):
    folder = small.add_notebook().parent
    for name in ("90_last.ipynb", "20_next.ipynb", "draft.ipynb", "20_next.md"):
        (folder / name).touch()
    found = [path.name for path in find_notebooks(small.root)]
    assert found == ["10_how_many.ipynb", "20_next.ipynb", "90_last.ipynb"]


@pytest.mark.parametrize(
    ("live", "left"),
    [
        ("<p>a<script>b</script></p>", "<p>a</p>"),
        ("<p style='color: red' onclick='b()'>a</p>", "<p>a</p>"),
        ("<p>a<style>b</style><link href='b'><iframe src='b'></iframe></p>", "<p>a</p>"),
        ("<a href='javascript:b()'>a</a>", "<a>a</a>"),
        ("<a href='https://b'>a</a>", '<a href="https://b">a</a>'),
        ("<img src='b.png' alt='a'>", '<img alt="a">'),
        ("<img src='data:b' alt='a'>", '<img src="data:b" alt="a">'),
        ("<h1>a<a class='anchor-link' href='#a'>\u00b6</a></h1>", "<h1>a</h1>"),
        ("<pre>a</pre>", '<pre tabindex="0">a</pre>'),
        (
            "<table border='1'><tr><th></th><th>a</th></tr></table>",
            '<div class="wide" tabindex="0"><table><tr><td></td><th>a</th></tr></table></div>',
        ),
    ],
)
def test_nothing_in_a_page_runs_loads_or_styles(live, left):
    assert inert(live) == f"<div>{left}</div>"


def test_a_styled_table_has_no_name_of_chance_and_a_heading_keeps_its_own():
    styled = (
        '<table id="T_f34df"><tr><th id="T_f34df_level0">a</th><td id="T_1">1</td></tr></table>'
    )
    body = notebooks.inert(f'<h2 id="Why">Why</h2>{styled}')
    assert "T_" not in body
    assert 'id="Why"' in body
