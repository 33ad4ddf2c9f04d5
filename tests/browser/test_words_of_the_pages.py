"""Every page is in its own language: what English and other pages share is named here."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html

from exchange_stats.publishing import texts

SPOKEN = ("aria-label", "alt", "title", "placeholder", "data-found", "data-copied", "data-saved")
# What is the same in every language: names of formats and programs, ids of tables and workbooks,
# an address of a cell, and languages of forms ("2024/25 ky").
SHARED = (
    r"PNG|SVG|PDF|CSV",
    r"[a-z_]+\.csv",
    r"[a-z]+(_[a-z0-9]+)+(, [A-Z]{3}@[A-Z]{3})?(: [\d.]+)?",
    r"[a-z_0-9]+ .+![A-Z]+\d+",
    r"\d{4}/\d\d [a-z]{2}",
    r"\(sha256",
)


def words_of(page: Path) -> Iterator[str]:
    """Yield the words of a page in its own language, those of its labels too."""
    tree = html.fromstring(page.read_bytes()).find("body")
    for one in tree.iter(html.etree.Element):
        around = [at for at in (*one.iterancestors(), one) if at.tag != "html"]
        if one.tag in ("script", "style", "code") or any(at.get("lang") for at in around):
            continue
        inside = [one.text, *(child.tail for child in one)]
        yield from (" ".join(text.split()) for text in inside if text)
        yield from (one.get(name, "") for name in SPOKEN if not one.get("value"))


def english(path: str) -> str:
    return re.sub(r"\.en\.html$", ".{}.html", path) if path != "index.html" else "index.{}.html"


@pytest.mark.parametrize("language", [name for name in texts.complete_languages() if name != "en"])
def test_no_page_leaves_words_of_ours_in_english(reports, language):
    pages = ["index.html", *(path.relative_to(reports) for path in reports.rglob("*.en.html"))]
    left = {}
    for path in map(str, pages):
        other = reports / english(path).format(language)
        same = set(words_of(reports / path)) & set(words_of(other))
        found = {one for one in same if re.search("[A-Za-z]{2}", one)}
        found = {one for one in found if not any(re.fullmatch(kind, one) for kind in SHARED)}
        left |= {path: found} if found else {}
    assert left == {}
