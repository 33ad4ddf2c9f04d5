"""Some figures together as a Word report, slides and a workbook."""

from exchange_stats.publishing import figures, office


def test_one_file_of_each_kind_is_written_beside_the_others(tables, tmp_path):
    one = figures.load_definitions()["growth-by-year"]
    for size in ("word", "slide"):
        figures.write_figure(
            one, tables, tmp_path, figures.Look("en", size, "bare"), ["png", "svg"]
        )
    written = office.write_packs(tmp_path / "all.en", [one], tables, "en", tmp_path)
    assert [path.name for path in written] == [f"all.en.{kind}" for kind in office.KINDS]
    assert all(path.read_bytes()[:2] == b"PK" for path in written)
