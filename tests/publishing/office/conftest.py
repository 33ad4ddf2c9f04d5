import pytest

from exchange_stats.publishing import figures
from exchange_stats.publishing.office.word import write_report

CHOSEN = ("kyrgyz-students-in-china", "scholarship-holders", "growth-by-year", "sample-levels")
DATED = "cooperation-events"


@pytest.fixture(scope="session")
def chosen():
    """Figures of lines, panels, columns and bars, and one of dates."""
    known = figures.load_definitions()
    return [known[name] for name in (*CHOSEN, DATED)]


@pytest.fixture(scope="session")
def pictures(chosen, tables, tmp_path_factory):
    """A folder with the bare pictures that the packs take in."""
    folder = tmp_path_factory.mktemp("pictures")
    for one in chosen:
        for size in ("word", "slide"):
            figures.write_figure(
                one, tables, folder, figures.Look("ru", size, "bare"), ["png", "svg"]
            )
    return folder


@pytest.fixture(scope="session")
def report(chosen, tables, pictures, tmp_path_factory):
    """The Word report of the figures in Russian."""
    path = tmp_path_factory.mktemp("report") / "r.docx"
    return write_report(path, chosen, tables, "ru", pictures)
