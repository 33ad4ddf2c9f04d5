"""The program behind ``make refusals`` names what no test has reached."""

import importlib.util

SOURCE = """
def read(path):
    if not path:
        message = "no path, expected one; give it"
        raise ValueError(message)
    if path == "-":
        refuse(
            ValueError, "headline"
        )
    print(path)
"""


def test_a_refusal_is_named_until_one_of_its_lines_is_reached(project_root):
    path = project_root / "tools" / "refusals.py"
    spec = importlib.util.spec_from_file_location("refusals", path)
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    assert sorted(tool.unreached(SOURCE, {2, 3, 10})) == [5, 7]
    assert list(tool.unreached(SOURCE, {2, 3, 4, 5})) == [7]
    assert list(tool.unreached(SOURCE, {5, 8})) == []
