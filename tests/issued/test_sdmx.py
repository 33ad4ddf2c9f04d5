"""SDMX-CSV as another library reads it: all numbers, their status, and nothing that is not free."""

import csv
import io

import pytest
import sdmx
from sdmx.model import common, v30

from builders import observations
from exchange_stats.ground import codes, factbook
from exchange_stats.ground.errors import DisclosureError, StageError
from exchange_stats.ground.stages import INDICATORS
from exchange_stats.issued.sdmx import TAIL, TIME, columns_of, time_period, write_sdmx
from exchange_stats.processed import read_table

FLOWS = ("observations", "indicators")


@pytest.fixture(scope="module")
def spec():
    return factbook.load_toml("sdmx.toml")


@pytest.fixture(scope="module")
def written(project_root, tmp_path_factory):
    tables = {name: read_table(name, project_root) for name in FLOWS}
    paths = write_sdmx(tables, tmp_path_factory.mktemp("sdmx"))
    return tables, dict(zip(FLOWS, paths, strict=True))


def structure(spec, name):
    """Return the structure that facts/sdmx.toml describes, in the words of the library."""
    flow = spec["flow"][name]
    found = v30.DataStructureDefinition(
        id=flow["id"], version=spec["version"], maintainer=common.Agency(id=spec["agency"])
    )
    for sdmx_id in (*flow["dimensions"], TIME):
        found.dimensions.append(common.Dimension(id=sdmx_id))
    found.measures.append(v30.Measure(id="OBS_VALUE"))
    for sdmx_id in (*flow["attributes"], *TAIL):
        found.attributes.append(common.DataAttribute(id=sdmx_id))
    return found


def read_back(path, described):
    """Return the one dataset that the library finds in a file."""
    content = io.BytesIO(path.read_bytes())
    (dataset,) = sdmx.read_sdmx(content, format="csv", structure=described).data
    return dataset


@pytest.mark.parametrize("name", FLOWS)
def test_another_library_reads_every_free_number_with_its_key(written, spec, name):
    tables, paths = written
    dataset = read_back(paths[name], structure(spec, name))
    rows = tables[name].query("synthetic == '' and period != ''")
    assert dataset.action == common.ActionType.information
    assert len(dataset.obs) == len(rows) > 400
    read = {one.attached_attribute["FACT_ID"].value: one.value for one in dataset.obs}
    assert read == dict(zip(rows["fact_id"], rows["value"], strict=True))
    keys = {tuple(part.value for part in one.dimension.values.values()) for one in dataset.obs}
    assert len(keys) == len(rows)
    assert all(all(key) for key in keys)  # no dimension is empty


@pytest.mark.parametrize("name", FLOWS)
def test_every_column_is_known_to_the_structure(written, spec, name):
    header = written[1][name].read_text(encoding="utf-8").splitlines()[0].split(",")
    described = structure(spec, name)
    known = [*described.dimensions, *described.measures, *described.attributes]
    assert header == columns_of(spec, name)
    assert sorted(header[3:]) == sorted(component.id for component in known)


def test_the_library_would_see_a_wrong_column_and_a_wrong_action(written, spec):
    text = written[1]["indicators"].read_text(encoding="utf-8")
    described = structure(spec, "indicators")
    unnamed = io.BytesIO(text.replace("STRUCTURE_ID", "DATAFLOW_ID", 1).encode())
    with pytest.raises(ValueError, match="Invalid SDMX-CSV"):
        sdmx.read_sdmx(unnamed, format="csv", structure=described)
    acting = io.BytesIO(text.replace(",I,", ",X,", 1).encode())
    with pytest.raises(AssertionError):
        sdmx.read_sdmx(acting, format="csv", structure=described)


@pytest.mark.parametrize("name", FLOWS)
def test_every_status_is_a_code_of_sdmx(written, name):
    with written[1][name].open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["OBS_STATUS"] for row in rows} <= set(codes.codes("status"))
    assert {row["CONF_STATUS"] for row in rows} == {"F"}
    assert {row["STRUCTURE"] for row in rows} == {"dataflow"}


def rows_of(folder, *changed):
    tables = {"observations": observations(*changed), "indicators": INDICATORS.empty()}
    with write_sdmx(tables, folder)[0].open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_of_several_flags_one_is_the_status_and_the_others_are_told(tmp_path):
    (row,) = rows_of(tmp_path, {"status": "A", "flags": "U B corrected"})
    assert (row["OBS_STATUS"], row["COMMENT_OBS"]) == ("B", "low reliability; corrected")


def test_a_rounded_number_keeps_its_bounds_and_its_words(tmp_path):
    bounds = {"value": "4200", "lo": "4201", "hi": "4299", "qualifier": "more_than"}
    (row,) = rows_of(tmp_path, bounds | {"printed": "over 4,200"})
    assert (row["OBS_VALUE"], row["LOWER_BOUND"], row["UPPER_BOUND"]) == ("4200", "4201", "4299")
    assert row["COMMENT_OBS"] == "printed: over 4,200"


def test_a_missing_number_is_a_row_without_a_value_and_a_withheld_one_is_confidential(tmp_path):
    none = {"value": "", "lo": "", "hi": "", "qualifier": ""}
    missing, withheld = rows_of(
        tmp_path, none | {"status": "O"}, none | {"status": "Q", "period": "2019"}
    )
    assert [missing[name] for name in ("OBS_VALUE", "OBS_STATUS", "CONF_STATUS")] == ["", "O", "F"]
    assert [withheld[name] for name in ("OBS_VALUE", "OBS_STATUS", "CONF_STATUS")] == ["", "Q", "C"]


def test_invented_numbers_stay_out(tmp_path):
    assert rows_of(tmp_path, {"synthetic": "yes"}) == []


def test_a_note_of_unlike_definitions_goes_with_its_number(written):
    text = written[1]["indicators"].read_text(encoding="utf-8")
    (line,) = [line for line in text.splitlines() if "ratio_of_flows_stated" in line]
    assert ",D,F," in line
    assert "It was not said whom they count" in line


def test_nothing_that_is_not_free_is_written(tmp_path):
    with pytest.raises(DisclosureError, match="N, internal"):
        rows_of(tmp_path, {"conf_status": "N"})
    assert not list(tmp_path.iterdir())


def test_two_numbers_of_one_key_are_refused(tmp_path):
    with pytest.raises(StageError, match="rows with one key, expected each key once"):
        rows_of(tmp_path, {"claim_id": ""}, {"claim_id": "_Z"})  # one and the same in SDMX


@pytest.mark.parametrize(
    ("label", "written"),
    [
        ("2018", "2018"),
        ("2018/19", "2018-A1"),
        ("1999/00", "1999-A1"),
        ("2013-2018", "2013-01-01/P6Y"),
        ("2023-05-18 to 2025-05-17", "2023-05-18/P731D"),
    ],
)
def test_periods_are_written_as_sdmx_writes_them(label, written):
    assert time_period(label) == written


def test_a_period_of_another_form_is_refused():
    with pytest.raises(StageError, match="period '2018 autumn': expected a year"):
        time_period("2018 autumn")
