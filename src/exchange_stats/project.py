"""Where things lie in a project folder."""

import os
from pathlib import Path

from exchange_stats.ground.errors import RawFileError

PROCESSED = Path("data/processed")
RELEASES = Path("data/releases")
REPORTS = Path("reports")
NOTEBOOKS = Path("notebooks")
RAW = Path("data/raw")
LOCK = Path("data/.build.lock")
TABLES_VARIABLE = "EXCHANGE_STATS_PROCESSED"


def find_root(start: Path | None = None) -> Path:
    """Return the project folder: the nearest one, from here upwards, that holds ``data/raw``.

    Raises
    ------
    RawFileError
        If there is none.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / "data" / "raw").is_dir():
            return folder
    message = f"{here}: no data/raw here or above, expected a project folder; use --project"
    raise RawFileError(message)


def tables_folder(root: Path) -> Path:
    """Return the folder of the processed tables; a running build names its own to notebooks."""
    return Path(os.environ.get(TABLES_VARIABLE) or root / PROCESSED)
