"""The rules of the house as functions: each returns its offenders, one text each.

A rule takes a :class:`House`, so that the same function judges the project and, in
``test_house.py``, a small tree with a planted fault.
"""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

# The packages and the modules of each, in the order in which they may import one another: a
# module may use those before it. "" is the top floor; a dotted name is a package in a package.
LAYERS: dict[str, tuple[str, ...]] = {
    "ground": (
        *("errors", "factbook", "codes", "periods", "numerals", "intervals", "rounding"),
        "stages",
    ),
    "reading": (
        *("sources", "looks", "workbook", "cell_text", "table", "layout", "records"),
        "proposal",
    ),
    "reading.proposal": (
        *("words", "grid", "areas", "header_stack", "label_columns", "row_roles", "totals"),
    ),
    "evidence": (
        *("quantities", "harmonise", "corrections", "claims", "cooperation", "findings"),
        *("identities", "checks", "reconcile"),
    ),
    "measures": ("comparison", "series", "indicators", "compute", "framework"),
    "publishing": (
        *("texts", "style", "frame", "charts", "definitions", "selection", "figures", "gallery"),
    ),
    "publishing.charts": ("scales", "labels", "series", "bars", "events", "plans"),
    "": (
        *("project", "standards", "processed", "pipeline", "trace", "notebooks", "report"),
        *("build", "face", "__init__", "commands", "__main__"),
    ),
}

# Who alone may import a library: patterns of our modules.
RESERVED: dict[str, tuple[str, ...]] = {
    "openpyxl": ("reading.workbook*", "publishing.sheets"),
    "python_calamine": ("reading.workbook*",),
    "xlrd": ("reading.workbook*",),
    "pyxlsb": ("reading.workbook*",),
    "xlsxwriter": ("publishing.sheets", "publishing.native"),
    "docx": ("publishing.word", "publishing.native"),
    "pptx": ("publishing.slides", "publishing.native"),
    "matplotlib": tuple(f"publishing.{m}" for m in ("style", "frame", "charts*", "figures")),
    "seaborn": tuple(f"publishing.{m}" for m in ("style", "frame", "charts*", "figures")),
    "tomllib": ("ground.factbook",),
}

MODULE_LINES, BODY_LINES, PARAMETERS, MODULES = 250, 30, 5, 10

# Letters that only printed labels have, and characters that cannot be seen.
FOREIGN = re.compile("[\u0400-\u052f\u2e80-\u9fff\uac00-\ud7a3\uff00-\uffef]+")
INVISIBLE = re.compile("[\u00a0\u00ad\u2000-\u200f\u2028-\u202f\u2060\ufeff]")

VAGUE_MODULE = re.compile(r"^(utils?|helpers?|common|misc|manager)$")
VAGUE_FUNCTION = re.compile(r"^_*(handle_|process_)|_finali[sz]e$")


@dataclass(frozen=True)
class House:
    """A project folder and the order of its modules."""

    root: Path
    layers: dict[str, tuple[str, ...]] = field(default_factory=lambda: LAYERS)

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
        if package not in self.layers:
            package, rest = "", module
        place = [0 if package == "ground" else 2 if package == "" else 1]
        for part in rest.split(".") if rest else ():
            if part not in self.layers.get(package, ()):
                return None
            place.append(self.layers[package].index(part))
            package = f"{package}.{part}".strip(".")
        if rest and package in self.layers:  # a package in a package gathers its own modules
            place.append(len(self.layers[package]))
        return tuple(place)


@cache
def _parsed(text: str) -> ast.Module:
    return ast.parse(text)


# --- the order of the house ---


def modules_without_a_layer(house: House) -> list[str]:
    """Name modules that the table of layers does not have."""
    return [
        f"{name}: no layer; add it to LAYERS in tests/house_rules.py, in order"
        for name in house.modules()
        if house.order(name) is None
    ]


def layers_without_a_module(house: House) -> list[str]:
    """Name lines of the table of layers that no file stands behind."""
    declared = {
        f"{package}.{name}".strip(".") for package, names in house.layers.items() for name in names
    }
    return [f"{name}: in LAYERS, but no such module" for name in declared - set(house.modules())]


def imports_that_go_up(house: House) -> list[str]:
    """Name imports of a module above, or of another package than ground."""
    found = [
        f"{module}, line {line}: imports {target}"
        for module, tree in house.trees()
        for line, target in _our_imports(house, module, tree)
        if not _may_import(house, module, target)
    ]
    return list(dict.fromkeys(found))


def _may_import(house: House, module: str, target: str) -> bool:
    here, there = house.order(module), house.order(target)
    if here is None or there is None:
        return True  # modules_without_a_layer speaks of these
    if here[0] != there[0]:
        return here[0] > there[0]
    same_package = here[0] == 2 or module.split(".")[0] == target.split(".")[0]
    return same_package and there < here


def _our_imports(house: House, module: str, tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield the line and our own target of every import, also of those inside functions."""
    known = house.modules()
    for line, name in _imports(tree, module, is_package=module in house.packages()):
        if name.split(".")[0] != "exchange_stats":
            continue
        parts = name.split(".")[1:]
        while parts and ".".join(parts) not in known:
            parts.pop()  # a function or a class: its module is meant
        yield line, ".".join(parts) or "__init__"


def _imports(
    tree: ast.Module, module: str = "", *, is_package: bool = False
) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = f"exchange_stats.{module}".split(".")
                above = above[: len(above) - node.level + is_package]
                base = ".".join([*above, base]).strip(".")
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)


def imports_by_name_in_a_string(house: House) -> list[str]:
    """Name calls of ``import_module`` below the top floor, which hide an import."""
    return [
        f"{module}, line {node.lineno}: imports by a name in a string"
        for module, tree in house.trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and _called(node) in {"import_module", "__import__"}
        and module.split(".")[0] in house.layers
    ]


def code_in_package_faces(house: House) -> list[str]:
    """Name packages whose ``__init__`` holds more than a docstring.

    The top one may, and that of a package in a package, which gathers its modules.
    """
    return [
        f"{name}.__init__: holds code, expected a docstring only"
        for name, tree in house.trees()
        if name in house.packages() and "." not in name and len(tree.body) > 1
    ]


def public_names_that_are_modules(house: House) -> list[str]:
    """Name public names that a module of the top floor would hide once it is imported."""
    door = dict(house.trees()).get("__init__", ast.Module([], []))
    lists = [
        node.value
        for node in door.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
    ]
    names = [_constant(item) for value in lists for item in getattr(value, "elts", ())]
    return [
        f"__init__: {name} is also a module; importing it hides the public name"
        for name in names
        if name in house.modules()
    ]


# --- who alone may do what ---


def reserved_imports(house: House) -> list[str]:
    """Name modules that import a library reserved for others."""
    return [
        f"{module}, line {line}: imports {library}, which only {', '.join(allowed)} may"
        for module, tree in house.trees()
        for line, name in _imports(tree)
        for library, allowed in RESERVED.items()
        if name.split(".")[0] == library and not any(fnmatch(module, a) for a in allowed)
    ]


def facts_opened_elsewhere(house: House) -> list[str]:
    """Name modules beside factbook that build a path into ``facts/`` or read package data."""
    return [
        f"{module}, line {node.lineno}: reaches into facts/; only ground.factbook may"
        for module, tree in house.trees()
        if module != "ground.factbook"
        for node in ast.walk(tree)
        if _reaches_facts(node)
    ]


def _reaches_facts(node: ast.AST) -> bool:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
        return _is_facts(node.right)
    if isinstance(node, ast.Call) and _called(node) in {"Path", "joinpath", "open", "join"}:
        return any(_is_facts(argument) for argument in node.args)
    if not isinstance(node, ast.Import | ast.ImportFrom):
        return False
    names = {f"{getattr(node, 'module', '')}.{alias.name}.".lstrip(".") for alias in node.names}
    return any(name.startswith(("importlib.resources.", "pkgutil.")) for name in names)


def _is_facts(node: ast.AST) -> bool:
    value = node.value if isinstance(node, ast.Constant) else None
    return isinstance(value, str) and (value == "facts" or "facts/" in value)


def code_in_facts(house: House) -> list[str]:
    """Name files in ``facts/`` that are neither TOML nor CSV."""
    return [
        f"facts/{path.relative_to(house.source / 'facts').as_posix()}: neither TOML nor CSV"
        for path in sorted((house.source / "facts").rglob("*"))
        if path.is_file() and path.suffix not in {".toml", ".csv"}
    ]


def printed_labels_in_code(house: House) -> list[str]:
    """Name lines with letters of printed labels, or with characters that cannot be seen."""
    found = []
    for module, path in house.modules().items():
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if label := FOREIGN.search(line):
                found.append(f"{module}, line {number}: {label.group()!r}; labels live in facts")
            if unseen := INVISIBLE.search(line):
                code = f"\\u{ord(unseen.group()):04x}"
                found.append(f"{module}, line {number}: an invisible character; write {code}")
    return found


# --- checks and tests ---


def unregistered_checks(house: House) -> list[str]:
    """Name ``check_*`` functions of evidence that are not in the list that runs."""
    modules = {n: t for n, t in house.trees() if n.startswith("evidence.")}
    tables = [
        node
        for node in getattr(modules.get("evidence.checks"), "body", ())
        if isinstance(node, ast.Assign | ast.AnnAssign)
    ]
    registered = {n.id for t in tables for n in ast.walk(t) if isinstance(n, ast.Name)}
    return [
        f"{module}: {name} is not in the table of evidence.checks, so it never runs"
        for module, tree in modules.items()
        for name in _checks(tree)
        if name not in registered
    ]


def checks_without_a_case(house: House) -> list[str]:
    """Name ``check_*`` functions of evidence that no test of evidence speaks of."""
    tests = (house.root / "tests" / "evidence").glob("test_*.py")
    text = "\n".join(path.read_text(encoding="utf-8") for path in tests)
    return [
        f"{module}: {name} has no case in tests/evidence in which it fires"
        for module, tree in house.trees()
        if module.startswith("evidence.")
        for name in _checks(tree)
        if name.removeprefix("check_") not in text
    ]


def _checks(tree: ast.Module) -> list[str]:
    functions = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
    return [name for name in functions if name.startswith("check_")]


def modules_without_tests(house: House) -> list[str]:
    """Name modules without a test file of the same stem in the mirrored folder."""
    found = []
    for name in sorted(house.modules()):
        if name in house.packages() and "." not in name:
            continue
        *folders, stem = name.split(".")
        expected = Path("tests", *folders, f"test_{stem.strip('_')}.py")
        if not (house.root / expected).is_file():
            found.append(f"{name}: no {expected.as_posix()}")
    return found


def tests_without_a_module(house: House) -> list[str]:
    """Name test files inside a package folder that mirror no module."""
    known = house.modules()
    return [
        f"{path.relative_to(house.root).as_posix()}: tests no module of that name"
        for package in sorted(house.packages())
        for path in sorted(house.root.joinpath("tests", *package.split(".")).glob("test_*.py"))
        if f"{package}.{path.stem.removeprefix('test_')}" not in known
    ]


# --- ceilings and habits ---


def modules_above_the_ceiling(house: House) -> list[str]:
    """Name modules of more lines than the ceiling."""
    lengths = {
        name: len(path.read_text(encoding="utf-8").splitlines())
        for name, path in house.modules().items()
    }
    return [
        f"{name}: {lines} lines, expected at most {MODULE_LINES}; split it at its second noun"
        for name, lines in lengths.items()
        if lines > MODULE_LINES
    ]


def functions_above_the_ceiling(house: House) -> list[str]:
    """Name functions with too long a body (docstring apart) or too many parameters."""
    found = []
    for module, tree in house.trees():
        for node in ast.walk(tree):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            lines, parameters = _body_lines(node), _parameters(node)
            if lines > BODY_LINES:
                found.append(f"{module}.{node.name}: body of {lines} lines, at most {BODY_LINES}")
            if parameters > PARAMETERS:
                found.append(f"{module}.{node.name}: {parameters} parameters, at most {PARAMETERS}")
    return found


def _body_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    body = node.body[1:] if ast.get_docstring(node, clean=False) is not None else node.body
    return (node.end_lineno or 0) - body[0].lineno + 1 if body else 0


def _parameters(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    a = node.args
    named = [p for p in (*a.posonlyargs, *a.args, *a.kwonlyargs) if p.arg not in {"self", "cls"}]
    return len(named) + (a.vararg is not None) + (a.kwarg is not None)


def packages_above_the_ceiling(house: House) -> list[str]:
    """Name packages of more modules than the ceiling.

    The top floor counts as a package, without its two doors ``__init__`` and ``__main__``.
    """
    members: dict[str, list[str]] = {}
    for name in house.modules():
        members.setdefault(name.rpartition(".")[0], []).append(name)
    members[""] = sorted(
        name
        for name in members.get("", [])
        if name not in house.packages() | {"__init__", "__main__"}
    )
    return [
        f"{package or 'top floor'}: {len(names)} modules, expected at most {MODULES}"
        for package, names in members.items()
        if len(names) > MODULES
    ]


def vague_names(house: House) -> list[str]:
    """Name modules and functions whose name says nothing (``utils``, ``process_``)."""
    found = [
        f"{name}: says nothing; name the module by its noun"
        for name in house.modules()
        if VAGUE_MODULE.match(name.rpartition(".")[2])
    ]
    for module, tree in house.trees():
        found += [
            f"{module}.{node.name}: says nothing; take a verb of CONTRIBUTING.md"
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef) and VAGUE_FUNCTION.search(node.name)
        ]
    return found


def careless_tables(house: House) -> list[str]:
    """Name merges without ``validate=``, ``inplace=True``, ``fillna(0)`` and ``assert``."""
    return [
        f"{module}, line {node.lineno}: {fault}"
        for module, tree in house.trees()
        for node in ast.walk(tree)
        if (fault := _fault(node))
    ]


def _fault(node: ast.AST) -> str:
    if isinstance(node, ast.Assert):
        return "assert guards nothing when Python runs with -O; raise one of our errors"
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return ""
    options = {keyword.arg: keyword.value for keyword in node.keywords}
    if node.func.attr == "merge" and "validate" not in options:
        return "a merge without validate="
    if node.func.attr == "fillna" and node.args and ast.unparse(node.args[0]) in {"0", "'0'"}:
        return "fillna(0): a missing value is a row with a status, never a zero"
    return "inplace=True" if _constant(options.get("inplace")) is True else ""


def _constant(node: ast.AST | None) -> object:
    return node.value if isinstance(node, ast.Constant) else None


def _called(node: ast.Call) -> str:
    """Return the last name of what is called: ``open`` for ``path.open()``."""
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


Rule = Callable[[House], list[str]]

RULES: tuple[Rule, ...] = (
    modules_without_a_layer,
    layers_without_a_module,
    imports_that_go_up,
    imports_by_name_in_a_string,
    code_in_package_faces,
    public_names_that_are_modules,
    reserved_imports,
    facts_opened_elsewhere,
    code_in_facts,
    printed_labels_in_code,
    unregistered_checks,
    checks_without_a_case,
    modules_without_tests,
    tests_without_a_module,
    modules_above_the_ceiling,
    functions_above_the_ceiling,
    packages_above_the_ceiling,
    vague_names,
    careless_tables,
)
