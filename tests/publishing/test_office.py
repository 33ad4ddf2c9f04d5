"""Some figures together as a Word report, slides and a workbook."""

from zipfile import ZipFile

import pytest

from exchange_stats.publishing import figures, office
from schema_order import out_of_order

# Lines with gaps, panels, columns, bars of one colour, stacked bars, and dates without a chart.
CHOSEN = (
    *("kyrgyz-students-in-china", "five-countries-degree", "growth-by-year"),
    *("degree-share-five-countries", "sample-institutions", "cooperation-events"),
)


@pytest.fixture(scope="module")
def written(tables, tmp_path_factory):
    folder, known = tmp_path_factory.mktemp("packs"), figures.load_definitions()
    chosen = [known[name] for name in CHOSEN]
    for one in chosen:
        for size in ("word", "slide"):
            look = figures.Look("en", size, "bare")
            figures.write_figure(one, tables, folder, look, ["png", "svg"])
    alone = [folder / "tables.en.docx", folder / "tables.en.pptx"]
    return [
        *office.write_packs(folder / "all.en", chosen, tables, "en", folder),
        *(office.write_pack(path, chosen, tables, "en") for path in alone),
    ]


def test_one_file_of_each_kind_is_written_beside_the_others(written):
    names = [*(f"all.en.{kind}" for kind in office.KINDS), "tables.en.docx", "tables.en.pptx"]
    assert [path.name for path in written] == names
    assert all(path.read_bytes()[:2] == b"PK" for path in written)


def test_the_parts_of_every_element_stand_in_the_order_of_the_schema(written):
    found = {}
    for path in written:
        with ZipFile(path) as packed:
            for name in packed.namelist():
                if name.endswith(".xml"):
                    found[f"{path.name} {name}"] = sorted(set(out_of_order(packed.read(name))))
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
    assert sum("charts/chart" in name for name in found) == 3 * 9


def test_parts_in_another_order_are_found():
    chart = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    turned = f"<c:chartSpace {chart}><c:chart><c:dispBlanksAs/><c:plotArea/></c:chart>"
    assert list(out_of_order(f"{turned}</c:chartSpace>".encode()))
    assert not list(
        out_of_order(turned.replace("<c:dispBlanksAs/>", "").encode() + b"</c:chartSpace>")
    )
