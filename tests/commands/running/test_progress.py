"""The steps are counted and named: in a bar on a terminal, in lines of a log."""

import sys

from exchange_stats.commands.running import progress
from exchange_stats.commands.running.progress import Progress


def two_steps():
    with Progress(lambda: 2) as shown:
        shown.say("first")
        shown.say("second")


def test_a_step_is_counted_and_named_on_a_terminal(monkeypatch, capsys):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    two_steps()
    said = capsys.readouterr()
    assert "0/2 00:00" in said.err
    assert said.out == ""


def test_a_log_of_short_work_stays_empty(capsys):
    two_steps()
    assert capsys.readouterr().err == ""


def test_a_log_of_long_work_has_a_line_for_each_pause(monkeypatch, capsys):
    monkeypatch.setattr(progress, "PAUSE", 0.0)
    two_steps()
    assert capsys.readouterr().err.splitlines() == [
        "  0 of 2 steps done: first",
        "  1 of 2 steps done: second",
    ]


def test_work_without_a_step_shows_no_bar_and_counts_nothing(capsys):
    asked = []
    with Progress(lambda: asked.append("how many") or 2):
        pass
    assert asked == []
    assert capsys.readouterr().err == ""
