"""Write docs/licences.csv: each package of requirements.lock and each font, with its licence.

Run by ``make licences`` in the environment of the lock. A licence is an SPDX expression, read in
the metadata of the installed package. What is not installed on this machine, or does not say
plainly, is a row by hand: it is kept as long as the version stays, and asked for when missing.
"""

import csv
import importlib.metadata
import re
import sys
from dataclasses import astuple, dataclass, fields

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

from locked import LOCK, ROOT, Locked, read_lock

LIST = ROOT / "docs" / "licences.csv"
ALLOWED = ROOT / "docs" / "licences_allowed.csv"
BY_HAND = "by hand: "
FONT = "font "

# Names of licences that mean one licence and no other.
PLAIN = {
    "MIT License": "MIT",
    "Apache Software License": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "ISC License (ISCL)": "ISC",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "GNU Lesser General Public License v3 or later (LGPLv3+)": "LGPL-3.0-or-later",
}
# What only the BSD licence of three clauses says.
THIRD_CLAUSE = re.compile(r"endorse\s+or\s+promote\s+products", re.IGNORECASE)
FIRST_CLAUSE = re.compile(r"redistributions\s+of\s+source\s+code", re.IGNORECASE)


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    package: str
    version: str
    licence: str
    """An SPDX expression."""
    read_in: str
    """Where the licence was read."""


def main() -> int:
    """Write the list; say what must be written by hand."""
    before = {row.package: row for row in read_list()}
    packages = read_lock(LOCK.read_text(encoding="utf-8"))
    rows = [row_of(one, before.get(one.name)) for one in packages]
    fonts = [row for row in before.values() if row.package.startswith(FONT)]
    with LIST.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([one.name for one in fields(Row)])
        writer.writerows(map(astuple, [*rows, *fonts]))
    unread = [f"{row.package} {row.version}" for row in rows if not row.licence]
    if unread:
        print(
            f"{LIST.name}: no licence found, expected one for: {', '.join(unread)}; "
            f"read it in the package and write it, '{BY_HAND}where' as the last cell",
            file=sys.stderr,
        )
    return len(unread) > 0


def read_list() -> list[Row]:
    """Return the rows of the list."""
    if not LIST.exists():
        return []
    with LIST.open(encoding="utf-8", newline="") as file:
        return [Row(**row) for row in csv.DictReader(file)]


def row_of(package: Locked, before: Row | None) -> Row:
    """Return the row of a package: as its metadata say, or as it was written by hand."""
    if before and before.read_in.startswith(BY_HAND) and before.version == package.version:
        return before
    try:
        found = importlib.metadata.distribution(package.name)
    except importlib.metadata.PackageNotFoundError:
        return Row(package.name, package.version, "", "")
    if found.version != package.version:
        return Row(package.name, package.version, "", "")
    return Row(package.name, package.version, *licence_of(found))


def licence_of(package: importlib.metadata.Distribution) -> tuple[str, str]:
    """Return the licence of an installed package and where it was read, or two empty texts."""
    said = package.metadata
    for name in ("License-Expression", "License"):
        if expression := _expression(said.get(name, "")):
            return expression, f"metadata: {name}"
    if plain := PLAIN.get(said.get("License", "")):
        return plain, "metadata: License"
    classified = [
        one.split(" :: ")[-1] for one in said.get_all("Classifier", []) if "License" in one
    ]
    known = [PLAIN[one] for one in classified if one in PLAIN]
    if len(known) == len(classified) == 1:
        return known[0], "metadata: classifier"
    clauses = {_clauses(text) for text in _licence_texts(package)} - {""}
    if len(clauses) == 1:
        return clauses.pop(), "its licence file"
    return "", ""


def _expression(text: str) -> str:
    try:
        return canonicalize_license_expression(text)
    except InvalidLicenseExpression:
        return ""


def _licence_texts(package: importlib.metadata.Distribution) -> list[str]:
    names = re.compile(r"\.dist-info/(.*/)?(licen[cs]e|copying)[^/]*$", re.IGNORECASE)
    files = [one for one in package.files or [] if names.search(str(one))]
    return [one.read_text(encoding="utf-8") for one in files] or [
        package.metadata.get("License", "")
    ]


def _clauses(text: str) -> str:
    if not FIRST_CLAUSE.search(text):
        return ""
    return "BSD-3-Clause" if THIRD_CLAUSE.search(text) else "BSD-2-Clause"


if __name__ == "__main__":
    sys.exit(main())
