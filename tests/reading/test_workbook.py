"""The door of the package of raw files gives what the others need."""

from exchange_stats.ground.errors import InputError
from exchange_stats.reading import workbook


def test_the_door_opens_raw_files_and_names_their_parts():
    assert {"read_workbook", "Sheet", "Workbook", "Look", "cell_name"} <= set(workbook.__all__)
    assert all(hasattr(workbook, name) for name in workbook.__all__)


def test_many_raw_files_are_opened_in_their_order_and_refused_one_by_one(tmp_path, monkeypatch):
    texts = {
        "a.csv": "x,1\n",
        "b.csv": "y,2\n" * 3,
        "c.csv": "",
        "d.csv": "z,3\n",
        "e.csv": "w,4\n",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    paths = [tmp_path / name for name in (*texts, "none.csv")]
    for most in (2**18, 10):  # all of them together, or in four parts
        monkeypatch.setattr(workbook, "TOGETHER", most)
        found = [
            one.code if isinstance(one, InputError) else (one.path.name, one.sheets[0].values[0][0])
            for one in workbook.read_workbooks(paths)
        ]
        told = [("a.csv", "x"), ("b.csv", "y"), "E_EMPTY", ("d.csv", "z"), ("e.csv", "w")]
        assert found == [*told, "E_NOT_FOUND"]
