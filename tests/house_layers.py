"""The order of the house: which module may import which, and who alone may use a library.

A new module needs a line in ``LAYERS``. The rules are in ``house_imports.py`` and
``house_habits.py``: functions that take a :class:`House` and return its offenders, so that the
same function judges the project and, in ``test_house.py``, a small tree with a planted fault.
"""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

# The packages and the modules of each, in the order in which they may import one another: a
# module may use those before it. "" is the top floor; a dotted name is a package in a package.
LAYERS = {
    "ground": "errors factbook codes periods numerals intervals rounding inert stages comparison",
    "ground.stages": "rows shape",
    "reading": "sources workbook cell_text words table notes declared proposal drift returns",
    "reading.workbook": "sheets intake faults looks text markup records second opening window",
    "reading.workbook.text": "han encoding",
    "reading.workbook.second": "compared xls xlsb ods xlsx choice",
    "reading.workbook.intake": "limits refusals door kinds directory mending "
    "witness handover worker guard",
    "reading.notes": "marks legend",
    "reading.proposal": "grid amounts areas headings label_columns fills row_roles "
    "totals draft tidy",
    "reading.proposal.amounts": "quantities decimals texts columns",
    "reading.proposal.areas": "panels left",
    "reading.proposal.label_columns": "flags",
    "reading.proposal.headings": "numbering lines spans stack",
    "reading.declared": "written layout signs outside tables records accepted",
    "reading.drift": "change shown sides columns lines above patch added",
    "reading.returns": "mark grid form roster persons people undeclared followed intake",
    "evidence": "quantities harmonise corrections breaks statements findings identities totals "
    "checks reconcile",
    "evidence.quantities": "words numbers spelled",
    "evidence.reconcile": "conflict trust choice difference ledger",
    "evidence.harmonise": "names",
    "evidence.statements": "claims cooperation",
    "evidence.totals": "sums units breakdowns lines suspects equations joint",
    "privacy": "facts pseudonyms chinese names linkage duplicates headcount anonymity scan persons",
    "measures": "series indicators compute framework projection trends backtest",
    "measures.framework": "windows progress money wording aims results ratings",
    "measures.indicators": "result flows shares change spread",
    "measures.projection": "walk refusal answer questions outlook",
    "disclosure": "solver tables policy equations audit search ledger protection release record",
    "disclosure.equations": "codes",
    "disclosure.search": "suppress greedy controlled outside",
    "publishing": "texts drawing charts figures linter office printing gallery template "
    "translation",
    "publishing.texts": "endings one_language",
    "publishing.drawing": "breaks style typesetting frame labels rules",
    "publishing.linter": "marks words",
    "publishing.figures": "definitions selection unlike drawn stamp raster files",
    "publishing.office": "numbers labels repack native slides word plots cells sheets",
    "publishing.office.numbers": "formats grid listing widths",
    "publishing.office.slides": "rows",
    "publishing.office.word": "ruled drawings",
    "publishing.template": "words plan look forms control",
    "publishing.translation": "glossary entries catalogues sheet returned",
    "publishing.gallery": "pages uses phrases findings sheet sentences grids ways shown twins",
    "publishing.charts": "scales marks samples series panels bars fan pairs events promises",
    "publishing.charts.promises": "plans steps scorecard",
    "received": "public reader tidy_files comparison painting inspection dimensions acceptance "
    "listed linking",
    "commands": "running build check trace export diff read inspect sent verify",
    "commands.running": "progress asked refused",
    "commands.sent": "template texts",
    "stored": "faults manifest lock whole strokes staging raw pending",
    "issued": "words standards confidentiality sdmx causes revisions account editions quality "
    "verification",
    "issued.verification": "pieces files judgement",
    "issued.quality": "parts counted years held managed",
    "own_table": "given totals contradicted protected attacked",
    "": "project stored issued processed pipeline received steps trace notebooks report build "
    "own_table face __init__ "
    "commands __main__",
}

# Who alone may import a library: patterns of our modules.
RESERVED: dict[str, tuple[str, ...]] = {
    "openpyxl": (
        *("reading.workbook*", "publishing.template*"),
        "publishing.gallery.sheet",
        *("publishing.translation.sheet", "publishing.translation.returned"),
    ),
    "python_calamine": ("reading.workbook*",),
    "xlrd": ("reading.workbook*",),
    "pyxlsb": ("reading.workbook*",),
    "xlsxwriter": ("publishing.office.sheets",),
    "docx": ("publishing.office.word*",),
    "pptx": ("publishing.office.*",),
    "matplotlib": tuple(f"publishing.{m}" for m in ("drawing*", "charts*", "linter*")),
    "seaborn": tuple(f"publishing.{m}" for m in ("drawing*", "charts*", "linter*")),
    "scipy": ("disclosure.*", "measures.*", "evidence.totals.*"),
    "tomllib": ("ground.factbook",),
}


@dataclass(frozen=True)
class House:
    """A project folder and the order of its modules."""

    root: Path
    layers: dict[str, str] = field(default_factory=lambda: LAYERS)

    @property
    def source(self) -> Path:
        return self.root / "src" / "exchange_stats"

    def modules(self) -> dict[str, Path]:
        """Return the dotted name of every module inside the package, and its path.

        A folder's ``__init__`` goes by the name of the folder; the top one is ``__init__``.
        """
        found = {}
        for path in sorted(self.source.rglob("*.py")):
            parts = path.relative_to(self.source).with_suffix("").parts
            if len(parts) > 1 and parts[-1] == "__init__":
                parts = parts[:-1]
            found[".".join(parts)] = path
        return found

    def packages(self) -> set[str]:
        """Return the dotted names of the folders that hold modules."""
        return {name for name, path in self.modules().items() if path.name == "__init__.py"} - {
            "__init__"
        }

    def trees(self) -> Iterator[tuple[str, ast.Module]]:
        """Yield the name and the syntax tree of every module."""
        for name, path in self.modules().items():
            yield name, _parsed(path.read_text(encoding="utf-8"))

    def order(self, module: str) -> tuple[int, ...] | None:
        """Return the place of a module in its package, or None when it has none.

        The first number stands for the package: ground, then the others, then the top floor.
        """
        package, _, rest = module.partition(".")
        if package not in self.layers or package in self.layers[""].split():
            package, rest = "", module
        place = [0 if package == "ground" else 2 if package == "" else 1]
        for part in rest.split(".") if rest else ():
            names = self.layers.get(package, "").split()
            if part not in names:
                return None
            place.append(names.index(part))
            package = f"{package}.{part}".strip(".")
        if rest and package in self.layers:  # a package in a package gathers its own modules
            place.append(len(self.layers[package].split()))
        return tuple(place)


@cache
def _parsed(text: str) -> ast.Module:
    return ast.parse(text)


def constant(node: ast.AST | None) -> object:
    return node.value if isinstance(node, ast.Constant) else None


def called(node: ast.Call) -> str:
    """Return the last name of what is called: ``open`` for ``path.open()``."""
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


Rule = Callable[[House], list[str]]
