"""Files changed by chance are a table or one coded refusal, and nothing is left behind."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from mutated import children, mutation, outcome, seeds

INPUTS = 2000


def test_a_mutation_is_the_same_file_each_time():
    assert [mutation(number) for number in range(30)] == [mutation(n) for n in range(30)]


@pytest.mark.parametrize("name", seeds())
def test_what_the_mutations_begin_with_is_read(tmp_path, name):
    (tmp_path / name).write_bytes(seeds()[name])
    assert outcome(tmp_path / name) == "read"


@pytest.mark.skipif(sys.platform != "linux", reason="asks the system for open files and processes")
def test_files_changed_by_chance_are_a_table_or_one_coded_refusal(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(seeds()["a.xlsx"])
    outcome(tmp_path / "a.xlsx")
    before = len([*Path("/proc/self/fd").iterdir()])
    found = Counter()
    for number in range(INPUTS):
        name, content = mutation(number)
        (tmp_path / name).write_bytes(content)
        told = outcome(tmp_path / name)
        assert not told.startswith("!"), (number, name, told)
        found[told] += 1
    assert found["read"] > INPUTS // 4
    assert found["E_CORRUPT"] > INPUTS // 4
    assert len([*Path("/proc/self/fd").iterdir()]) <= before
    assert children() <= 1


@pytest.mark.skipif(sys.platform != "linux", reason="asks the system for open files and processes")
@pytest.mark.parametrize(
    ("words", "said"),
    [(("--count", "12", "--state", "state.json"), "12 inputs"), (("--soak", "12"), "ms a read")],
)
def test_the_programs_behind_make_fuzz_and_make_soak_run_to_the_end(
    project_root, tmp_path, words, said
):
    paths = (project_root / "tests", os.environ.get("PYTHONPATH", ""))
    done = subprocess.run(
        [sys.executable, project_root / "benchmarks" / "fuzz.py", *words],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(map(str, paths))},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert said in done.stdout
