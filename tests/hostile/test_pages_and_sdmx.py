"""Notebook pages and SDMX-CSV hold hostile labels, and any text of chance, as texts."""

import csv
import html as escapes

import nbformat
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from builders import observations
from exchange_stats.ground import inert
from exchange_stats.ground.stages import INDICATORS
from exchange_stats.issued.sdmx import write_sdmx
from exchange_stats.notebooks import LIVE, page_of
from hostile_labels import LABELS, RUN, SIGNS, policy_of

BEGINNINGS = st.sampled_from(
    ["", "=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", " =", "\u200b=", "'"]
)
SIGNS_OF_PAGES = st.text(st.sampled_from([*"<>\"'&/=!-$ \n\x00", *"script", "\ud800", "\u202e"]))
TEXTS = st.builds(str.__add__, BEGINNINGS, st.one_of(st.text(), SIGNS_OF_PAGES))
FREE_TEXT = ("institution", "edition", "claim_id", "reference_date", "fact_id", "printed")


# --- SDMX-CSV ---


def sdmx_of(text, folder):
    """Return the cells of the one row that is written of an observation full of a text."""
    row = dict.fromkeys(FREE_TEXT, text)
    rounded = {"value": "4200", "lo": "4201", "hi": "4299", "qualifier": "more_than"}
    tables = {"observations": observations(row | rounded), "indicators": INDICATORS.empty()}
    path = write_sdmx(tables, folder)[0]
    with path.open(encoding="utf-8", newline="") as file:
        (found,) = csv.DictReader(file)
    return found


def assert_inert(found, text):
    text = text.encode("utf-8", "replace").decode()  # half of a pair of UTF-16 is no text
    assert [cell for cell in found.values() if cell.lstrip().startswith(SIGNS)] == []
    assert found["OBS_VALUE"] == "4200"
    for name in ("FACT_ID", "REFERENCE_DATE"):
        assert inert.text_of(found[name]) == text


@pytest.mark.parametrize("name", LABELS)
def test_a_hostile_label_is_a_text_in_sdmx(name, tmp_path):
    assert_inert(sdmx_of(LABELS[name], tmp_path), LABELS[name])


@settings(max_examples=60)
@given(text=TEXTS)
def test_any_text_is_a_text_in_sdmx(text, tmp_path_factory):
    assert_inert(sdmx_of(text, tmp_path_factory.mktemp("sdmx")), text)


# --- pages of notebooks ---


def page_with(text, markup=""):
    """Return the page of a notebook that shows a text as a table, as words and as an error."""
    table = pd.DataFrame({"label": [text], "value": [1]})
    bundle = {"text/plain": text, "text/html": table.to_html() + markup}
    outputs = [
        nbformat.v4.new_output("execute_result", bundle, execution_count=1),
        nbformat.v4.new_output("stream", text=text),
        nbformat.v4.new_output("display_data", {"text/plain": text}),
        nbformat.v4.new_output("error", ename="KeyError", evalue=text, traceback=[text]),
    ]
    cell = nbformat.v4.new_code_cell("print(table)", outputs=outputs, execution_count=1)
    prose = nbformat.v4.new_markdown_cell("# What is seen")
    return page_of(nbformat.v4.new_notebook(cells=[prose, cell]), "10_seen").html


def live_in(page):
    """Return what of a page runs or loads, but for its own two sheets of styles."""
    body = html.document_fromstring(page).body
    return [
        (one.tag, name)
        for one in body.iter()
        if isinstance(one.tag, str)
        for name in [one.tag, *one.attrib]
        if name in LIVE
        or name.startswith("on")
        or str(one.get(name, "")).lower().lstrip().startswith(("javascript:", "vbscript:"))
    ]


@pytest.fixture(scope="module")
def elements():
    """How many elements of each kind the page of a plain word has."""
    return counted(page_with("Osh"))


def counted(page):
    found = {}
    for one in html.document_fromstring(page).iter():
        found[one.tag] = found.get(one.tag, 0) + 1
    return found


@pytest.mark.parametrize("name", LABELS)
def test_a_hostile_label_is_a_text_in_the_page_of_a_notebook(name, elements):
    label = LABELS[name].replace("\ud800", "?")
    page = page_with(label.translate({0: None, 1: None}))
    assert live_in(page) == []
    assert counted(page) == elements
    assert policy_of(page).startswith("default-src 'none'; ")
    first = label.splitlines()[-1].split("\x00")[0].strip()
    assert escapes.escape(first, quote=False) in page


@settings(max_examples=30, deadline=None)
@given(text=st.one_of(st.text(st.characters(exclude_categories=["Cs", "Cc"])), SIGNS_OF_PAGES))
def test_any_text_makes_no_element_of_its_own_in_the_page_of_a_notebook(text, elements):
    assert counted(page_with(text.replace("\ud800", "").replace("\x00", ""))) == elements


MARKUP = [
    f"<script>{RUN}</script>",
    f'<svg onload="{RUN}"><script>{RUN}</script></svg>',
    f'<a href="java\nscript:{RUN}">a</a>',
    f'<img src="http://example.org/a.png" onerror="{RUN}">',
    f'<iframe srcdoc="<script>{RUN}</script>"></iframe>',
    '<meta http-equiv="refresh" content="0;url=http://example.org">',
    '<link rel="stylesheet" href="http://example.org/a.css"><style>td { color: red }</style>',
    '<form action="http://example.org"><button formaction="javascript:1">a</button></form>',
    f'<table background="javascript:{RUN}"><tr><td onclick="{RUN}">a</td></tr></table>',
    '<object data="http://example.org"></object><embed src="http://example.org">',
]


@pytest.mark.parametrize("markup", MARKUP)
def test_markup_that_a_table_was_not_escaped_of_neither_runs_nor_loads(markup):
    page = page_with("Osh", markup)
    assert live_in(page) == []
    assert RUN not in html.document_fromstring(page).body.text_content()
    assert 'src="http' not in page
