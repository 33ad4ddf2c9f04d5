"""Rules on tests, ceilings, names and tables: how we write."""

import ast
import re
from pathlib import Path

from house_layers import House, constant

MODULE_LINES, BODY_LINES, PARAMETERS, MODULES = 250, 30, 5, 10

VAGUE_MODULE = re.compile(r"^(utils?|helpers?|common|misc|manager)$")
# What turns a text or bytes from a file into code that runs, or into a command of the system.
RUN_AS_CODE = {"eval", "exec", "compile", "__import__"}
UNPACK_CODE = {"pickle", "marshal", "shelve", "dill", "joblib", "cloudpickle", "yaml"}
RUN_AS_COMMAND = {"os.system", "os.popen", "subprocess.getoutput", "subprocess.getstatusoutput"}

VAGUE_FUNCTION = re.compile(r"^_*(handle_|process_)|_finali[sz]e$")


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
    """Name modules without a test file of the same stem in the mirrored folder.

    The face of a package that is a sentence and no code has nothing to test.
    """
    found = []
    for name in sorted(house.modules()):
        if name in house.packages() and ("." not in name or _holds_only_words(house, name)):
            continue
        *folders, stem = name.split(".")
        expected = Path("tests", *folders, f"test_{stem.strip('_')}.py")
        if not (house.root / expected).is_file():
            found.append(f"{name}: no {expected.as_posix()}")
    return found


def _holds_only_words(house: House, package: str) -> bool:
    text = house.modules()[package].read_text(encoding="utf-8")
    return all(isinstance(node, ast.Expr) for node in ast.parse(text).body)


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
    return "inplace=True" if constant(options.get("inplace")) is True else ""


def text_run_as_code(house: House) -> list[str]:
    """Name calls and imports by which a file that somebody sends could run as code."""
    return [
        f"{module}, line {node.lineno}: {fault}; no text and no file may run"
        for module, tree in house.trees()
        for node in ast.walk(tree)
        if (fault := _runs(node))
    ]


def _runs(node: ast.AST) -> str:
    """Return what runs a text, or nothing."""
    if isinstance(node, ast.Import | ast.ImportFrom):
        names = [getattr(node, "module", None) or "", *(alias.name for alias in node.names)]
        return next((f"{n} unpacks code" for n in names if n.split(".")[0] in UNPACK_CODE), "")
    if not isinstance(node, ast.Call):
        return ""
    called = ast.unparse(node.func)
    if called in RUN_AS_CODE | RUN_AS_COMMAND:
        return f"{called} runs a text"
    if called.endswith(("read_pickle", "to_pickle")):
        return f"{called} unpacks code"
    options = {keyword.arg for keyword in node.keywords if constant(keyword.value) is not False}
    return next((f"{one}=" for one in ("shell", "allow_pickle") if one in options), "")
