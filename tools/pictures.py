"""Draw the pictures of README and docs anew: every file of docs/figures, by its name.

Run by ``make pictures``. A name says figure, language, size and kind, as in the folder of a build:
``two-flows.ru.half.png``. For another picture put an empty file of its name there first.
"""

from pathlib import Path

from exchange_stats import processed
from exchange_stats.publishing import figures

ROOT = Path(__file__).resolve().parents[1]
SHOWN = ROOT / "docs" / "figures"


def main() -> None:
    """Draw each picture anew and say which."""
    tables = processed.read_set(ROOT / "data" / "processed")
    known = figures.load_definitions(tables)
    for path in sorted(SHOWN.iterdir()):
        figure_id, language, size, kind = path.name.split(".")
        look = figures.Look(language, size)
        figures.write_figure(known[figure_id], tables, SHOWN, look, [kind])
        print(path.relative_to(ROOT))


if __name__ == "__main__":
    main()
