"""The bar counts the steps and names them."""

from exchange_stats.commands.progress import Progress


def test_a_step_is_counted_and_named(capsys):
    with Progress(lambda: 2) as progress:
        progress.say("first")
        progress.say("second")
    said = capsys.readouterr()
    assert "0/2 00:00" in said.err
    assert said.out == ""


def test_work_without_a_step_shows_no_bar_and_counts_nothing(capsys):
    asked = []
    with Progress(lambda: asked.append("how many") or 2):
        pass
    assert asked == []
    assert capsys.readouterr().err == ""
