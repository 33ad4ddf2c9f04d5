"""The workbook for institutions is written where it was asked for."""

from exchange_stats.commands.sent import template


def test_the_form_is_written_and_the_next_step_told(run, tmp_path, capsys):
    to = tmp_path / "request.xlsx"
    assert run(template, "--side", "kyrgyz", "--year", "2025/26", "--to", to) == 0
    assert to.read_bytes()[:2] == b"PK"
    assert capsys.readouterr().out.startswith(f"{to} written; docs/returns.md says")
