"""The door of the package of raw files gives what the others need."""

from exchange_stats.reading import workbook


def test_the_door_opens_raw_files_and_names_their_parts():
    assert {"read_workbook", "Sheet", "Workbook", "Look", "cell_name"} <= set(workbook.__all__)
    assert all(hasattr(workbook, name) for name in workbook.__all__)
