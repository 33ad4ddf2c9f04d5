"""Small packs of Office files in every language."""

from pathlib import Path

import pandas as pd
import pytest

from exchange_stats.publishing import figures, office, texts

# Lines with a gap and statements, panels with a share, and dates without a chart.
CHOSEN = ("kyrgyz-students-in-china", "scholarship-holders", "timeline-of-cooperation")


@pytest.fixture(scope="session")
def packs(tables: dict[str, pd.DataFrame], tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """A Word report, slides and a workbook of three figures in every language."""
    folder, known = tmp_path_factory.mktemp("packs"), figures.load_definitions()
    chosen = [known[name] for name in CHOSEN]
    written = []
    for language in texts.complete_languages():
        for one in chosen:
            for size in ("word", "slide"):
                look = figures.Look(language, size, "bare")
                figures.write_figure(one, tables, folder, look, ["png", "svg"])
        written += office.write_packs(folder / language, chosen, tables, language, folder)
    return written
