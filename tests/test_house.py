"""The rules of the house hold in the project, and each was seen to fire.

The rules are functions in ``house_imports.py`` and ``house_habits.py``. Each is run twice: on the
project, where it must name nobody, and on a small tree with one planted fault, where it must name
the offender.
"""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

import house_habits as habits
import house_imports as imports
from house_layers import House, Rule

RULES: tuple[Rule, ...] = (
    imports.modules_without_a_layer,
    imports.layers_without_a_module,
    imports.imports_that_go_up,
    imports.imports_by_name_in_a_string,
    imports.code_in_package_faces,
    imports.public_names_that_are_modules,
    imports.reserved_imports,
    imports.facts_opened_elsewhere,
    imports.code_in_facts,
    imports.printed_labels_in_code,
    habits.unregistered_checks,
    habits.checks_without_a_case,
    habits.modules_without_tests,
    habits.tests_without_a_module,
    habits.modules_above_the_ceiling,
    habits.functions_above_the_ceiling,
    habits.packages_above_the_ceiling,
    habits.vague_names,
    habits.careless_tables,
    habits.text_run_as_code,
)

SMALL_LAYERS = {
    "ground": "errors factbook",
    "reading": "workbook layout",
    "evidence": "identities checks",
    "publishing": "drawing charts",
    "publishing.charts": "scales series",
    "": "build __init__ __main__",
}

SOUND_CHECKS = """
from exchange_stats.evidence.identities import check_sums

def check_jumps(): ...

CHECKS = {"sums": check_sums, "jumps": check_jumps}
"""

SOUND_TREE = {
    "src/exchange_stats/__init__.py": '"""Door."""\n\ndef f():\n    import exchange_stats.build\n',
    "src/exchange_stats/__main__.py": "from exchange_stats import build\n",
    "src/exchange_stats/build.py": "from exchange_stats.reading import layout\n",
    "src/exchange_stats/ground/__init__.py": '"""Ground."""\n',
    "src/exchange_stats/ground/errors.py": "class ExchangeStatsError(Exception): ...\n",
    "src/exchange_stats/ground/factbook.py": 'import tomllib\nhere = folder / "facts"\n',
    "src/exchange_stats/reading/__init__.py": '"""Reading."""\n',
    "src/exchange_stats/reading/workbook.py": "import python_calamine\n",
    "src/exchange_stats/reading/layout.py": "from exchange_stats.reading.workbook import Sheet\n",
    "src/exchange_stats/evidence/__init__.py": '"""Evidence."""\n',
    "src/exchange_stats/evidence/identities.py": "def check_sums(): ...\n",
    "src/exchange_stats/evidence/checks.py": SOUND_CHECKS,
    "src/exchange_stats/publishing/__init__.py": '"""Publishing."""\n',
    "src/exchange_stats/publishing/drawing.py": "import matplotlib\n",
    "src/exchange_stats/publishing/charts/__init__.py": "from . import scales, series\n",
    "src/exchange_stats/publishing/charts/scales.py": "from .. import drawing\n",
    "src/exchange_stats/publishing/charts/series.py": "from . import scales\n",
    "src/exchange_stats/facts/labels.csv": "a,b\n",
    "tests/test_init.py": "",
    "tests/test_main.py": "",
    "tests/test_build.py": "",
    "tests/ground/test_errors.py": "",
    "tests/ground/test_factbook.py": "",
    "tests/reading/test_workbook.py": "",
    "tests/reading/test_layout.py": "",
    "tests/evidence/test_identities.py": "check_sums()\n",
    "tests/evidence/test_checks.py": "jumps\n",
    "tests/publishing/test_drawing.py": "",
    "tests/publishing/test_charts.py": "",
    "tests/publishing/charts/test_scales.py": "",
    "tests/publishing/charts/test_series.py": "",
}

# rule, file of the planted fault, its text (None: the file is taken away), what must be named
PLANTED = [
    (imports.modules_without_a_layer, "reading/drift.py", "", "reading.drift: no layer"),
    (imports.modules_without_a_layer, "attic/__init__.py", "", "attic: no layer"),
    (imports.layers_without_a_module, "reading/layout.py", None, "reading.layout: in LAYERS"),
    (
        imports.imports_that_go_up,
        "reading/workbook.py",
        "from exchange_stats.reading.layout import read_table",
        "reading.workbook, line 1: imports reading.layout",
    ),
    (
        imports.imports_that_go_up,
        "reading/workbook.py",
        "def f():\n    import exchange_stats.reading.layout",
        "reading.workbook, line 2: imports reading.layout",
    ),
    (
        imports.imports_that_go_up,
        "reading/workbook.py",
        "from .layout import read_table",
        "reading.workbook, line 1: imports reading.layout",
    ),
    (
        imports.imports_that_go_up,
        "reading/layout.py",
        "from exchange_stats.evidence import checks",
        "reading.layout, line 1: imports evidence.checks",
    ),
    (
        imports.imports_that_go_up,
        "ground/errors.py",
        "from ..reading import layout",
        "ground.errors, line 1: imports reading.layout",
    ),
    (
        imports.imports_that_go_up,
        "evidence/checks.py",
        "from exchange_stats import build",
        "evidence.checks, line 1: imports build",
    ),
    (
        imports.imports_that_go_up,
        "evidence/checks.py",
        "import exchange_stats",
        "evidence.checks, line 1: imports __init__",
    ),
    (
        imports.imports_that_go_up,
        "publishing/charts/scales.py",
        "from exchange_stats.publishing.charts.series import draw",
        "publishing.charts.scales, line 1: imports publishing.charts.series",
    ),
    (
        imports.imports_that_go_up,
        "publishing/charts/scales.py",
        "from exchange_stats.publishing import charts",
        "publishing.charts.scales, line 1: imports publishing.charts",
    ),
    (
        imports.imports_by_name_in_a_string,
        "evidence/checks.py",
        "importlib.import_module('exchange_stats.build')",
        "evidence.checks, line 1",
    ),
    (
        imports.code_in_package_faces,
        "reading/__init__.py",
        '"""Reading."""\nimport pandas\n',
        "reading.__init__: holds code",
    ),
    (
        imports.public_names_that_are_modules,
        "__init__.py",
        '__all__ = ["balance", "build"]',
        "__init__: build is also a module",
    ),
    (
        imports.reserved_imports,
        "reading/layout.py",
        "from openpyxl import load_workbook",
        "reading.layout, line 1: imports openpyxl, which only reading.workbook*",
    ),
    (
        imports.reserved_imports,
        "build.py",
        "def f():\n    import matplotlib.pyplot as plt",
        "build, line 2: imports matplotlib",
    ),
    (
        imports.facts_opened_elsewhere,
        "reading/layout.py",
        'text = (HERE.parent / "facts" / "labels.csv").read_text()',
        "reading.layout, line 1: reaches into facts/",
    ),
    (
        imports.facts_opened_elsewhere,
        "reading/layout.py",
        "from importlib.resources import files",
        "reading.layout, line 1: reaches into facts/",
    ),
    (
        imports.facts_opened_elsewhere,
        "build.py",
        'open("src/exchange_stats/facts/labels.csv")',
        "build, line 1: reaches into facts/",
    ),
    (imports.code_in_facts, "facts/rules.py", "", "facts/rules.py: neither TOML nor CSV"),
    (
        imports.printed_labels_in_code,
        "reading/layout.py",
        "TOTAL = 'Барлыгы'",
        "reading.layout, line 1: 'Барлыгы'",
    ),
    (
        imports.printed_labels_in_code,
        "reading/layout.py",
        "\nTOTAL = '合计'",
        "reading.layout, line 2: '合计'",
    ),
    (
        imports.printed_labels_in_code,
        "reading/layout.py",
        "SPACE = '\u00a0'",
        r"reading.layout, line 1: an invisible character; write \u00a0",
    ),
    (
        habits.unregistered_checks,
        "evidence/identities.py",
        "def check_sums(): ...\ndef check_shares(): ...",
        "evidence.identities: check_shares is not in the table",
    ),
    (
        habits.unregistered_checks,
        "evidence/checks.py",
        "def check_jumps(): ...\n",
        "evidence.checks: check_jumps is not in the table",
    ),
    (
        habits.checks_without_a_case,
        "evidence/identities.py",
        "def check_shares(): ...",
        "evidence.identities: check_shares has no case",
    ),
    (
        habits.modules_without_tests,
        "reading/drift.py",
        "",
        "reading.drift: no tests/reading/test_drift.py",
    ),
    (habits.modules_without_tests, "trace.py", "", "trace: no tests/test_trace.py"),
    (
        habits.tests_without_a_module,
        "reading/layout.py",
        None,
        "tests/reading/test_layout.py: tests no module of that name",
    ),
    (
        habits.modules_above_the_ceiling,
        "build.py",
        "x = 1\n" * 251,
        "build: 251 lines, expected at most 250",
    ),
    (
        habits.functions_above_the_ceiling,
        "build.py",
        'def f():\n    """Say."""\n' + "    x = 1\n" * 31,
        "build.f: body of 31 lines, at most 30",
    ),
    (
        habits.functions_above_the_ceiling,
        "build.py",
        "class A:\n    def g(self, a, b, c, *, d, e, f): ...",
        "build.g: 6 parameters, at most 5",
    ),
    (habits.vague_names, "reading/utils.py", "", "reading.utils: says nothing"),
    (habits.vague_names, "build.py", "def process_data(): ...", "build.process_data: says nothing"),
    (
        habits.careless_tables,
        "build.py",
        "a = left.merge(right, on='key')",
        "build, line 1: a merge without validate=",
    ),
    (habits.careless_tables, "build.py", "a.fillna(0)", "build, line 1: fillna(0)"),
    (habits.careless_tables, "build.py", "a.drop(1, inplace=True)", "build, line 1: inplace=True"),
    (habits.careless_tables, "build.py", "assert a", "build, line 1: assert guards nothing"),
    *(
        (habits.text_run_as_code, "build.py", text, f"build, line 1: {named}")
        for text, named in {
            "eval(a)": "eval runs a text",
            "import pickle": "pickle unpacks code",
            "from yaml import load": "yaml unpacks code",
            "os.system(a)": "os.system runs a text",
            "pd.read_pickle(a)": "pd.read_pickle unpacks code",
            "subprocess.run(a, shell=True)": "shell=",
            "np.load(a, allow_pickle=b)": "allow_pickle=",
        }.items()
    ),
]


@pytest.fixture
def sound(tmp_path: Path) -> House:
    """Return a small tree in which no rule is broken."""
    for name, text in SOUND_TREE.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return House(tmp_path, SMALL_LAYERS)


def name_of(value: object) -> str | None:
    """Return the name of a rule or file for the id of a test."""
    text = getattr(value, "__name__", value)
    return text if isinstance(text, str) and len(text) < 40 and text.isprintable() else ""


@pytest.mark.parametrize("rule", RULES, ids=name_of)
def test_the_project_keeps_the_rule(rule: Rule, project_root: Path) -> None:
    offenders = rule(House(project_root))
    assert not offenders, "\n".join(["", *offenders])


@pytest.mark.parametrize("rule", RULES, ids=name_of)
def test_a_sound_tree_offends_no_rule(rule: Rule, sound: House) -> None:
    assert rule(sound) == []


@pytest.mark.parametrize(("rule", "file", "text", "named"), PLANTED, ids=name_of)
def test_a_planted_offender_is_named(
    rule: Rule, file: str, text: str | None, named: str, sound: House
) -> None:
    path = sound.source / file
    if text is None:
        path.unlink()
    else:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    offenders = rule(sound)
    assert [o for o in offenders if o.startswith(named)], offenders


def test_a_package_of_eleven_modules_is_named(sound: House) -> None:
    for number in range(10):
        (sound.source / "reading" / f"part{number}.py").touch()
    assert habits.packages_above_the_ceiling(sound) == ["reading: 12 modules, expected at most 10"]


def test_a_top_floor_of_eleven_modules_is_named(sound: House) -> None:
    for number in range(10):
        (sound.source / f"part{number}.py").touch()
    assert habits.packages_above_the_ceiling(sound) == [
        "top floor: 11 modules, expected at most 10"
    ]


def test_every_rule_was_seen_to_fire() -> None:
    seen = {rule for rule, *_ in PLANTED} | {habits.packages_above_the_ceiling}
    assert seen == set(RULES)


def test_limits_are_met_exactly_without_offence(sound: House) -> None:
    body = "def f(a, b, *, c, d, e):\n" + "    x = 1\n" * 30
    (sound.source / "build.py").write_text(body + "x = 1\n" * 219, encoding="utf-8")
    assert habits.modules_above_the_ceiling(sound) == []
    assert habits.functions_above_the_ceiling(sound) == []


HEAVY = {
    *("IPython", "ipykernel", "jinja2", "lxml", "matplotlib", "nbclient", "nbformat", "numpy"),
    *("openpyxl", "pandas", "python_calamine", "scipy", "seaborn", "xlsxwriter"),
}


def loaded_by(statement: str) -> set[str]:
    """Return the libraries that a fresh Python has loaded after a statement."""
    program = f"{statement}; import sys; print(*{{name.split('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


@pytest.mark.parametrize("module", ["exchange_stats", "exchange_stats.__main__"])
def test_importing_the_door_loads_no_heavy_library(module: str) -> None:
    assert loaded_by(f"import {module}") & HEAVY == set()


def test_the_heavy_libraries_would_be_seen() -> None:
    assert {"pandas", "numpy"} <= loaded_by("import pandas") & HEAVY


def test_a_test_cannot_reach_the_network() -> None:
    with socket.socket() as far, pytest.raises(RuntimeError, match="may not read the network"):
        far.connect(("192.0.2.1", 80))
