"""LibreOffice opens every kind of Office file in every language, and prints what it is to show."""

import os
import re
import shutil
import subprocess

import pytest

from exchange_stats.publishing import figures, texts
from exchange_stats.publishing.office import KINDS

DEMAND = "EXCHANGE_STATS_DEMAND_OFFICE"
LANGUAGES = texts.complete_languages()
# A number with its thousands, a share, and a number of which something was said.
WRITTEN = {
    "en": ("4,614", "20.3%", "more than 4,200"),
    "ru": ("4 614", "20,3 %", "более 4 200"),
    "ky": ("4 614", "20,3%", "4 200дөн ашуун"),
    "zh": ("4,614", "20.3%", "超过4,200"),
}
FOREIGN = {"en": "4 614", "ru": "4,614", "ky": "4,614", "zh": "4 614"}


@pytest.fixture(scope="module")
def printed(packs, tmp_path_factory):
    """Print all packs by one call; return the words and the number of pages of each file."""
    missing = [name for name in ("soffice", "pdftotext") if shutil.which(name) is None]
    if missing:
        reason = f"not installed: {', '.join(missing)}: no Office file was opened by LibreOffice"
        (pytest.fail if os.environ.get(DEMAND) else pytest.skip)(reason)
    folder = tmp_path_factory.mktemp("printed")
    named = [folder / f"{path.stem}-{path.suffix[1:]}{path.suffix}" for path in packs]
    for path, copy in zip(packs, named, strict=True):
        shutil.copy(path, copy)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"  # none that is in use
    order = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*order, *map(str, named)], check=True, capture_output=True, timeout=300)
    found = {}
    for path in named:
        order = ["pdftotext", "-raw", str(path.with_suffix(".pdf")), "-"]
        words = subprocess.run(order, check=True, capture_output=True).stdout.decode("utf-8")
        found[tuple(path.stem.split("-"))] = words
    return found


def plain(words):
    """Return words on one line, and without the spaces that only Chinese and hyphens bring."""
    spaced = re.sub(r"\s+", " ", words).replace("- ", "-")
    return re.sub(r"(?<=[^\x00-\u04ff]) | (?=[^\x00-\u04ff])", "", spaced)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_file_opens_and_shows_titles_and_numbers_in_its_language(
    printed, tables, language, kind
):
    shown = plain(printed[language, kind])
    for one in ("kyrgyz-students-in-china", "scholarship-holders", "timeline-of-cooperation"):
        found = figures.figure_texts(figures.load_definitions()[one], tables, language)
        assert plain(found.title) in shown
    thousands, share, said = WRITTEN[language]
    assert plain(thousands) in shown
    assert plain(said) in shown
    assert (plain(share) in shown) or kind == "xlsx"  # the unit stands in the head of a table
    assert FOREIGN[language] not in printed[language, kind].replace("\u00a0", " ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_slide_is_a_page_and_no_page_is_without_words(printed, language):
    pages = {kind: printed[language, kind].split("\f")[:-1] for kind in KINDS}
    assert len(pages["pptx"]) == 3
    # Contents; two of each chart, one of dates, and what is over.
    assert 6 <= len(pages["docx"]) <= 8
    assert 7 <= len(pages["xlsx"]) <= 9  # cover, contents, notes, three tables, numbers of a chart
    assert all(page.strip() for kind in KINDS for page in pages[kind])
