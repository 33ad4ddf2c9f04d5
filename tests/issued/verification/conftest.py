"""One figure of numbers and one of dates, as every file that is exported of them."""

from zipfile import ZipFile

import pytest

from exchange_stats.publishing import figures, office

FIGURE, DATED = "growth-by-year", "timeline-of-cooperation"


@pytest.fixture(scope="session")
def exported(tables, tmp_path_factory):
    """A folder with the pictures, data and Office files of the two figures, in Russian."""
    folder, known = tmp_path_factory.mktemp("exported"), figures.load_definitions()
    chosen = [known[FIGURE], known[DATED]]
    for one in chosen:
        for size in ("word", "slide"):
            figures.write_figure(one, tables, folder, figures.Look("ru", size, "bare"))
        figures.write_data(one, tables, folder)
    office.write_packs(folder / "all.ru", chosen, tables, "ru", folder)
    return folder


@pytest.fixture
def members():
    """Return a function that gives the members of an Office file."""

    def unpack(path):
        with ZipFile(path) as packed:
            return {name: packed.read(name) for name in packed.namelist()}

    return unpack


@pytest.fixture
def pack(tmp_path):
    """Return a function that writes members as an Office file of another program."""

    def write(members, name="theirs.docx"):
        with ZipFile(tmp_path / name, "w") as packed:
            for member, content in members.items():
                packed.writestr(member, content)
        return tmp_path / name

    return write
